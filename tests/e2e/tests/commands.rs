//! The console by keyboard alone: the palette finds pages, keys and actions, single letters are shortcuts unless one types
//! or has switched them off, and the focus goes back to where it came from.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use e2e::{Browser, Error, Find, House, Key, Person, Role};

const FIELD: &str = "Find a page, a key, a project or an action";
const FILTER: &str = "Filter API keys";
const REFUSAL: &str = "This needs Organization Owner. Ask ada or grace.";

async fn open_palette(browser: &Browser) -> Result<(), Error> {
    let chord = format!("{}k{}", char::from(Key::Control), char::from(Key::Null));
    browser.type_keys(&chord).await?;
    browser.dialog("Commands").wait().await
}

#[tokio::test]
async fn what_one_may_not_do_is_found_and_refused_with_whom_to_ask() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Rhea, "/organization/settings").await?;
    browser.heading("Settings").wait().await?;
    open_palette(&browser).await?;
    browser.combobox(FIELD).fill("create api key").await?;
    browser.containing(Role::Option, REFUSAL).wait().await?;
    browser.press(Key::Enter).await?;
    browser.dialog("Commands").wait().await?;
    browser.press(Key::Escape).await?;
    browser.dialog("Commands").gone().await?;

    browser.type_keys("n").await?;
    browser.text(REFUSAL).some().await?;
    assert!(browser.url().await?.ends_with("/organization/settings"));
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
    assert!(filter.is_focused().await?);
    browser.type_keys("n?/").await?;
    assert_eq!(filter.value().await?, "n?/", "while one types they are letters");
    assert_eq!(browser.dialog("Keyboard Shortcuts").count().await?, 0);
    filter.fill("").await?;

    open_palette(&browser).await?;
    assert!(browser.combobox(FIELD).is_focused().await?);
    browser.press(Key::Escape).await?;
    browser.dialog("Commands").gone().await?;
    assert!(filter.is_focused().await?);

    open_palette(&browser).await?;
    browser.combobox(FIELD).fill("nothing like it").await?;
    browser.text("Nothing matches what you typed.").wait().await?;
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
    browser.dialog("Keyboard Shortcuts").wait().await?;
    browser
        .checkbox("Single letters work as shortcuts")
        .click()
        .await?;
    browser.press(Key::Escape).await?;
    browser.dialog("Keyboard Shortcuts").gone().await?;
    browser.reload().await?;
    browser.heading("Settings").wait().await?;
    browser.type_keys("?n").await?;
    open_palette(&browser).await?;
    assert_eq!(browser.dialog("Keyboard Shortcuts").count().await?, 0);
    assert!(browser.url().await?.ends_with("/organization/settings"));

    browser.combobox(FIELD).fill("keyboard shortcuts").await?;
    browser
        .containing(Role::Option, "Keyboard shortcuts")
        .some()
        .await?;
    browser.press(Key::Enter).await?;
    browser.dialog("Keyboard Shortcuts").wait().await?;
    browser
        .checkbox("Single letters work as shortcuts")
        .click()
        .await?;
    browser.press(Key::Escape).await?;
    browser.dialog("Keyboard Shortcuts").gone().await?;
    browser.type_keys("n").await?;
    browser.heading("Create API Key").wait().await?;
    browser.assert_console_clean().await?;
    browser.close().await
}
