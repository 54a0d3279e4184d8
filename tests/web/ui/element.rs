//! One element type for every view: what is drawn anew keeps its place where it can, and leaves nothing behind where not.

use keyhold_console::ui::{attribute, dynamic, element::Element};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, until};

/// A page with what `draw` makes of a number, which is 0 at first.
fn drawn(draw: fn(u32, RwSignal<Vec<u32>>) -> Element) -> (Page, RwSignal<u32>, RwSignal<Vec<u32>>) {
    let number = RwSignal::new(0);
    let pressed = RwSignal::new(Vec::new());
    let page = Page::mount(move || dynamic(move || draw(number.get(), pressed)));
    (page, number, pressed)
}

#[wasm_bindgen_test]
async fn another_tag_is_another_element_in_the_same_place() {
    let (page, number, _) = drawn(|number, _| {
        let inner = match number {
            0 => Element::new("em").text("none"),
            _ => Element::new("strong").text("some"),
        };
        Element::new("p").text("before ").child(inner).text(" after")
    });
    let paragraph = page.get("p");
    number.set(1);
    until("strong", || page.find("strong").is_some()).await;
    assert_eq!(paragraph.text_content().as_deref(), Some("before some after"));
    assert!(page.find("em").is_none());
}

#[wasm_bindgen_test]
async fn an_element_with_other_children_is_built_anew() {
    let (page, number, _) = drawn(|number, _| match number {
        0 => Element::new("ul").element(Element::new("li").text("one")),
        _ => Element::new("ul")
            .element(Element::new("li").text("one"))
            .element(Element::new("li").text("two")),
    });
    number.set(1);
    until("two items", || page.get("ul").child_element_count() == 2).await;
    assert_eq!(page.get("ul").text_content().as_deref(), Some("onetwo"));
}

#[wasm_bindgen_test]
async fn the_same_element_stays_and_takes_the_new_attributes_and_text() {
    let (page, number, _) = drawn(|number, _| {
        let button = Element::new("button").attribute("title", number.to_string());
        match number {
            0 => button
                .attribute("disabled", true)
                .attribute("lang", "en")
                .text("nought"),
            _ => button.attribute("disabled", false).text("more"),
        }
    });
    let button = page.get("button");
    assert_eq!(button.get_attribute("disabled").as_deref(), Some(""));
    number.set(1);
    until("the title", || {
        button.get_attribute("title").as_deref() == Some("1")
    })
    .await;
    assert!(button.is_connected(), "the button must not have been replaced");
    assert_eq!(button.get_attribute("disabled"), None);
    assert_eq!(
        button.get_attribute("lang"),
        None,
        "an attribute no longer written"
    );
    assert_eq!(button.text_content().as_deref(), Some("more"));
}

#[wasm_bindgen_test]
async fn a_listener_gives_way_to_the_next() {
    let (page, number, pressed) = drawn(|number, pressed| {
        Element::new("button")
            .attribute("title", number.to_string())
            .on(ev::click, move |_| pressed.update(|pressed| pressed.push(number)))
    });
    let button = page.get("button");
    button.click();
    number.set(1);
    until("the title", || {
        button.get_attribute("title").as_deref() == Some("1")
    })
    .await;
    button.click();
    assert_eq!(pressed.get_untracked(), [0, 1]);
}

#[wasm_bindgen_test]
async fn an_attribute_follows_its_signal_until_it_is_written_otherwise() {
    let label = RwSignal::new(Some("old"));
    let follows = RwSignal::new(true);
    let page = Page::mount(move || {
        dynamic(move || {
            let element = Element::new("p");
            if follows.get() {
                element.attribute("title", attribute(move || label.get()))
            } else {
                element.fixed("title", "fixed")
            }
        })
    });
    let paragraph = page.get("p");
    assert_eq!(paragraph.get_attribute("title").as_deref(), Some("old"));
    label.set(None);
    until("no title", || paragraph.get_attribute("title").is_none()).await;
    follows.set(false);
    until("a fixed title", || {
        paragraph.get_attribute("title").as_deref() == Some("fixed")
    })
    .await;
    label.set(Some("new"));
    leptos::task::tick().await;
    assert_eq!(paragraph.get_attribute("title").as_deref(), Some("fixed"));
}

#[wasm_bindgen_test]
async fn a_select_takes_a_value_that_only_its_options_make_possible() {
    let value: Signal<String> = Signal::from("b".to_owned());
    let page = Page::mount(move || {
        Element::new("select")
            .property("value", value)
            .element(Element::new("option").fixed("value", "a").text("A"))
            .element(Element::new("option").fixed("value", "b").text("B"))
    });
    assert_eq!(
        page.get("select")
            .unchecked_into::<web_sys::HtmlSelectElement>()
            .value(),
        "b"
    );
}

#[wasm_bindgen_test]
async fn what_is_provided_where_an_element_is_written_is_provided_to_its_listeners() {
    let got = RwSignal::new(None);
    let page = Page::mount(move || {
        provide_context(7_u32);
        Element::new("button").on(ev::click, move |_| got.set(use_context::<u32>()))
    });
    page.get("button").click();
    assert_eq!(got.get_untracked(), Some(7));
}

#[wasm_bindgen_test]
async fn a_drawing_stands_in_the_namespace_of_drawings() {
    let page = Page::mount(|| Element::svg("svg").element(Element::svg("path").fixed("d", "M0 0")));
    let namespace = page.get("path").namespace_uri();
    assert_eq!(namespace.as_deref(), Some("http://www.w3.org/2000/svg"));
}

#[wasm_bindgen_test]
async fn elements_that_begin_alike_do_not_take_over_what_becomes_of_each_other() {
    let input = |value: &'static str| {
        Element::new("input")
            .fixed("class", "input")
            .attribute("title", value.to_owned())
            .property("value", Signal::<String>::from(value.to_owned()))
    };
    let page = Page::mount(move || Element::new("p").element(input("one")).element(input("two")));
    let inputs = page.get("p").children();
    let told = |nth: u32| {
        let input: web_sys::HtmlInputElement = inputs.item(nth).unwrap().unchecked_into();
        [input.class_name(), input.title(), input.value()]
    };
    assert_eq!(told(0), ["input", "one", "one"]);
    assert_eq!(told(1), ["input", "two", "two"]);
}
