//! `/rateLimits`

pub(crate) mod endpoint_set_id;

use std::net::IpAddr;
use std::str::FromStr;

use access::{Action, Denial, Operation, OrganizationId, Permission, ProjectId};

use crate::http::{Answer, Call};
use crate::rate_limits::{EndpointSet, Scope};
use crate::refusal::Refusal;
use crate::wire::RateLimitBody;

/// The filters, in the order they stand in links.
const FILTERS: [&str; 6] = ["endpointPath", "groupId", "ipAddress", "name", "orgId", "userId"];

/// The rate limits of all endpoint sets that pass the filters; none where the rate is not limited.
pub(crate) async fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    let page = call.page()?;
    let scopes = asked_scopes(call).await?;
    let (name, path) = (call.query.get("name"), call.query.get("endpointPath"));
    let limits = limits(call, &scopes).filter(|(set, body)| {
        name.is_none_or(|name| set.name().eq_ignore_ascii_case(name))
            && path.is_none_or(|path| body.has_path(path))
    });
    let (bodies, total) = page.of_all(limits.map(|(_, body)| body).collect());
    let filters: Vec<_> = FILTERS
        .into_iter()
        .filter_map(|name| Some((name, call.query.get(name)?)))
        .collect();
    call.filtered_list(page, &call.links.rate_limits(), &filters, &bodies, total)
}

/// The limits of the sets in these scopes; of all where there is none. There are sets that no endpoint here is in.
fn limits(call: &Call<'_>, scopes: &[Scope]) -> impl Iterator<Item = (EndpointSet, RateLimitBody)> {
    let sets = EndpointSet::ALL
        .into_iter()
        .filter(move |set| scopes.is_empty() || scopes.contains(&set.scope()))
        .filter(|set| set.actions().any(|action| action.rule().is_in_v2()));
    sets.filter_map(|set| Some((set, RateLimitBody::of(set, call.limits.of(set)?))))
}

/// The scopes the query asks for. Limits are the same for everybody here, but nobody is told of what is not theirs.
async fn asked_scopes(call: &Call<'_>) -> Result<Vec<Scope>, Refusal> {
    let mut scopes = vec![];
    if let Some(id) = asked::<ProjectId>(call, "groupId")? {
        let project = call.shared.store.project(id).await?;
        let project = project.ok_or(Refusal::ProjectNotFound(id))?;
        require(call, Action::GetProject, project.organization, Some(id)).await?;
        scopes.push(Scope::Project);
    }
    if let Some(id) = asked::<OrganizationId>(call, "orgId")? {
        require(call, Action::GetOrganization, id, None).await?;
        scopes.push(Scope::Organization);
    }
    if let Some(user) = call.query.get("userId") {
        require_own(user == call.caller.user_name())?;
        scopes.push(Scope::User);
    }
    if let Some(address) = asked::<IpAddr>(call, "ipAddress")? {
        require_own(access::canonical_address(address) == call.client)?;
        scopes.push(Scope::Address);
    }
    Ok(scopes)
}

fn asked<T: FromStr>(call: &Call<'_>, name: &'static str) -> Result<Option<T>, Refusal> {
    let text = call.query.get(name);
    text.map(|text| text.parse().map_err(|_| Refusal::QueryParameter { name }))
        .transpose()
}

/// Refuses who may not do this.
async fn require(
    call: &Call<'_>,
    action: Action,
    organization: OrganizationId,
    project: Option<ProjectId>,
) -> Result<(), Refusal> {
    call.require(Operation {
        action,
        organization,
        project,
        subject: None,
    })
    .await
}

fn require_own(own: bool) -> Result<(), Refusal> {
    let needed = Permission::AnyKey;
    own.then_some(())
        .ok_or(Refusal::Denied(Denial::RoleMissing { needed }))
}
