//! May an address use a key for something, and why? From a key to the answer, from the answer to the one change that turns
//! it round, and by the answer's link to the same answer for everybody.

use e2e::{Browser, Error, Find, House, Person};
use serde_json::json;

use crate::assert_forbidden;

const OPERATION: &str = "List organization API keys";
const ANSWER: &str = "/why?key=nufbadhw&address=198.51.100.7&operation=ListOrganizationKeys";
const NO: &str = "No: 198.51.100.7 cannot use Grafana dashboards to list organization API keys";
const YES: &str = "Yes: 198.51.100.7 can use Grafana dashboards to list organization API keys";
const CHANGE: &str = "Add 198.51.100.7 to the access list";

/// The refusal, as it must be for whoever reads it.
async fn read_refusal(browser: &Browser) -> Result<(), Error> {
    browser.heading(NO).wait().await?;
    browser.text("IP_ADDRESS_NOT_ON_ACCESS_LIST").wait().await?;
    browser.heading("Access List: failed").wait().await?;
    browser.heading("Permissions: not reached").wait().await?;
    browser
        .text("One change would reverse this answer.")
        .wait()
        .await?;
    browser.link(CHANGE).wait().await
}

#[tokio::test]
async fn a_question_that_cannot_be_answered_says_what_is_wrong_with_each_part() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house.visit(Person::Rhea, "/why").await?;
    browser.combobox("API Key").fill("kubernetes operator").await?;
    browser.textbox("Address").fill("198.51.100.0/24").await?;
    browser.button("Find Out").click().await?;
    browser
        .text("Several keys match “kubernetes operator”")
        .wait()
        .await?;
    browser
        .text("“198.51.100.0/24” is a whole network")
        .wait()
        .await?;
    browser.text("Choose an operation.").wait().await?;
    assert_eq!(browser.textbox("Address").value().await?, "198.51.100.0/24");
    assert!(browser.url().await?.ends_with("/why"), "nothing was asked");

    // What is done in a project asks for the project, and the rest stays.
    browser.combobox("Operation").choose("See a project").await?;
    browser.combobox("API Key").fill("eusizely").await?;
    browser.textbox("Address").fill("10.20.17.4").await?;
    browser.button("Find Out").click().await?;
    browser.text("Choose the project it is about.").wait().await?;
    browser.combobox("Project").choose("parcel-tracking-prod").await?;
    browser.button("Find Out").click().await?;
    browser
        .heading("Yes: 10.20.17.4 can use Kubernetes operator, prod cluster to see a project")
        .wait()
        .await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn a_refusal_leads_to_the_one_change_that_turns_it_round() -> Result<(), Error> {
    let house = House::open().await?;
    let browser = house
        .visit(Person::Ada, "/organization/api-keys?q=grafana")
        .await?;
    browser
        .choose_action("Grafana dashboards", "Who Can Use It, and Why")
        .await?;
    assert_eq!(browser.combobox("API Key").value().await?, "nufbadhw");
    browser.textbox("Address").fill("198.51.100.7").await?;
    browser.combobox("Operation").choose(OPERATION).await?;
    browser.button("Find Out").click().await?;
    read_refusal(&browser).await?;
    assert_eq!(
        browser.url().await?,
        house.url(ANSWER),
        "an answer has a link of its own"
    );
    browser.reload().await?;
    read_refusal(&browser).await?;

    browser.link(CHANGE).click().await?;
    browser.heading("Edit Access List").wait().await?;
    assert_eq!(
        browser.textbox("Access List Entry (optional)").value().await?,
        "198.51.100.7"
    );
    browser.button("Review Changes").click().await?;
    browser.button("Change Access List").click().await?;
    browser.row("198.51.100.7").wait().await?;
    browser.back().await?;
    browser.heading(YES).wait().await?;
    browser.text("The entry 198.51.100.7 covers").wait().await?;
    browser.assert_console_clean().await?;
    browser.close().await
}

#[tokio::test]
async fn an_answer_is_the_same_for_whoever_reads_it_and_its_change_is_not() -> Result<(), Error> {
    let house = House::open().await?;
    for person in [Person::Rhea, Person::Paul] {
        let browser = house.visit(person, ANSWER).await?;
        read_refusal(&browser).await?;
        browser.link(CHANGE).click().await?;
        browser
            .text("You can see this list and not change it")
            .wait()
            .await?;
        browser
            .text("This needs Organization Owner. Ask ada or grace.")
            .some()
            .await?;
        let change = json!({ "add": ["198.51.100.7"], "remove": [], "accepted": null });
        let path = "/bff/keys/654011802f10cba7d5f077d5/access-list";
        assert_forbidden(&house, &browser, ("PATCH", path), Some(change)).await?;
        browser.assert_console_clean().await?;
        browser.close().await?;
    }
    Ok(())
}
