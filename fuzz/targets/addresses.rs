//! Addresses and blocks, one a line, and the headers of proxies: nothing falls over, what is read has one spelling, and a
//! list lets in exactly who is on one of its blocks.
#![no_main]

use std::net::IpAddr;

use access::{
    AccessList, AddressBlock, Exposure, ForwardingHeaders, TrustedProxies, canonical_address,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let blocks: Vec<AddressBlock> = text.lines().filter_map(|line| AddressBlock::listed(line).ok()).collect();
    for block in &blocks {
        assert_eq!(AddressBlock::listed(&block.to_string()), Ok(*block));
        assert_eq!(AddressBlock::listed(&block.short()), Ok(*block));
        // One that ends within IPv4 written inside IPv6 ends where no client is: a client there is an IPv4 one.
        for end in [block.first(), block.last()] {
            assert!(block.contains(end) || canonical_address(end) != end);
        }
    }
    let list: AccessList = blocks.iter().copied().collect();
    let union = Exposure::of(&blocks).union;
    let addresses = text.lines().filter_map(|line| line.parse::<IpAddr>().ok());
    for address in addresses.chain(blocks.iter().map(AddressBlock::last)) {
        let client = canonical_address(address);
        assert_eq!(canonical_address(client), client);
        let on_the_list = list.most_specific_match(address).is_some();
        assert_eq!(on_the_list, blocks.iter().any(|block| block.contains(client)));
        assert_eq!(on_the_list, union.iter().any(|net| net.contains(&client)));
    }
    assert_forwarded(text, blocks);
});

/// What a proxy says leads to an address in canonical form, or is refused.
fn assert_forwarded(text: &str, proxies: Vec<AddressBlock>) {
    let peer = IpAddr::from([192, 0, 2, 7]);
    let peer_is_a_proxy = proxies.into_iter().chain([AddressBlock::from_address(peer)]);
    let proxies: TrustedProxies = peer_is_a_proxy.collect();
    let value = [text.as_bytes()];
    for headers in ["forwarded", "x-forwarded-for"]
        .map(|sent| ForwardingHeaders::of(|name| if name == sent { value.to_vec() } else { vec![] }))
    {
        if let Ok(client) = proxies.client(peer, &headers) {
            assert_eq!(canonical_address(client.address), client.address);
        }
    }
}
