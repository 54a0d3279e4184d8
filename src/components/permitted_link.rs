//! A link to where something is done, as a button; for whoever may not do it, one that says why.

use crate::{
    session::use_session,
    ui::{Icon, LinkButton},
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
    let refusal = Signal::derive(move || session.refusal(action, None));
    view! {
        <LinkButton href=href disabled_reason=refusal>
            <Icon icon=icon />
            {label}
        </LinkButton>
    }
}
