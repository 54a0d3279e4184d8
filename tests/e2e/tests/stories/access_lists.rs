//! A key's access list, edited: what is no entry is named, what a change does is told before it is made, two operators at
//! one list hear of each other, and who may only look is told whom to ask.

use e2e::{Browser, Error, Find, House, Person, Role, until};
use serde_json::json;

use crate::{assert_forbidden, require_access_lists};

/// The sample's key with two addresses, both in use.
const JENKINS: &str = "/organization/api-keys/64efa60044085ef06b7fbb2b/access-list";
/// The sample's key with one address.
const BACKUPS: &str = "/organization/api-keys/65109b8094dc2b29291a5ad2/access-list";
const QUESTION: &str = "Change the access list?";
const CONFIRM: &str = "Change Access List";
const FIELD: &str = "Access List Entry (optional)";

/// Asks what the drafted changes would do.
async fn review(browser: &Browser) -> Result<(), Error> {
    browser.button("Review Changes").click().await?;
    browser.dialog(QUESTION).wait().await
}

/// Makes the changes that were reviewed.
async fn confirm(browser: &Browser) -> Result<(), Error> {
    browser.button(CONFIRM).click().await?;
    browser.dialog(QUESTION).gone().await
}

#[tokio::test]
async fn who_may_not_change_a_list_reads_it_and_is_told_whom_to_ask() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Petra, JENKINS).await?;
    browser
        .text("You can see this list and not change it")
        .wait()
        .await?;
    browser.text("Ask ada or grace.").some().await?;
    browser.row("10.20.4.11").wait().await?;
    for refused in ["Remove 10.20.4.11", "Review Changes"] {
        assert!(browser.button(refused).is_disabled().await?, "{refused}");
    }
    browser.button("Remove 10.20.4.11").click().await?;
    assert_eq!(browser.dialog("Remove 10.20.4.11?").count().await?, 0);
    assert_eq!(browser.textbox(FIELD).count().await?, 0);
    let change = json!({ "add": ["192.0.2.7"], "remove": ["10.20.4.11"], "accepted": null });
    let path = "/bff/keys/64efa60044085ef06b7fbb2b/access-list";
    assert_forbidden(&house, &browser, ("PATCH", path), Some(change)).await?;
    browser.reload().await?;
    browser.row("10.20.4.11").wait().await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn the_entry_that_lets_keyhold_in_stays_and_the_way_out_is_told() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house
        .visit(Person::Ada, "/organization/api-keys?q=keyhold+console")
        .await?;
    browser.link("Keyhold console").click().await?;
    browser.text("Keyhold uses this key").wait().await?;
    browser
        .goto(&format!("{}/access-list", browser.url().await?))
        .await?;
    browser.button("Remove 127.0.0.1").click().await?;
    review(&browser).await?;
    browser.text("This would shut Keyhold itself out").wait().await?;
    browser.text("keyhold connection add").some().await?;
    assert_eq!(
        browser.button(CONFIRM).count().await?,
        0,
        "there is nothing to confirm"
    );
    browser.button("Close").wait().await?;
    browser.button("Go Back").click().await?;
    browser.dialog(QUESTION).gone().await?;
    browser.row("127.0.0.1").wait().await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn what_is_pasted_is_judged_line_by_line_and_nothing_of_it_is_lost() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Ada, JENKINS).await?;
    assert!(browser.button("Review Changes").is_disabled().await?);
    let pasted = "192.0.2.7 # the office\n10.0.0.0/33, 198.51.100.9/24\nbuild-01.example";
    let field = browser.textbox(FIELD);
    field.fill(pasted).await?;
    browser
        .containing(Role::Listitem, "the entry is the whole block around it")
        .text("198.51.100.0/24")
        .wait()
        .await?;
    browser
        .containing(Role::Listitem, "host name")
        .text("Line 3")
        .wait()
        .await?;
    browser.button("Review Changes").click().await?;
    browser.text("Line 2: “10.0.0.0/33”").wait().await?;
    assert_eq!(browser.dialog(QUESTION).count().await?, 0);
    assert_eq!(field.attribute("aria-invalid").await?.as_deref(), Some("true"));
    field.wait_for_focus().await?;
    assert_eq!(field.value().await?, pasted);

    field.fill("192.0.2.7 # the office").await?;
    browser.button("Use Current IP Address").click().await?;
    assert_eq!(field.value().await?, "192.0.2.7 # the office\n127.0.0.1");
    review(&browser).await?;
    browser.text("Nothing is locked out").wait().await?;
    confirm(&browser).await?;
    browser.row("192.0.2.7").wait().await?;
    browser.row("127.0.0.1").wait().await?;
    assert_eq!(field.value().await?, "");
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn an_edited_entry_is_added_and_the_old_one_removed_until_it_is_added_back() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Ada, JENKINS).await?;
    browser.button("Edit 10.20.4.11").click().await?;
    let field = browser.textbox(FIELD);
    assert_eq!(field.value().await?, "10.20.4.11");
    assert!(
        browser.button("Review Changes").is_disabled().await?,
        "as it stands it changes nothing"
    );
    field.fill("10.20.4.21").await?;
    browser.row("10.20.4.11").text("To be removed").wait().await?;
    review(&browser).await?;
    let question = browser.dialog(QUESTION);
    question.text("Likely to stop working").wait().await?;
    question
        .link("Jenkins deployer (build-01, build-02)")
        .wait()
        .await?;
    confirm(&browser).await?;
    browser.row("10.20.4.21").wait().await?;
    browser.row("10.20.4.11").gone().await?;

    browser.button("Add It Back").click().await?;
    browser.row("10.20.4.11").wait().await?;
    // What was added stays, and all of it is on the server.
    browser.reload().await?;
    for entry in ["10.20.4.11", "10.20.4.12", "10.20.4.21"] {
        browser.row(entry).wait().await?;
    }
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn what_locks_a_key_out_for_certain_asks_for_its_name() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Ada, "/organization/settings").await?;
    require_access_lists(&browser).await?;
    browser.goto(&house.url(BACKUPS)).await?;
    browser.button("Remove 198.51.100.24").click().await?;
    review(&browser).await?;
    browser.text("Stops working for certain").wait().await?;
    browser.text("No entry would be left").wait().await?;
    assert!(browser.button(CONFIRM).is_disabled().await?);
    let name = browser.textbox("Type “Nightly backup exporter” to confirm");
    name.fill("nightly backup exporter").await?;
    browser.button(CONFIRM).click().await?;
    assert!(
        browser.button(CONFIRM).is_disabled().await?,
        "another spelling is not the name"
    );
    browser.button("Cancel").click().await?;
    browser.row("198.51.100.24").wait().await?;

    review(&browser).await?;
    assert_eq!(name.value().await?, "", "it is asked anew");
    name.fill("Nightly backup exporter").await?;
    confirm(&browser).await?;
    browser.text("The access list is empty").wait().await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn a_change_that_does_something_else_by_now_is_shown_once_more() -> Result<(), Error> {
    let house = House::open().await?;
    let grace = house.visit(Person::Grace, JENKINS).await?;
    let ada = house.visit(Person::Ada, JENKINS).await?;
    grace.button("Remove 10.20.4.11").click().await?;
    review(&grace).await?;
    grace.text("Likely to stop working").wait().await?;

    ada.button("Remove 10.20.4.12").click().await?;
    review(&ada).await?;
    confirm(&ada).await?;
    ada.row("10.20.4.12").gone().await?;

    // Without any entry the key would work from everywhere: that is not what she has accepted.
    grace.button(CONFIRM).click().await?;
    grace.text("Something changed meanwhile").wait().await?;
    grace.text("Nothing is locked out").wait().await?;
    grace.text("No entry would be left").wait().await?;
    grace.button("Cancel").click().await?;
    grace.text("The access list has changed meanwhile").wait().await?;
    grace.text("Gone: 10.20.4.12.").wait().await?;
    grace.row("10.20.4.11").text("To be removed").wait().await?;

    ada.reload().await?;
    ada.row("10.20.4.11").wait().await?;
    ada.assert_console_clean().await?;
    grace.assert_console_clean_except(&["409"]).await?;
    ada.close().await?;
    grace.close().await
}

