//! The whole of [`decide`]: every endpoint, for every role in and outside the project and in another organization, with no
//! list, on it and off it, with and without the organization's requirement, about oneself and about others.
//!
//! What is expected comes from two tables written from the documents and from nothing in the code: which roles an endpoint
//! needs and whether it needs a list, and what a list and the requirement do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::net::IpAddr;

use access::Action::*;
use access::*;

const HERE: OrganizationId = OrganizationId::from_bytes([1; 12]);
const ELSEWHERE: OrganizationId = OrganizationId::from_bytes([2; 12]);
const PROJECT: ProjectId = ProjectId::from_bytes([3; 12]);
const OTHER_PROJECT: ProjectId = ProjectId::from_bytes([4; 12]);
const KEY: Identity = Identity::Key(KeyId::from_bytes([5; 12]));
const OTHER_KEY: Identity = Identity::Key(KeyId::from_bytes([6; 12]));
const ACCOUNT: Identity = Identity::Account(AccountId::from_bytes([5; 12]));
const OTHER_ACCOUNT: Identity = Identity::Account(AccountId::from_bytes([6; 12]));
const CLIENT: &str = "192.0.2.7";

/// Who may use an endpoint, by the names of the roles in the API.
#[derive(Clone, Copy)]
struct Who {
    /// Nothing but a valid credential is needed.
    everybody: bool,
    /// It is about a key or an account, and that one may.
    itself: bool,
    organization: &'static [&'static str],
    project: &'static [&'static str],
}

const NOBODY: Who = Who {
    everybody: false,
    itself: false,
    organization: &[],
    project: &[],
};
const EVERYBODY: Who = Who {
    everybody: true,
    ..NOBODY
};
/// “Organization Member”, which every role of an organization includes.
const MEMBER: Who = Who {
    organization: &[
        "ORG_OWNER",
        "ORG_GROUP_CREATOR",
        "ORG_BILLING_ADMIN",
        "ORG_BILLING_READ_ONLY",
        "ORG_STREAM_PROCESSING_ADMIN",
        "ORG_READ_ONLY",
        "ORG_MEMBER",
    ],
    ..NOBODY
};
const OWNER: Who = Who {
    organization: &["ORG_OWNER"],
    ..NOBODY
};
/// “Only accessible by the API key or by a user administrator.”
const OWNER_OR_ITSELF: Who = Who {
    itself: true,
    ..OWNER
};
/// “Only its own list.”
const ITSELF: Who = Who {
    itself: true,
    ..NOBODY
};
const PROJECT_CREATOR: Who = Who {
    organization: &["ORG_OWNER", "ORG_GROUP_CREATOR"],
    ..NOBODY
};
/// “Project Read Only”: all roles of the project, of Atlas and of Ops Manager, and those of the organization that see every
/// project.
const SEES_PROJECT: Who = Who {
    organization: &["ORG_OWNER", "ORG_STREAM_PROCESSING_ADMIN", "ORG_READ_ONLY"],
    project: &[
        "GROUP_OWNER",
        "GROUP_REPLICA_SET_MANAGER",
        "GROUP_CLUSTER_MANAGER",
        "GROUP_CLUSTER_CREATOR",
        "GROUP_CLUSTER_LOG_VIEWER",
        "GROUP_CLUSTER_RESILIENCE_TESTER",
        "GROUP_STREAM_PROCESSING_OWNER",
        "GROUP_ACCESS_MANAGER",
        "GROUP_DATA_ACCESS_ADMIN",
        "GROUP_DATA_ACCESS_READ_WRITE",
        "GROUP_DATA_ACCESS_READ_ONLY",
        "GROUP_DATABASE_ACCESS_ADMIN",
        "GROUP_BACKUP_MANAGER",
        "GROUP_BACKUP_CREATOR",
        "GROUP_BACKUP_RECOVERY_OPERATOR",
        "GROUP_BACKUP_EXPORT_OPERATOR",
        "GROUP_NETWORK_ACCESS_MANAGER",
        "GROUP_OBSERVABILITY_VIEWER",
        "GROUP_TRIGGER_MANAGER",
        "GROUP_READ_ONLY",
        "GROUP_INDEX_MANAGER",
        "GROUP_SEARCH_INDEX_EDITOR",
        "GROUP_REAL_TIME_PERFORMANCE_OPERATOR",
        "GROUP_SUPPORT_ACCESS_MANAGER",
        "GROUP_ALERTS_MANAGER",
        "GROUP_MODEL_OWNER",
        "GROUP_USER_ADMIN",
        "GROUP_AUTOMATION_ADMIN",
        "GROUP_BACKUP_ADMIN",
        "GROUP_MONITORING_ADMIN",
        "GROUP_BILLING_ADMIN",
        "GROUP_CHARTS_ADMIN",
    ],
    ..NOBODY
};
/// Project Owner: an Organization Owner owns every project.
const OWNS_PROJECT: Who = Who {
    project: &["GROUP_OWNER"],
    ..OWNER
};
/// Project Access Manager, which Ops Manager calls Project User Admin.
const MANAGES_ACCESS: Who = Who {
    project: &["GROUP_OWNER", "GROUP_ACCESS_MANAGER", "GROUP_USER_ADMIN"],
    ..OWNER
};
const RESTORES: Who = Who {
    project: &[
        "GROUP_OWNER",
        "GROUP_BACKUP_MANAGER",
        "GROUP_BACKUP_ADMIN",
        "GROUP_BACKUP_RECOVERY_OPERATOR",
    ],
    ..OWNER
};
const TAKES_SNAPSHOTS: Who = Who {
    project: &[
        "GROUP_OWNER",
        "GROUP_BACKUP_MANAGER",
        "GROUP_BACKUP_ADMIN",
        "GROUP_BACKUP_CREATOR",
    ],
    ..OWNER
};
const MANAGES_BACKUPS: Who = Who {
    project: &["GROUP_OWNER", "GROUP_BACKUP_MANAGER", "GROUP_BACKUP_ADMIN"],
    ..OWNER
};

