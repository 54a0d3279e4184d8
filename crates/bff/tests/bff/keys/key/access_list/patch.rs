use contract::{Certainty, Key, KeyList, ProblemCode, paths};

use crate::app::{App, Browser, console_of_another, list_change};

/// A key of the sample, used from both of its entries.
const USED: &str = "64efa60044085ef06b7fbb2b";

async fn blocks(browser: &Browser<'_>, id: &str) -> Vec<String> {
    let key: Key = browser.get(&paths::key(id)).await.json();
    let mut blocks: Vec<String> = key.entries.into_iter().map(|entry| entry.block).collect();
    blocks.sort();
    blocks
}

#[tokio::test]
async fn nothing_cannot_be_changed() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = browser.create_key("ci").await.key.id;
    let answer = browser.change_list(&id, &[], &[], None).await;
    answer.assert_refused(400, ProblemCode::Invalid);
}

#[tokio::test]
async fn whoever_is_locked_out_is_told_and_nothing_is_changed_until_that_is_accepted() {
    let app = App::with_sample().await;
    let browser = app.sign_in().await;
    for accepted in [None, Some("another report")] {
        let answer = browser
            .change_list(USED, &["192.0.2.7"], &["10.20.4.11/32"], accepted)
            .await;
        let problem = answer.assert_refused(409, ProblemCode::ReportChanged);
        let report = problem.report.unwrap();
        assert_eq!(report.lockouts[0].certainty, Certainty::Likely);
        assert_eq!(blocks(&browser, USED).await, ["10.20.4.11/32", "10.20.4.12/32"]);
        if accepted.is_some() {
            let accepted = Some(report.fingerprint.as_str());
            let answer = browser
                .change_list(USED, &["192.0.2.7"], &["10.20.4.11/32"], accepted)
                .await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
    }
    assert_eq!(blocks(&browser, USED).await, ["10.20.4.12/32", "192.0.2.7/32"]);
}

#[tokio::test]
async fn what_locks_nobody_out_needs_no_acceptance() {
    let app = App::with_sample().await;
    let browser = app.sign_in().await;
    let answer = browser
        .change_list(USED, &["10.20.4.0/24"], &["10.20.4.11/32", "10.20.4.12/32"], None)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(blocks(&browser, USED).await, ["10.20.4.0/24"]);
    let again = browser
        .change_list(USED, &["10.20.4.0/24", "192.0.2.7"], &[], None)
        .await;
    assert_eq!(
        again.status,
        200,
        "what is there already is no error: {}",
        again.text()
    );
}

#[tokio::test]
async fn what_lets_keyhold_in_stays() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let own = browser.own_key().await.id;
    for (add, remove) in [
        (&[][..], &["127.0.0.1/32"][..]),
        (&["192.0.2.7"], &["127.0.0.1/32"]),
        // No key can remove the very address it calls from, even where another entry covers it.
        (&["127.0.0.0/30"], &["127.0.0.1/32"]),
    ] {
        let answer = browser.change_list(&own, add, remove, None).await;
        let problem = answer.assert_refused(409, ProblemCode::WouldLockOut);
        assert!(problem.message.contains("keyhold connection add"), "{problem}");
    }
    assert_eq!(blocks(&browser, &own).await, ["127.0.0.1/32"]);
}

#[tokio::test]
async fn what_fails_on_the_way_tells_how_far_it_came() {
    let (app, other) = console_of_another(2, 20).await;
    let browser = app.sign_in().await;
    let keys: KeyList = browser.get(paths::KEYS).await.json();
    let id = &keys.keys.iter().find(|key| key.description == "ci 1").unwrap().id;
    let many: Vec<String> = (1..=30).map(|number| format!("10.0.0.{number}/32")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    browser.add(id, &many).await;
    other.wait(60);
    let change = list_change(id, &["192.0.2.7"], &many);
    let accepted = browser.preflight(&change).await.fingerprint;
    let answer = browser
        .change_list(id, &["192.0.2.7"], &many, Some(&accepted))
        .await;
    let problem = answer.assert_refused(429, ProblemCode::TooMany);
    for part in [
        "Added: 192.0.2.7/32. Removed: 10.0.0.1/32, 10.0.0.2/32, ",
        "Still to be removed: ",
        ", 10.0.0.30/32.",
    ] {
        assert!(problem.message.contains(part), "{problem}");
    }
    other.wait(60);
    let left = blocks(&browser, id).await;
    for (block, stays) in [
        ("192.0.2.7/32", true),
        ("10.0.0.1/32", false),
        ("10.0.0.30/32", true),
    ] {
        assert_eq!(
            left.iter().any(|left| left == block),
            stays,
            "{block} of {left:?}"
        );
    }
}

#[tokio::test]
async fn of_two_operators_who_remove_the_same_entry_one_is_told_that_it_is_gone() {
    let app = App::new().await;
    let (ada, grace) = (app.sign_in().await, app.sign_in().await);
    let id = ada.create_key("ci").await.key.id;
    ada.add(&id, &["192.0.2.7", "192.0.2.8"]).await;
    let report = ada.preflight(&list_change(&id, &[], &["192.0.2.7"])).await;
    let accepted = Some(report.fingerprint.as_str());
    let (one, other) = tokio::join!(
        ada.change_list(&id, &[], &["192.0.2.7"], accepted),
        grace.change_list(&id, &[], &["192.0.2.7"], accepted)
    );
    let (done, refused) = if one.status == 200 {
        (one, other)
    } else {
        (other, one)
    };
    assert_eq!(done.status, 200, "{}", done.text());
    let problem = refused.assert_refused(409, ProblemCode::Conflict);
    assert!(problem.message.contains("192.0.2.7/32"), "{problem}");
    assert_eq!(blocks(&ada, &id).await, ["192.0.2.8/32"]);
}

#[tokio::test]
async fn two_operators_cannot_do_together_what_neither_accepted() {
    let app = App::new().await;
    let (ada, grace) = (app.sign_in().await, app.sign_in().await);
    let id = ada.create_key("ci").await.key.id;
    ada.add(&id, &["192.0.2.7", "192.0.2.8"]).await;
    assert_eq!(ada.require(true, None).await.status, 200);
    let accept = async |browser: &Browser<'_>, entry: &str| {
        let report = browser.preflight(&list_change(&id, &[], &[entry])).await;
        assert_eq!(report.lockouts[0].certainty, Certainty::Unknown);
        report.fingerprint
    };
    let (hers, theirs) = (accept(&ada, "192.0.2.7").await, accept(&grace, "192.0.2.8").await);
    let (one, other) = tokio::join!(
        ada.change_list(&id, &[], &["192.0.2.7"], Some(&hers)),
        grace.change_list(&id, &[], &["192.0.2.8"], Some(&theirs))
    );
    let (done, refused) = if one.status == 200 {
        (one, other)
    } else {
        (other, one)
    };
    assert_eq!(done.status, 200, "{}", done.text());
    let problem = refused.assert_refused(409, ProblemCode::ReportChanged);
    assert_eq!(problem.report.unwrap().lockouts[0].certainty, Certainty::Certain);
    assert_eq!(blocks(&ada, &id).await.len(), 1);
}
