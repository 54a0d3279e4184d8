use contract::{Key, ProblemCode};

use crate::app::App;

#[tokio::test]
async fn what_is_no_block_or_not_on_the_list_is_refused() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = browser.create_key("ci").await.key.id;
    browser.add(&id, &["192.0.2.0/24"]).await;
    browser
        .remove(&id, "nonsense")
        .await
        .assert_refused(400, ProblemCode::Invalid);
    browser
        .remove(&id, "192.0.2.0/25")
        .await
        .assert_refused(404, ProblemCode::NotFound);
    browser
        .remove(&id, "192.0.2.1/32")
        .await
        .assert_refused(404, ProblemCode::NotFound);
    browser
        .remove("65f0c0ffee65f0c0ffee65f0", "192.0.2.0/24")
        .await
        .assert_refused(404, ProblemCode::NotFound);
}

#[tokio::test]
async fn the_entry_that_lets_keyhold_in_stays_until_another_covers_it() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let own = browser.own_key().await.id;
    let problem = browser
        .remove(&own, "127.0.0.1/32")
        .await
        .assert_refused(409, ProblemCode::WouldLockOut);
    assert!(problem.message.contains("127.0.0.1"), "{problem}");
    assert_eq!(browser.add(&own, &["127.0.0.0/8"]).await.status, 200);
    let answer = browser.remove(&own, "127.0.0.0/8").await;
    assert_eq!(answer.json::<Key>().entries.len(), 1);
}

#[tokio::test]
async fn an_entry_is_removed_and_the_others_stay() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = browser.create_key("ci").await.key.id;
    browser
        .add(
            &id,
            &["192.0.2.0/24", "192.0.2.7", "2001:db8::/32", "2001:db8::7"],
        )
        .await;
    for block in ["192.0.2.0/24", "2001:db8::7/128", "2001:db8::/32"] {
        assert_eq!(browser.remove(&id, block).await.status, 200, "{block}");
    }
    let key: Key = browser.get(&contract::paths::key(&id)).await.json();
    assert_eq!(key.entries.len(), 1);
    assert_eq!(key.entries[0].block, "192.0.2.7/32");
}
