//! How clients write their proofs. Each quotes, orders and counts in its own way.

use conformance::{Error, Proof};

use crate::Hand;

#[tokio::test]
async fn mongodb_forks_digest_quotes_the_algorithm_but_not_qop_and_asks_for_a_nonce_each_time()
-> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let target = hand.organization();
    for _ in 0..3 {
        let nonce = hand.nonce().await?;
        let proof = hand.proof("GET", &target, &nonce);
        let (common, response) = (proof.common(), proof.response());
        let header = format!(
            "{common}, response=\"{response}\", algorithm=\"MD5\", qop=auth, nc=00000001, cnonce=\"{}\"",
            proof.cnonce
        );
        assert_eq!(hand.ask_with(&header, "GET", &target).await?.status, 200);
    }
    Ok(())
}

#[tokio::test]
async fn the_kubernetes_operator_writes_and_hashes_an_unpadded_count() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let target = hand.organization();
    let nonce = hand.nonce().await?;
    let proof = Proof {
        nc: "1",
        ..hand.proof("GET", &target, &nonce)
    };
    let (common, response) = (proof.common(), proof.response());
    let header = format!(
        "{common}, cnonce=\"{}\", nc=1, qop=auth, response=\"{response}\", algorithm=\"MD5\"",
        proof.cnonce
    );
    assert_eq!(hand.ask_with(&header, "GET", &target).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn urllib_counts_on_over_fresh_nonces_in_decimal_and_leaves_the_algorithm_out() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let target = hand.organization();
    for count in (1..=11).chain([1024, 4096, 99_999_999]) {
        let nonce = hand.nonce().await?;
        let nc = format!("{count:08}");
        let proof = Proof {
            nc: &nc,
            ..hand.proof("GET", &target, &nonce)
        };
        let (common, response) = (proof.common(), proof.response());
        let header = format!(
            "{common}, response=\"{response}\", qop=auth, nc={nc}, cnonce=\"{}\"",
            proof.cnonce
        );
        assert_eq!(hand.ask_with(&header, "GET", &target).await?.status, 200, "{nc}");
    }
    Ok(())
}

#[tokio::test]
async fn requests_quotes_qop_and_uses_its_nonce_for_other_targets_too() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let nonce = hand.nonce().await?;
    let organization = hand.organization();
    let list = format!("{organization}/apiKeys?pageNum=1&itemsPerPage=5");
    for (count, target) in [(1, &organization), (2, &list), (3, &organization)] {
        let nc = format!("{count:08x}");
        let proof = Proof {
            nc: &nc,
            ..hand.proof("GET", target, &nonce)
        };
        let (common, response) = (proof.common(), proof.response());
        let header = format!(
            "{common}, response=\"{response}\", algorithm=\"MD5\", qop=\"auth\", nc={nc}, cnonce=\"{}\"",
            proof.cnonce
        );
        assert_eq!(
            hand.ask_with(&header, "GET", target).await?.status,
            200,
            "{target}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn wget_has_a_client_nonce_of_eight_digits() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let target = hand.organization();
    let nonce = hand.nonce().await?;
    let proof = Proof {
        cnonce: "2e7acb50",
        ..hand.proof("GET", &target, &nonce)
    };
    let (common, response) = (proof.common(), proof.response());
    let header = format!(
        "{common}, response=\"{response}\", qop=auth, nc=00000001, cnonce=\"2e7acb50\", algorithm=\"MD5\""
    );
    assert_eq!(hand.ask_with(&header, "GET", &target).await?.status, 200);
    Ok(())
}

/// RFC 7616, section 3.4.6: the `uri` may be absolute where the request target is not.
#[tokio::test]
async fn an_absolute_uri_of_the_target_is_the_target() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let (target, nonce) = (hand.organization(), hand.nonce().await?);
    let uri = format!("http://127.0.0.1{target}");
    let header = hand.proof("GET", &uri, &nonce).header();
    assert_eq!(hand.ask_with(&header, "GET", &target).await?.status, 200);
    Ok(())
}
