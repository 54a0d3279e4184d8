//! What happened in the organization and its projects.

use std::sync::Arc;

use access::{Action, AddressError};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use contract::{EventPage, EventQuery};
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, Duration, OffsetDateTime, UtcOffset};
use upstream::Feed;

use super::endpoint::require;
use super::extract::SignedIn;
use crate::app::App;
use crate::connection::Wanted;
use crate::error::Error;

pub(super) async fn list(
    SignedIn(operator): SignedIn,
    State(app): State<Arc<App>>,
    query: Result<Query<EventQuery>, QueryRejection>,
) -> Result<Json<EventPage>, Error> {
    let Query(query) = query
        .map_err(|_| Error::unreadable("The query names something events have not. Reload the page."))?;
    let connection = app.connections.active().await?;
    let (feed, action, project) = match asked(&query.project) {
        None => {
            let organization = connection.organization_id();
            (
                Feed::Organization(organization),
                Action::ListOrganizationEvents,
                None,
            )
        }
        Some(id) => {
            let id = id.parse().map_err(|_| {
                Error::invalid("project", "There is no such project. Choose one of the list.")
            })?;
            (Feed::Project(id), Action::ListProjectEvents, Some(id))
        }
    };
    require(&app, &operator, &[action], project).await?;
    Ok(Json(connection.events(&wanted(feed, &query)?).await?))
}

fn wanted(feed: Feed, query: &EventQuery) -> Result<Wanted, Error> {
    let address = asked(&query.address).map(str::parse).transpose();
    let wanted = Wanted {
        feed,
        kind: asked(&query.kind).map(str::to_owned),
        key: asked(&query.key).map(str::to_owned),
        address: address.map_err(|error: AddressError| Error::invalid("address", error.to_string()))?,
        from: asked(&query.from).map(|text| moment("from", text)).transpose()?,
        until: asked(&query.until)
            .map(|text| moment("until", text))
            .transpose()?,
        after: asked(&query.after).map(str::parse).transpose()?,
    };
    if let (Some(from), Some(until)) = (wanted.from, wanted.until)
        && until < from
    {
        let message = "The end is before the beginning. Exchange the two, or leave one out.";
        return Err(Error::invalid("until", message));
    }
    Ok(wanted)
}

/// What is empty is not asked for.
fn asked(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// A moment, or a day: from its first second, or until its last.
fn moment(field: &'static str, text: &str) -> Result<OffsetDateTime, Error> {
    let day = || {
        let day = Date::parse(text, format_description!("[year]-[month]-[day]")).ok()?;
        let begin = day.midnight().assume_utc();
        Some(match field {
            "until" => begin.saturating_add(Duration::DAY - Duration::SECOND),
            _ => begin,
        })
    };
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok().or_else(day);
    // Only the years of four digits can be asked for, and another offset may lead out of them.
    let moment = moment.and_then(|moment| moment.checked_to_offset(UtcOffset::UTC));
    let moment = moment.filter(|moment| (0..=9999).contains(&moment.year()));
    moment.ok_or_else(|| {
        let message =
            format!("“{text}” is no time. Write a day such as 2026-08-10, or 2026-08-10T14:30:00Z.");
        Error::invalid(field, message)
    })
}
