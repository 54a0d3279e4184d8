//! Roles as people know them. Organization roles and project roles have different wire names, so a name alone says which
//! it is.

use crate::ui::Badge;
use access::{OrganizationRole, ProjectRole};
use keyhold_markup::view;
use leptos::prelude::*;

/// The name people see for a role's wire name; the wire name itself for a role a newer server knows.
pub fn label(wire: &str) -> String {
    let in_project = || wire.parse::<ProjectRole>().map(ProjectRole::label);
    wire.parse::<OrganizationRole>()
        .map(OrganizationRole::label)
        .or_else(|_| in_project())
        .unwrap_or(wire)
        .to_owned()
}

/// The names of several, in one line.
pub fn labels(wires: &[String]) -> String {
    let labels: Vec<String> = wires.iter().map(|wire| label(wire)).collect();
    labels.join(", ")
}

/// What a role allows, in a sentence; none for a role a newer server knows.
pub fn allows(wire: &str) -> Option<&'static str> {
    let in_project = || wire.parse::<ProjectRole>().map(ProjectRole::allows);
    wire.parse::<OrganizationRole>()
        .map(OrganizationRole::allows)
        .or_else(|_| in_project())
        .ok()
}

/// The organization roles that the Admin API at `base_url` has.
pub fn of_organizations(base_url: &str) -> impl Iterator<Item = OrganizationRole> + use<> {
    let is_atlas = !is_of_cloud_manager(base_url);
    let has = move |role: &OrganizationRole| is_atlas || role.is_of_cloud_manager();
    OrganizationRole::ALL.iter().copied().filter(has)
}

/// Whether the Admin API at `base_url` is that of Cloud Manager and Ops Manager, which have other roles than Atlas.
fn is_of_cloud_manager(base_url: &str) -> bool {
    base_url.contains("/api/public/")
}

/// The project roles that the Admin API at `base_url` has.
pub fn of_projects(base_url: &str) -> impl Iterator<Item = ProjectRole> + use<> {
    let has = if is_of_cloud_manager(base_url) {
        ProjectRole::is_of_cloud_manager
    } else {
        ProjectRole::is_of_atlas
    };
    ProjectRole::ALL.iter().copied().filter(move |role| has(*role))
}

/// A key's roles, one badge each.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_of_a_newer_server_goes_by_its_wire_name() {
        assert_eq!(label("ORG_FUTURE_ROLE"), "ORG_FUTURE_ROLE");
        assert_eq!(allows("GROUP_FUTURE_ROLE"), None);
        assert_eq!(
            labels(&["ORG_MEMBER".into(), "ORG_NEW".into()]),
            "Organization Member, ORG_NEW"
        );
    }

    #[test]
    fn a_wire_name_alone_tells_where_the_role_is() {
        assert_eq!(label("ORG_READ_ONLY"), "Organization Read Only");
        assert_eq!(label("GROUP_READ_ONLY"), "Project Read Only");
        assert!(allows("GROUP_OWNER").is_some_and(|words| words.contains("in the project")));
    }

    #[test]
    fn an_organization_offers_the_roles_that_its_admin_api_has() {
        let offers =
            |base_url| of_organizations(base_url).any(|role| role == OrganizationRole::StreamProcessingAdmin);
        assert!(!offers("https://cloud.mongodb.com/api/public/v1.0"));
        assert!(offers("https://cloud.mongodb.com/api/atlas/v2"));
    }

    #[test]
    fn a_project_offers_the_roles_that_its_admin_api_has() {
        let offers = |base_url, role| of_projects(base_url).any(|offered| offered == role);
        let cloud_manager = "https://cloud.mongodb.com/api/public/v1.0";
        let atlas = "https://cloud.mongodb.com/api/atlas/v2";
        assert!(!offers(cloud_manager, ProjectRole::ClusterManager));
        assert!(offers(cloud_manager, ProjectRole::AutomationAdmin));
        assert!(!offers(atlas, ProjectRole::AutomationAdmin));
        assert!(offers(atlas, ProjectRole::ClusterManager));
    }
}
