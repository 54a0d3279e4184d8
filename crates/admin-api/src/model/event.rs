//! What happened, to whom and by whom. Every change writes its events in the same transaction.

use std::net::IpAddr;
use std::str::FromStr;

use access::{AccountId, AccountName, AddressBlock, EventId, KeyId, OrganizationId, ProjectId, PublicKey};

use crate::timestamp::Timestamp;

/// Who made a change.
#[derive(Clone, Debug)]
pub enum Author {
    /// An API key, through the API.
    Key {
        /// Its id.
        id: KeyId,
        /// Its public key.
        public_key: PublicKey,
    },
    /// An account, through the API with one of its personal API keys.
    Account {
        /// Its id.
        id: AccountId,
        /// Its name.
        name: AccountName,
    },
    /// A person or a program by name, through the administration of the store.
    User(String),
}

/// Who makes a change, from where and when.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    pub(crate) author: Author,
    /// `None` for what does not come over the network.
    pub(crate) address: Option<IpAddr>,
    pub(crate) at: Timestamp,
}

/// One event.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) kind: EventKind,
    pub(crate) organization: OrganizationId,
    /// The project whose feed it is in; `None` for the organization's.
    pub(crate) project: Option<ProjectId>,
    /// The project that an event in the organization's feed is about.
    pub(crate) about_project: Option<ProjectId>,
    /// The key it happened to.
    pub(crate) target: Option<PublicKey>,
    /// The access list entry it is about.
    pub(crate) entry: Option<AddressBlock>,
}

impl Event {
    /// An event in the feed of the organization.
    pub(crate) fn new(kind: EventKind, organization: OrganizationId) -> Self {
        Self {
            kind,
            organization,
            project: None,
            about_project: None,
            target: None,
            entry: None,
        }
    }

    /// The same event, which happened to this key.
    pub(crate) fn to(self, key: PublicKey) -> Self {
        Self {
            target: Some(key),
            ..self
        }
    }

    /// The same event, about this entry.
    pub(crate) fn about(self, entry: AddressBlock) -> Self {
        Self {
            entry: Some(entry),
            ..self
        }
    }

    /// The same event, in the organization's feed still, about this project.
    pub(crate) fn about_project(self, project: ProjectId) -> Self {
        Self {
            about_project: Some(project),
            ..self
        }
    }

    /// The same event, in the feed of this project.
    pub(crate) fn in_project(self, project: ProjectId) -> Self {
        Self {
            project: Some(project),
            ..self
        }
    }
}

macro_rules! kinds {
    ($($variant:ident $wire:literal $description:literal;)+) => {
        /// The documented types of events that can happen here.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum EventKind {
            $($variant,)+
        }

        impl EventKind {
            /// Every type.
            pub(crate) const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its name in the API.
            pub(crate) const fn wire(self) -> &'static str {
                match self {
                    $(Self::$variant => $wire,)+
                }
            }

            /// What happened, for people.
            pub(crate) const fn description(self) -> &'static str {
                match self {
                    $(Self::$variant => $description,)+
                }
            }
        }
    };
}

kinds! {
    KeyCreated "API_KEY_CREATED" "An API key was created";
    KeyDeleted "API_KEY_DELETED" "An API key was deleted";
    KeyDescriptionChanged "API_KEY_DESCRIPTION_CHANGED" "The description of an API key was changed";
    KeyRolesChanged "API_KEY_ROLES_CHANGED" "The roles of an API key were changed";
    KeyAddedToProject "API_KEY_ADDED_TO_GROUP" "An API key was assigned to a project";
    KeyRemovedFromProject "API_KEY_REMOVED_FROM_GROUP" "An API key was taken out of a project";
    AccountJoinedProject "JOINED_GROUP" "An account joined a project";
    EntryAdded "API_KEY_ACCESS_LIST_ENTRY_ADDED" "An entry was added to the access list of an API key";
    EntryDeleted "API_KEY_ACCESS_LIST_ENTRY_DELETED" "An entry was removed from the access list of an API key";
    ProjectCreated "GROUP_CREATED" "A project was created";
    ProjectRenamed "GROUP_NAME_CHANGED" "The name of a project was changed";
    ProjectTagsChanged "GROUP_TAGS_MODIFIED" "The tags of a project were changed";
    DefaultAlertsChanged "GROUP_DEFAULT_ALERTS_SETTINGS_CHANGED" "The default alert settings of a project were changed";
    ProjectDeleted "GROUP_DELETED" "A project was deleted";
    OrganizationCreated "ORG_CREATED" "An organization was created";
    AccessListRequired "ORG_PUBLIC_API_ACCESS_LIST_REQUIRED" "The organization began to require access lists";
    AccessListNotRequired "ORG_PUBLIC_API_ACCESS_LIST_NOT_REQUIRED" "The organization ceased to require access lists";
    MultiFactorRequired "ORG_TWO_FACTOR_AUTH_REQUIRED" "The organization began to require a second factor";
    MultiFactorOptional "ORG_TWO_FACTOR_AUTH_OPTIONAL" "The organization ceased to require a second factor";
    EmployeeAccessRestricted "ORG_EMPLOYEE_ACCESS_RESTRICTED" "The provider's employees were shut out";
    EmployeeAccessUnrestricted "ORG_EMPLOYEE_ACCESS_UNRESTRICTED" "The provider's employees were let in";
    SessionTimeoutChanged "CUSTOM_SESSION_TIMEOUT_MODIFIED" "The session timeouts were changed";
    SecurityContactChanged "SECURITY_CONTACT_MODIFIED" "The security contact was changed";
    OperationsContactChanged "OPERATIONS_CONTACT_MODIFIED" "The operations contact was changed";
    SecretValidityChanged "ORG_SERVICE_ACCOUNT_MAX_SECRET_VALIDITY_EDITED"
        "The longest validity of service account secrets was changed";
}

/// A type that no event has.
#[derive(Debug, thiserror::Error)]
#[error("an event of the unknown type “{0}”")]
pub(crate) struct UnknownKind(String);

impl FromStr for EventKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        let found = Self::ALL.iter().find(|kind| kind.wire() == text);
        found.copied().ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

/// An event as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct RecordedEvent {
    pub(crate) id: EventId,
    pub(crate) event: Event,
    pub(crate) origin: Origin,
}

/// A list of events. Each event is in exactly one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Feed {
    Organization(OrganizationId),
    Project(ProjectId),
}

/// Which events of a feed.
#[derive(Clone, Debug)]
pub(crate) struct EventFilter {
    /// From this moment on.
    pub(crate) from: Timestamp,
    /// Up to this moment, and with it.
    pub(crate) until: Timestamp,
    /// Of these types only, by their names in the API; of every type where there are none.
    pub(crate) kinds: Vec<String>,
    /// And not of these.
    pub(crate) excluded: Vec<String>,
}
