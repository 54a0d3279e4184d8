//! The roles a key can have: their wire names, the names people see, and one sentence on what each allows.

use crate::{OrganizationId, ProjectId};
use std::{fmt, str::FromStr};

/// A role on an organization or on one of its projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A role in the whole organization.
    Organization(OrganizationId, OrganizationRole),
    /// A role in one project.
    Project(ProjectId, ProjectRole),
}

/// A wire name that is no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoleError {
    /// No organization role has this name.
    #[error("“{text}” is no organization role")]
    UnknownOrganizationRole {
        /// The name as given.
        text: String,
    },
    /// No project role has this name.
    #[error("“{text}” is no project role")]
    UnknownProjectRole {
        /// The name as given.
        text: String,
    },
}

macro_rules! roles {
    ($(#[$doc:meta])* $name:ident, $unknown:ident, { $($variant:ident $wire:literal $label:literal $allows:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $allows] $variant,)+
        }

        impl $name {
            /// Every role, the most powerful first.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in the API.
            pub const fn wire(self) -> &'static str {
                match self { $(Self::$variant => $wire),+ }
            }

            /// The name people see.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// What it allows, in one sentence.
            pub const fn allows(self) -> &'static str {
                match self { $(Self::$variant => $allows),+ }
            }
        }

        impl FromStr for $name {
            type Err = RoleError;
            fn from_str(text: &str) -> Result<Self, RoleError> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|role| role.wire() == text)
                    .ok_or_else(|| RoleError::$unknown { text: text.to_owned() })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.wire())
            }
        }
    };
}

roles!(
    /// A role in an organization.
    OrganizationRole, UnknownOrganizationRole, {
    Owner "ORG_OWNER" "Organization Owner"
        "Does everything in the organization and owns every project in it.";
    ProjectCreator "ORG_GROUP_CREATOR" "Organization Project Creator"
        "Creates projects and owns the ones it creates.";
    BillingAdmin "ORG_BILLING_ADMIN" "Organization Billing Admin"
        "Manages invoices, payment methods and billing alerts.";
    BillingViewer "ORG_BILLING_READ_ONLY" "Organization Billing Viewer"
        "Sees invoices and usage, and changes nothing.";
    StreamProcessingAdmin "ORG_STREAM_PROCESSING_ADMIN" "Organization Stream Processing Admin"
        "Manages stream processing in every project.";
    ReadOnly "ORG_READ_ONLY" "Organization Read Only"
        "Sees the organization's settings, people and every project, and changes nothing.";
    Member "ORG_MEMBER" "Organization Member"
        "Sees the organization, and works only in the projects it is added to.";
});

roles!(
    /// A role in a project.
    ProjectRole, UnknownProjectRole, {
    Owner "GROUP_OWNER" "Project Owner"
        "Does everything in the project, including who has access to it.";
    AccessManager "GROUP_ACCESS_MANAGER" "Project Access Manager"
        "Manages the project's people, teams and API keys.";
    ClusterManager "GROUP_CLUSTER_MANAGER" "Project Cluster Manager"
        "Edits, pauses and resumes clusters.";
    ClusterCreator "GROUP_CLUSTER_CREATOR" "Project Cluster Creator"
        "Creates clusters.";
    ReplicaSetManager "GROUP_REPLICA_SET_MANAGER" "Project Replica Set Manager"
        "Changes the size and topology of replica sets.";
    ClusterLogViewer "GROUP_CLUSTER_LOG_VIEWER" "Project Cluster Log Viewer"
        "Downloads cluster logs.";
    ClusterResilienceTester "GROUP_CLUSTER_RESILIENCE_TESTER" "Project Cluster Resilience Tester"
        "Starts failover tests.";
    StreamProcessingOwner "GROUP_STREAM_PROCESSING_OWNER" "Project Stream Processing Owner"
        "Manages stream processing in the project.";
    DataAccessAdmin "GROUP_DATA_ACCESS_ADMIN" "Project Data Access Admin"
        "Reads and writes data and manages indexes and collections.";
    DataAccessReadWrite "GROUP_DATA_ACCESS_READ_WRITE" "Project Data Access Read Write"
        "Reads and writes data.";
    DataAccessReadOnly "GROUP_DATA_ACCESS_READ_ONLY" "Project Data Access Read Only"
        "Reads data.";
    DatabaseAccessAdmin "GROUP_DATABASE_ACCESS_ADMIN" "Project Database Access Admin"
        "Manages database users and custom database roles.";
    BackupManager "GROUP_BACKUP_MANAGER" "Project Backup Manager"
        "Manages backups, schedules, exports and restores.";
    BackupCreator "GROUP_BACKUP_CREATOR" "Project Backup Creator"
        "Takes backup snapshots.";
    BackupRecoveryOperator "GROUP_BACKUP_RECOVERY_OPERATOR" "Project Backup Recovery Operator"
        "Restores backups.";
    BackupExportOperator "GROUP_BACKUP_EXPORT_OPERATOR" "Project Backup Export Operator"
        "Exports backup snapshots.";
    NetworkAccessManager "GROUP_NETWORK_ACCESS_MANAGER" "Project Network Access Manager"
        "Manages the project's network access, peering and private endpoints.";
    ObservabilityViewer "GROUP_OBSERVABILITY_VIEWER" "Project Observability Viewer"
        "Sees metrics, profiler and query insights.";
    TriggerManager "GROUP_TRIGGER_MANAGER" "Project Trigger Manager"
        "Manages triggers.";
    IndexManager "GROUP_INDEX_MANAGER" "Project Index Manager"
        "Creates, hides and drops indexes.";
    SearchIndexEditor "GROUP_SEARCH_INDEX_EDITOR" "Project Search Index Editor"
        "Creates, edits and deletes search indexes.";
    RealTimePerformanceOperator "GROUP_REAL_TIME_PERFORMANCE_OPERATOR" "Project Real Time Performance Operator"
        "Watches running operations and ends them.";
    SupportAccessManager "GROUP_SUPPORT_ACCESS_MANAGER" "Project Support Access Manager"
        "Opens and follows support cases.";
    AlertsManager "GROUP_ALERTS_MANAGER" "Project Alerts Manager"
        "Manages alert settings and acknowledges alerts.";
    ModelOwner "GROUP_MODEL_OWNER" "Project Model Owner"
        "Manages the project's model services and their keys.";
    UserAdmin "GROUP_USER_ADMIN" "Project User Admin"
        "Manages the project's people and API keys.";
    AutomationAdmin "GROUP_AUTOMATION_ADMIN" "Project Automation Admin"
        "Manages deployments and their automation.";
    BackupAdmin "GROUP_BACKUP_ADMIN" "Project Backup Admin"
        "Manages backups of deployments.";
    MonitoringAdmin "GROUP_MONITORING_ADMIN" "Project Monitoring Admin"
        "Manages monitoring and alerts.";
    BillingAdmin "GROUP_BILLING_ADMIN" "Project Billing Admin"
        "Manages the project's billing.";
    ChartsAdmin "GROUP_CHARTS_ADMIN" "Project Charts Admin"
        "Manages the project's charts.";
    ReadOnly "GROUP_READ_ONLY" "Project Read Only"
        "Sees the project's settings and clusters, and changes nothing.";
});

