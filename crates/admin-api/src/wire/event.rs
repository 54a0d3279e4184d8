//! Events: as they are shown, and which of them are asked for.

use access::{EventId, OrganizationName, address_in_full};
use serde::Serialize;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

use super::api_key::as_text;
use super::{Link, Links};
use crate::http::Query;
use crate::model::{Author, EventFilter, EventKind, Feed, RecordedEvent};
use crate::refusal::Refusal;
use crate::timestamp::Timestamp;

/// An event, with the members that its kind has. An event in a project's feed does not name the organization.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    api_key_id: Option<String>,
    created: Timestamp,
    event_type_name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_id: Option<String>,
    #[serde(serialize_with = "as_text")]
    id: EventId,
    is_global_admin: bool,
    links: [Link; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    org_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<RawBody<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remote_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_public_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    whitelist_entry: Option<String>,
}

/// What `includeRaw` adds: the event in the short names of the documented schema.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RawBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    cid: Option<String>,
    cre: Timestamp,
    description: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    gn: Option<&'a str>,
    id: String,
    org_id: String,
    org_name: &'a str,
    severity: &'static str,
}

/// The names that the raw form of events tells.
#[derive(Clone, Copy)]
pub(crate) struct RawNames<'a> {
    pub(crate) organization: &'a OrganizationName,
    pub(crate) project: Option<&'a OrganizationName>,
}

impl<'a> EventBody<'a> {
    /// An event, and its raw form where its names are given.
    pub(crate) fn of(recorded: &'a RecordedEvent, raw: Option<RawNames<'a>>, links: &Links) -> Self {
        let RecordedEvent { id, event, origin } = recorded;
        let (key, user) = match &origin.author {
            Author::Key { id, public_key } => (Some((id, public_key)), None),
            Author::Account { id, name } => (None, Some((Some(id), name.as_str()))),
            Author::User(name) => (None, Some((None, name.as_str()))),
        };
        let feed = match event.project {
            Some(project) => Feed::Project(project),
            None => Feed::Organization(event.organization),
        };
        let project = event.project.or(event.about_project);
        Self {
            api_key_id: key.map(|(id, _)| id.to_string()),
            created: origin.at,
            event_type_name: event.kind.wire(),
            group_id: project.map(|id| id.to_string()),
            id: *id,
            is_global_admin: false,
            links: [Link::to_self(format!("{}/{id}", links.events(feed)))],
            org_id: event.project.is_none().then(|| event.organization.to_string()),
            public_key: key.map(|(_, public_key)| public_key.to_string()),
            raw: raw.map(|names| RawBody::of(recorded, names)),
            remote_address: origin.address.map(address_in_full),
            target_public_key: event.target.map(|key| key.to_string()),
            user_id: user.and_then(|(id, _)| id).map(ToString::to_string),
            username: user.map(|(_, name)| name),
            whitelist_entry: event.entry.map(|block| block.short_in_full()),
        }
    }
}

impl<'a> RawBody<'a> {
    fn of(recorded: &RecordedEvent, names: RawNames<'a>) -> Self {
        let RecordedEvent { id, event, origin } = recorded;
        Self {
            cid: event.project.map(|id| id.to_string()),
            cre: origin.at,
            description: event.kind.description(),
            gn: names.project.map(OrganizationName::as_str),
            id: id.to_string(),
            org_id: event.organization.to_string(),
            org_name: names.organization.as_str(),
            severity: "INFO",
        }
    }
}

/// A type of events. There are no alerts here.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventTypeBody {
    alertable: bool,
    description: &'static str,
    event_type: &'static str,
}

impl From<EventKind> for EventTypeBody {
    fn from(kind: EventKind) -> Self {
        Self {
            alertable: false,
            description: kind.description(),
            event_type: kind.wire(),
        }
    }
}

/// Reads the filters of a feed. Only projects' feeds can leave types out.
pub(crate) fn event_filter(query: &Query, feed: Feed) -> Result<EventFilter, Refusal> {
    let min = query.get("minDate").map(moment).transpose()?;
    let max = query.get("maxDate").map(moment).transpose()?;
    if min.zip(max).is_some_and(|(min, max)| max < min) {
        return Err(Refusal::DateRange {
            from: query.get("minDate").unwrap_or_default().to_owned(),
            until: query.get("maxDate").unwrap_or_default().to_owned(),
        });
    }
    Ok(EventFilter {
        // Events are kept in whole seconds: one of the second that minDate is in the middle of happened before it.
        from: min.map_or(Timestamp::from_seconds(i64::MIN), |min| {
            let begun = i64::from(min.nanosecond() > 0);
            Timestamp::from_seconds(min.unix_timestamp() + begun)
        }),
        until: max.map_or(Timestamp::from_seconds(i64::MAX), |max| {
            Timestamp::from_seconds(max.unix_timestamp())
        }),
        kinds: kinds(query, "eventType")?,
        excluded: match feed {
            Feed::Organization(_) => vec![],
            Feed::Project(_) => kinds(query, "excludedEventType")?,
        },
    })
}

/// The filters of this query, as the links of a page repeat them.
pub(crate) fn filters_of(query: &Query, feed: Feed) -> Vec<(&'static str, &str)> {
    let repeated: &[&'static str] = match feed {
        Feed::Organization(_) => &["eventType"],
        Feed::Project(_) => &["clusterNames", "eventType", "excludedEventType"],
    };
    let mut filters = vec![("includeRaw", query.get("includeRaw").unwrap_or("false"))];
    for name in repeated {
        filters.extend(query.all(name).map(|value| (*name, value)));
    }
    for name in ["maxDate", "minDate"] {
        filters.extend(query.get(name).map(|value| (name, value)));
    }
    filters
}

/// A moment in the API's notation (RFC 3339), or a day, which is its first moment in UTC.
fn moment(text: &str) -> Result<OffsetDateTime, Refusal> {
    let day = format_description!("[year]-[month]-[day]");
    OffsetDateTime::parse(text, &Rfc3339)
        .or_else(|_| Date::parse(text, &day).map(|day| day.midnight().assume_utc()))
        .map_err(|_| Refusal::DateFormat {
            text: text.to_owned(),
        })
}

/// Types by their names. There are documented ones that never happen here, so that only the form is judged.
fn kinds(query: &Query, parameter: &str) -> Result<Vec<String>, Refusal> {
    let is_name = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let named = query.all(parameter).map(|text| {
        if is_name(text) {
            Ok(text.to_owned())
        } else {
            Err(Refusal::UnknownValue {
                text: text.to_owned(),
            })
        }
    });
    named.collect()
}
