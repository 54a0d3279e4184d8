//! The pictures of how open the keys are: what stands there when there is nothing to picture, then what the bars say and
//! where they lead.

use crate::{
    backend::{self, Backend},
    console::{address, open, until_it_says},
    key_table::descriptions,
    page::{Page, until},
};
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

const KEYS: &str = "GET /bff/keys";
const PAGE: &str = "/organization/exposure";
const BY_EXPOSURE: &str = "API keys by exposure";

/// Two keys without an access list, one of named networks, and one of an owner that is open to the whole internet.
fn four_keys() -> Backend {
    let backend = Backend::signed_in();
    let mut exposed = backend::row(3, "ci deploy", &["0.0.0.0/0"]);
    exposed["exposure"] = json!("internet");
    exposed["roles"] = json!(["ORG_OWNER"]);
    let keys = [
        backend::row(1, "audit", &[]),
        backend::row(2, "backup", &[]),
        exposed,
        backend::row(4, "nightly", &["10.0.0.0/8"]),
    ];
    backend.answer(KEYS, 200, json!({ "listsRead": 4, "keys": keys }));
    backend
}

fn all(within: &Element, selector: &str) -> Vec<Element> {
    let found = within.query_selector_all(selector).unwrap();
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into().ok())
        .collect()
}

fn texts(within: &Element, selector: &str) -> Vec<String> {
    all(within, selector)
        .iter()
        .filter_map(|element| element.text_content())
        .collect()
}

/// The picture of this caption.
fn picture(page: &Page, caption: &str) -> Element {
    all(&page.get("main"), "table")
        .into_iter()
        .find(|table| texts(table, "caption") == [caption])
        .unwrap_or_else(|| panic!("no picture is called {caption}"))
}

/// The picture's rows as they are read out.
fn read_out(picture: &Element) -> Vec<Vec<String>> {
    all(picture, "tbody tr")
        .iter()
        .map(|row| texts(row, "th, td:not([aria-hidden])"))
        .collect()
}

/// How long the bars are that the eye sees.
fn lengths(picture: &Element) -> Vec<String> {
    all(picture, "td[aria-hidden] .chart__fill")
        .iter()
        .filter_map(|bar| bar.get_attribute("width"))
        .collect()
}

/// The link of the bar with this label, if it leads anywhere.
fn link(picture: &Element, label: &str) -> Option<HtmlElement> {
    all(picture, "a")
        .into_iter()
        .find(|link| link.text_content().as_deref() == Some(label))
        .map(JsCast::unchecked_into)
}

#[wasm_bindgen_test]
async fn a_failure_is_told_and_can_be_tried_again() {
    let backend = four_keys();
    backend.refuse(
        KEYS,
        504,
        "UPSTREAM_UNREACHABLE",
        "The Admin API did not answer.",
        None,
    );
    let page = open(PAGE);
    until_it_says(&page, "The Admin API did not answer.").await;
    assert!(page.find("main table").is_none());
    let keys = [backend::row(1, "audit", &[])];
    backend.answer(KEYS, 200, json!({ "listsRead": 1, "keys": keys }));
    page.button("Retry").click();
    until_it_says(&page, "By Exposure").await;
    assert_eq!(
        read_out(&picture(&page, BY_EXPOSURE))[0],
        ["No access list", "1", "100%"]
    );
}

#[wasm_bindgen_test]
async fn an_organization_without_keys_has_nothing_to_picture() {
    let backend = Backend::signed_in();
    backend.answer(KEYS, 200, json!({ "listsRead": 0, "keys": [] }));
    let page = open(PAGE);
    until_it_says(&page, "No API keys yet").await;
    assert!(
        page.text()
            .contains("nothing to picture before the organization has an API key")
    );
    assert!(page.find("main table").is_none());
}

#[wasm_bindgen_test]
async fn a_bar_that_counts_no_key_leads_nowhere() {
    let _backend = four_keys();
    let page = open(PAGE);
    until_it_says(&page, "By Exposure").await;
    let picture = picture(&page, BY_EXPOSURE);
    assert!(read_out(&picture).contains(&["Wide range", "0", "0%"].map(str::to_owned).to_vec()));
    assert!(link(&picture, "Wide range").is_none());
    assert!(link(&picture, "Whole internet").is_some());
}

#[wasm_bindgen_test]
async fn lists_that_are_not_read_yet_have_a_bar_of_their_own_until_they_are() {
    let backend = Backend::signed_in();
    let read = backend::row(1, "nightly", &["10.0.0.0/8"]);
    let mut unread = backend::row(2, "audit", &[]);
    unread["listRead"] = json!(false);
    backend.answer(KEYS, 200, json!({ "listsRead": 1, "keys": [read, unread] }));
    let page = open(PAGE);
    until_it_says(&page, "Reading access lists: 1 of 2").await;
    let now = || read_out(&picture(&page, BY_EXPOSURE));
    assert_eq!(now()[0], ["No access list", "0", "0%"]);
    assert_eq!(now()[4], ["Not read yet", "1", "50%"]);
    backend.answer(
        KEYS,
        200,
        json!({ "listsRead": 2, "keys": [read, backend::row(2, "audit", &[])] }),
    );
    until("the list has been read", || {
        now().len() == 4 && page.find("progress").is_none()
    })
    .await;
    assert_eq!(now()[0], ["No access list", "1", "50%"]);
}

#[wasm_bindgen_test]
async fn what_is_read_out_is_what_the_bars_show() {
    let _backend = four_keys();
    let page = open(PAGE);
    until_it_says(&page, "By Exposure").await;
    let picture = picture(&page, BY_EXPOSURE);
    assert_eq!(texts(&picture, "thead th"), ["Exposure", "Keys", "Share"]);
    assert_eq!(
        read_out(&picture),
        [
            ["No access list", "2", "50%"],
            ["Whole internet", "1", "25%"],
            ["Wide range", "0", "0%"],
            ["Named networks", "1", "25%"],
        ]
    );
    assert_eq!(lengths(&picture), ["50%", "25%", "0%", "25%"]);
}

#[wasm_bindgen_test]
async fn a_bar_leads_to_the_list_of_the_keys_it_counts() {
    let _backend = four_keys();
    for (caption, label, search, keys) in [
        (
            BY_EXPOSURE,
            "No access list",
            "?exposure=no-list",
            "audit, backup",
        ),
        (
            "API keys by last use",
            "Never",
            "?used=never",
            "ci deploy, nightly",
        ),
        (
            "API keys by permission",
            "Organization Owner",
            "?role=ORG_OWNER",
            "ci deploy",
        ),
        (
            "API keys by flag",
            "Owner, open to the internet",
            "?flag=open-owner",
            "ci deploy",
        ),
    ] {
        let page = open(PAGE);
        until_it_says(&page, "By Exposure").await;
        let picture = picture(&page, caption);
        let count = keys.split(", ").count().to_string();
        let counted = read_out(&picture)
            .into_iter()
            .find(|row| row.first().is_some_and(|first| first == label));
        assert_eq!(counted.map(|row| row[1].clone()), Some(count.clone()), "{label}");
        link(&picture, label).unwrap().click();
        until_it_says(&page, &format!("{count} of 4 keys")).await;
        assert_eq!(address(), format!("/organization/api-keys{search}"));
        assert_eq!(descriptions(&page).join(", "), keys);
    }
}
