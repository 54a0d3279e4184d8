//! Personal API keys, which are deprecated: an operator links the account they belong to by one of its keys. That key is
//! in no page, storage, URL or log afterwards, and no other operator sees the account.

use e2e::{Browser, Error, Find, House, Person};
use serde_json::Value;

const PAGE: &str = "/personal-api-keys";
const ANOTHER: &str = "11111111-2222-4333-8444-555555555555";

async fn link(browser: &Browser, name: &str, key: &str) -> Result<(), Error> {
    browser.textbox("Account Name").fill(name).await?;
    browser.textbox("Personal API Key").fill(key).await?;
    browser.button("Link Account").click().await
}

#[tokio::test]
async fn an_account_is_not_linked_by_another_key_and_what_was_typed_stays() -> Result<(), Error> {
    let house = House::open().await?;
    let (name, key) = house.sample_account().await?;
    let browser = house.visit(Person::Paul, PAGE).await?;
    browser.button("Link Account").click().await?;
    browser
        .text("Enter the name the account signs in with.")
        .wait()
        .await?;
    browser
        .text("Enter one of the account's enabled personal API keys.")
        .wait()
        .await?;

    link(&browser, &name, ANOTHER).await?;
    browser.text("takes no such name with this key").wait().await?;
    assert_eq!(browser.textbox("Account Name").value().await?, name);
    let typed = browser.textbox("Personal API Key");
    assert_eq!(typed.value().await?, ANOTHER);
    assert_eq!(typed.attribute("type").await?.as_deref(), Some("password"));
    link(&browser, "nobody@meridian-parcel.example", &key).await?;
    browser.text("takes no such name with this key").wait().await?;
    browser.reload().await?;
    browser.heading("Link Your Account").wait().await?;
    browser.assert_holds_no(ANOTHER).await?;
    browser.assert_console_clean_except(&["422"]).await?;
    browser.close().await
}

#[tokio::test]
async fn an_account_is_linked_changed_and_forgotten_and_its_key_is_seen_nowhere() -> Result<(), Error> {
    let house = House::open().await?;
    let (name, key) = house.sample_account().await?;
    // The sample tells its key when the server begins.
    let told = house.server.stderr().matches(&key).count();
    let browser = house.visit(Person::Ada, PAGE).await?;
    link(&browser, &name, &key).await?;
    browser
        .row("Marta's scripts")
        .text("Your account is linked by this key")
        .wait()
        .await?;
    browser.assert_holds_no(&key).await?;

    // Keys: disabled and enabled again at once, deleted after a question.
    browser
        .choose_action("Nightly export (crontab on build-3)", "Disable")
        .await?;
    let nightly = browser.row("Nightly export");
    nightly.text("Disabled").wait().await?;
    browser
        .choose_action("Nightly export (crontab on build-3)", "Enable")
        .await?;
    nightly.text("Enabled").wait().await?;
    browser.choose_action("Old laptop", "Delete…").await?;
    browser.text("This cannot be undone").wait().await?;
    browser.button("Delete Key").click().await?;
    browser.row("Old laptop").gone().await?;

    // The list: what lets Keyhold in stays, anything else comes and goes.
    browser.textbox("Access List Entry").fill("192.0.2.9").await?;
    browser.button("Add Access List Entry").click().await?;
    browser.row("192.0.2.9").wait().await?;
    browser.button("Remove 192.0.2.9").click().await?;
    browser.dialog("Delete 192.0.2.9?").wait().await?;
    browser.button("Delete Entry").click().await?;
    browser.row("192.0.2.9").gone().await?;
    browser.button("Remove 127.0.0.1").click().await?;
    browser.button("Delete Entry").click().await?;
    browser.text("only this entry lets it in").wait().await?;
    browser.button("Cancel").click().await?;
    browser.row("127.0.0.1").wait().await?;

    // It is Ada's alone.
    let grace = house.visit(Person::Grace, PAGE).await?;
    grace.heading("Link Your Account").wait().await?;
    assert_eq!(grace.row("Marta's scripts").count().await?, 0);
    let linked = house.by_hand(&browser, "GET", "/bff/personal-keys", None).await?;
    let linked: Value = serde_json::from_str(&linked.body).expect("the keys of the account");
    let marta = format!(
        "/bff/personal-keys/{}",
        linked["linked"]["keys"][0]["id"].as_str().expect("an id")
    );
    let theirs = house.by_hand(&grace, "DELETE", &marta, None).await?;
    assert!(
        theirs.body.contains("You have linked no account"),
        "{} {}",
        theirs.status,
        theirs.body
    );
    grace.assert_console_clean().await?;
    grace.close().await?;

    browser.reload().await?;
    browser.row("Marta's scripts").wait().await?;
    browser.assert_holds_no(&key).await?;
    browser.button("Unlink Account").click().await?;
    browser
        .dialog("Unlink Account")
        .button("Unlink Account")
        .click()
        .await?;
    browser.heading("Link Your Account").wait().await?;
    browser.assert_holds_no(&key).await?;
    browser.goto(&house.url("/organization/activity")).await?;
    browser.heading("Activity").wait().await?;
    browser.assert_holds_no(&key).await?;
    browser.back().await?;
    browser.heading("Link Your Account").wait().await?;
    browser.assert_holds_no(&key).await?;
    assert_eq!(
        house.server.stderr().matches(&key).count(),
        told,
        "nor is it in the log"
    );
    browser.assert_console_clean_except(&["409"]).await?;
    browser.close().await
}
