//! The console by keyboard alone: the palette finds pages, keys and actions, single letters are shortcuts unless one types
//! or has switched them off, and the focus goes back to where it came from.

use e2e::{Browser, Error, Find, House, Key, Person, Role};
use serde_json::json;

use crate::assert_forbidden;

const FIELD: &str = "Find a page, a key, a project or an action";
const SHORTCUTS: &str = "Keyboard Shortcuts";
const FILTER: &str = "Filter API keys";
const REFUSAL: &str = "This needs Organization Owner. Ask ada or grace.";

/// Ticks or unticks what says whether single letters work, and closes the dialog it stands in.
async fn switch_letters(browser: &Browser) -> Result<(), Error> {
    browser.dialog(SHORTCUTS).wait().await?;
    browser
        .checkbox("Single letters work as shortcuts")
        .click()
        .await?;
    browser.dismiss(SHORTCUTS).await
}

#[tokio::test]
async fn what_one_may_not_do_is_found_and_refused_with_whom_to_ask() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Rhea, "/organization/settings").await?;
    browser.heading("Settings").wait().await?;
    browser.open_palette().await?;
    browser.combobox(FIELD).fill("create api key").await?;
    browser.containing(Role::Option, REFUSAL).wait().await?;
    browser.press(Key::Enter).await?;
    browser.dialog("Commands").wait().await?;
    browser.dismiss("Commands").await?;

    browser.type_keys("n").await?;
    browser.text(REFUSAL).some().await?;
    assert!(browser.url().await?.ends_with("/organization/settings"));
    let key = json!({ "description": "by hand", "roles": ["ORG_READ_ONLY"] });
    assert_forbidden(&house, &browser, ("POST", "/bff/keys"), Some(key)).await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn a_key_is_found_by_typing_and_the_focus_goes_back_where_it_was() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Rhea, "/organization/api-keys").await?;
    browser.row("Grafana dashboards").wait().await?;
    browser.type_keys("/").await?;
    let filter = browser.textbox(FILTER);
    filter.wait_for_focus().await?;
    browser.type_keys("n?/").await?;
    assert_eq!(filter.value().await?, "n?/", "while one types they are letters");
    assert_eq!(browser.dialog(SHORTCUTS).count().await?, 0);
    filter.fill("").await?;

    browser.open_palette().await?;
    browser.combobox(FIELD).wait_for_focus().await?;
    browser.dismiss("Commands").await?;
    filter.wait_for_focus().await?;

    browser.open_palette().await?;
    browser.combobox(FIELD).fill("nothing like it").await?;
    browser.status("Nothing matches what you typed.").wait().await?;
    browser.combobox(FIELD).fill("nufbadhw").await?;
    browser
        .containing(Role::Option, "Grafana dashboards")
        .some()
        .await?;
    browser.press(Key::Enter).await?;
    browser.heading("Grafana dashboards").wait().await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn single_letters_can_be_switched_off_and_the_palette_cannot() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Ada, "/organization/settings").await?;
    browser.heading("Settings").wait().await?;
    browser.type_keys("?").await?;
    switch_letters(&browser).await?;
    browser.reload().await?;
    browser.heading("Settings").wait().await?;
    browser.type_keys("?n").await?;
    browser.open_palette().await?;
    assert_eq!(browser.dialog(SHORTCUTS).count().await?, 0);
    assert!(browser.url().await?.ends_with("/organization/settings"));

    browser.combobox(FIELD).fill("keyboard shortcuts").await?;
    browser
        .containing(Role::Option, "Keyboard shortcuts")
        .some()
        .await?;
    browser.press(Key::Enter).await?;
    switch_letters(&browser).await?;
    browser.type_keys("n").await?;
    browser.heading("Create API Key").wait().await?;
    browser.assert_console_clean().await?;
    browser.close().await
}
