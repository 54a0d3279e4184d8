//! What happened, in the organization and in a project: filtered, kept in the URL, and leading on to keys and reasons.

use e2e::{Error, Find, House, Person};

use crate::assert_forbidden;

#[tokio::test]
async fn the_activity_of_a_project_one_is_not_in_is_not_shown() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house
        .visit(
            Person::Petra,
            &format!("/projects/{}/activity", House::OTHER_PROJECT),
        )
        .await?;
    browser.text("Ask ada or grace.").some().await?;
    assert_eq!(browser.button("Filter").count().await?, 0);
    let feed = format!("/bff/events?project={}", House::OTHER_PROJECT);
    assert_forbidden(&house, &browser, ("GET", &feed), None).await?;
    browser
        .goto(&house.url(&format!("/projects/{}/activity", House::PROJECT)))
        .await?;
    browser.button("Filter").wait().await?;
    browser.row("Team onboarding automation").wait().await?;
    browser.assert_console_clean_except(&["403"]).await?;
    browser.close().await
}

#[tokio::test]
async fn a_link_with_a_filter_that_cannot_be_read_says_what_is_wrong_with_it() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house
        .visit(Person::Rhea, "/organization/activity?kind=API_KEY_EATEN")
        .await?;
    browser.text("is no type of events").wait().await?;
    assert_eq!(browser.text("cannot be reached").count().await?, 0);
    browser.assert_console_clean_except(&["422"]).await?;
    browser.close().await
}

#[tokio::test]
async fn events_are_filtered_in_the_url_and_what_is_no_address_is_refused() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Rhea, "/organization/activity").await?;
    browser.textbox("API Key").fill("Grafana").await?;
    browser.textbox("From Address").fill("192.0.2").await?;
    browser.button("Filter").click().await?;
    browser
        .text("Enter an IP address or a CIDR block, such as 192.0.2.7")
        .wait()
        .await?;
    browser.textbox("From Address").wait_for_focus().await?;
    assert_eq!(browser.textbox("API Key").value().await?, "Grafana");
    assert!(!browser.url().await?.contains('?'), "nothing was asked");

    browser.textbox("API Key").fill("grafana dash").await?;
    browser.textbox("From Address").fill("").await?;
    browser.combobox("Type").choose("Access list entry added").await?;
    browser.button("Filter").click().await?;
    browser.wait_for_url("key=grafana").await?;
    for again in [false, true] {
        if again {
            browser.reload().await?;
        }
        browser.row("192.0.2.40").wait().await?;
        browser.row("192.0.2.41").wait().await?;
        assert_eq!(browser.row("created").count().await?, 0, "that is another type");
        assert_eq!(browser.textbox("API Key").value().await?, "grafana dash");
    }

    browser
        .row("192.0.2.40")
        .link("Grafana dashboards")
        .click()
        .await?;
    browser.heading("Grafana dashboards").wait().await?;
    browser.back().await?;
    browser.row("192.0.2.40").wait().await?;
    browser.button("Clear").click().await?;
    browser.row("192.0.2.40").gone().await?;
    assert!(!browser.url().await?.contains('?'));
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn what_an_operator_does_is_told_at_once_and_leads_to_its_reason() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house
        .visit(
            Person::Ada,
            "/organization/api-keys/64efa60044085ef06b7fbb2b/access-list?add=192.0.2.7",
        )
        .await?;
    browser.button("Review Changes").click().await?;
    browser.button("Change Access List").click().await?;
    browser.row("192.0.2.7").wait().await?;
    browser.goto(&house.url("/organization/activity")).await?;
    let event = browser.row("added 192.0.2.7 to the access list");
    event.link("Jenkins deployer (build-01, build-02)").wait().await?;
    event.text("127.0.0.1").wait().await?;
    event
        .link("Why can 192.0.2.7 use cnqqgane, or not?")
        .click()
        .await?;
    assert_eq!(browser.textbox("Address").value().await?, "192.0.2.7");
    browser.combobox("Operation").choose("List projects").await?;
    browser.button("Find Out").click().await?;
    browser
        .text("The entry 192.0.2.7 covers 192.0.2.7.")
        .wait()
        .await?;
    browser.assert_console_clean().await?;
    browser.close().await
}
