//! Choosing organization permissions, each with what it allows.

use crate::{
    components::roles,
    ui::{Checkbox, CheckboxGroup, Notice, Tone, dynamic},
};
use access::OrganizationRole;
use leptos::prelude::*;

/// The permissions on offer and which of them are chosen.
#[derive(Clone, Debug)]
pub struct RoleChoices(Vec<RoleChoice>);

#[derive(Clone, Debug)]
struct RoleChoice {
    wire: String,
    chosen: RwSignal<bool>,
}

impl RoleChoices {
    /// Every organization role, with `chosen` (wire names) ticked. A role that this console does not know stands at the
    /// end: replacing a key's roles must not lose one only because it is newer.
    pub fn new(chosen: &[String]) -> Self {
        let known = OrganizationRole::ALL.iter().map(|role| role.wire().to_owned());
        let unknown = chosen
            .iter()
            .filter(|wire| wire.parse::<OrganizationRole>().is_err())
            .cloned();
        let choice = |wire: String| RoleChoice {
            chosen: RwSignal::new(chosen.contains(&wire)),
            wire,
        };
        Self(known.chain(unknown).map(choice).collect())
    }

    /// The wire names of the chosen ones. Follows the boxes.
    pub fn chosen(&self) -> Vec<String> {
        self.0
            .iter()
            .filter(|choice| choice.chosen.get())
            .map(|choice| choice.wire.clone())
            .collect()
    }
}

/// A box for each permission, and a warning where the most powerful one is chosen.
#[component]
pub fn RolePicker(
    /// The permissions.
    choices: RoleChoices,
    /// What is wrong with the choice.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let owner = choices
        .0
        .iter()
        .find(|choice| choice.wire == OrganizationRole::Owner.wire())
        .map(|owner| owner.chosen);
    let boxes = choices
        .0
        .into_iter()
        .map(|RoleChoice { wire, chosen }| {
            let allows = wire.parse::<OrganizationRole>().map_or(
                "Keyhold does not know this role; the Admin API does.",
                OrganizationRole::allows,
            );
            view! { <Checkbox label=roles::label(&wire) description=allows checked=chosen /> }
        })
        .collect_view();
    let warning = dynamic(move || {
        owner.is_some_and(|owner| owner.get()).then(|| {
            view! {
                <Notice tone=Tone::Warning announce=true>
                    "A key that is Organization Owner can do everything, including deleting other keys. \
                     Give it an access list of the few addresses that need it."
                </Notice>
            }
        })
    });
    view! {
        <CheckboxGroup
            legend="Organization Permissions"
            hint=Some("What the key may do in the whole organization. Choose at least one.".to_owned())
            error=error
        >
            {boxes}
        </CheckboxGroup>
        {warning}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_of_a_newer_server_is_kept() {
        let choices = RoleChoices::new(&["ORG_FUTURE_ROLE".to_owned(), "ORG_MEMBER".to_owned()]);
        assert_eq!(choices.chosen(), ["ORG_MEMBER", "ORG_FUTURE_ROLE"]);
    }

    #[test]
    fn nothing_is_chosen_to_begin_with() {
        assert!(RoleChoices::new(&[]).chosen().is_empty());
    }
}
