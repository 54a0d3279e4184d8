use contract::{Certainty, Change, Key, ProblemCode, paths};
use reqwest::Method;

use crate::app::{App, console_of_another, list_change};

/// A key of the sample, used from both of its entries.
const USED: &str = "64efa60044085ef06b7fbb2b";

const REQUIRE: Change = Change::Requirement {
    access_list_required: true,
};

#[tokio::test]
async fn what_cannot_be_taken_is_told_at_its_field() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = browser.create_key("ci").await.key.id;
    browser.add(&id, &["192.0.2.0/24"]).await;
    for (add, remove, status, field, index) in [
        (&[][..], &[][..], 400, None, None),
        (&["192.0.2.1", "nonsense"], &[], 422, Some("add"), Some(1)),
        (&[], &["nonsense"], 422, Some("remove"), Some(0)),
        (&["10.0.0.1", "10.0.0.1/32"], &[], 422, Some("add"), Some(1)),
        (&["192.0.2.77/24"], &["192.0.2.0/24"], 422, Some("add"), Some(0)),
    ] {
        let ask = browser.ask(Method::POST, paths::PREFLIGHT);
        let answer = ask.json(&list_change(&id, add, remove)).send().await;
        let problem = answer.assert_refused(status, ProblemCode::Invalid);
        assert_eq!(
            (problem.field.as_deref(), problem.index),
            (field, index),
            "{problem:?}"
        );
    }
}

#[tokio::test]
async fn a_key_or_an_entry_that_is_gone_is_told() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = browser.create_key("ci").await.key.id;
    for (key, status, code) in [
        (id.as_str(), 409, ProblemCode::Conflict),
        ("65f0c0ffee65f0c0ffee65f0", 404, ProblemCode::NotFound),
        ("x", 404, ProblemCode::NotFound),
    ] {
        let ask = browser.ask(Method::POST, paths::PREFLIGHT);
        let answer = ask.json(&list_change(key, &[], &["192.0.2.7"])).send().await;
        answer.assert_refused(status, code);
    }
}

#[tokio::test]
async fn losing_the_address_of_its_last_use_is_likely_and_changes_nothing_yet() {
    let app = App::with_sample().await;
    let browser = app.sign_in().await;
    let report = browser
        .preflight(&list_change(USED, &["192.0.2.0/24"], &["10.20.4.11/32"]))
        .await;
    let [lockout] = &report.lockouts[..] else {
        panic!("{report:?}")
    };
    assert_eq!(
        (lockout.id.as_str(), lockout.certainty),
        (USED, Certainty::Likely)
    );
    assert_eq!(lockout.addresses, ["10.20.4.11"]);
    assert!(lockout.reason.contains("10.20.4.11"), "{lockout:?}");
    assert_eq!((report.judged, report.refusal), (1, None));
    let key: Key = browser.get(&paths::key(USED)).await.json();
    assert_eq!(key.entries.len(), 2);
}

#[tokio::test]
async fn a_wider_entry_in_place_of_a_narrower_locks_nobody_out() {
    let app = App::with_sample().await;
    let browser = app.sign_in().await;
    let change = list_change(USED, &["10.20.4.0/24"], &["10.20.4.11/32", "10.20.4.12/32"]);
    assert_eq!(browser.preflight(&change).await.lockouts, []);
}

#[tokio::test]
async fn the_first_entry_of_a_key_may_cut_off_whoever_uses_it() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = browser.create_key("ci").await.key.id;
    let report = browser.preflight(&list_change(&id, &["192.0.2.7"], &[])).await;
    assert_eq!(report.lockouts[0].certainty, Certainty::Unknown);
}

#[tokio::test]
async fn the_requirement_locks_out_every_key_without_a_list() {
    let app = App::with_sample().await;
    let browser = app.sign_in().await;
    let keys: contract::KeyList = browser.get(paths::KEYS).await.json();
    let mut bare: Vec<String> = keys
        .keys
        .iter()
        .filter(|key| key.entries.is_empty())
        .map(|key| key.id.clone())
        .collect();
    bare.sort();
    assert!(!bare.is_empty());
    let report = browser.preflight(&REQUIRE).await;
    let mut named: Vec<String> = report.lockouts.iter().map(|lockout| lockout.id.clone()).collect();
    named.sort();
    assert_eq!(named, bare);
    assert!(
        report
            .lockouts
            .iter()
            .all(|lockout| lockout.certainty == Certainty::Certain)
    );
    assert_eq!((report.judged, report.refusal), (keys.keys.len(), None));
    let off = Change::Requirement {
        access_list_required: false,
    };
    assert_eq!(browser.preflight(&off).await.lockouts, []);
}

#[tokio::test]
async fn where_requests_are_limited_the_next_try_goes_on_where_the_last_ended() {
    let (app, other) = console_of_another(70, 60).await;
    let browser = app.sign_in().await;
    let first = browser.ask(Method::POST, paths::PREFLIGHT).json(&REQUIRE);
    first.send().await.assert_refused(429, ProblemCode::TooMany);
    app.wait(60);
    other.wait(60);
    let report = browser.preflight(&REQUIRE).await;
    assert_eq!((report.judged, report.lockouts), (70, vec![]));
}

#[tokio::test]
async fn what_would_shut_keyhold_out_says_so_with_the_way_out() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let own = browser.own_key().await.id;
    let report = browser
        .preflight(&list_change(&own, &["192.0.2.7"], &["127.0.0.1/32"]))
        .await;
    let refusal = report.refusal.unwrap();
    assert!(
        refusal.contains("127.0.0.1") && refusal.contains("keyhold connection add"),
        "{refusal}"
    );
    let wider = list_change(&own, &["127.0.0.0/30"], &["127.0.0.1/32"]);
    let refusal = browser.preflight(&wider).await.refusal.unwrap();
    assert!(
        refusal.contains("Keep 127.0.0.1") && refusal.contains("keyhold connection add"),
        "{refusal}"
    );
    let (upstream, organization) = app.somebody_else().await;
    let here = "127.0.0.1".parse().unwrap();
    upstream
        .delete_entry(organization, own.parse().unwrap(), here)
        .await
        .unwrap();
    let refusal = browser.preflight(&REQUIRE).await.refusal.unwrap();
    assert!(refusal.contains("keyhold connection add"), "{refusal}");
}

#[tokio::test]
async fn a_report_is_named_by_the_change_and_whom_it_locks_out() {
    let app = App::with_sample().await;
    let browser = app.sign_in().await;
    let ask = async |add: &[&str], remove: &[&str]| {
        let report = browser.preflight(&list_change(USED, add, remove)).await;
        report.fingerprint
    };
    let first = ask(&[], &["10.20.4.11/32"]).await;
    assert_eq!(
        ask(&[], &["10.20.4.11"]).await,
        first,
        "the same in another spelling"
    );
    assert_ne!(
        ask(&["192.0.2.7"], &["10.20.4.11"]).await,
        first,
        "another change"
    );
    let rename = contract::ChangeKey {
        description: Some("renamed".into()),
        roles: None,
    };
    browser
        .ask(Method::PATCH, &paths::key(USED))
        .json(&rename)
        .send()
        .await;
    assert_eq!(
        ask(&[], &["10.20.4.11"]).await,
        first,
        "the same key by another name"
    );
}
