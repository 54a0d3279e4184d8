//! Replacing a key by a copy of it: the same permissions, projects and access list, while the old key goes on working. Who
//! may create no keys replaces none.

use e2e::{Error, Find, House, Person};
use serde_json::json;

use crate::assert_forbidden;

/// The sample's key `Nightly backup exporter`, which has one address and is on the project.
const BACKUPS: &str = "65109b8094dc2b29291a5ad2";

fn page(key: &str) -> String {
    format!("/organization/api-keys/{key}")
}

#[tokio::test]
async fn who_may_create_no_key_replaces_none() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Rhea, &page(BACKUPS)).await?;
    assert!(browser.button("Replace").is_disabled().await?);
    browser
        .goto(&house.url(&format!("/organization/api-keys/new?replaces={BACKUPS}")))
        .await?;
    browser
        .text("Your role does not cover creating API keys")
        .wait()
        .await?;
    let copy = json!({ "description": "mine (replaces abcdefgh)", "roles": ["ORG_OWNER"] });
    assert_forbidden(&house, &browser, ("POST", "/bff/keys"), Some(copy)).await?;
    browser.close().await
}

#[tokio::test]
async fn a_copy_has_what_the_old_key_has_and_the_old_one_stays() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Ada, &page(BACKUPS)).await?;
    browser.link("Replace").click().await?;
    browser.text("A key to replace another").wait().await?;
    let description = browser.textbox("Description").value().await?;
    assert!(
        description.starts_with("Nightly backup exporter (replaces "),
        "{description}"
    );
    browser.button("Create").click().await?;
    browser.text("This key is not on them yet").wait().await?;
    assert!(!browser.textbox("Access List Entry").value().await?.is_empty());
    browser.button("Add to These Projects").click().await?;
    browser
        .text("The key is on the projects of the old one")
        .some()
        .await?;
    browser.button("Add Access List Entry").click().await?;
    browser.row("1 address").wait().await?;
    browser.checkbox("I have stored the private key").click().await?;
    browser.button("Done").click().await?;
    browser.text("A copy of another key").wait().await?;
    browser.link("parcel-tracking-prod").wait().await?;
    browser.link("See Both").click().await?;
    browser.row(&description).wait().await?;
    assert_eq!(browser.link("Nightly backup exporter").count().await?, 1);
    browser.assert_console_clean().await?;
    browser.close().await
}
