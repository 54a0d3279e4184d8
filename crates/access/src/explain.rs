//! Why an answer is what it is, and the least that would turn it round.
//!
//! Nothing here decides: every change is tried, by asking [`decide`](crate::decide) about the world it would make. So no
//! advice can be given that would not help.

use crate::{
    AccessList, Actor, AddressBlock, Decision, Denial, Identity, Operation, OrganizationPolicy,
    OrganizationRole, ProjectRole, Role, decide,
};
use std::net::IpAddr;

/// Can this key or account, from this address, do this?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Who asks.
    pub identity: Identity,
    /// Its roles.
    pub roles: Vec<Role>,
    /// Its access list; empty means there is none.
    pub access_list: AccessList,
    /// The organization it belongs to, and what that asks of all its keys.
    pub policy: OrganizationPolicy,
    /// From where.
    pub client: IpAddr,
    /// What is to be done.
    pub operation: Operation,
}

/// The three checks a request passes, in this order. The first that fails ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Check {
    /// Whoever asks holds the private key.
    Credential,
    /// The address may use the key.
    AccessList,
    /// The roles give what the operation needs.
    Role,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It went on to the next.
    Passed,
    /// It ended the request.
    Failed,
    /// One before it had ended the request.
    NotReached,
}

/// One change that can turn an answer round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// An entry is added to the access list; its first one begins the list.
    AddEntry(AddressBlock),
    /// An entry is removed from the access list.
    RemoveEntry(AddressBlock),
    /// The organization requires an access list no more.
    DropRequirement,
    /// The organization requires an access list.
    Require,
    /// A role is given.
    Grant(Role),
}

impl Question {
    /// Yes, or no and why.
    pub fn answer(&self) -> Decision {
        let actor = Actor {
            identity: self.identity,
            organization: self.policy.organization,
            roles: &self.roles,
            access_list: &self.access_list,
        };
        decide(&actor, &self.policy, self.client, &self.operation)
    }

    /// How each check ends. The credential counts as valid: the question is asked of whoever holds it.
    pub fn trace(&self) -> [(Check, Outcome); 3] {
        let (list, role) = match self.answer() {
            Decision::Allowed { .. } => (Outcome::Passed, Outcome::Passed),
            Decision::Denied(Denial::OtherOrganization | Denial::RoleMissing { .. }) => {
                (Outcome::Passed, Outcome::Failed)
            }
            Decision::Denied(_) => (Outcome::Failed, Outcome::NotReached),
        };
        [
            (Check::Credential, Outcome::Passed),
            (Check::AccessList, list),
            (Check::Role, role),
        ]
    }

    /// The entry that lets the client in, whatever the roles.
    pub fn entry(&self) -> Option<AddressBlock> {
        self.access_list.most_specific_match(self.client)
    }

    /// The question as it would be after `change`.
    #[must_use]
    pub fn after(&self, change: Change) -> Self {
        let mut changed = self.clone();
        match change {
            Change::AddEntry(block) => changed.access_list = self.access_list.with(block),
            Change::RemoveEntry(block) => changed.access_list = self.access_list.without(block),
            Change::DropRequirement => changed.policy.access_list_required = false,
            Change::Require => changed.policy.access_list_required = true,
            Change::Grant(role) => changed.roles.push(role),
        }
        changed
    }

    /// The ways to turn the answer round, the one to be preferred first: each is one change, or where no single one is
    /// enough, two in the order to make them. `known` are the project roles that the Admin API has. There is none where
    /// nothing can help, as for what only the account itself may do.
    pub fn ways(&self, known: &[ProjectRole]) -> Vec<Vec<Change>> {
        let was_allowed = self.is_allowed();
        let mut ways = Vec::new();
        for first in self.candidates(known) {
            let after = self.after(first);
            if after.is_allowed() != was_allowed {
                ways.push(vec![first]);
            } else if !was_allowed {
                let second = after.candidates(known).into_iter();
                let mut enough = second.filter(|&second| after.after(second).is_allowed());
                ways.extend(enough.next().map(|second| vec![first, second]));
            }
        }
        // The fewest changes first; otherwise as they were found.
        ways.sort_by_key(Vec::len);
        let fewest = ways.first().map(Vec::len);
        ways.retain(|way| Some(way.len()) == fewest);
        ways
    }

    fn is_allowed(&self) -> bool {
        matches!(self.answer(), Decision::Allowed { .. })
    }

    /// What could touch the rule that decided.
    fn candidates(&self, known: &[ProjectRole]) -> Vec<Change> {
        let add = Change::AddEntry(AddressBlock::from_address(self.client));
        match self.answer() {
            Decision::Allowed { by: Some(entry) } => vec![Change::RemoveEntry(entry)],
            Decision::Allowed { by: None } => vec![Change::Require],
            Decision::Denied(Denial::NotOnAccessList { .. } | Denial::ResourceRequiresAccessList { .. }) => {
                vec![add]
            }
            Decision::Denied(Denial::OrganizationRequiresAccessList { .. }) => {
                vec![add, Change::DropRequirement]
            }
            Decision::Denied(Denial::OtherOrganization) => vec![],
            Decision::Denied(Denial::RoleMissing { .. }) => self.least_role(known).into_iter().collect(),
        }
    }

    /// The least powerful role that suffices: one in the project before one in the whole organization.
    fn least_role(&self, known: &[ProjectRole]) -> Option<Change> {
        let project = self.operation.project.into_iter().flat_map(|project| {
            // Of the roles there are, the most powerful come first.
            let known = ProjectRole::ALL.iter().rev().filter(|role| known.contains(role));
            known.map(move |&role| Role::Project(project, role))
        });
        let organization = OrganizationRole::ALL.iter().rev();
        let organization = organization.map(|&role| Role::Organization(self.policy.organization, role));
        project
            .chain(organization)
            .map(Change::Grant)
            .find(|&grant| self.after(grant).is_allowed())
    }
}
