//! How open the organization's keys are, in pictures that can be read without seeing them: each bar leads to its keys.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use e2e::{Browser, Error, Find, House, Person, Role, until};

/// The number beside a bar, once it has been counted.
async fn count(browser: &Browser, picture: &str, bar: &str) -> Result<usize, Error> {
    let row = browser.find(Role::Table, picture).row(bar);
    until(format!("a number for {bar}"), async || {
        let shown = row.read().await?;
        let number = shown.split_whitespace().find_map(|word| word.parse().ok());
        Ok(number.ok_or(shown))
    })
    .await
}

#[tokio::test]
async fn each_bar_leads_to_exactly_the_keys_it_counts() -> Result<(), Error> {
    let house = House::open().await?;
    // Looking is for everybody in the organization.
    let browser = house.visit(Person::Rhea, "/organization/exposure").await?;
    for (picture, bar, filter) in [
        ("API keys by exposure", "No access list", "exposure=no-list"),
        ("API keys by exposure", "Whole internet", "exposure=internet"),
        ("API keys by last use", "Unknown, without a list", "used=unknown"),
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
