//! Items that stay keep their elements and the focus; the others come and go with all that they follow.

use keyhold_console::ui::{Item, element::Element, keyed, recycled};
use leptos::{ev, prelude::*};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, focused, until};

type Words = RwSignal<Vec<&'static str>>;

fn items(words: Words, ended: StoredValue<Vec<&'static str>>) -> Vec<Item> {
    let item = |word: &'static str| {
        Item::new(word.to_owned(), move || {
            on_cleanup(move || ended.update_value(|ended| ended.push(word)));
            view! { <tr><td><button>{word}</button></td></tr> }
        })
    };
    words.get().into_iter().map(item).collect()
}

/// A table whose rows are buttons called `words`, between a head and a foot.
fn table(words: Words) -> (Page, StoredValue<Vec<&'static str>>) {
    table_of(words, false)
}

fn table_of(words: Words, recycles: bool) -> (Page, StoredValue<Vec<&'static str>>) {
    let ended = StoredValue::new(Vec::new());
    let rows = if recycles {
        recycled(move || items(words, ended))
    } else {
        keyed(move || items(words, ended))
    };
    let page = Page::mount(move || {
        view! {
            <table>
                <thead><tr><th>"head "</th></tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><td>" foot"</td></tr></tfoot>
            </table>
        }
    });
    (page, ended)
}

async fn shows(page: &Page, text: &str) {
    until(text, || page.text() == text).await;
}

#[wasm_bindgen_test]
async fn rows_that_stay_keep_their_elements_and_the_focus_wherever_they_go() {
    let words = RwSignal::new(vec!["a", "b", "c", "d"]);
    let (page, ended) = table(words);
    let (b, d) = (page.button("b"), page.button("d"));
    b.focus().unwrap();
    words.set(vec!["d", "x", "c", "b"]);
    shows(&page, "head dxcb foot").await;
    assert!(b.is_connected() && d.is_connected());
    assert!(focused(&b));
    assert_eq!(ended.get_value(), ["a"]);
}

#[wasm_bindgen_test]
async fn a_table_of_which_no_row_stays_stands_where_it_stood() {
    let words = RwSignal::new(vec!["a", "b"]);
    let (page, ended) = table(words);
    let body = page.get("tbody");
    words.set(vec!["y", "x"]);
    shows(&page, "head yx foot").await;
    assert!(body.is_connected());
    let mut gone = ended.get_value();
    gone.sort_unstable();
    assert_eq!(gone, ["a", "b"]);
    words.set(vec![]);
    shows(&page, "head  foot").await;
    words.set(vec!["a"]);
    shows(&page, "head a foot").await;
}

#[wasm_bindgen_test]
async fn items_that_are_known_by_one_key_against_the_rule_leave_nothing_behind() {
    let words = RwSignal::new(vec!["a", "a"]);
    let (page, ended) = table(words);
    words.set(vec!["b"]);
    shows(&page, "head b foot").await;
    assert_eq!(ended.get_value(), ["a", "a"]);
}

#[wasm_bindgen_test]
async fn what_else_has_the_focus_keeps_it() {
    let words = RwSignal::new(vec!["a"]);
    let (page, _) = table(words);
    let elsewhere = Page::mount(|| view! { <button>"Elsewhere"</button> });
    let button = elsewhere.button("Elsewhere");
    button.focus().unwrap();
    words.set(vec!["b"]);
    shows(&page, "head b foot").await;
    assert!(focused(&button));
}

#[wasm_bindgen_test]
async fn recycled_rows_that_come_take_the_elements_of_those_that_go_and_nothing_else() {
    let words = RwSignal::new(vec!["a", "b", "c"]);
    let (page, ended) = table_of(words, true);
    let (a, b, c) = (page.button("a"), page.button("b"), page.button("c"));
    words.set(vec!["x", "b", "y", "z"]);
    shows(&page, "head xbyz foot").await;
    assert!(page.button("x").is_same_node(Some(&a)));
    assert!(page.button("b").is_same_node(Some(&b)));
    assert!(page.button("y").is_same_node(Some(&c)));
    assert_eq!(ended.get_value(), ["a", "c"]);
    words.set(vec!["z"]);
    shows(&page, "head z foot").await;
    assert_eq!(ended.get_value(), ["a", "c", "x", "b", "y"]);
}

#[wasm_bindgen_test]
async fn no_row_takes_over_what_has_the_focus() {
    let words = RwSignal::new(vec!["a", "b"]);
    let (page, _) = table_of(words, true);
    let a = page.button("a");
    a.focus().unwrap();
    words.set(vec!["x", "b"]);
    shows(&page, "head xb foot").await;
    assert!(!a.is_connected());
    assert!(!focused(&page.button("x")));
}

#[wasm_bindgen_test]
async fn no_row_takes_over_what_an_open_dialog_may_come_back_to() {
    let words = RwSignal::new(vec!["a"]);
    let (page, _) = table_of(words, true);
    let a = page.button("a");
    let dialog = Page::mount(|| view! { <dialog open=true>"Delete?"</dialog> });
    words.set(vec!["b"]);
    shows(&page, "head b foot").await;
    assert!(!a.is_connected());
    drop(dialog);
}

#[wasm_bindgen_test]
async fn a_row_on_recycled_elements_answers_for_itself() {
    let words = RwSignal::new(vec!["a"]);
    let pressed = RwSignal::new(Vec::new());
    let item = move |word: &'static str| {
        Item::new(word.to_owned(), move || {
            let press = move |_| pressed.update(|pressed| pressed.push(word));
            Element::new("button")
                .attribute("aria-label", word)
                .on(ev::click, press)
                .text(word)
        })
    };
    let page = Page::mount(move || recycled(move || words.get().into_iter().map(item).collect()));
    let button = page.button("a");
    words.set(vec!["b"]);
    shows(&page, "b").await;
    assert!(page.button("b").is_same_node(Some(&button)));
    assert_eq!(button.get_attribute("aria-label").as_deref(), Some("b"));
    button.click();
    assert_eq!(pressed.get_untracked(), ["b"]);
}
