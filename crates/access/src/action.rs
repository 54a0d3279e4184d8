//! What can be done through the Admin API: one row an endpoint, with the permission it needs and whether it is protected
//! (needs an access list even where the organization requires none). This table is the one source of both.

use crate::{Identity, OrganizationId, OrganizationRole, ProjectId, ProjectRole, Role};

/// An HTTP method an endpoint has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are HTTP's own")]
pub enum Method {
    Get,
    Post,
    Patch,
    Delete,
}

/// What a key or account must have to be allowed an action, once its access list let it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// A valid key, whatever its roles.
    AnyKey,
    /// Any role in the organization; every one includes Organization Member.
    OrganizationMember,
    /// Organization Owner, or being the very key the action is about.
    SameKeyOrOrganizationOwner,
    /// Being the very account the action is about, whatever its roles.
    SameAccount,
    /// Organization Owner.
    OrganizationOwner,
    /// Organization Project Creator, or Organization Owner.
    OrganizationProjectCreator,
    /// Project Backup Recovery Operator, or a role that includes it.
    ProjectBackupRecoveryOperator,
    /// Project Backup Creator, or a role that includes it.
    ProjectBackupCreator,
    /// Project Backup Manager, or a role that includes it.
    ProjectBackupManager,
    /// Any role in the project, or an organization role that sees every project.
    ProjectReadOnly,
    /// Project Access Manager, or a role that includes it.
    ProjectAccessManager,
    /// Project Owner, or Organization Owner, who owns every project.
    ProjectOwner,
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionRule {
    /// What it does, for people.
    pub name: &'static str,
    /// Its method.
    pub method: Method,
    /// Its path below the base URL, parameters in braces.
    pub path: &'static str,
    /// What it needs.
    pub permission: Permission,
    /// Whether it needs an access list in any case.
    pub protected: bool,
}

macro_rules! actions {
    ($($variant:ident $method:ident $path:literal $permission:ident $protected:literal $name:literal;)+) => {
        /// An endpoint of the Admin API, by meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = $name] $variant,)+
        }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name it goes by in a link.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant)),+ }
            }

            /// Its row of the table.
            pub const fn rule(self) -> ActionRule {
                match self {
                    $(Self::$variant => ActionRule {
                        name: $name,
                        method: Method::$method,
                        path: $path,
                        permission: Permission::$permission,
                        protected: $protected,
                    },)+
                }
            }
        }
    };
}