/// Whether an endpoint is one of those that require an access list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Needs {
    NoList,
    AList,
}
use Needs::{AList, NoList};

/// What the documents say of each endpoint.
const ENDPOINTS: &[(Action, Who, Needs)] = &[
    (Root, EVERYBODY, NoList),
    (ListOrganizations, EVERYBODY, NoList),
    (ListProjects, EVERYBODY, NoList),
    (ListEventTypes, EVERYBODY, NoList),
    (ListRateLimits, EVERYBODY, NoList),
    (GetRateLimit, EVERYBODY, NoList),
    // Organizations and their keys.
    (GetOrganization, MEMBER, NoList),
    (ListOrganizationProjects, MEMBER, NoList),
    (GetOrganizationSettings, MEMBER, NoList),
    (ChangeOrganizationSettings, OWNER, NoList),
    (ListOrganizationEvents, MEMBER, NoList),
    (GetOrganizationEvent, MEMBER, NoList),
    (ListOrganizationKeys, MEMBER, NoList),
    (CreateOrganizationKey, OWNER, NoList),
    (GetOrganizationKey, MEMBER, NoList),
    (ChangeOrganizationKey, OWNER, NoList),
    (DeleteOrganizationKey, OWNER, NoList),
    // Access lists. To edit a project key's, too, “you must have the Organization Owner role”.
    (ListAccessList, OWNER_OR_ITSELF, NoList),
    (GetAccessListEntry, OWNER_OR_ITSELF, NoList),
    (AddAccessListEntries, OWNER, AList),
    (DeleteAccessListEntry, OWNER, AList),
    // Accounts.
    (ListPersonalKeys, ITSELF, NoList),
    (CreatePersonalKey, EVERYBODY, NoList),
    (GetPersonalKey, ITSELF, NoList),
    (ChangePersonalKey, ITSELF, NoList),
    (DeletePersonalKey, ITSELF, NoList),
    (ListAccountAccessList, ITSELF, NoList),
    (AddAccountAccessListEntries, ITSELF, NoList),
    (GetAccountAccessListEntry, ITSELF, NoList),
    (DeleteAccountAccessListEntry, ITSELF, NoList),
    // Projects and the keys on them.
    (CreateProject, PROJECT_CREATOR, NoList),
    (GetProject, SEES_PROJECT, NoList),
    (ChangeProject, OWNS_PROJECT, NoList),
    (DeleteProject, OWNS_PROJECT, NoList),
    (ListProjectEvents, SEES_PROJECT, NoList),
    (GetProjectEvent, SEES_PROJECT, NoList),
    (ListProjectKeys, SEES_PROJECT, NoList),
    (CreateProjectKey, MANAGES_ACCESS, NoList),
    (AssignProjectKey, OWNS_PROJECT, NoList),
    (ChangeProjectKey, MANAGES_ACCESS, NoList),
    (UnassignProjectKey, MANAGES_ACCESS, NoList),
    // Cloud backup restores, of clusters and of serverless instances.
    (ListRestoreJobs, SEES_PROJECT, AList),
    (GetRestoreJob, SEES_PROJECT, AList),
    (RestoreSnapshot, RESTORES, AList),
    (CancelRestoreJob, RESTORES, AList),
    (ListServerlessRestoreJobs, SEES_PROJECT, AList),
    (GetServerlessRestoreJob, SEES_PROJECT, AList),
    (RestoreServerlessSnapshot, RESTORES, AList),
    (CancelServerlessRestoreJob, RESTORES, AList),
    // Cloud backup snapshots.
    (TakeSnapshot, TAKES_SNAPSHOTS, AList),
    (DeleteSnapshot, MANAGES_BACKUPS, AList),
    (DeleteShardedSnapshot, MANAGES_BACKUPS, AList),
    // Legacy backups, and the schedules their list links to.
    (RestoreLegacySnapshot, RESTORES, AList),
    (DeleteLegacySnapshot, MANAGES_BACKUPS, AList),
    (ChangeLegacySnapshotExpiry, MANAGES_BACKUPS, AList),
    (ClearBackupSchedule, MANAGES_BACKUPS, AList),
    (ChangeBackupSchedule, MANAGES_BACKUPS, AList),
    (ChangeLegacySchedule, MANAGES_BACKUPS, AList),
];

