//! What a request is about, and whether its caller may do it. The answer is [`access::decide`]'s; this only finds out
//! what to ask, and counts the entry that let the caller in.

use std::net::IpAddr;
use std::sync::Arc;

use access::{Action, Decision, Denial, Identity, Operation, Permission};

use super::route::{Endpoint, Malformed};
use crate::model::{Caller, LastUse, Project};
use crate::refusal::Refusal;
use crate::standings::Standing;
use crate::state::Shared;
use crate::store::Uses;

/// An operation that may go on.
pub(super) struct Authorized {
    pub(super) operation: Operation,
    /// The project it is about, if any.
    pub(super) project: Option<Project>,
}

/// Decides. A resource that does not exist is told as such only to a caller its list lets in.
pub(super) async fn authorize(
    shared: &Shared,
    standing: &Arc<Standing>,
    client: IpAddr,
    endpoint: &Endpoint<'_>,
    path: &str,
) -> Result<Authorized, Refusal> {
    let caller = &standing.caller;
    let malformed = |Malformed| Refusal::MalformedPath {
        path: path.to_owned(),
    };
    let project_id = endpoint.parameters.project().map_err(malformed)?;
    let project = match project_id {
        Some(id) => shared.store.project(id).await?,
        None => None,
    };
    let named = endpoint.parameters.organization().map_err(malformed)?;
    let of_project = project.as_ref().map(|project| project.organization);
    let key = endpoint.parameters.key().map_err(malformed)?;
    let account = endpoint.parameters.account().map_err(malformed)?;
    let operation = Operation {
        action: endpoint.action,
        organization: named.or(of_project).unwrap_or(caller.organization()),
        project: project_id,
        subject: key.map(Identity::Key).or(account.map(Identity::Account)),
    };
    let missing_project = project_id.filter(|_| project.is_none());
    match (caller.decide(client, &operation), missing_project) {
        (Decision::Allowed { by }, None) => {
            if let Some(block) = by.filter(|_| counts(caller, endpoint.action)) {
                let last = LastUse {
                    at: shared.now(),
                    address: client,
                };
                let use_of_it = Uses::once(caller.identity(), block, last);
                shared.counters.count(standing, use_of_it);
            }
            Ok(Authorized { operation, project })
        }
        (Decision::Allowed { .. } | Decision::Denied(Denial::RoleMissing { .. }), Some(id)) => {
            Err(Refusal::ProjectNotFound(id))
        }
        (
            Decision::Denied(Denial::RoleMissing {
                needed: Permission::SameAccount,
            }),
            _,
        ) if is_access_list(endpoint.action) => Err(Refusal::NotOwnAccessList { account }),
        (Decision::Denied(denial), _) => Err(refused(shared, denial, &operation).await?),
    }
}

/// Whether the list of an account is what is asked for, whose refusal has words of its own.
fn is_access_list(action: Action) -> bool {
    matches!(
        action,
        Action::ListAccountAccessList
            | Action::AddAccountAccessListEntries
            | Action::GetAccountAccessListEntry
            | Action::DeleteAccountAccessListEntry
    )
}

/// Whether this use of an access list is counted. On an account's list only those are that need one.
fn counts(caller: &Caller, action: Action) -> bool {
    match caller.identity() {
        Identity::Key(_) => true,
        Identity::Account(_) => action.rule().protected,
    }
}

/// What a denial comes to. What is of another organization is told from what is not there.
pub(super) async fn refused(
    shared: &Shared,
    denial: Denial,
    operation: &Operation,
) -> Result<Refusal, Refusal> {
    let id = operation.organization;
    Ok(match denial {
        Denial::OtherOrganization if operation.project.is_some() => Refusal::NotInProject,
        Denial::OtherOrganization if shared.store.organization(id).await?.is_none() => {
            Refusal::OrganizationNotFound(id)
        }
        denial => Refusal::Denied(denial),
    })
}