#[tokio::test]
async fn an_entry_that_somebody_else_removed_is_named_and_the_rest_is_kept() -> Result<(), Error> {
    let house = House::open().await?;
    let grace = house.visit(Person::Grace, JENKINS).await?;
    let ada = house.visit(Person::Ada, JENKINS).await?;
    grace.button("Remove 10.20.4.12").click().await?;
    let field = grace.textbox(FIELD);
    field.fill("192.0.2.7").await?;

    ada.button("Remove 10.20.4.12").click().await?;
    ada.textbox(FIELD).fill("192.0.2.8").await?;
    review(&ada).await?;
    confirm(&ada).await?;
    ada.row("10.20.4.12").gone().await?;

    grace.button("Review Changes").click().await?;
    grace.text("The access list has changed meanwhile").wait().await?;
    grace.text("Gone: 10.20.4.12. New: 192.0.2.8.").wait().await?;
    assert_eq!(grace.dialog(QUESTION).count().await?, 0);
    assert_eq!(field.value().await?, "192.0.2.7");
    until("what Grace reads to be the list as it is", async || {
        let rows = (
            grace.row("10.20.4.12").count().await?,
            grace.row("192.0.2.8").count().await?,
        );
        Ok(if rows == (0, 1) {
            Ok(())
        } else {
            Err(format!("{rows:?}"))
        })
    })
    .await?;

    review(&grace).await?;
    confirm(&grace).await?;
    for entry in ["10.20.4.11", "192.0.2.7", "192.0.2.8"] {
        grace.row(entry).wait().await?;
    }
    ada.assert_console_clean().await?;
    grace.assert_console_clean_except(&["409"]).await?;
    ada.close().await?;
    grace.close().await
}
