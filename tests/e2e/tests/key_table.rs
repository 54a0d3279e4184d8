//! The table of the organization's keys: what it shows is in its URL, and what is selected is deleted one by one, never the
//! key that Keyhold itself uses. Who may only read sees the same controls, disabled.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use e2e::{Error, Find, House, Person, Role};

const PAGE: &str = "/organization/api-keys";

#[tokio::test]
async fn who_may_only_read_selects_and_copies_and_deletes_nothing() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Rhea, PAGE).await?;
    let create = browser.button("Create API Key");
    assert_eq!(create.attribute("aria-disabled").await?.as_deref(), Some("true"));
    browser.checkbox("Select Grafana dashboards").click().await?;
    browser.text("1 key selected").wait().await?;
    browser.button("Export as CSV").wait().await?;
    let delete = browser.button("Delete…");
    assert_eq!(delete.attribute("aria-disabled").await?.as_deref(), Some("true"));
    delete.click().await?;
    assert_eq!(browser.dialog("Delete API Keys").count().await?, 0);

    browser.button("Actions for Grafana dashboards").click().await?;
    for item in ["Edit", "Delete…"] {
        // Its reason is part of what it is called.
        let refused = format!("{item} This needs Organization Owner. Ask ada or grace.");
        let item = browser.find(Role::Menuitem, &refused);
        assert_eq!(item.attribute("aria-disabled").await?.as_deref(), Some("true"));
    }
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn what_is_filtered_survives_a_reload_and_the_way_to_a_key_and_back() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Paul, PAGE).await?;
    browser.text("41 keys").wait().await?;
    browser.textbox("Filter API keys").fill("contractor").await?;
    browser.combobox("Exposure").choose("Named networks").await?;
    browser.wait_for_url("exposure=narrow").await?;
    browser.wait_for_url("q=contractor").await?;
    browser.text("2 of 41 keys").wait().await?;
    browser.reload().await?;
    browser.text("2 of 41 keys").wait().await?;
    assert_eq!(browser.textbox("Filter API keys").value().await?, "contractor");
    browser
        .link("Contractor: Lindqvist Data AB (ends March)")
        .click()
        .await?;
    browser
        .heading("Contractor: Lindqvist Data AB (ends March)")
        .wait()
        .await?;
    browser.back().await?;
    browser.text("2 of 41 keys").wait().await?;

    browser.textbox("Filter API keys").fill("nobody has this").await?;
    browser.text("No key matches").wait().await?;
    browser.button("Clear Filters").click().await?;
    browser.text("41 keys").wait().await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn several_keys_are_deleted_and_keyhold_s_own_is_left_out() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Ada, PAGE).await?;
    browser.checkbox("Select Keyhold console").click().await?;
    browser.button("Delete…").click().await?;
    browser.text("is left out").wait().await?;
    let confirm = browser.button("Delete API Keys");
    assert_eq!(
        confirm.attribute("aria-disabled").await?.as_deref(),
        Some("true"),
        "there is nothing else to delete"
    );
    browser.button("Cancel").click().await?;

    for key in ["Vector search experiments", "Pulumi preview (trial)"] {
        browser.checkbox(&format!("Select {key}")).click().await?;
    }
    browser.text("3 keys selected").wait().await?;
    browser.button("Delete…").click().await?;
    browser
        .containing(Role::Listitem, "Vector search experiments")
        .wait()
        .await?;
    assert_eq!(
        browser
            .containing(Role::Listitem, "Keyhold console")
            .count()
            .await?,
        0
    );
    browser.textbox("Type “2 keys” to confirm").fill("2 key").await?;
    assert_eq!(confirm.attribute("aria-disabled").await?.as_deref(), Some("true"));
    browser.textbox("Type “2 keys” to confirm").fill("2 keys").await?;
    confirm.click().await?;
    browser.text("2 keys deleted.").some().await?;
    browser.button("Done").click().await?;
    browser.row("Pulumi preview (trial)").gone().await?;
    browser.row("Vector search experiments").gone().await?;
    browser.row("Keyhold console").wait().await?;
    browser.assert_console_clean().await?;
    browser.close().await
}
