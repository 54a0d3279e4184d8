//! Whom to believe about where a request comes from: every trick to be somebody else, and the ways that are true.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use access::{AddressBlock, Client, ForwardingError, ForwardingHeaders, TrustedProxies};
use proptest::prelude::*;

/// The address somebody wants to be taken for, and the one they have.
const VICTIM: &str = "10.0.0.5";
const ATTACKER: &str = "198.51.100.66";
const PROXY: &str = "192.0.2.1";

fn proxies(blocks: &[&str]) -> TrustedProxies {
    blocks
        .iter()
        .map(|block| block.parse::<AddressBlock>().unwrap())
        .collect()
}

fn bytes<'a>(values: &[&'a str]) -> Vec<&'a [u8]> {
    values.iter().map(|value| value.as_bytes()).collect()
}

fn client(peer: &str, forwarded: &[&str], listed: &[&str]) -> Result<Client, ForwardingError> {
    let headers = ForwardingHeaders {
        forwarded: bytes(forwarded),
        x_forwarded_for: bytes(listed),
        x_forwarded_proto: vec![],
    };
    proxies(&["192.0.2.0/24", "2001:db8:ffff::/48"]).client(peer.parse().unwrap(), &headers)
}

fn address(peer: &str, forwarded: &[&str], listed: &[&str]) -> String {
    client(peer, forwarded, listed).unwrap().address.to_string()
}

#[test]
fn a_peer_that_is_no_listed_proxy_is_believed_nothing() {
    for peer in [ATTACKER, "::ffff:198.51.100.66", "192.0.3.1", "2001:db8:fffe::1"] {
        let own = access::canonical_address(peer.parse().unwrap()).to_string();
        for (forwarded, listed) in [
            (&[][..], &[VICTIM][..]),
            (&[], &[VICTIM, PROXY]),
            (&[], &["10.0.0.5, 192.0.2.1"]),
            (&["for=10.0.0.5"], &[]),
            (&["for=10.0.0.5;proto=https"], &[VICTIM]),
            (&["for="], &["garbage"]),
        ] {
            assert_eq!(address(peer, forwarded, listed), own, "{forwarded:?} {listed:?}");
        }
    }
    let nobody = TrustedProxies::default();
    let headers = ForwardingHeaders {
        x_forwarded_for: bytes(&[VICTIM]),
        x_forwarded_proto: bytes(&["https"]),
        ..ForwardingHeaders::default()
    };
    let seen = nobody.client("127.0.0.1".parse().unwrap(), &headers).unwrap();
    assert_eq!(
        (seen.address.to_string().as_str(), seen.https),
        ("127.0.0.1", false)
    );
}

#[test]
fn what_the_client_wrote_before_the_proxy_did_counts_for_nothing() {
    for (forwarded, listed) in [
        // The leftmost, in one value, and in a header of its own before the proxy's.
        (&[][..], &["10.0.0.5, 198.51.100.66"][..]),
        (&[], &["10.0.0.5,10.0.0.5,198.51.100.66"]),
        (&[], &[VICTIM, ATTACKER]),
        (&[], &["10.0.0.5, 10.0.0.6", ATTACKER]),
        // In the name of a proxy, further left.
        (&[], &["10.0.0.5, 192.0.2.9, 198.51.100.66, 192.0.2.8"]),
        // Written otherwise.
        (&[], &["10.0.0.5, ::ffff:198.51.100.66"]),
        (&[], &["10.0.0.5, 198.51.100.66:443"]),
        (&[], &["10.0.0.5, [::ffff:198.51.100.66]:443"]),
        // Things that are no addresses, where nobody looks.
        (&[], &["unknown, , \u{1}, 10.0.0.5;, 198.51.100.66"]),
        (&["for=10.0.0.5, for=198.51.100.66"], &[]),
        (&["for=10.0.0.5", "for=198.51.100.66"], &[]),
        (
            &["for=10.0.0.5;by=192.0.2.1, FOR=\"198.51.100.66:1\";host=x"],
            &[],
        ),
        (&["for=unknown, for=\"[::ffff:198.51.100.66]\""], &[]),
        (
            &["by=10.0.0.5;for=198.51.100.66;secret=\"for=10.0.0.5, for=10.0.0.5\""],
            &[],
        ),
        // Both headers, which agree about the nearest.
        (&["for=10.0.0.5, for=198.51.100.66"], &["10.0.0.7, 198.51.100.66"]),
    ] {
        assert_eq!(
            address(PROXY, forwarded, listed),
            ATTACKER,
            "{forwarded:?} {listed:?}"
        );
    }
}

