//! What the Admin API keeps: organizations, projects, API keys, accounts and the entries of access lists.

mod account;
mod event;
mod project;
mod settings;

use std::collections::BTreeSet;
use std::net::IpAddr;

use access::{
    AccessList, Actor, AddressBlock, Decision, Description, Identity, KeyId, Operation, OrganizationId,
    OrganizationName, OrganizationPolicy, OrganizationRole, PersonalKeyId, ProjectId, PublicKey, Role,
};
use arrayvec::ArrayString;
use smallvec::SmallVec;
use zeroize::Zeroizing;

use crate::timestamp::Timestamp;

pub(crate) use account::{Account, PersonalKey};
pub use event::Author;
pub(crate) use event::{Event, EventFilter, EventKind, Feed, Origin, RecordedEvent};
pub(crate) use project::{NewProject, Project, ProjectChange, Tag};
pub(crate) use settings::{Preferences, SessionTimeouts, SettingsChange};

/// An organization: the owner of projects and API keys.
#[derive(Clone, Debug)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name, unique in this Admin API.
    pub name: OrganizationName,
    /// Whether every one of its keys must have an access list.
    pub access_list_required: bool,
    /// When it was created.
    pub created: Timestamp,
}

/// An organization API key, without anything secret.
#[derive(Clone, Debug)]
pub(crate) struct ApiKey {
    pub(crate) id: KeyId,
    pub(crate) organization: OrganizationId,
    pub(crate) description: Description,
    pub(crate) public_key: PublicKey,
    /// The last twelve digits of the private key.
    pub(crate) private_key_suffix: Suffix,
    /// In the organization and in projects, the most powerful first.
    pub(crate) roles: Roles,
    pub(crate) created: Timestamp,
}

/// How a secret key ends: all of it that is shown after it was created.
pub(crate) type Suffix = ArrayString<12>;

/// The roles of a key or account, in one piece with it as long as they are as few as most keys have.
pub(crate) type Roles = SmallVec<[Role; 2]>;

impl ApiKey {
    /// Whether it is an Organization Owner.
    pub(crate) fn is_owner(&self) -> bool {
        self.roles
            .contains(&Role::Organization(self.organization, OrganizationRole::Owner))
    }

    /// Whether it has a role in this project.
    pub(crate) fn is_in(&self, project: ProjectId) -> bool {
        self.projects().contains(&project)
    }

    /// The projects it has a role in, each once.
    pub(crate) fn projects(&self) -> BTreeSet<ProjectId> {
        let projects = self.roles.iter().filter_map(|role| match role {
            Role::Project(project, _) => Some(*project),
            Role::Organization(..) => None,
        });
        projects.collect()
    }
}

/// A key that was just made: the only time its private key is known.
pub struct CreatedKey {
    /// Its id.
    pub id: KeyId,
    /// The user name of digest.
    pub public_key: PublicKey,
    /// The password of digest. It is wiped from memory on drop, and nobody can ask for it again.
    pub private_key: Zeroizing<String>,
}

/// One entry of an access list.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) block: AddressBlock,
    pub(crate) created: Timestamp,
    /// How many requests it let in.
    pub(crate) count: u64,
    pub(crate) last_use: Option<LastUse>,
}

impl Entry {
    /// One that was not used yet.
    pub(crate) fn new(block: AddressBlock, created: Timestamp) -> Self {
        Self {
            block,
            created,
            count: 0,
            last_use: None,
        }
    }
}

/// The last request an entry let in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LastUse {
    pub(crate) at: Timestamp,
    pub(crate) address: IpAddr,
}

/// Who can prove itself by digest.
#[derive(Clone, Debug)]
pub(crate) enum Principal {
    Key(ApiKey),
    Account {
        account: Account,
        /// The one of its personal keys that was used.
        key: PersonalKeyId,
    },
}

/// The key or account that asks, proven by digest, with all that the decision needs from the same moment.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) principal: Principal,
    pub(crate) access_list: AccessList,
    /// Whether its organization requires every key to have a list.
    pub(crate) access_list_required: bool,
}

impl Caller {
    pub(crate) fn identity(&self) -> Identity {
        match &self.principal {
            Principal::Key(key) => Identity::Key(key.id),
            Principal::Account { account, .. } => Identity::Account(account.id),
        }
    }

    /// The one organization it belongs to.
    pub(crate) fn organization(&self) -> OrganizationId {
        match &self.principal {
            Principal::Key(key) => key.organization,
            Principal::Account { account, .. } => account.organization,
        }
    }

    /// Its roles there and in projects.
    pub(crate) fn roles(&self) -> &[Role] {
        match &self.principal {
            Principal::Key(key) => &key.roles,
            Principal::Account { account, .. } => &account.roles,
        }
    }

    /// What its H(A1) is sealed for.
    pub(crate) fn seal_context(&self) -> String {
        match &self.principal {
            Principal::Key(key) => key.public_key.to_string(),
            Principal::Account { key, .. } => key.to_string(),
        }
    }

    /// What it proves itself under.
    pub(crate) fn user_name(&self) -> &str {
        match &self.principal {
            Principal::Key(key) => key.public_key.as_str(),
            Principal::Account { account, .. } => account.name.as_str(),
        }
    }

    /// It as the author of a change.
    pub(crate) fn author(&self) -> Author {
        match &self.principal {
            Principal::Key(key) => Author::Key {
                id: key.id,
                public_key: key.public_key,
            },
            Principal::Account { account, .. } => Author::Account {
                id: account.id,
                name: account.name.clone(),
            },
        }
    }

    /// May it do this from there?
    pub(crate) fn decide(&self, client: IpAddr, operation: &Operation) -> Decision {
        let actor = Actor {
            identity: self.identity(),
            organization: self.organization(),
            roles: self.roles(),
            access_list: &self.access_list,
        };
        let policy = OrganizationPolicy {
            organization: self.organization(),
            access_list_required: self.access_list_required,
        };
        access::decide(&actor, &policy, client, operation)
    }
}
