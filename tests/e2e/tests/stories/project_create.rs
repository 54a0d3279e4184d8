//! A key created in a project: by its owner, who sees the private key once and is told who gives the key its access list.
//! Who may only read the project creates none.

use e2e::{Error, Find, House, Person, curl};
use serde_json::json;

use crate::assert_forbidden;

const ACCEPT: &str = "Accept: application/vnd.atlas.2023-01-01+json";

fn keys() -> String {
    format!("/projects/{}/api-keys", House::PROJECT)
}

#[tokio::test]
async fn who_may_only_read_a_project_creates_no_key_in_it() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Paul, &keys()).await?;
    browser.row("Nightly backup exporter").wait().await?;
    let create = browser.button("Create API Key");
    assert!(create.is_disabled().await?);
    browser.goto(&house.url(&format!("{}/new", keys()))).await?;
    browser.text("This needs Project Access Manager.").some().await?;
    assert_eq!(browser.textbox("Description").count().await?, 0);
    let path = format!("/bff/projects/{}/keys", House::PROJECT);
    let key = json!({ "description": "by hand", "roles": ["GROUP_READ_ONLY"] });
    assert_forbidden(&house, &browser, ("POST", &path), Some(key)).await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn a_project_s_owner_creates_a_key_and_sees_its_secret_once() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Petra, &keys()).await?;
    browser.link("Create API Key").click().await?;
    browser
        .textbox("Description")
        .fill("parcel label printer")
        .await?;
    browser.button("Create").click().await?;
    browser.text("Choose at least one permission.").some().await?;
    assert_eq!(
        browser.textbox("Description").value().await?,
        "parcel label printer"
    );
    browser.checkbox("Project Read Only").click().await?;
    browser.button("Create").click().await?;

    let private_key = browser.shown_value("Private Key").await?;
    let public_key = browser.shown_value("Public Key").await?;
    browser
        .text("Adding access list entries is not yours to do.")
        .wait()
        .await?;
    browser.text("Ask ada or grace.").some().await?;
    assert_eq!(browser.textbox("Access List Entry").count().await?, 0);

    // Without having stored it one is asked before it is gone.
    browser.button("Done").click().await?;
    browser.dialog("Leave without the private key?").wait().await?;
    browser.button("Keep the Private Key").click().await?;
    browser.checkbox("I have stored the private key").click().await?;
    browser.button("Done").click().await?;
    browser
        .row("parcel label printer")
        .text("Project Read Only")
        .wait()
        .await?;
    browser.assert_holds_no(&private_key).await?;
    browser.back().await?;
    browser.heading("Create API Key").wait().await?;
    browser.assert_holds_no(&private_key).await?;

    // It works, in the project alone.
    let user = format!("{public_key}:{private_key}");
    let status_of = async |project: &str| {
        let url = format!("{}/api/atlas/v2/groups/{project}", house.server.url());
        let answer = curl(&["--digest", "--user", &user, "--header", ACCEPT, &url]).await?;
        Ok::<_, Error>(answer.status)
    };
    assert_eq!(status_of(House::PROJECT).await?, 200);
    assert_ne!(status_of(House::OTHER_PROJECT).await?, 200);
    assert!(
        !house.server.stderr().contains(&private_key),
        "nor is it in the log"
    );

    // Whom she is told to ask finds it in the organization, as a member with no list.
    let ada = house
        .visit(Person::Ada, &format!("/organization/api-keys?q={public_key}"))
        .await?;
    let row = ada.row("parcel label printer");
    row.text("Organization Member").wait().await?;
    ada.assert_holds_no(&private_key).await?;
    ada.assert_console_clean().await?;
    browser.assert_console_clean().await?;
    ada.close().await?;
    browser.close().await
}
