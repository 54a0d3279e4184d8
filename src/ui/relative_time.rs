//! A moment as a person says it, with the exact time behind it.

use keyhold_markup::view;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// How long before `now` the moment `then` was, in words: "3 days ago". Both are milliseconds since 1970, UTC.
pub fn relative(now: f64, then: f64) -> String {
    let (distance, ahead) = ((now - then).abs(), then > now);
    let (count, unit) = if distance < MINUTE {
        return "just now".to_owned();
    } else if distance < HOUR {
        (distance / MINUTE, "minute")
    } else if distance < DAY {
        (distance / HOUR, "hour")
    } else if distance < 30.0 * DAY {
        (distance / DAY, "day")
    } else if distance < 365.0 * DAY {
        (distance / (30.0 * DAY), "month")
    } else {
        (distance / (365.0 * DAY), "year")
    };
    // Whole and small by now: as an integer it needs none of the code that writes fractions.
    let count = count as i32;
    let plural = if count == 1 { "" } else { "s" };
    if ahead {
        format!("in {count} {unit}{plural}")
    } else {
        format!("{count} {unit}{plural} ago")
    }
}

/// A moment: `<RelativeTime at=key.created />`, from an RFC 3339 time. The exact time shows on hover.
///
/// What cannot be read as a time is shown as it is.
#[component]
pub fn RelativeTime(
    /// The moment, as RFC 3339.
    #[prop(into)]
    at: String,
) -> impl IntoView {
    let date = js_sys::Date::new(&JsValue::from_str(&at));
    let then = date.get_time();
    if then.is_nan() {
        return view! { <span>{at}</span> }.into_any();
    }
    let words = relative(js_sys::Date::now(), then);
    let exact = exact(&String::from(date.to_iso_string()));
    view! { <time datetime=at title=exact>{words}</time> }.into_any()
}

/// `2026-11-23T08:12:03.000Z` as a person reads it: `2026-11-23 08:12:03 UTC`.
fn exact(iso: &str) -> String {
    match iso.split_once('T') {
        Some((day, time)) => format!("{day} {} UTC", time.get(..8).unwrap_or(time)),
        None => iso.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, HOUR, MINUTE, exact, relative};

    const NOW: f64 = 1_800_000_000_000.0;

    #[test]
    fn a_clock_slightly_ahead_still_reads_as_now() {
        assert_eq!(relative(NOW, NOW + 5_000.0), "just now");
        assert_eq!(relative(NOW, NOW), "just now");
    }

    #[test]
    fn every_unit_begins_where_it_should() {
        for (distance, words) in [
            (MINUTE, "1 minute ago"),
            (59.9 * MINUTE, "59 minutes ago"),
            (HOUR, "1 hour ago"),
            (23.9 * HOUR, "23 hours ago"),
            (DAY, "1 day ago"),
            (3.5 * DAY, "3 days ago"),
            (30.0 * DAY, "1 month ago"),
            (364.0 * DAY, "12 months ago"),
            (365.0 * DAY, "1 year ago"),
            (800.0 * DAY, "2 years ago"),
        ] {
            assert_eq!(relative(NOW, NOW - distance), words);
        }
    }

    #[test]
    fn a_moment_to_come_is_said_so() {
        assert_eq!(relative(NOW, NOW + 2.0 * HOUR), "in 2 hours");
    }

    #[test]
    fn the_exact_time_names_its_zone() {
        assert_eq!(exact("2026-11-23T08:12:03.000Z"), "2026-11-23 08:12:03 UTC");
    }
}
