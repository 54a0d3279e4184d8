//! What people do with the console, and what they are refused: one file a story, all in one program, so that those which
//! wait leave the machine to the others whatever file they stand in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod access_lists;
mod activity;
mod commands;
mod everybody;
mod exposure;
mod first_key;
mod harness;
mod interruptions;
mod key_table;
mod own_key;
mod personal_keys;
mod preferences;
mod project_create;
mod project_keys;
mod replacement;
mod requirement;
mod why;

use e2e::{Browser, Error, Find, House, Role};
use serde_json::Value;

/// Sends by hand what the console does not let the person in `browser` do, and holds the backend to refusing it for their
/// role.
async fn assert_forbidden(
    house: &House,
    browser: &Browser,
    request: (&str, &str),
    body: Option<Value>,
) -> Result<(), Error> {
    let (method, path) = request;
    let answer = house.by_hand(browser, method, path, body).await?;
    assert_eq!(answer.status, 403, "{method} {path}: {}", answer.body);
    assert!(
        answer.body.contains("\"FORBIDDEN\""),
        "{method} {path}: {}",
        answer.body
    );
    Ok(())
}

/// The switch of the organization's settings.
const REQUIREMENT: &str = "Require an access list of every organization API key";

/// Turns the switch on, on the page where it is, and confirms what it asks.
async fn require_access_lists(browser: &Browser) -> Result<(), Error> {
    browser.find(Role::Switch, REQUIREMENT).click().await?;
    browser
        .textbox("Type “Meridian Parcel” to confirm")
        .fill("Meridian Parcel")
        .await?;
    browser.button("Require an Access List").click().await?;
    browser.dialog("Require an access list?").gone().await
}