actions! {
    Root Get "/" AnyKey false "See what the key itself is";
    ListOrganizations Get "/orgs" AnyKey false "List organizations";
    GetOrganization Get "/orgs/{orgId}" OrganizationMember false "See an organization";
    ListOrganizationProjects Get "/orgs/{orgId}/groups" OrganizationMember false "List an organization's projects";
    GetOrganizationSettings Get "/orgs/{orgId}/settings" OrganizationMember false "See an organization's settings";
    ChangeOrganizationSettings Patch "/orgs/{orgId}/settings" OrganizationOwner false "Change an organization's settings";
    ListOrganizationKeys Get "/orgs/{orgId}/apiKeys" OrganizationMember false "List organization API keys";
    CreateOrganizationKey Post "/orgs/{orgId}/apiKeys" OrganizationOwner false "Create an organization API key";
    GetOrganizationKey Get "/orgs/{orgId}/apiKeys/{apiUserId}" OrganizationMember false "See an organization API key";
    ChangeOrganizationKey Patch "/orgs/{orgId}/apiKeys/{apiUserId}" OrganizationOwner false
        "Change an organization API key";
    DeleteOrganizationKey Delete "/orgs/{orgId}/apiKeys/{apiUserId}" OrganizationOwner false
        "Delete an organization API key";
    ListAccessList Get "/orgs/{orgId}/apiKeys/{apiUserId}/accessList" SameKeyOrOrganizationOwner false
        "See a key's access list";
    AddAccessListEntries Post "/orgs/{orgId}/apiKeys/{apiUserId}/accessList" OrganizationOwner true
        "Add access list entries";
    GetAccessListEntry Get "/orgs/{orgId}/apiKeys/{apiUserId}/accessList/{ipAddress}" SameKeyOrOrganizationOwner false
        "See one access list entry";
    DeleteAccessListEntry Delete "/orgs/{orgId}/apiKeys/{apiUserId}/accessList/{ipAddress}" OrganizationOwner true
        "Remove an access list entry";
    ListPersonalKeys Get "/users/{userId}/keys" SameAccount false "List an account's personal API keys";
    CreatePersonalKey Post "/users/{userId}/keys" AnyKey false "Learn that personal API keys cannot be created any more";
    GetPersonalKey Get "/users/{userId}/keys/{keyId}" SameAccount false "See a personal API key";
    ChangePersonalKey Patch "/users/{userId}/keys/{keyId}" SameAccount false "Enable or disable a personal API key";
    DeletePersonalKey Delete "/users/{userId}/keys/{keyId}" SameAccount false "Delete a personal API key";
    ListAccountAccessList Get "/users/{userId}/accessList" SameAccount false "See an account's access list";
    AddAccountAccessListEntries Post "/users/{userId}/accessList" SameAccount false
        "Add entries to an account's access list";
    GetAccountAccessListEntry Get "/users/{userId}/accessList/{ipAddress}" SameAccount false
        "See one entry of an account's access list";
    DeleteAccountAccessListEntry Delete "/users/{userId}/accessList/{ipAddress}" SameAccount false
        "Remove an entry from an account's access list";
    ListProjects Get "/groups" AnyKey false "List projects";
    CreateProject Post "/groups" OrganizationProjectCreator false "Create a project";
    GetProject Get "/groups/{groupId}" ProjectReadOnly false "See a project";
    ChangeProject Patch "/groups/{groupId}" ProjectOwner false "Change a project's name or tags";
    DeleteProject Delete "/groups/{groupId}" ProjectOwner false "Delete a project";
    ListProjectKeys Get "/groups/{groupId}/apiKeys" ProjectReadOnly false "List a project's API keys";
    CreateProjectKey Post "/groups/{groupId}/apiKeys" ProjectAccessManager false
        "Create an API key and assign it to a project";
    AssignProjectKey Post "/groups/{groupId}/apiKeys/{apiUserId}" ProjectOwner false "Assign an API key to a project";
    ChangeProjectKey Patch "/groups/{groupId}/apiKeys/{apiUserId}" ProjectAccessManager false
        "Change an API key's roles in a project";
    UnassignProjectKey Delete "/groups/{groupId}/apiKeys/{apiUserId}" ProjectAccessManager false
        "Unassign an API key from a project";
    ListOrganizationEvents Get "/orgs/{orgId}/events" OrganizationMember false "List an organization's events";
    GetOrganizationEvent Get "/orgs/{orgId}/events/{eventId}" OrganizationMember false "See an organization's event";
    ListProjectEvents Get "/groups/{groupId}/events" ProjectReadOnly false "List a project's events";
    GetProjectEvent Get "/groups/{groupId}/events/{eventId}" ProjectReadOnly false "See a project's event";
    ListEventTypes Get "/eventTypes" AnyKey false "List the types of events";
    ListRateLimits Get "/rateLimits" AnyKey false "List rate limits";
    GetRateLimit Get "/rateLimits/{endpointSetId}" AnyKey false "See a rate limit";
    ListRestoreJobs Get "/groups/{groupId}/clusters/{clusterName}/backup/restoreJobs" ProjectReadOnly true
        "List a cluster's restore jobs";
    RestoreSnapshot Post "/groups/{groupId}/clusters/{clusterName}/backup/restoreJobs" ProjectBackupRecoveryOperator true
        "Restore a cluster's snapshot";
    GetRestoreJob Get "/groups/{groupId}/clusters/{clusterName}/backup/restoreJobs/{restoreJobId}" ProjectReadOnly true
        "See a cluster's restore job";
    CancelRestoreJob Delete "/groups/{groupId}/clusters/{clusterName}/backup/restoreJobs/{restoreJobId}"
        ProjectBackupRecoveryOperator true "Cancel a cluster's restore job";
    ListServerlessRestoreJobs Get "/groups/{groupId}/serverless/{clusterName}/backup/restoreJobs" ProjectReadOnly true
        "List a serverless instance's restore jobs";
    RestoreServerlessSnapshot Post "/groups/{groupId}/serverless/{clusterName}/backup/restoreJobs"
        ProjectBackupRecoveryOperator true "Restore a serverless instance's snapshot";
    GetServerlessRestoreJob Get "/groups/{groupId}/serverless/{clusterName}/backup/restoreJobs/{restoreJobId}"
        ProjectReadOnly true "See a serverless instance's restore job";
    CancelServerlessRestoreJob Delete "/groups/{groupId}/serverless/{clusterName}/backup/restoreJobs/{restoreJobId}"
        ProjectBackupRecoveryOperator true "Cancel a serverless instance's restore job";
    TakeSnapshot Post "/groups/{groupId}/clusters/{clusterName}/backup/snapshots" ProjectBackupCreator true
        "Take a snapshot";
    DeleteSnapshot Delete "/groups/{groupId}/clusters/{clusterName}/backup/snapshots/{snapshotId}"
        ProjectBackupManager true "Remove a snapshot";
    DeleteShardedSnapshot Delete
        "/groups/{groupId}/clusters/{clusterName}/backup/snapshots/shardedCluster/{snapshotId}"
        ProjectBackupManager true "Remove a sharded cluster's snapshot";
    ChangeBackupSchedule Patch "/groups/{groupId}/clusters/{clusterName}/backup/schedule" ProjectBackupManager true
        "Update a backup schedule";
    ClearBackupSchedule Delete "/groups/{groupId}/clusters/{clusterName}/backup/schedule" ProjectBackupManager true
        "Clear a backup schedule";
    RestoreLegacySnapshot Post "/groups/{groupId}/clusters/{clusterName}/restoreJobs" ProjectBackupRecoveryOperator true
        "Restore a legacy backup snapshot";
    DeleteLegacySnapshot Delete "/groups/{groupId}/clusters/{clusterName}/snapshots/{snapshotId}"
        ProjectBackupManager true "Remove a legacy backup snapshot";
    ChangeLegacySnapshotExpiry Patch "/groups/{groupId}/clusters/{clusterName}/snapshots/{snapshotId}"
        ProjectBackupManager true "Change when a legacy backup snapshot expires";
    ChangeLegacySchedule Patch "/groups/{groupId}/clusters/{clusterName}/snapshotSchedule" ProjectBackupManager true
        "Update a legacy backup snapshot schedule";
}

