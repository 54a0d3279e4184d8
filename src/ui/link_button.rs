//! A link that looks like a button, and becomes one that says why where the person may not follow it.

use keyhold_markup::view;
use leptos::prelude::*;

use super::{Button, ButtonVariant, dynamic};

/// `<LinkButton href=paths::NEW_API_KEY variant=ButtonVariant::Primary disabled_reason=reason>"Create"</LinkButton>`.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much weight it carries.
    #[prop(optional)]
    variant: ButtonVariant,
    /// Why it may not be followed; none when it may. Shown on hover and on focus, and read out.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// The label, with its icon if any.
    children: ChildrenFn,
) -> impl IntoView {
    let refused = Memo::new(move |_| disabled_reason.with(Option::is_some));
    dynamic(move || {
        let children = children.clone();
        if refused.get() {
            view! {
                <Button variant=variant disabled_reason=disabled_reason>
                    {children()}
                </Button>
            }
            .into_any()
        } else {
            view! {
                <a class=variant.class() href=href.clone()>
                    {children()}
                </a>
            }
            .into_any()
        }
    })
}
