//! The API keys of a project: created there, invited, given other permissions, removed. A removed key stays in the
//! organization; who may not do these things sees them and is told whom to ask.

use e2e::{Error, Find, House, Person, Role};
use serde_json::json;

use crate::assert_forbidden;

/// The sample's key `Nightly backup exporter`, which is in the project.
const BACKUPS: &str = "65109b8094dc2b29291a5ad2";
/// The sample's key `Grafana dashboards`, which is not.
const GRAFANA: &str = "654011802f10cba7d5f077d5";

fn keys(project: &str) -> String {
    format!("/projects/{project}/api-keys")
}

#[tokio::test]
async fn a_project_there_is_not_is_said_so_on_each_of_its_pages() -> Result<(), Error> {
    let house = House::open().await?;
    let nowhere = "000000000000000000000000";
    let browser = house.visit(Person::Ada, &keys(nowhere)).await?;
    browser.heading("Project not found").wait().await?;
    browser
        .goto(&house.url(&format!("/projects/{nowhere}/activity")))
        .await?;
    browser.heading("Project not found").wait().await?;
    assert_eq!(browser.text("cannot be reached").count().await?, 0);
    browser
        .goto(&house.url(&format!("/projects/{nowhere}/api-keys/new")))
        .await?;
    browser.heading("Project not found").wait().await?;
    assert_eq!(browser.textbox("Description").count().await?, 0);
    browser.assert_console_clean_except(&["404"]).await?;
    browser.close().await
}

#[tokio::test]
async fn who_may_only_read_a_project_changes_nothing_in_it() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Paul, &keys(House::PROJECT)).await?;
    browser.row("Nightly backup exporter").wait().await?;
    let invite = browser.button("Invite to Project");
    assert!(invite.is_disabled().await?);
    invite.click().await?;
    assert_eq!(browser.dialog("Invite to Project").count().await?, 0);
    browser.text("This needs Project Owner").some().await?;
    let keys = format!("/bff/projects/{}/keys", House::PROJECT);
    let (backups, grafana) = (format!("{keys}/{BACKUPS}"), format!("{keys}/{GRAFANA}"));
    let roles = json!({ "roles": ["GROUP_READ_ONLY"] });
    assert_forbidden(&house, &browser, ("POST", &grafana), Some(roles.clone())).await?;
    assert_forbidden(&house, &browser, ("PATCH", &backups), Some(roles)).await?;
    assert_forbidden(&house, &browser, ("DELETE", &backups), None).await?;
    browser.reload().await?;
    browser.row("Nightly backup exporter").wait().await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn a_project_one_is_not_in_says_what_it_takes_and_who_has_it() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Petra, &keys(House::OTHER_PROJECT)).await?;
    browser.text("Ask ada or grace.").some().await?;
    assert_eq!(browser.row("Actions").count().await?, 0);
    let keys = format!("/bff/projects/{}/keys", House::OTHER_PROJECT);
    assert_forbidden(&house, &browser, ("GET", &keys), None).await?;
    browser.assert_console_clean_except(&["403"]).await?;
    browser.close().await
}

#[tokio::test]
async fn a_key_is_invited_given_other_permissions_and_removed_by_the_project_s_owner() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Petra, &keys(House::PROJECT)).await?;
    browser.row("Nightly backup exporter").wait().await?;
    assert_eq!(browser.row("Grafana dashboards").count().await?, 0);

    browser.button("Invite to Project").click().await?;
    browser
        .combobox("Public key, description or id")
        .fill("nufbadhw")
        .await?;
    browser
        .containing(Role::Option, "Grafana dashboards")
        .click()
        .await?;
    browser.text("You are about to give").wait().await?;
    // Without a permission there is no invitation, and the key is still chosen.
    browser.button("Invite to Project").click().await?;
    browser.text("Choose at least one permission.").some().await?;
    browser.checkbox("Project Read Only").click().await?;
    browser.button("Invite to Project").click().await?;
    browser
        .row("Grafana dashboards")
        .text("Project Read Only")
        .wait()
        .await?;

    browser
        .choose_action("Grafana dashboards", "Edit Permissions…")
        .await?;
    browser.dialog("Edit Permissions").wait().await?;
    browser.checkbox("Project Data Access Read Only").click().await?;
    browser.checkbox("Project Read Only").click().await?;
    browser.button("Save").click().await?;
    browser
        .row("Grafana dashboards")
        .text("Project Data Access Read Only")
        .wait()
        .await?;

    browser
        .choose_action("Grafana dashboards", "Remove from Project…")
        .await?;
    browser.text("stays in the organization").some().await?;
    browser.button("Remove from Project").click().await?;
    browser.row("Grafana dashboards").gone().await?;
    browser
        .goto(&house.url("/organization/api-keys?q=nufbadhw"))
        .await?;
    browser.row("Grafana dashboards").wait().await?;
    browser.assert_console_clean().await?;
    browser.close().await
}
