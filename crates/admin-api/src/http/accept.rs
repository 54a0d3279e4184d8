//! Which version of a resource a client accepts. In v2 the `Accept` header names a date, and the newest version that is
//! not newer is served; every resource here has one version.

use access::Action;
use http::{HeaderMap, header};

use crate::http::Version;
use crate::refusal::Refusal;

/// The content type of an answer of the other versions, and of every error.
pub(super) const JSON: &str = "application/json";

type Date = (u16, u8, u8);

/// The one version a resource has in v2: its date, and the content type of an answer in it.
fn in_v2(action: Action) -> (Date, &'static str) {
    match action {
        Action::ListRateLimits | Action::GetRateLimit => (
            (2025, 3, 12),
            "application/vnd.atlas.2025-03-12+json;charset=utf-8",
        ),
        _ => (
            (2023, 1, 1),
            "application/vnd.atlas.2023-01-01+json;charset=utf-8",
        ),
    }
}

/// The content type of an answer.
pub(super) fn content_type(version: Version, action: Action) -> &'static str {
    match version {
        Version::V1 | Version::Public => JSON,
        Version::V2 => in_v2(action).1,
    }
}

/// Refuses what no version can answer. v2 insists on a date; the others take whoever takes JSON.
pub(super) fn check(version: Version, action: Action, headers: &HeaderMap) -> Result<(), Refusal> {
    let mut ranges = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(media_type)
        .peekable();
    let accepted = match version {
        Version::V1 | Version::Public => {
            ranges.peek().is_none()
                || ranges.any(|range| matches!(range.as_str(), "application/json" | "application/*" | "*/*"))
        }
        Version::V2 => ranges.any(|range| version_date(&range).is_some_and(|date| date >= in_v2(action).0)),
    };
    accepted.then_some(()).ok_or(Refusal::NotAcceptable)
}

/// The type of a media range, without its parameters.
fn media_type(range: &str) -> String {
    range
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// The date in `application/vnd.atlas.YYYY-MM-DD+json`.
pub(super) fn version_date(media_type: &str) -> Option<Date> {
    let date = media_type
        .strip_prefix("application/vnd.atlas.")?
        .strip_suffix("+json")?;
    let [year, month, day] = date.split('-').collect::<Vec<_>>().try_into().ok()?;
    let digits = |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return None;
    }
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    time::Date::from_calendar_date(i32::from(year), time::Month::try_from(month).ok()?, day).ok()?;
    Some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(version: Version, accept: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for value in accept {
            headers.append(header::ACCEPT, value.parse().unwrap());
        }
        check(version, Action::Root, &headers).is_ok()
    }

    #[test]
    fn v2_refuses_what_names_no_date_it_has() {
        for accept in [
            &[][..],
            &["*/*"],
            &["application/json"],
            &["application/vnd.atlas+json"],
            &["application/vnd.atlas.preview+json"],
            &["application/vnd.atlas.2023-01-01+csv"],
            &["application/vnd.atlas.2022-12-31+json"],
            &["application/vnd.atlas.2023-02-30+json"],
            &["application/vnd.atlas.2023-1-1+json"],
            &["application/vnd.atlas.2023-01-01-01+json"],
            &["application/vnd.atlas.+023-01-01+json"],
        ] {
            assert!(!accepted(Version::V2, accept), "{accept:?}");
        }
    }

    #[test]
    fn v2_takes_its_date_and_every_later_one() {
        for accept in [
            &["application/vnd.atlas.2023-01-01+json"][..],
            &["application/vnd.atlas.2025-03-12+json"],
            &["Application/Vnd.Atlas.2023-01-01+JSON;charset=utf-8"],
            &["text/html, application/vnd.atlas.2024-08-05+json;q=0.9"],
            &["application/json", "application/vnd.atlas.2023-01-01+json"],
        ] {
            assert!(accepted(Version::V2, accept), "{accept:?}");
        }
    }

    #[test]
    fn v1_takes_whoever_takes_json() {
        assert!(!accepted(Version::V1, &["text/html"]));
        for accept in [
            &[][..],
            &["*/*"],
            &["application/json"],
            &["text/html, application/*;q=0.1"],
        ] {
            assert!(accepted(Version::V1, accept), "{accept:?}");
        }
    }
}