impl Action {
    /// The action of this [`id`](Self::id), if there is one.
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.id() == id)
    }
}

impl ActionRule {
    /// Whether it is about one project.
    pub fn is_in_project(&self) -> bool {
        self.path.starts_with("/groups/{groupId}")
    }

    /// The older path of the same endpoint, which v2 has not: access lists were called whitelists.
    pub fn deprecated_path(&self) -> Option<String> {
        self.path
            .contains("/accessList")
            .then(|| self.path.replace("/accessList", "/whitelist"))
    }

    /// Whether Keyhold only decides on it and a backend does it: it has no clusters of its own.
    pub fn is_passed_on(&self) -> bool {
        self.path.starts_with("/groups/{groupId}/clusters/")
            || self.path.starts_with("/groups/{groupId}/serverless/")
    }

    /// Whether the versions before v2 have it. Rate limits came with v2.
    pub fn is_before_v2(&self) -> bool {
        !self.path.starts_with("/rateLimits")
    }

    /// Whether v2 has it. Accounts and their personal keys were gone before it.
    pub fn is_in_v2(&self) -> bool {
        !self.path.starts_with("/users/")
    }
}

impl Permission {
    /// What it is called where somebody lacks it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::AnyKey => "any API key",
            Self::OrganizationMember => "a role in the organization",
            Self::SameKeyOrOrganizationOwner => "Organization Owner, or the key itself",
            Self::SameAccount => "the account itself",
            Self::OrganizationOwner => "Organization Owner",
            Self::OrganizationProjectCreator => "Organization Project Creator",
            Self::ProjectBackupRecoveryOperator => "Project Backup Recovery Operator",
            Self::ProjectBackupCreator => "Project Backup Creator",
            Self::ProjectBackupManager => "Project Backup Manager",
            Self::ProjectReadOnly => "a role in the project",
            Self::ProjectAccessManager => "Project Access Manager",
            Self::ProjectOwner => "Project Owner",
        }
    }

    /// A sentence for a person who lacks it: what it is, and whom to ask: `owners` are those who may do everything.
    pub fn refusal(self, owners: &[String]) -> String {
        let needed = format!("This needs {}.", self.label());
        match owners {
            [] => needed,
            owners => format!("{needed} Ask {}.", owners.join(" or ")),
        }
    }

    /// Whether these roles give it on this organization, project, and key or account. `actor` is the key or account that
    /// asks; none where a person does.
    pub(crate) fn given_by(
        self,
        actor: Option<Identity>,
        roles: &[Role],
        organization: OrganizationId,
        project: Option<ProjectId>,
        subject: Option<Identity>,
    ) -> bool {
        let any = |wanted: &dyn Fn(OrganizationRole) -> bool| {
            roles.iter().any(
                |role| matches!(role, Role::Organization(id, role) if *id == organization && wanted(*role)),
            )
        };
        let is_subject = actor.is_some() && subject == actor;
        let owner = || any(&|role| role == OrganizationRole::Owner);
        let in_project = |wanted: &dyn Fn(ProjectRole) -> bool| {
            roles
                .iter()
                .any(|role| matches!(role, Role::Project(id, role) if Some(*id) == project && wanted(*role)))
        };
        // Project Owner and those who manage backups may do all that concerns them.
        let backups = |wanted: Option<ProjectRole>| {
            let gives = |role| {
                let manages = matches!(
                    role,
                    ProjectRole::Owner | ProjectRole::BackupManager | ProjectRole::BackupAdmin
                );
                manages || Some(role) == wanted
            };
            owner() || in_project(&gives)
        };
        match self {
            Self::AnyKey => true,
            Self::OrganizationMember => any(&|_| true),
            Self::OrganizationOwner => owner(),
            Self::SameKeyOrOrganizationOwner => is_subject || owner(),
            Self::SameAccount => is_subject,
            Self::ProjectBackupRecoveryOperator => backups(Some(ProjectRole::BackupRecoveryOperator)),
            Self::ProjectBackupCreator => backups(Some(ProjectRole::BackupCreator)),
            Self::ProjectBackupManager => backups(None),
            Self::OrganizationProjectCreator => {
                any(&|role| matches!(role, OrganizationRole::Owner | OrganizationRole::ProjectCreator))
            }
            Self::ProjectReadOnly => {
                let sees_every_project = |role| {
                    matches!(
                        role,
                        OrganizationRole::Owner
                            | OrganizationRole::StreamProcessingAdmin
                            | OrganizationRole::ReadOnly
                    )
                };
                any(&sees_every_project) || in_project(&|_| true)
            }
            Self::ProjectAccessManager => {
                let manages_access = |role| {
                    matches!(
                        role,
                        ProjectRole::Owner | ProjectRole::AccessManager | ProjectRole::UserAdmin
                    )
                };
                owner() || in_project(&manages_access)
            }
            Self::ProjectOwner => owner() || in_project(&|role| role == ProjectRole::Owner),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_actions_share_a_method_and_path() {
        let mut seen = HashSet::new();
        for action in Action::ALL {
            let rule = action.rule();
            assert!(seen.insert((rule.method, rule.path)), "{rule:?}");
        }
    }

    #[test]
    fn an_action_is_found_by_its_id_and_by_no_other_word() {
        for &action in Action::ALL {
            assert_eq!(Action::by_id(action.id()), Some(action));
        }
        for id in ["", "root", "DropEverything"] {
            assert_eq!(Action::by_id(id), None, "{id}");
        }
    }

    #[test]
    fn exactly_the_changes_of_an_access_list_and_what_concerns_backups_are_protected() {
        let protected: Vec<_> = Action::ALL
            .iter()
            .filter(|action| action.rule().protected && !action.rule().is_passed_on())
            .collect();
        assert_eq!(
            protected,
            [&Action::AddAccessListEntries, &Action::DeleteAccessListEntry]
        );
        let passed_on = Action::ALL.iter().filter(|action| action.rule().is_passed_on());
        assert!(passed_on.clone().all(|action| action.rule().protected));
        assert_eq!(passed_on.count(), 17);
    }
}
