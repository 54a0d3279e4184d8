use contract::{Certainty, Key, ProblemCode, paths};

use crate::app::App;

#[tokio::test]
async fn what_cannot_be_taken_is_told_at_its_item_and_adds_nothing() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = browser.create_key("ci").await.key.id;
    for (entries, index) in [
        (&[][..], None),
        (&["192.0.2.1", ""], Some(1)),
        (&["keyhold.example"], Some(0)),
        (&["0.0.0.0/0"], Some(0)),
        (&["192.0.2.1", "10.0.0.0/8", "::ffff:192.0.2.1"], Some(2)),
        (&["192.0.2.1/33"], Some(0)),
    ] {
        let problem = browser
            .add(&id, entries)
            .await
            .assert_refused(422, ProblemCode::Invalid);
        assert_eq!(
            (problem.field.as_deref(), problem.index),
            (Some("entries"), index),
            "{entries:?}: {problem}"
        );
    }
    assert!(
        browser
            .get(&paths::key(&id))
            .await
            .json::<Key>()
            .entries
            .is_empty()
    );
}

#[tokio::test]
async fn a_key_there_is_not_is_not_found() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    browser
        .add("65f0c0ffee65f0c0ffee65f0", &["192.0.2.1"])
        .await
        .assert_refused(404, ProblemCode::NotFound);
}

#[tokio::test]
async fn entries_are_added_in_canonical_form_to_what_is_there() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = browser.create_key("ci").await.key.id;
    browser.add(&id, &["192.0.2.7"]).await;
    let answer = browser
        .add(&id, &["192.0.2.7", "10.1.2.3/8", "2001:DB8::1"])
        .await;
    let key: Key = answer.json();
    let mut blocks: Vec<_> = key.entries.iter().map(|entry| entry.block.as_str()).collect();
    blocks.sort_unstable();
    assert_eq!(blocks, ["10.0.0.0/8", "192.0.2.7/32", "2001:db8::1/128"]);
    let entry = &key.entries[0];
    assert_eq!(
        (entry.count, &entry.last_used, &entry.last_used_address),
        (0, &None, &None)
    );
    assert!(entry.created.ends_with('Z'), "{}", entry.created);
}

#[tokio::test]
async fn the_first_entries_of_a_key_that_may_be_in_use_are_made_only_as_accepted() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = browser.create_key("ci").await.key.id;
    app.wait(10 * 60);
    let answer = browser.add(&id, &["192.0.2.7"]).await;
    let report = answer
        .assert_refused(409, ProblemCode::ReportChanged)
        .report
        .unwrap();
    assert_eq!(report.lockouts[0].certainty, Certainty::Unknown);
    let key: Key = browser.get(&paths::key(&id)).await.json();
    assert!(key.entries.is_empty(), "{key:?}");
    let accepted = Some(report.fingerprint.as_str());
    let answer = browser.change_list(&id, &["192.0.2.7"], &[], accepted).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let more = browser.add(&id, &["192.0.2.8"]).await;
    assert_eq!(more.status, 200, "more entries lock nobody out: {}", more.text());
}

#[tokio::test]
async fn nobody_uses_a_key_that_was_just_made() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = browser.create_key("ci").await.key.id;
    app.wait(10 * 60 - 1);
    let answer = browser.add(&id, &["192.0.2.7"]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer = browser
        .change_list(&id, &["192.0.2.8"], &["192.0.2.7"], None)
        .await;
    answer.assert_refused(409, ProblemCode::ReportChanged);
}
