//! The API keys of a project: created there, invited, given other permissions, removed. A removed key stays in the
//! organization; who may not do these things sees them and is told whom to ask.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use e2e::{Browser, Error, Find, House, Person, Role};

fn keys(project: &str) -> String {
    format!("/projects/{project}/api-keys")
}

/// Chooses an item of a key's menu.
async fn choose(browser: &Browser, key: &str, item: &str) -> Result<(), Error> {
    browser
        .row(key)
        .button(&format!("Actions for {key}"))
        .click()
        .await?;
    browser.find(Role::Menuitem, item).click().await
}

#[tokio::test]
async fn who_may_only_read_a_project_changes_nothing_in_it() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Paul, &keys(House::PROJECT)).await?;
    browser.row("Nightly backup exporter").wait().await?;
    let invite = browser.button("Invite to Project");
    assert_eq!(invite.attribute("aria-disabled").await?.as_deref(), Some("true"));
    invite.click().await?;
    assert_eq!(browser.dialog("Invite to Project").count().await?, 0);
    browser.text("This needs Project Owner").some().await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn a_project_one_is_not_in_says_what_it_takes_and_who_has_it() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Petra, &keys(House::OTHER_PROJECT)).await?;
    browser.text("Ask ada or grace.").some().await?;
    assert_eq!(browser.row("Actions").count().await?, 0);
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
    // Without a permission there is no invitation, and the key is still chosen.
    browser.button("Invite to Project").click().await?;
    browser.text("Choose at least one").some().await?;
    browser.checkbox("Project Read Only").click().await?;
    browser.button("Invite to Project").click().await?;
    browser
        .row("Grafana dashboards")
        .text("Project Read Only")
        .wait()
        .await?;

    choose(&browser, "Grafana dashboards", "Edit Permissions…").await?;
    browser.dialog("Edit Permissions").wait().await?;
    browser.checkbox("Project Data Access Read Only").click().await?;
    browser.checkbox("Project Read Only").click().await?;
    browser.button("Save").click().await?;
    browser
        .row("Grafana dashboards")
        .text("Project Data Access Read Only")
        .wait()
        .await?;

    choose(&browser, "Grafana dashboards", "Remove from Project…").await?;
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