impl OrganizationRole {
    /// Whether Cloud Manager and Ops Manager have it. Stream processing is Atlas's alone; of the two only Cloud Manager has
    /// bills.
    pub const fn is_of_cloud_manager(self) -> bool {
        !matches!(self, Self::StreamProcessingAdmin)
    }
}

impl ProjectRole {
    /// Whether Cloud Manager and Ops Manager have it.
    pub const fn is_of_cloud_manager(self) -> bool {
        matches!(
            self,
            Self::Owner
                | Self::DataAccessAdmin
                | Self::DataAccessReadWrite
                | Self::DataAccessReadOnly
                | Self::ReadOnly
        ) || !self.is_of_atlas()
    }

    /// Whether Atlas has it.
    pub const fn is_of_atlas(self) -> bool {
        !matches!(
            self,
            Self::UserAdmin
                | Self::AutomationAdmin
                | Self::BackupAdmin
                | Self::MonitoringAdmin
                | Self::BillingAdmin
                | Self::ChartsAdmin
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_name_of_the_other_kind_is_refused() {
        assert!("GROUP_OWNER".parse::<OrganizationRole>().is_err());
        assert!("ORG_OWNER".parse::<ProjectRole>().is_err());
        assert!("org_owner".parse::<OrganizationRole>().is_err());
        assert_eq!(
            "".parse::<ProjectRole>(),
            Err(RoleError::UnknownProjectRole { text: String::new() })
        );
    }

    #[test]
    fn there_are_seven_organization_roles_and_each_product_has_its_project_roles() {
        let count = |has: fn(ProjectRole) -> bool| ProjectRole::ALL.iter().filter(|role| has(**role)).count();
        assert_eq!(OrganizationRole::ALL.len(), 7);
        assert_eq!(count(ProjectRole::is_of_atlas), 26);
        assert!(!OrganizationRole::StreamProcessingAdmin.is_of_cloud_manager());
        assert_eq!(count(ProjectRole::is_of_cloud_manager), 11);
    }

    #[test]
    fn every_role_is_found_by_its_wire_name_and_all_names_differ() {
        let mut wires = HashSet::new();
        let mut labels = HashSet::new();
        for &role in OrganizationRole::ALL {
            assert_eq!(role.wire().parse(), Ok(role));
            assert!(wires.insert(role.wire()) && labels.insert(role.label()) && role.allows().ends_with('.'));
        }
        for &role in ProjectRole::ALL {
            assert_eq!(role.wire().parse(), Ok(role));
            assert!(wires.insert(role.wire()) && labels.insert(role.label()) && role.allows().ends_with('.'));
        }
    }
}
