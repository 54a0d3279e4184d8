//! A menu of actions behind one button, as at the end of a table row.
//!
//! The list is a manual popover, so that it stands above everything and no table cuts it off. It closes when the focus
//! leaves it, and Escape brings the focus back to its button.

use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::{
    ev::{self, FocusEvent, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::{Icon, attribute, dynamic, effect, focus::focus, use_id};

/// The distance between the button and its list, in CSS pixels.
const GAP: f64 = 4.0;

#[derive(Clone, Copy)]
struct OpenMenu {
    open: RwSignal<bool>,
    button: NodeRef<html::Button>,
}

impl OpenMenu {
    fn close_and_return(self) {
        self.open.set(false);
        if let Some(button) = self.button.get_untracked() {
            focus(&button);
        }
    }
}

/// A button that opens a list of [`MenuItem`]s:
/// `<Menu label="Actions for billing-export"><MenuItem on_select=…>"Edit"</MenuItem></Menu>`.
#[component]
pub fn Menu(
    /// The button's name.
    #[prop(into)]
    label: Signal<String>,
    /// The button's face: an icon, or words with the class `menu__words`. Three dots unless given.
    #[prop(optional, into)]
    face: Option<ViewFnOnce>,
    /// The items.
    children: ChildrenFn,
) -> impl IntoView {
    let menu = OpenMenu {
        open: RwSignal::new(false),
        button: NodeRef::new(),
    };
    let list_id = use_id();
    let controls = list_id.clone();
    let keep_focus = move |event: MouseEvent| {
        // A press on the button of an open menu would first close it, by taking the focus, and then open it again.
        if menu.open.get_untracked() {
            event.prevent_default();
        }
    };
    let keyed = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") && !menu.open.get_untracked() {
            event.prevent_default();
            menu.open.set(true);
        }
    };
    let class = if face.is_some() {
        "button button--quiet menu__button"
    } else {
        "icon-button menu__button"
    };
    let face = match face {
        Some(face) => face.run(),
        None => view! { <Icon icon=icondata_lu::LuEllipsis /> }.into_any(),
    };
    view! {
        <button
            node_ref=menu.button
            type="button"
            class=class
            aria-label=label
            title=label
            aria-haspopup="menu"
            aria-expanded=attribute(move || Some(if menu.open.get() { "true" } else { "false" }))
            aria-controls=attribute(move || menu.open.get().then(|| controls.clone()))
            on:mousedown=keep_focus
            on:keydown=keyed
            on:click=move |_| menu.open.update(|open| *open = !*open)
        >
            {face}
        </button>
        <Show when=move || menu.open.get()>
            <MenuList menu=menu id=list_id.clone() label=label items=children.clone() />
        </Show>
    }
}

/// The open list. It places itself under its button, within the window, and takes the focus.
#[component]
fn MenuList(menu: OpenMenu, id: String, label: Signal<String>, items: ChildrenFn) -> impl IntoView {
    provide_context(menu);
    let list = NodeRef::<html::Div>::new();
    effect(move || {
        if let (Some(list), Some(button)) = (list.get_untracked(), menu.button.get_untracked()) {
            // Without popovers the list stands where it is in the page, and still works.
            list.show_popover().ok();
            place(&list, &button);
            move_focus(&list, Step::First);
        }
    });
    // The button it stands under is elsewhere then.
    let listener = window_event_listener(ev::resize, move |_| menu.close_and_return());
    on_cleanup(move || listener.remove());
    let keyed = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => Step::Next,
            "ArrowUp" => Step::Previous,
            "Home" => Step::First,
            "End" => Step::Last,
            "Escape" => {
                // The dialog around this menu, if any, must stay.
                event.prevent_default();
                event.stop_propagation();
                menu.close_and_return();
                return;
            }
            "Tab" => {
                menu.close_and_return();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(list) = list.get_untracked() {
            move_focus(&list, step);
        }
    };
    let left = move |event: FocusEvent| {
        let to = event
            .related_target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        let stays = list
            .get_untracked()
            .is_some_and(|list| list.contains(to.as_ref()));
        if !stays && to.is_some() || to.is_none() && document().has_focus().unwrap_or(true) {
            menu.open.try_set(false);
        }
    };
    view! {
        <div
            node_ref=list
            class="menu"
            popover="manual"
            role="menu"
            id=id
            aria-label=label
            on:keydown=keyed
            on:focusout=left
        >
            {items()}
        </div>
    }
}