#[test]
fn a_proxy_that_names_no_address_is_refused_and_does_not_stand_in() {
    for listed in [
        &[""][..],
        &["unknown"],
        &["10.0.0.5, unknown"],
        &["10.0.0.5, "],
        &["10.0.0.5, example.com"],
        &["10.0.0.5, 198.51.100.66:http"],
        &["10.0.0.5, 198.51.100.66:"],
        &["10.0.0.5, 198.51.100.66:+80"],
        &["10.0.0.5, 198.51.100.66:65536"],
        &["10.0.0.5, 198.51.100.066"],
        &["10.0.0.5, 198.51.100.66/32"],
        &["10.0.0.5, 3325256770"],
        &["10.0.0.5, [::1"],
        &["10.0.0.5, ::1]"],
        &["10.0.0.5, [198.51.100.66]:80"],
        &["10.0.0.5, fe80::1%eth0"],
        &["10.0.0.5, \u{ff11}.1.1.1"],
        &["10.0.0.5", "unknown"],
        &["10.0.0.5, x, 192.0.2.7"],
    ] {
        let header = "X-Forwarded-For";
        assert_eq!(
            client(PROXY, &[], listed),
            Err(ForwardingError::NoAddress { header }),
            "{listed:?}"
        );
    }
    for forwarded in [
        &[""][..],
        &["for=unknown"],
        &["for=_hidden"],
        &["for=10.0.0.5, proto=https"],
        &["for=10.0.0.5, for=198.51.100.66:_port"],
        // A quote that would swallow what the proxy writes behind it.
        &["for=\"10.0.0.5, for=198.51.100.66"],
        &["for=\", for=\"10.0.0.5\""],
        &["for=\"\\\", for=\"10.0.0.5\""],
        &["for=10.0.0.5;for=198.51.100.66"],
        &["for=10.0.0.5 for=198.51.100.66"],
        &["for =10.0.0.5"],
        &["for==10.0.0.5"],
        &["10.0.0.5"],
        &["for=10.0.0.5,"],
        &["for=10.0.0.5;"],
        &["for=10.0.0.5", "for=\""],
    ] {
        let header = "Forwarded";
        assert_eq!(
            client(PROXY, forwarded, &[]),
            Err(ForwardingError::NoAddress { header }),
            "{forwarded:?}"
        );
    }
}

#[test]
fn two_headers_that_name_two_clients_are_refused() {
    for (forwarded, listed) in [
        ("for=10.0.0.5", ATTACKER),
        ("for=198.51.100.66", VICTIM),
        ("for=10.0.0.5, for=192.0.2.7", "10.0.0.5, 198.51.100.66"),
    ] {
        let error = client(PROXY, &[forwarded], &[listed]).unwrap_err();
        assert_eq!(error, ForwardingError::Contradiction, "{forwarded} {listed}");
        assert!(error.to_string().contains("remove"), "{error}");
    }
}

#[test]
fn the_client_is_the_first_from_the_right_that_is_no_proxy() {
    for (forwarded, listed, client) in [
        (&[][..], &[][..], PROXY),
        (&[], &[VICTIM], VICTIM),
        (&[], &["10.0.0.5, 192.0.2.7, 192.0.2.8"], VICTIM),
        (&[], &["10.0.0.5, 192.0.2.7", "192.0.2.8"], VICTIM),
        (&[], &["192.0.2.9, 192.0.2.7"], "192.0.2.9"),
        (&[], &["2001:DB8::0001"], "2001:db8::1"),
        (&[], &["[2001:db8::1]:4711"], "2001:db8::1"),
        (&[], &["10.0.0.5, 2001:db8:ffff::1"], VICTIM),
        (&["for=\"[2001:db8:cafe::17]:4711\""], &[], "2001:db8:cafe::17"),
        (&["for=10.0.0.5; proto=http ;by=203.0.113.43"], &[], VICTIM),
        (&["for=192.0.2.43, for=\"\\10.0.0.5\""], &[], VICTIM),
        (&["for=10.0.0.5:4711"], &[VICTIM], VICTIM),
    ] {
        assert_eq!(
            address(PROXY, forwarded, listed),
            client,
            "{forwarded:?} {listed:?}"
        );
    }
    assert_eq!(address("::ffff:192.0.2.1", &[], &[VICTIM]), VICTIM);
}

#[test]
fn https_is_what_the_nearest_proxy_says() {
    for (forwarded, protos, https) in [
        (&[][..], &[][..], false),
        (&[], &["https"], true),
        (&[], &[" HTTPS "], true),
        (&[], &["https, http"], false),
        (&[], &["https", "http"], false),
        (&[], &["http, https"], true),
        (&[], &["wss"], false),
        (&["for=10.0.0.5;proto=https"], &[], true),
        (&["for=10.0.0.5;proto=https, for=10.0.0.6;proto=http"], &[], false),
        (&["for=10.0.0.5;proto=https, for=192.0.2.1;proto=http"], &[], true),
        // What one header says the other does not overrule.
        (&["for=10.0.0.5;proto=http"], &["https"], false),
        (&["for=10.0.0.5"], &["https"], true),
    ] {
        let headers = ForwardingHeaders {
            forwarded: bytes(forwarded),
            x_forwarded_for: vec![],
            x_forwarded_proto: bytes(protos),
        };
        let seen = proxies(&[PROXY]).client(PROXY.parse().unwrap(), &headers);
        assert_eq!(seen.unwrap().https, https, "{forwarded:?} {protos:?}");
    }
}

