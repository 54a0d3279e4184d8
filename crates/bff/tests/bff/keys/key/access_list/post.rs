use contract::{Key, ProblemCode, paths};

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