/// One action of a [`Menu`].
#[component]
pub fn MenuItem(
    /// Called after the menu has closed and its button has the focus again.
    #[prop(into)]
    on_select: Callback<()>,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<IconData>,
    /// Whether the action destroys something.
    #[prop(optional)]
    danger: bool,
    /// Why it may not be chosen; none when it may. Shown under the words.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// The words: a verb, and its object where it is not the row.
    children: Children,
) -> impl IntoView {
    let menu = use_context::<OpenMenu>();
    let select = move |_| {
        if disabled_reason.with_untracked(Option::is_some) {
            return;
        }
        if let Some(menu) = menu {
            menu.close_and_return();
        }
        on_select.run(());
    };
    view! {
        <button
            type="button"
            role="menuitem"
            tabindex="-1"
            class="menu__item"
            data-tone=danger.then_some("danger")
            aria-disabled=attribute(move || disabled_reason.with(Option::is_some).then_some("true"))
            on:click=select
        >
            {icon.map(|icon| view! { <Icon icon=icon /> })}
            <span class="menu__label">
                {children()}
                {dynamic(move || disabled_reason.get().map(|reason| view! { <small>{reason}</small> }))}
            </span>
        </button>
    }
}

/// Where the focus goes in a list of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    First,
    Last,
    Next,
    Previous,
}

impl Step {
    /// The index reached from `current` among `count` items; past either end it goes round.
    pub(super) fn target(self, current: Option<usize>, count: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        Some(match (self, current) {
            (Self::First, _) | (Self::Next, None) => 0,
            (Self::Last, _) | (Self::Previous, None | Some(0)) => last,
            (Self::Next, Some(index)) => {
                if index >= last {
                    0
                } else {
                    index + 1
                }
            }
            (Self::Previous, Some(index)) => index - 1,
        })
    }
}

fn move_focus(list: &HtmlElement, step: Step) {
    let Ok(found) = list.query_selector_all("[role=menuitem]") else {
        return;
    };
    let items: Vec<HtmlElement> = (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into().ok())
        .collect();
    let active = document().active_element();
    let current = items.iter().position(|item| {
        active
            .as_ref()
            .is_some_and(|active| item.is_same_node(Some(active)))
    });
    if let Some(item) = step
        .target(current, items.len())
        .and_then(|index| items.get(index))
    {
        focus(item);
    }
}

/// Places `list` below `button`, its right edge under the button's; above or further right where the window ends.
fn place(list: &HtmlElement, button: &HtmlElement) {
    let anchor = button.get_bounding_client_rect();
    let size = list.get_bounding_client_rect();
    let window = window();
    let measure =
        |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0);
    let height = measure(window.inner_height());
    let fits_below = anchor.bottom() + GAP + size.height() <= height;
    let top = if fits_below {
        anchor.bottom() + GAP
    } else {
        (anchor.top() - GAP - size.height()).max(GAP)
    };
    let left = (anchor.right() - size.width()).max(GAP);
    let style = list.style();
    for (property, value) in [
        ("top", top + measure(window.page_y_offset().map(Into::into))),
        ("left", left + measure(window.page_x_offset().map(Into::into))),
    ] {
        // A value the browser refuses leaves the list where its style sheet puts it.
        style.set_property(property, &format!("{}px", value as i32)).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn a_menu_without_items_has_nowhere_to_go() {
        assert_eq!(Step::First.target(None, 0), None);
        assert_eq!(Step::Previous.target(Some(0), 0), None);
    }

    #[test]
    fn the_arrows_go_round() {
        assert_eq!(Step::Next.target(Some(2), 3), Some(0));
        assert_eq!(Step::Previous.target(Some(0), 3), Some(2));
        assert_eq!(Step::Next.target(Some(0), 3), Some(1));
        assert_eq!(Step::Previous.target(Some(2), 3), Some(1));
    }

    #[test]
    fn the_first_arrow_enters_at_its_end() {
        assert_eq!(Step::Next.target(None, 3), Some(0));
        assert_eq!(Step::Previous.target(None, 3), Some(2));
    }
}
