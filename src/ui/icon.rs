//! Icons from the lucide set, drawn inline so that they take the colour of the text beside them.

use std::cell::RefCell;

use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::prelude::*;

use super::element::SVG;

/// A decorative icon: `<Icon icon=icondata_lu::LuKeyRound />`.
///
/// It is hidden from assistive technology; the control or text around it carries the name.
#[component]
pub fn Icon(
    /// Which icon, from `icondata_lu`.
    icon: IconData,
    /// Width and height in CSS pixels.
    #[prop(default = 16)]
    size: u32,
) -> impl IntoView {
    view! { <svg class="icon" width=size height=size viewBox="0 0 24 24" aria-hidden="true"></svg> }
        .built(move |svg| draw(svg, icon))
}

/// Puts the icon's shapes into `svg`. They are read once: a table has the same few icons in every row.
fn draw(svg: &web_sys::Element, icon: IconData) {
    thread_local! {
        static READ: RefCell<Vec<(&'static str, web_sys::Element)>> = const { RefCell::new(Vec::new()) };
    }
    let shapes = READ.with_borrow_mut(|read| {
        if let Some((_, shapes)) = read.iter().find(|(data, _)| std::ptr::eq(*data, icon.data)) {
            return Ok(shapes.clone());
        }
        let shapes = document().create_element_ns(Some(SVG), "g")?;
        shapes.set_inner_html(icon.data);
        read.push((icon.data, shapes.clone()));
        Ok::<_, wasm_bindgen::JsValue>(shapes)
    });
    // A browser that cannot copy an element shows no icons, which are decoration.
    if let Ok(copy) = shapes.and_then(|shapes| shapes.clone_node_with_deep(true)) {
        svg.replace_children_with_node_1(&copy);
    }
}
