//! Items that stay keep their elements and the focus; the others come and go with all that they follow.

use keyhold_console::ui::{Item, keyed};
use leptos::prelude::*;
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
    let ended = StoredValue::new(Vec::new());
    let page = Page::mount(move || {
        view! {
            <table>
                <thead><tr><th>"head "</th></tr></thead>
                <tbody>{keyed(move || items(words, ended))}</tbody>
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