proptest! {
    /// Whatever a client puts in front, it is taken for nobody but itself.
    #[test]
    fn nothing_in_front_changes_the_client(
        values in prop::collection::vec(any::<Vec<u8>>(), 0..4),
        front in "[ -~]{0,40}",
    ) {
        let proxies = proxies(&[PROXY]);
        let peer = PROXY.parse().unwrap();
        let last = format!("{front}, {ATTACKER}");
        let mut listed: Vec<&[u8]> = values.iter().map(Vec::as_slice).collect();
        listed.push(last.as_bytes());
        let headers = ForwardingHeaders { x_forwarded_for: listed, ..ForwardingHeaders::default() };
        prop_assert_eq!(proxies.client(peer, &headers).unwrap().address.to_string(), ATTACKER);

        // In the other header it may be refused, but it is nobody else either.
        let last = format!("{front}, for={ATTACKER}");
        let mut steps: Vec<&[u8]> = values.iter().map(Vec::as_slice).collect();
        steps.push(last.as_bytes());
        let headers = ForwardingHeaders { forwarded: steps, ..ForwardingHeaders::default() };
        if let Ok(seen) = proxies.client(peer, &headers) {
            prop_assert_eq!(seen.address.to_string(), ATTACKER);
        }
    }
}

/// What is told of a way, each hop with `+` where it was believed.
fn told(peer: &str, forwarded: &[&str], listed: &[&str]) -> (bool, Vec<String>) {
    let headers = ForwardingHeaders {
        forwarded: bytes(forwarded),
        x_forwarded_for: bytes(listed),
        x_forwarded_proto: vec![],
    };
    let trace = proxies(&["192.0.2.0/24"]).trace(peer.parse().unwrap(), &headers);
    let mark = |hop: &access::TracedHop| format!("{}{}", if hop.believed { '+' } else { '-' }, hop.text);
    (trace.peer_trusted, trace.hops.iter().map(mark).collect())
}

#[test]
fn a_trace_tells_every_hop_and_which_were_believed() {
    for (peer, forwarded, listed, trusted, hops) in [
        // Somebody who claims to be forwarded, and is no proxy.
        (
            ATTACKER,
            &[][..],
            &["10.0.0.5, 192.0.2.1"][..],
            false,
            &["-192.0.2.1", "-10.0.0.5"][..],
        ),
        (
            ATTACKER,
            &["for=10.0.0.5;proto=https"],
            &[],
            false,
            &["-for=10.0.0.5;proto=https"],
        ),
        // What they wrote before the proxy did.
        (
            PROXY,
            &[],
            &["10.0.0.5, 198.51.100.66"],
            true,
            &["+198.51.100.66", "-10.0.0.5"],
        ),
        (
            PROXY,
            &[],
            &["10.0.0.5", ATTACKER],
            true,
            &["+198.51.100.66", "-10.0.0.5"],
        ),
        (
            PROXY,
            &[],
            &["10.0.0.5, 192.0.2.9, 198.51.100.66, 192.0.2.8"],
            true,
            &["+192.0.2.8", "+198.51.100.66", "-192.0.2.9", "-10.0.0.5"],
        ),
        (
            PROXY,
            &["for=10.0.0.5, for=\"198.51.100.66:1\""],
            &["198.51.100.66"],
            true,
            &["+for=\"198.51.100.66:1\"", "-for=10.0.0.5"],
        ),
        // What is no address, and a quote that was never closed.
        (
            PROXY,
            &[],
            &["10.0.0.5, unknown"],
            true,
            &["-unknown", "-10.0.0.5"],
        ),
        (
            PROXY,
            &["for=\"10.0.0.5, for=198.51.100.66"],
            &[],
            true,
            &["-for=\"10.0.0.5, for=198.51.100.66"],
        ),
        // Nothing at all.
        (PROXY, &[], &[], true, &[]),
        (ATTACKER, &[], &[], false, &[]),
    ] {
        let hops: Vec<_> = hops.iter().map(|&hop| hop.to_owned()).collect();
        assert_eq!(
            told(peer, forwarded, listed),
            (trusted, hops),
            "{forwarded:?} {listed:?}"
        );
    }
}

#[test]
fn the_client_is_the_furthest_hop_that_was_believed() {
    for listed in [
        &[ATTACKER][..],
        &["10.0.0.5, 198.51.100.66"],
        &["10.0.0.5, 198.51.100.66, 192.0.2.8, 192.0.2.9"],
        &["192.0.2.8, 192.0.2.9"],
    ] {
        let (_, hops) = told(PROXY, &[], listed);
        let furthest = hops.iter().rfind(|hop| hop.starts_with('+')).unwrap();
        assert_eq!(address(PROXY, &[], listed), furthest[1..], "{listed:?}");
    }
}
