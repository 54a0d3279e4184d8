//! Bodies of everything that takes one, sent by an owner: the first byte says where to, the rest is the body.
#![no_main]

use access::{Action, Method};
use fuzz::{BASES, with_world};
use http::Method as Verb;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((&place, body)) = input.split_first() else {
        return;
    };
    let places: Vec<(Verb, String)> = Action::ALL.iter().flat_map(|action| places(*action)).collect();
    let (verb, path) = &places[usize::from(place) % places.len()];
    with_world(|world| {
        world.ask(verb, path, body);
    });
});

/// Where an action takes a body, in every version that has it.
fn places(action: Action) -> Vec<(Verb, String)> {
    let rule = action.rule();
    let verb = match rule.method {
        Method::Post => Verb::POST,
        Method::Patch => Verb::PATCH,
        Method::Get | Method::Delete => return vec![],
    };
    if rule.is_passed_on() {
        return vec![];
    }
    let bases = BASES.iter().filter(|base| match **base {
        "/api/atlas/v2" => rule.is_in_v2(),
        _ => rule.is_before_v2(),
    });
    bases
        .map(|base| (verb.clone(), format!("{base}{}", rule.path)))
        .collect()
}
