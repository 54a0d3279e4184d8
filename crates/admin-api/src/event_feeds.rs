//! The feeds of events, which organizations and projects have alike.

use crate::http::{Answer, Call};
use crate::model::{Feed, Organization};
use crate::refusal::Refusal;
use crate::wire::{EventBody, RawNames, event_filter, filters_of};

/// The events of a feed that pass the filters, the newest first.
pub(crate) async fn list(call: &Call<'_>, feed: Feed) -> Result<Answer, Refusal> {
    let page = call.page()?;
    let organization = raw_organization(call).await?;
    let filter = event_filter(&call.query, feed)?;
    let (events, total) = call
        .shared
        .store
        .events(feed, &filter, page.window(), page.count_to())
        .await?;
    let names = raw_names(call, feed, organization.as_ref())?;
    let bodies: Vec<_> = events
        .iter()
        .map(|event| EventBody::of(event, names, &call.links))
        .collect();
    call.filtered_list(
        page,
        &call.links.events(feed),
        &filters_of(&call.query, feed),
        &bodies,
        total,
    )
}

/// One event of a feed.
pub(crate) async fn get(call: &Call<'_>, feed: Feed) -> Result<Answer, Refusal> {
    let id = call.event_id()?;
    let organization = raw_organization(call).await?;
    let event = call.shared.store.event(feed, id).await?;
    let event = event.ok_or(Refusal::EventNotFound { event: id, feed })?;
    let names = raw_names(call, feed, organization.as_ref())?;
    call.one(&EventBody::of(&event, names, &call.links))
}

/// The organization, where the raw form of events is asked for, which names it.
async fn raw_organization(call: &Call<'_>) -> Result<Option<Organization>, Refusal> {
    if !call.query.flag("includeRaw", false)? {
        return Ok(None);
    }
    let id = call.organization();
    let organization = call.shared.store.organization(id).await?;
    organization.map(Some).ok_or(Refusal::OrganizationNotFound(id))
}

fn raw_names<'a>(
    call: &'a Call<'_>,
    feed: Feed,
    organization: Option<&'a Organization>,
) -> Result<Option<RawNames<'a>>, Refusal> {
    let project = match feed {
        Feed::Organization(_) => None,
        Feed::Project(_) => Some(&call.project()?.name),
    };
    Ok(organization.map(|organization| RawNames {
        organization: &organization.name,
        project,
    }))
}
