//! Methods, paths and queries, sent by an owner: the first byte says the method, the rest is what stands in the request
//! line.
#![no_main]

use fuzz::with_world;
use http::Method;
use libfuzzer_sys::fuzz_target;

const METHODS: &[Method] = &[
    Method::GET,
    Method::DELETE,
    Method::HEAD,
    Method::OPTIONS,
    Method::POST,
    Method::PATCH,
    Method::PUT,
];

fuzz_target!(|input: &[u8]| {
    let Some((&method, target)) = input.split_first() else {
        return;
    };
    let Ok(target) = str::from_utf8(target) else {
        return;
    };
    let method = &METHODS[usize::from(method) % METHODS.len()];
    with_world(|world| {
        world.ask(method, target, b"");
    });
});