/// The asker's list, as the client stands to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum List {
    Empty,
    Hit,
    Miss,
}

/// What a request meets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Met {
    Nothing,
    NotOnAccessList,
    ResourceRequiresAccessList,
    OrganizationRequiresAccessList,
    OtherOrganization,
    RoleMissing,
}

/// The organization's requirement, the asker's list, the endpoint's need, and what comes of them.
const LISTS: &[(bool, List, Needs, Met)] = &[
    (false, List::Empty, NoList, Met::Nothing),
    (false, List::Empty, AList, Met::ResourceRequiresAccessList),
    (false, List::Hit, NoList, Met::Nothing),
    (false, List::Hit, AList, Met::Nothing),
    (false, List::Miss, NoList, Met::NotOnAccessList),
    (false, List::Miss, AList, Met::NotOnAccessList),
    (true, List::Empty, NoList, Met::OrganizationRequiresAccessList),
    (true, List::Empty, AList, Met::OrganizationRequiresAccessList),
    (true, List::Hit, NoList, Met::Nothing),
    (true, List::Hit, AList, Met::Nothing),
    (true, List::Miss, NoList, Met::NotOnAccessList),
    (true, List::Miss, AList, Met::NotOnAccessList),
];

/// Who asks, and about whom.
const SUBJECTS: &[(Identity, Option<Identity>)] = &[
    (KEY, None),
    (KEY, Some(KEY)),
    (KEY, Some(OTHER_KEY)),
    (KEY, Some(ACCOUNT)),
    (ACCOUNT, None),
    (ACCOUNT, Some(ACCOUNT)),
    (ACCOUNT, Some(OTHER_ACCOUNT)),
    (ACCOUNT, Some(KEY)),
];

/// Every role there is, in the organization and the project asked about and in others; and none.
fn roles() -> Vec<Option<Role>> {
    let organizations = OrganizationRole::ALL
        .iter()
        .flat_map(|role| [HERE, ELSEWHERE].map(|organization| Some(Role::Organization(organization, *role))));
    let projects = ProjectRole::ALL
        .iter()
        .flat_map(|role| [PROJECT, OTHER_PROJECT].map(|project| Some(Role::Project(project, *role))));
    organizations.chain(projects).chain([None]).collect()
}

