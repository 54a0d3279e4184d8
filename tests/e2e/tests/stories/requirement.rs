//! "Require IP Access List for Public API": who may, what it would do to whom, and what keeps Keyhold itself in.

use e2e::{Error, Find, House, Person, Role};
use serde_json::json;

use crate::{REQUIREMENT, assert_forbidden};

const ORGANIZATION: &str = "Meridian Parcel";

#[tokio::test]
async fn who_may_only_read_sees_the_setting_and_whom_to_ask() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Rhea, "/organization/settings").await?;
    let switch = browser.find(Role::Switch, REQUIREMENT);
    assert!(switch.is_disabled().await?);
    browser
        .text("This needs Organization Owner. Ask ada or grace.")
        .some()
        .await?;
    let change = json!({ "accessListRequired": true, "accepted": null });
    assert_forbidden(&house, &browser, ("PATCH", "/bff/settings"), Some(change)).await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn requiring_a_list_names_the_keys_that_stop_and_asks_for_the_organizations_name() -> Result<(), Error>
{
    let house = House::open().await?;
    let browser = house.visit(Person::Ada, "/organization/settings").await?;
    let switch = browser.find(Role::Switch, REQUIREMENT);
    switch.click().await?;
    let question = browser.dialog("Require an access list?");
    question.text("Stops working for certain").wait().await?;
    let confirm = browser.button("Require an Access List");
    assert!(confirm.is_disabled().await?);
    let name = browser.textbox(&format!("Type “{ORGANIZATION}” to confirm"));
    name.fill("meridian parcel").await?;
    assert!(confirm.is_disabled().await?, "another spelling is not the name");
    name.fill(ORGANIZATION).await?;
    confirm.click().await?;
    question.gone().await?;
    assert_eq!(switch.attribute("aria-checked").await?.as_deref(), Some("true"));

    // Back is as easy: nobody is locked out by asking for less.
    switch.click().await?;
    let question = browser.dialog("No longer require an access list?");
    question.text("Nothing is locked out").wait().await?;
    browser.button("No Longer Require One").click().await?;
    question.gone().await?;
    assert_eq!(switch.attribute("aria-checked").await?.as_deref(), Some("false"));
    browser.assert_console_clean().await?;
    browser.close().await
}
