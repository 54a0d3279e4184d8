//! How open the organization's keys are, in pictures that can be read without seeing them: each bar leads to its keys.

use e2e::{Browser, Error, Find, House, Person, Role, until};
use serde_json::json;

use crate::assert_forbidden;

const PAGE: &str = "/organization/exposure";

/// The number beside a bar, once it has been counted.
async fn count(browser: &Browser, picture: &str, bar: &str) -> Result<usize, Error> {
    let row = browser.find(Role::Table, picture).row(bar);
    until(format!("a number for {bar}"), async || {
        let cells = row.cells().await?;
        let number = cells.iter().find_map(|cell| cell.parse().ok());
        Ok(number.ok_or(cells.join(" ")))
    })
    .await
}

#[tokio::test]
async fn nobody_sees_a_picture_without_having_signed_in() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = Browser::start().await?;
    browser.goto(&house.url(PAGE)).await?;
    browser.textbox("Password").wait().await?;
    assert_eq!(
        browser.find(Role::Table, "API keys by exposure").count().await?,
        0
    );
    let keys = house.by_hand(&browser, "GET", "/bff/keys", None).await?;
    assert_eq!(keys.status, 401, "{}", keys.body);
    house.sign_in(&browser, Person::Paul).await?;
    browser.find(Role::Table, "API keys by exposure").wait().await?;
    browser.close().await
}

#[tokio::test]
async fn who_finds_an_open_key_and_may_not_close_it_is_told_whom_to_ask() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Paul, PAGE).await?;
    let open = "GitHub Actions deployer, parcel-tracking";
    browser.link("Whole internet").click().await?;
    browser.row(open).wait().await?;
    browser.choose_action(open, "Access List").await?;
    browser
        .text("You can see this list and not change it")
        .wait()
        .await?;
    browser.text("Ask ada or grace.").some().await?;
    let change = json!({ "add": [], "remove": ["0.0.0.0/1"], "accepted": null });
    let path = "/bff/keys/64bc3b80ca472e6c8e52666a/access-list";
    assert_forbidden(&house, &browser, ("PATCH", path), Some(change)).await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn each_bar_leads_to_exactly_the_keys_it_counts() -> Result<(), Error> {
    let house = House::open().await?;
    // Looking is for everybody in the organization.
    let browser = house.visit(Person::Rhea, PAGE).await?;
    for (picture, bar, filter) in [
        ("API keys by exposure", "No access list", "exposure=no-list"),
        ("API keys by exposure", "Whole internet", "exposure=internet"),
        ("API keys by last use", "Unknown", "used=unknown"),
        ("API keys by permission", "Organization Owner", "role=ORG_OWNER"),
    ] {
        let counted = count(&browser, picture, bar).await?;
        assert!(counted > 0, "the sample has some: {bar}");
        browser.find(Role::Table, picture).link(bar).click().await?;
        browser.wait_for_url(filter).await?;
        browser.text(&format!("{counted} of 41 keys")).wait().await?;
        browser.back().await?;
    }
    browser.assert_console_clean().await?;
    browser.close().await
}
