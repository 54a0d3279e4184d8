//! What a request is about, and whether its caller may do it. The answer is [`access::decide`]'s; this only finds out
//! what to ask, and counts the entry that let the caller in.

use std::net::IpAddr;

use access::{Decision, Denial, Identity, Operation};

use super::route::{Endpoint, Malformed};
use crate::model::{Caller, Project};
use crate::refusal::Refusal;
use crate::state::Shared;

/// An operation that may go on.
pub(super) struct Authorized {
    pub(super) operation: Operation,
    /// The project it is about, if any.
    pub(super) project: Option<Project>,
}

/// Decides. A resource that does not exist is told as such only to a caller its list lets in.
pub(super) async fn authorize(
    shared: &Shared,
    caller: &Caller,
    client: IpAddr,
    endpoint: &Endpoint<'_>,
    path: &str,
) -> Result<Authorized, Refusal> {
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
    let operation = Operation {
        action: endpoint.action,
        organization: named.or(of_project).unwrap_or(caller.organization()),
        project: project_id,
        subject: endpoint.parameters.key().map_err(malformed)?.map(Identity::Key),
    };
    let missing_project = project_id.filter(|_| project.is_none());
    match (caller.decide(client, &operation), missing_project) {
        (Decision::Allowed { by }, None) => {
            if let Some(block) = by {
                shared
                    .counters
                    .count(caller.identity(), block, client, shared.now());
            }
            Ok(Authorized { operation, project })
        }
        (Decision::Allowed { .. } | Decision::Denied(Denial::RoleMissing { .. }), Some(id)) => {
            Err(Refusal::ProjectNotFound(id))
        }
        (Decision::Denied(Denial::OtherOrganization), _) if project.is_some() => Err(Refusal::NotInProject),
        (Decision::Denied(Denial::OtherOrganization), _) => Err(elsewhere(shared, &operation).await?),
        (Decision::Denied(denial), _) => Err(Refusal::Denied(denial)),
    }
}

/// Why an organization that is not the caller's cannot be reached.
async fn elsewhere(shared: &Shared, operation: &Operation) -> Result<Refusal, Refusal> {
    let id = operation.organization;
    Ok(match shared.store.organization(id).await? {
        Some(_) => Refusal::Denied(Denial::OtherOrganization),
        None => Refusal::OrganizationNotFound(id),
    })
}
