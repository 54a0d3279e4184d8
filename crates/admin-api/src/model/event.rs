//! What happened, to whom and by whom. Every change writes its events in the same transaction.

use std::net::IpAddr;

use access::{AccountId, AccountName, AddressBlock, KeyId, OrganizationId, ProjectId, PublicKey};

use crate::clock::Timestamp;

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

    /// The same event, in the feed of this project.
    pub(crate) fn in_project(self, project: ProjectId) -> Self {
        Self {
            project: Some(project),
            ..self
        }
    }
}

/// The documented types of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventKind {
    KeyCreated,
    KeyDeleted,
    KeyDescriptionChanged,
    KeyRolesChanged,
    KeyAddedToProject,
    EntryAdded,
    EntryDeleted,
    AccessListRequired,
    AccessListNotRequired,
}

impl EventKind {
    /// Its name in the API.
    pub(crate) const fn wire(self) -> &'static str {
        match self {
            Self::KeyCreated => "API_KEY_CREATED",
            Self::KeyDeleted => "API_KEY_DELETED",
            Self::KeyDescriptionChanged => "API_KEY_DESCRIPTION_CHANGED",
            Self::KeyRolesChanged => "API_KEY_ROLES_CHANGED",
            Self::KeyAddedToProject => "API_KEY_ADDED_TO_GROUP",
            Self::EntryAdded => "API_KEY_ACCESS_LIST_ENTRY_ADDED",
            Self::EntryDeleted => "API_KEY_ACCESS_LIST_ENTRY_DELETED",
            Self::AccessListRequired => "ORG_PUBLIC_API_ACCESS_LIST_REQUIRED",
            Self::AccessListNotRequired => "ORG_PUBLIC_API_ACCESS_LIST_NOT_REQUIRED",
        }
    }
}
