//! Choosing permissions, in the organization or in a project, each with what it allows.

use crate::{
    components::roles::{self, RoleBadges},
    session::use_session,
    ui::{
        Checkbox, CheckboxGroup, Item, Notice, TextInput, Tone, dynamic, keyed, lowercase, on_change,
        use_announcer,
    },
};
use access::{OrganizationRole, ProjectRole};
use keyhold_markup::view;
use leptos::{ev::KeyboardEvent, prelude::*};

/// What is wrong with a choice of none.
pub const NOTHING_CHOSEN: &str = "Choose at least one permission.";

/// Where the permissions apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Organization,
    Project,
}

impl Scope {
    fn legend(self) -> &'static str {
        match self {
            Self::Organization => "Organization Permissions",
            Self::Project => "Project Permissions",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Organization => "What the key may do in the whole organization. Choose at least one.",
            Self::Project => "What the key may do in this project, and in no other. Choose at least one.",
        }
    }

    fn owner(self) -> &'static str {
        match self {
            Self::Organization => OrganizationRole::Owner.wire(),
            Self::Project => ProjectRole::Owner.wire(),
        }
    }

    fn warning(self) -> &'static str {
        match self {
            Self::Organization => {
                "A key that is Organization Owner can do everything, including deleting other keys. \
                 Give it an access list of the few addresses that need it."
            }
            Self::Project => {
                "A key that is Project Owner can do everything in the project, including giving other keys access to \
                 it. Choose narrower permissions where they are enough."
            }
        }
    }
}

/// The permissions on offer and which of them are chosen.
#[derive(Clone, Debug)]
pub struct RoleChoices {
    scope: Scope,
    choices: Vec<RoleChoice>,
}

#[derive(Clone, Debug)]
struct RoleChoice {
    wire: String,
    chosen: RwSignal<bool>,
}

impl RoleChoices {
    /// Every organization role of the connection's Admin API, with `chosen` (wire names) ticked.
    pub fn of_organization(chosen: &[String]) -> Self {
        let offered = roles::of_organizations(&base_url()).map(OrganizationRole::wire);
        Self::new(Scope::Organization, offered, chosen)
    }

    /// Every project role of the connection's Admin API, with `chosen` (wire names) ticked.
    pub fn of_project(chosen: &[String]) -> Self {
        let offered = roles::of_projects(&base_url()).map(ProjectRole::wire);
        Self::new(Scope::Project, offered, chosen)
    }

    /// A chosen role that is not on offer stands at the end: replacing a key's roles must not lose one only because it is
    /// newer than this console.
    fn new(scope: Scope, offered: impl Iterator<Item = &'static str>, chosen: &[String]) -> Self {
        let mut wires: Vec<String> = offered.map(str::to_owned).collect();
        for wire in chosen {
            if !wires.contains(wire) {
                wires.push(wire.clone());
            }
        }
        let choice = |wire: String| RoleChoice {
            chosen: RwSignal::new(chosen.contains(&wire)),
            wire,
        };
        Self {
            scope,
            choices: wires.into_iter().map(choice).collect(),
        }
    }

    /// The wire names of the chosen ones. Follows the boxes.
    pub fn chosen(&self) -> Vec<String> {
        self.choices
            .iter()
            .filter(|choice| choice.chosen.get())
            .map(|choice| choice.wire.clone())
            .collect()
    }

    /// Those in whose name, sentence or wire name every word of `filter` is found.
    fn matching(&self, filter: &str) -> Vec<RoleChoice> {
        let found = |choice: &&RoleChoice| finds(&choice.wire, filter);
        self.choices.iter().filter(found).cloned().collect()
    }
}

/// Where the connection's Admin API is.
fn base_url() -> String {
    untrack(|| use_session().signed_in())
        .map(|signed_in| signed_in.connection.base_url)
        .unwrap_or_default()
}

