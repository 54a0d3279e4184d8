//! The one decision: may this key or account do this, from there? Nothing else in Keyhold says yes or no.
//!
//! The credential is already proven. A key is judged by its own access list, an account by the one list that all its
//! personal keys share. First the access list, then the role:
//!
//! | organization requires a list | its list | client on it | operation is protected | decision |
//! |---|---|---|---|---|
//! | any | not empty | yes | any | go on to the role |
//! | any | not empty | no | any | [`Denial::NotOnAccessList`] |
//! | no | empty | – | no | go on to the role |
//! | no | empty | – | yes | [`Denial::ResourceRequiresAccessList`] |
//! | yes | empty | – | any | [`Denial::OrganizationRequiresAccessList`] |

use crate::{
    AccessList, AccountId, Action, AddressBlock, KeyId, OrganizationId, Permission, ProjectId, Role,
    canonical_address,
};
use std::net::IpAddr;

/// Who can ask, and have an access list: an API key, or an account through its personal API keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    /// An organization API key.
    Key(KeyId),
    /// An account.
    Account(AccountId),
}

/// The key or account that asks.
#[derive(Clone, Copy, Debug)]
pub struct Actor<'a> {
    /// Which one.
    pub identity: Identity,
    /// The one organization it belongs to.
    pub organization: OrganizationId,
    /// Its roles there and in projects.
    pub roles: &'a [Role],
    /// Its access list; empty means there is none.
    pub access_list: &'a AccessList,
}

/// What an organization asks of all its keys and accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrganizationPolicy {
    /// Which organization.
    pub organization: OrganizationId,
    /// Whether every one must have an access list.
    pub access_list_required: bool,
}

/// What is to be done, and to what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The endpoint.
    pub action: Action,
    /// The organization it is about; the asker's own where it is about none.
    pub organization: OrganizationId,
    /// The project it is about, if any.
    pub project: Option<ProjectId>,
    /// The key or account it is about, if any.
    pub subject: Option<Identity>,
}

/// Yes, or no and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Go on.
    Allowed {
        /// The entry that let the client in: the most specific one. `None` where the list is empty.
        by: Option<AddressBlock>,
    },
    /// The rule that forbids it.
    Denied(Denial),
}

/// The rule that forbids an operation, with what an answer must say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// There is a list and the client is not on it.
    NotOnAccessList {
        /// The client, in canonical form.
        address: IpAddr,
    },
    /// The operation is protected and there is no list.
    ResourceRequiresAccessList {
        /// The client, in canonical form.
        address: IpAddr,
    },
    /// The organization requires a list and there is none.
    OrganizationRequiresAccessList {
        /// The client, in canonical form.
        address: IpAddr,
    },
    /// The resource belongs to another organization than who asks.
    OtherOrganization,
    /// The roles do not give what the operation needs.
    RoleMissing {
        /// What it needs.
        needed: Permission,
    },
}

/// May this key or account do this, from this address?
pub fn decide(
    actor: &Actor<'_>,
    policy: &OrganizationPolicy,
    client: IpAddr,
    operation: &Operation,
) -> Decision {
    let address = canonical_address(client);
    let rule = operation.action.rule();
    let by = actor.access_list.most_specific_match(address);
    let listed = if !actor.access_list.is_empty() {
        by.map(|_| ()).ok_or(Denial::NotOnAccessList { address })
    } else if policy.access_list_required {
        Err(Denial::OrganizationRequiresAccessList { address })
    } else if rule.protected {
        Err(Denial::ResourceRequiresAccessList { address })
    } else {
        Ok(())
    };
    // “You also must have the Organization Owner role to issue whitelisted commands”, with a personal API key (seed document
    // “Configure API Access”, of whitelisted addresses).
    let needed = match actor.identity {
        Identity::Account(_) if rule.protected => Permission::OrganizationOwner,
        _ => rule.permission,
    };
    match listed.and_then(|()| has_role(actor, needed, operation)) {
        Ok(()) => Decision::Allowed { by },
        Err(denial) => Decision::Denied(denial),
    }
}

fn has_role(actor: &Actor<'_>, needed: Permission, operation: &Operation) -> Result<(), Denial> {
    if operation.organization != actor.organization {
        Err(Denial::OtherOrganization)
    } else if needed.given_by(
        Some(actor.identity),
        actor.roles,
        operation.organization,
        operation.project,
        operation.subject,
    ) {
        Ok(())
    } else {
        Err(Denial::RoleMissing { needed })
    }
}
