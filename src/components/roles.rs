//! Roles as people know them.

use crate::ui::Badge;
use access::{OrganizationRole, ProjectRole};
use leptos::prelude::*;

/// The name people see for an organization role's wire name; the wire name itself for a role a newer server knows.
pub fn label(wire: &str) -> String {
    wire.parse::<OrganizationRole>()
        .map_or_else(|_| wire.to_owned(), |role| role.label().to_owned())
}

/// The same for a project role's.
pub fn project_label(wire: &str) -> String {
    wire.parse::<ProjectRole>()
        .map_or_else(|_| wire.to_owned(), |role| role.label().to_owned())
}

/// A key's organization roles, one badge each.
#[component]
pub fn RoleBadges(
    /// Wire names.
    roles: Vec<String>,
) -> impl IntoView {
    let badges = roles
        .into_iter()
        .map(|role| view! { <Badge>{label(&role)}</Badge> })
        .collect_view();
    view! { <span class="cluster">{badges}</span> }
}