fn finds(wire: &str, filter: &str) -> bool {
    let text = [
        roles::label(wire).as_str(),
        roles::allows(wire).unwrap_or_default(),
        wire,
    ]
    .join("\n");
    let text = lowercase(&text);
    lowercase(filter)
        .split_whitespace()
        .all(|word| text.contains(word))
}

/// A box for each permission, and a warning where the most powerful one is chosen. The many of a project can be searched,
/// and the chosen ones stand above them.
#[component]
pub fn RolePicker(
    /// The permissions.
    choices: RoleChoices,
    /// What is wrong with the choice.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let scope = choices.scope;
    let owner = choices
        .choices
        .iter()
        .find(|choice| choice.wire == scope.owner())
        .map(|owner| owner.chosen);
    let filter = RwSignal::new(String::new());
    let tools = (scope == Scope::Project).then(|| {
        let choices = choices.clone();
        ViewFnOnce::from(move || view! { <Search choices=choices filter=filter /> })
    });
    let boxes = keyed(move || {
        let matching = filter.with(|filter| choices.matching(filter));
        matching.into_iter().map(item).collect()
    });
    let warning = dynamic(move || {
        owner.is_some_and(|owner| owner.get()).then(|| {
            view! {
                <Notice tone=Tone::Warning announce=true>
                    {scope.warning()}
                </Notice>
            }
        })
    });
    view! {
        <CheckboxGroup legend=scope.legend() hint=Some(scope.hint().to_owned()) error=error tools=tools>
            {boxes}
        </CheckboxGroup>
        {warning}
    }
    .into_any()
}

fn item(RoleChoice { wire, chosen }: RoleChoice) -> Item {
    Item::new(wire.clone(), move || {
        let allows = roles::allows(&wire).unwrap_or("Keyhold does not know this role; the Admin API does.");
        view! { <Checkbox label=roles::label(&wire) description=allows checked=chosen /> }
    })
}

/// The search, and what is chosen whether the search finds it or not.
#[component]
fn Search(choices: RoleChoices, filter: RwSignal<String>) -> impl IntoView {
    let announcer = use_announcer();
    let all = choices.choices.len();
    let counted = {
        let choices = choices.clone();
        move || filter.with(|filter| choices.matching(filter).len())
    };
    on_change(counted.clone(), move |count| {
        announcer.announce(format!("{count} of {all} permissions"));
    });
    // Enter would send the form around the search.
    let keep = |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
        }
    };
    view! {
        <div class="role-search" on:keydown=keep>
            <TextInput value=filter kind="search" label="Find a permission" placeholder="Find a permission" />
        </div>
        {dynamic(move || {
            let chosen = choices.chosen();
            (!chosen.is_empty()).then(|| view! {
                <p class="cluster"><span class="muted">"Chosen:"</span> <RoleBadges roles=chosen /></p>
            })
        })}
        {dynamic(move || {
            (counted() == 0).then(|| view! { <p class="muted">"No permission matches. Clear the search to see all."</p> })
        })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_of_a_newer_server_is_kept() {
        let chosen = ["ORG_FUTURE_ROLE".to_owned(), "ORG_MEMBER".to_owned()];
        let choices = RoleChoices::of_organization(&chosen);
        assert_eq!(choices.chosen(), ["ORG_MEMBER", "ORG_FUTURE_ROLE"]);
    }

    #[test]
    fn nothing_is_chosen_to_begin_with() {
        assert!(RoleChoices::of_organization(&[]).chosen().is_empty());
    }

    #[test]
    fn a_search_that_finds_nothing_shows_nothing() {
        assert!(!finds("GROUP_OWNER", "owner of nothing"));
    }

    #[test]
    fn a_search_looks_at_the_name_and_at_what_it_allows() {
        assert!(finds("GROUP_BACKUP_RECOVERY_OPERATOR", "RESTORES"));
        assert!(finds("GROUP_BACKUP_RECOVERY_OPERATOR", "operator backup"));
        assert!(finds("GROUP_BACKUP_RECOVERY_OPERATOR", "group_backup"));
        assert!(finds("GROUP_OWNER", " "));
    }
}
