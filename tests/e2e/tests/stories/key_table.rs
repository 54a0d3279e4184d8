//! The table of the organization's keys: what it shows is in its URL, and what is selected is deleted one by one, never the
//! key that Keyhold itself uses. Who may only read sees the same controls, disabled.

use e2e::{Error, Find, House, Person, Role};
use serde_json::{Value, json};

use crate::assert_forbidden;

const PAGE: &str = "/organization/api-keys";
/// The sample's key `Grafana dashboards`.
const GRAFANA: &str = "654011802f10cba7d5f077d5";

#[tokio::test]
async fn the_page_asks_once_who_is_signed_in() -> Result<(), Error> {
    const QUESTIONS: &str = "return performance.getEntriesByType('resource')\
        .filter(entry => entry.name.endsWith('/bff/session')).length;";
    let house = House::open().await?;
    let browser = house.visit(Person::Ada, PAGE).await?;
    browser.goto(&house.url(PAGE)).await?;
    browser.row("Grafana dashboards").wait().await?;
    assert_eq!(browser.execute(QUESTIONS).await?, 1);
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn who_may_only_read_selects_and_copies_and_deletes_nothing() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Rhea, PAGE).await?;
    let create = browser.button("Create API Key");
    assert!(create.is_disabled().await?);
    browser.checkbox("Select Grafana dashboards").click().await?;
    browser.text("1 key selected").wait().await?;
    browser.button("Export as CSV").wait().await?;
    let delete = browser.button("Delete…");
    assert!(delete.is_disabled().await?);
    delete.click().await?;
    assert_eq!(browser.dialog("Delete API Keys").count().await?, 0);

    assert_forbidden(
        &house,
        &browser,
        ("DELETE", &format!("/bff/keys/{GRAFANA}")),
        None,
    )
    .await?;
    let change = json!({ "description": "mine now", "roles": ["ORG_OWNER"] });
    let key = format!("/bff/keys/{GRAFANA}");
    assert_forbidden(&house, &browser, ("PATCH", &key), Some(change)).await?;
    browser.button("Actions for Grafana dashboards").click().await?;
    for item in ["Edit", "Delete…"] {
        // Its reason is part of what it is called.
        let refused = format!("{item} This needs Organization Owner. Ask ada or grace.");
        let item = browser.find(Role::Menuitem, &refused);
        assert!(item.is_disabled().await?);
    }
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn what_the_server_keeps_is_named_with_its_reason_and_the_rest_is_gone() -> Result<(), Error> {
    let house = House::open().await?;
    let grace = house.visit(Person::Grace, PAGE).await?;
    let key = json!({ "description": "the next console", "roles": ["ORG_OWNER"] });
    let made = house.by_hand(&grace, "POST", "/bff/keys", Some(key)).await?;
    let made: Value = serde_json::from_str(&made.body).expect("a key");
    let ada = house.visit(Person::Ada, PAGE).await?;
    ada.row("the next console").wait().await?;

    // Meanwhile Grace lets Keyhold use another key, which Ada's page does not know, and deletes one of Ada's.
    let public_key = made["key"]["publicKey"].as_str().expect("its public key");
    let private_key = made["privateKey"].as_str().expect("its private key");
    let connection = [
        "connection",
        "add",
        "next",
        "--base-url",
        house.server.url(),
        "--public-key",
        public_key,
    ];
    let added = house
        .server
        .run_cli(&[&connection[..], &["--private-key-stdin"]].concat(), private_key)
        .await?;
    assert!(added.success, "{}", added.stderr);
    let gone = house
        .by_hand(&grace, "DELETE", &format!("/bff/keys/{GRAFANA}"), None)
        .await?;
    assert_eq!(gone.status, 204, "{}", gone.body);

    for key in [
        "Grafana dashboards",
        "the next console",
        "Vector search experiments",
    ] {
        ada.checkbox(&format!("Select {key}")).click().await?;
    }
    ada.button("Delete…").click().await?;
    ada.textbox("Type “3 keys” to confirm").fill("3 keys").await?;
    ada.button("Delete API Keys").click().await?;
    ada.text("1 of 3 keys deleted, 1 already gone, 1 failed.")
        .some()
        .await?;
    ada.containing(Role::Listitem, "the next console:").wait().await?;
    ada.button("Done").click().await?;
    for gone in ["Grafana dashboards", "Vector search experiments"] {
        ada.row(gone).gone().await?;
    }
    ada.row("the next console").wait().await?;
    ada.assert_console_clean_except(&["404", "409"]).await?;
    grace.assert_console_clean().await?;
    ada.close().await?;
    grace.close().await
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
    let contractor = "Contractor: Lindqvist Data AB (ends March)";
    browser.link(contractor).click().await?;
    browser.heading(contractor).wait().await?;
    browser.back().await?;
    browser.text("2 of 41 keys").wait().await?;
    browser.link(contractor).wait_for_focus().await?;

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
    assert!(confirm.is_disabled().await?, "there is nothing else to delete");
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
    assert!(confirm.is_disabled().await?);
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
