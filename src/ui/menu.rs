//! A menu of actions behind one button, as at the end of a table row.
//!
//! A table has a button in every row and one menu open at most: the buttons are no more than buttons, and the one list is
//! made when it is asked for. It is a manual popover, so that it stands above everything and no table cuts it off. It closes
//! when the focus leaves it or its button goes, and Escape brings the focus back to its button.

use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::{
    ev::{self, FocusEvent, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::{Icon, attribute, dynamic, effect, focus::focus};

/// The distance between the button and its list, in CSS pixels.
const GAP: f64 = 4.0;
/// The list's id. There is one list at a time.
const LIST_ID: &str = "open-menu";

/// The menu that is open, if any.
#[derive(Clone, Copy)]
struct Menus(RwSignal<Option<OpenMenu>, LocalStorage>);

#[derive(Clone)]
struct OpenMenu {
    button: HtmlElement,
    label: String,
    items: ChildrenFn,
    /// What the items are made under: what is provided to the button's row is provided to them.
    owner: Owner,
}

impl Menus {
    fn is_of(self, button: &HtmlElement) -> bool {
        self.0.with_untracked(|open| {
            let open = open.as_ref();
            open.is_some_and(|menu| menu.button.is_same_node(Some(button)))
        })
    }

    fn toggle(self, menu: OpenMenu) {
        if self.is_of(&menu.button) {
            self.close();
            return;
        }
        self.close();
        let button = menu.button.clone();
        menu.owner.with(|| {
            let button = SendWrapper::new(button);
            on_cleanup(move || {
                if self.is_of(&button) {
                    self.close();
                }
            });
        });
        tell(&menu.button, true);
        self.0.set(Some(menu));
    }

    fn close(self) {
        if let Some(menu) = self.0.try_get_untracked().flatten() {
            tell(&menu.button, false);
            self.0.set(None);
        }
    }

    fn close_and_return(self) {
        let button = self
            .0
            .with_untracked(|open| open.as_ref().map(|menu| menu.button.clone()));
        self.close();
        if let Some(button) = button {
            focus(&button);
        }
    }
}

/// Tells assistive technology whether a button's list is open, and which it is.
fn tell(button: &HtmlElement, open: bool) {
    // A browser refuses no attribute of these names.
    button
        .set_attribute("aria-expanded", if open { "true" } else { "false" })
        .ok();
    if open {
        button.set_attribute("aria-controls", LIST_ID).ok();
    } else {
        button.remove_attribute("aria-controls").ok();
    }
}

/// Provides what every [`Menu`] opens in. Call once, at the root.
pub fn provide_menus() {
    provide_context(Menus(RwSignal::new_local(None)));
}

/// A button that opens a list of [`MenuItem`]s:
/// `<Menu label="Actions for billing-export"><MenuItem on_select=…>"Edit"</MenuItem></Menu>`.
#[component]
pub fn Menu(
    /// The button's name.
    #[prop(into)]
    label: String,
    /// The items.
    children: ChildrenFn,
) -> impl IntoView {
    let menus = use_context::<Menus>();
    let owner = Owner::current().unwrap_or_default();
    let name = label.clone();
    let toggle = move |event: MouseEvent| {
        let button = event.current_target().and_then(|button| button.dyn_into().ok());
        if let (Some(menus), Some(button)) = (menus, button) {
            menus.toggle(OpenMenu {
                button,
                label: name.clone(),
                items: children.clone(),
                owner: owner.clone(),
            });
        }
    };
    view! {
        <button
            type="button"
            class="icon-button menu__button"
            aria-label=label.clone()
            title=label
            aria-haspopup="menu"
            aria-expanded="false"
            on:click=toggle
        >
            <Icon icon=icondata_lu::LuEllipsis />
        </button>
    }
}

/// Whether a menu is open.
pub(super) fn menu_is_open() -> bool {
    document().get_element_by_id(LIST_ID).is_some()
}

/// Whether the focus is in the open menu.
pub(super) fn menu_has_focus() -> bool {
    let list = document().get_element_by_id(LIST_ID);
    list.is_some_and(|list| list.contains(document().active_element().as_deref()))
}

/// Where the open menu stands. Render once, inside the page's main part, below [`provide_menus`].
#[component]
pub fn MenuPlace() -> impl IntoView {
    let Some(menus) = use_context::<Menus>() else {
        return ().into_any();
    };
    let pressed = window_event_listener(ev::mousedown, move |event| {
        // A press on the button of an open menu would first close it, by taking the focus, and then open it again.
        if target_button(&event).is_some_and(|button| menus.is_of(&button)) {
            event.prevent_default();
        }
    });
    let keyed = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        let is_arrow = matches!(event.key().as_str(), "ArrowDown" | "ArrowUp");
        if let Some(button) = target_button(&event).filter(|button| is_arrow && !menus.is_of(button)) {
            event.prevent_default();
            button.click();
        }
    });
    on_cleanup(move || {
        pressed.remove();
        keyed.remove();
    });
    let list = move || {
        menus
            .0
            .get()
            .map(|menu| view! { <MenuList menus=menus menu=menu /> })
    };
    view! { {dynamic(list)} }.into_any()
}

/// The button of a menu that an event came from.
fn target_button(event: &web_sys::Event) -> Option<HtmlElement> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    target
        .closest("button[aria-haspopup=menu]")
        .ok()??
        .dyn_into()
        .ok()
}

/// The open list. It places itself under its button, within the window, and takes the focus.
#[component]
fn MenuList(menus: Menus, menu: OpenMenu) -> impl IntoView {
    let OpenMenu {
        button,
        label,
        items,
        owner,
    } = menu;
    let owner = owner.child();
    let items = owner.with(|| items());
    on_cleanup(move || drop(owner));
    let list = NodeRef::<html::Div>::new();
    effect(move || {
        if let Some(list) = list.get_untracked() {
            // Without popovers the list stands where it is in the page, and still works.
            list.show_popover().ok();
            place(&list, &button);
            move_focus(&list, Step::First);
        }
    });
    // The button it stands under is elsewhere then.
    let listener = window_event_listener(ev::resize, move |_| menus.close_and_return());
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
                menus.close_and_return();
                return;
            }
            "Tab" => {
                menus.close_and_return();
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
            menus.close();
        }
    };
    view! {
        <div
            node_ref=list
            class="menu"
            popover="manual"
            role="menu"
            id=LIST_ID
            aria-label=label
            on:keydown=keyed
            on:focusout=left
        >
            {items}
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
    let menus = use_context::<Menus>();
    let select = move |_| {
        if disabled_reason.with_untracked(Option::is_some) {
            return;
        }
        if let Some(menus) = menus {
            menus.close_and_return();
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
