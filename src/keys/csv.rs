//! Keys as a file for a spreadsheet.

use super::indexed::Indexed;
use crate::components::roles;
use contract::LastUse;

/// The keys as CSV (RFC 4180), one line each under a line of headings.
pub fn csv<'a>(keys: impl Iterator<Item = &'a Indexed>) -> String {
    let mut file = String::from(
        "Description,Public key,API key id,Organization permissions,Projects,Access list,Exposure,Last used,\
         Last used address,Flags\r\n",
    );
    for key in keys {
        let row = &key.row;
        let (time, address) = match &row.last_use {
            LastUse::At { time, address } => (time.as_str(), address.as_deref().unwrap_or_default()),
            LastUse::Never => ("never", ""),
            LastUse::Unknown => ("", ""),
        };
        let flags: Vec<&str> = key.flags.iter().map(super::Flag::label).collect();
        let fields = [
            row.description.as_str(),
            &row.public_key,
            &row.id,
            &roles::labels(&row.roles),
            &row.projects.to_string(),
            &row.entries.join(" "),
            key.openness.label(),
            time,
            address,
            &flags.join("; "),
        ];
        file.push_str(&fields.map(field).join(","));
        file.push_str("\r\n");
    }
    file
}

/// A field. A spreadsheet would run what begins like a formula, so that is made text by the quote it knows for that.
fn field(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    if guard.is_empty() && !text.contains([',', '"', '\r', '\n']) {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    quoted.push_str(guard);
    quoted.push_str(&text.replace('"', "\"\""));
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{
        KeyIndex, Surroundings,
        index::tests::{NOW, row},
    };

    #[test]
    fn what_a_spreadsheet_would_run_is_made_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(field(formula), format!("\"'{formula}\""));
        }
        assert_eq!(field("a=1"), "a=1");
    }

    #[test]
    fn commas_quotes_and_line_ends_stay_inside_their_field() {
        assert_eq!(field("a,b"), "\"a,b\"");
        assert_eq!(field("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(field("a\nb"), "\"a\nb\"");
    }

    #[test]
    fn a_key_is_one_line_under_the_headings() {
        let around = Surroundings {
            now: NOW,
            ..Surroundings::default()
        };
        let mut key = row(1, "ci, nightly", &["10.0.0.0/8", "192.0.2.7/32"]);
        key.last_use = LastUse::At {
            time: "2026-08-19T23:59:59Z".into(),
            address: Some("192.0.2.7".into()),
        };
        let index = KeyIndex::default().renewed(&[key], &around);
        let file = csv(index.get(0).into_iter());
        let lines: Vec<&str> = file.split("\r\n").collect();
        assert_eq!(
            lines[1],
            "\"ci, nightly\",pubkey01,65f0c0ffee65f0c0ffee6501,Organization Read Only,0,10.0.0.0/8 192.0.2.7/32,\
             Named networks,2026-08-19T23:59:59Z,192.0.2.7,"
        );
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0].split(',').count(), 10);
    }
}
