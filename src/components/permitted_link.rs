//! A link to where something is done, as a button; for whoever may not do it, one that says why.

use crate::{
    session::use_session,
    ui::{Button, Icon, dynamic},
};
use access::Action;
use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::prelude::*;

/// `<PermittedLink action=Action::ChangeOrganizationKey href=… icon=… label="Edit" />`.
#[component]
pub fn PermittedLink(
    /// What is done there.
    action: Action,
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// A picture of it.
    icon: IconData,
    /// The verb, and its object where that is not plain.
    label: &'static str,
) -> impl IntoView {
    let session = use_session();
    dynamic(move || {
        let face = view! {
            <Icon icon=icon />
            {label}
        };
        match session.refusal(action, None) {
            None => view! { <a class="button button--secondary" href=href.clone()>{face}</a> }.into_any(),
            Some(reason) => view! { <Button disabled_reason=Some(reason)>{face}</Button> }.into_any(),
        }
    })
}
