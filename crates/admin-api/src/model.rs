//! What the Admin API keeps: organizations, projects, API keys and the entries of their access lists.

mod event;
mod settings;

use std::net::IpAddr;

use access::{
    Actor, AddressBlock, Decision, Description, Identity, KeyId, Operation, OrganizationId, OrganizationName,
    OrganizationPolicy, OrganizationRole, ProjectId, PublicKey, Role,
};
use zeroize::Zeroizing;

use crate::clock::Timestamp;

pub use event::Author;
pub(crate) use event::{Event, EventKind, Origin};
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

/// A project of an organization; a "group" in the API.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    pub(crate) id: ProjectId,
    pub(crate) organization: OrganizationId,
    pub(crate) name: OrganizationName,
    pub(crate) created: Timestamp,
}

/// An organization API key, without anything secret.
#[derive(Clone, Debug)]
pub(crate) struct ApiKey {
    pub(crate) id: KeyId,
    pub(crate) organization: OrganizationId,
    pub(crate) description: Description,
    pub(crate) public_key: PublicKey,
    /// The last twelve digits of the private key.
    pub(crate) private_key_suffix: String,
    /// In the organization and in projects, the most powerful first.
    pub(crate) roles: Vec<Role>,
    pub(crate) created: Timestamp,
}

impl ApiKey {
    /// Whether it is an Organization Owner.
    pub(crate) fn is_owner(&self) -> bool {
        self.roles
            .contains(&Role::Organization(self.organization, OrganizationRole::Owner))
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

/// The last request an entry let in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LastUse {
    pub(crate) at: Timestamp,
    pub(crate) address: IpAddr,
}

/// The key that asks, proven by digest, with all that the decision needs from the same moment.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) key: ApiKey,
    pub(crate) access_list: Vec<AddressBlock>,
    /// Whether its organization requires every key to have a list.
    pub(crate) access_list_required: bool,
}

impl Caller {
    pub(crate) fn identity(&self) -> Identity {
        Identity::Key(self.key.id)
    }

    /// The one organization it belongs to.
    pub(crate) fn organization(&self) -> OrganizationId {
        self.key.organization
    }

    /// Its roles there and in projects.
    pub(crate) fn roles(&self) -> &[Role] {
        &self.key.roles
    }

    /// It as the author of a change.
    pub(crate) fn author(&self) -> Author {
        Author::Key {
            id: self.key.id,
            public_key: self.key.public_key,
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
