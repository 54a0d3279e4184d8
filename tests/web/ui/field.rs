//! A control is tied to its label, hint and error, and an error keeps what was typed.

use keyhold_console::ui::{Field, PasswordInput, SelectInput, SelectOption, TextInput, focus_first_error};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::page::{Page, focused, until};

#[wasm_bindgen_test]
async fn an_error_is_announced_by_the_control_and_keeps_what_was_typed() {
    let (value, error) = (
        RwSignal::new("10.0.0.0/33".to_owned()),
        RwSignal::new(None::<String>),
    );
    let page = Page::mount(move || {
        view! {
            <Field label="Address" hint="One address." error=error>
                <TextInput value=value />
            </Field>
        }
    });
    let input: HtmlInputElement = page.get("input").unchecked_into();
    assert_eq!(page.get("label").get_attribute("for"), Some(input.id()));
    assert_eq!(input.get_attribute("aria-invalid"), None);
    error.set(Some("An IPv4 prefix is at most 32.".into()));
    until("the control is invalid", || {
        input.get_attribute("aria-invalid").as_deref() == Some("true")
    })
    .await;
    let described_by = input.get_attribute("aria-describedby").unwrap();
    let words: Vec<_> = described_by
        .split(' ')
        .map(|id| {
            page.get(&format!("#{id}"))
                .text_content()
                .unwrap()
                .trim()
                .to_owned()
        })
        .collect();
    assert_eq!(words, ["One address.", "An IPv4 prefix is at most 32."]);
    assert_eq!(input.value(), "10.0.0.0/33");
}

#[wasm_bindgen_test]
async fn two_fields_side_by_side_keep_their_own_names() {
    let page = Page::mount(|| {
        view! {
            <Field label="First"><TextInput value=RwSignal::new(String::new()) /></Field>
            <Field label="Second"><TextInput value=RwSignal::new(String::new()) /></Field>
            <TextInput label="Alone" value=RwSignal::new(String::new()) />
        }
    });
    let inputs = document().query_selector_all("input").unwrap();
    let ids: Vec<_> = (0..3)
        .map(|n| inputs.item(n).unwrap().unchecked_into::<HtmlInputElement>().id())
        .collect();
    assert!(ids[0] != ids[1] && ids[1] != ids[2]);
    assert!(page.find(&format!("label[for={}]", ids[2])).is_none());
}

#[wasm_bindgen_test]
async fn the_first_error_takes_the_focus() {
    let (form, error) = (NodeRef::<html::Form>::new(), RwSignal::new(None::<String>));
    let page = Page::mount(move || {
        view! {
            <form node_ref=form>
                <Field label="Fine"><TextInput value=RwSignal::new(String::new()) /></Field>
                <Field label="Wrong" error=error><TextInput value=RwSignal::new(String::new()) /></Field>
            </form>
        }
    });
    error.set(Some("Say something.".into()));
    focus_first_error(form);
    until("the wrong field has the focus", || {
        page.find("[aria-invalid=true]")
            .is_some_and(|input| focused(&input))
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_password_shows_only_when_asked() {
    let page = Page::mount(|| {
        view! {
            <Field label="Password">
                <PasswordInput value=RwSignal::new("s".to_owned()) autocomplete="current-password" />
            </Field>
        }
    });
    assert_eq!(
        page.get("input").get_attribute("type").as_deref(),
        Some("password")
    );
    page.button("Show password").click();
    until("it shows", || {
        page.get("input").get_attribute("type").as_deref() == Some("text")
    })
    .await;
    page.button("Hide password").click();
    until("it is hidden", || {
        page.get("input").get_attribute("type").as_deref() == Some("password")
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_choice_follows_its_signal() {
    let value = RwSignal::new("b".to_owned());
    let page = Page::mount(move || {
        let options = vec![SelectOption::new("a", "First"), SelectOption::new("b", "Second")];
        view! { <SelectInput label="Which" value=value options=options /> }
    });
    let select: web_sys::HtmlSelectElement = page.get("select").unchecked_into();
    assert_eq!(select.value(), "b");
    value.set("a".into());
    until("the first is chosen", || select.value() == "a").await;
}
