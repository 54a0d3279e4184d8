//! What happens in the middle of something: the session ends, the server goes away and comes back. Nothing typed is lost.

use e2e::{Error, Find, House, Person};
use serde_json::json;

const TYPED: &str = "typed before the session ended";

#[tokio::test]
async fn a_session_that_ends_in_a_form_asks_who_one_is_and_keeps_what_was_typed() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Ada, "/organization/api-keys/new").await?;
    browser.textbox("Description").fill(TYPED).await?;
    browser.checkbox("Organization Member").click().await?;
    house.end_sessions_of(Person::Ada).await?;
    browser.button("Create").click().await?;
    browser.dialog("Sign In Again").wait().await?;
    browser.textbox("Password").fill("not the password").await?;
    browser.button("Sign In").click().await?;
    browser.text("The name or the password is wrong").wait().await?;
    let made = house
        .by_hand(
            &browser,
            "POST",
            "/bff/keys",
            Some(json!({ "description": TYPED, "roles": ["ORG_MEMBER"] })),
        )
        .await?;
    assert_eq!(made.status, 401, "{}", made.body);
    house.sign_in(&browser, Person::Ada).await?;
    browser.dialog("Sign In Again").gone().await?;
    assert_eq!(browser.textbox("Description").value().await?, TYPED);
    assert!(browser.checkbox("Organization Member").is_checked().await?);
    browser.button("Create").click().await?;
    browser.checkbox("I have stored the private key").wait().await?;
    browser.assert_console_clean_except(&["401"]).await?;
    browser.close().await
}

#[tokio::test]
async fn a_pasted_link_leads_through_signing_in_to_where_it_points() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house
        .visit(Person::Rhea, "/organization/api-keys?q=grafana")
        .await?;
    browser.row("Grafana dashboards").wait().await?;
    assert!(browser.url().await?.ends_with("?q=grafana"));
    browser.reload().await?;
    browser.row("Grafana dashboards").wait().await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn a_server_that_goes_away_is_told_and_so_is_its_return() -> Result<(), Error> {
    let mut house = House::open().await?;
    let browser = house.visit(Person::Ada, "/organization/api-keys/new").await?;
    browser.textbox("Description").fill(TYPED).await?;
    browser.checkbox("Organization Member").click().await?;
    house.server.kill9().await?;
    browser.button("Create").click().await?;
    // Over the page and at the form.
    browser
        .alert("The Keyhold server cannot be reached")
        .some()
        .await?;
    assert_eq!(browser.textbox("Description").value().await?, TYPED);
    house.server.restart().await?;
    browser.text("Keyhold tries again by itself").gone().await?;
    // What was not made is made now, and nobody had to sign in again: sessions outlive the process.
    browser.button("Create").click().await?;
    browser.checkbox("I have stored the private key").wait().await?;
    browser
        .assert_console_clean_except(&["ERR_CONNECTION", "Failed to load", "NetworkError"])
        .await?;
    browser.close().await
}