/// Who may use an endpoint with such a credential. “You also must have the Organization Owner role to issue whitelisted
/// commands” with a personal API key.
fn allowed_to(who: Who, needs: Needs, asker: Identity) -> Who {
    match (needs, asker) {
        (AList, Identity::Account(_)) => OWNER,
        _ => who,
    }
}

impl Who {
    fn includes(&self, role: Option<Role>, (asker, subject): (Identity, Option<Identity>)) -> bool {
        let by_role = match role {
            Some(Role::Organization(HERE, role)) => self.organization.contains(&role.wire()),
            Some(Role::Project(PROJECT, role)) => self.project.contains(&role.wire()),
            _ => false,
        };
        self.everybody || by_role || (self.itself && subject == Some(asker))
    }
}

#[test]
fn the_tables_are_whole() {
    for action in Action::ALL {
        let rows = ENDPOINTS.iter().filter(|(endpoint, ..)| endpoint == action);
        assert_eq!(rows.count(), 1, "{action:?}");
    }
    assert_eq!(ENDPOINTS.len(), Action::ALL.len());
    let role = |name: &&str| name.parse::<OrganizationRole>().is_ok() || name.parse::<ProjectRole>().is_ok();
    let named = |who: &Who| who.organization.iter().chain(who.project).all(role);
    assert!(ENDPOINTS.iter().all(|(_, who, _)| named(who)));
}

#[test]
fn every_request_meets_what_the_documents_say() {
    let mut asked = 0_u32;
    for &(action, who, needs) in ENDPOINTS {
        for &(required, list, _, at_the_list) in LISTS.iter().filter(|row| row.2 == needs) {
            for role in roles() {
                for &subject in SUBJECTS {
                    for organization in [HERE, ELSEWHERE] {
                        let expected = if at_the_list != Met::Nothing {
                            at_the_list
                        } else if organization != HERE {
                            Met::OtherOrganization
                        } else if allowed_to(who, needs, subject.0).includes(role, subject) {
                            Met::Nothing
                        } else {
                            Met::RoleMissing
                        };
                        let met = ask(action, required, list, role, subject, organization);
                        asked += 1;
                        assert_eq!(
                            met, expected,
                            "{action:?} of {organization:?} as {subject:?} with {role:?}; required: {required}, list: {list:?}"
                        );
                    }
                }
            }
        }
    }
    assert!(asked > 100_000, "only {asked} requests");
}

fn ask(
    action: Action,
    required: bool,
    list: List,
    role: Option<Role>,
    (asker, subject): (Identity, Option<Identity>),
    organization: OrganizationId,
) -> Met {
    let client: IpAddr = CLIENT.parse().unwrap();
    let entry: AddressBlock = CLIENT.parse().unwrap();
    let miss = AccessList::default().with("198.51.100.0/24".parse().unwrap());
    let access_list = match list {
        List::Empty => AccessList::default(),
        List::Hit => miss.with(entry),
        List::Miss => miss,
    };
    let decision = decide(
        &Actor {
            identity: asker,
            organization: HERE,
            roles: role.as_slice(),
            access_list: &access_list,
        },
        &OrganizationPolicy {
            organization: HERE,
            access_list_required: required,
        },
        client,
        &Operation {
            action,
            organization,
            project: Some(PROJECT),
            subject,
        },
    );
    let told = |address: IpAddr, met| {
        assert_eq!(address, client);
        met
    };
    match decision {
        Decision::Allowed { by } => {
            assert_eq!(by, (list == List::Hit).then_some(entry));
            Met::Nothing
        }
        Decision::Denied(Denial::NotOnAccessList { address }) => told(address, Met::NotOnAccessList),
        Decision::Denied(Denial::ResourceRequiresAccessList { address }) => {
            told(address, Met::ResourceRequiresAccessList)
        }
        Decision::Denied(Denial::OrganizationRequiresAccessList { address }) => {
            told(address, Met::OrganizationRequiresAccessList)
        }
        Decision::Denied(Denial::OtherOrganization) => Met::OtherOrganization,
        Decision::Denied(Denial::RoleMissing { .. }) => Met::RoleMissing,
    }
}
