//! Looking once: which elements are what a [`Locator`](crate::Locator) describes, at this moment.

use std::{collections::HashMap, fmt};

use fantoccini::{Client, elements::Element, error::CmdError, wd::Locator as Search};
use serde::Deserialize;
use serde_json::json;

use crate::{commands, role::Role};

/// Looks in one place; says what can be it and what else is there.
const LOOK: &str = include_str!("look.js");

/// What is looked for in one place.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// A role and a whole name.
    Named(Role, String),
    /// A role and a part of its text.
    Containing(Role, String),
    /// A part of a text.
    Words(String),
}

impl Target {
    fn is_above_dialogs(&self) -> bool {
        match self {
            Self::Named(role, _) | Self::Containing(role, _) => role.is_above_dialogs(),
            Self::Words(_) => false,
        }
    }

    /// Whether the browser takes `element`, which can be this, for it; if not, what it takes it for.
    async fn judge(&self, client: &Client, element: &Element) -> Result<Result<(), String>, CmdError> {
        let (role, said, matches) = match self {
            Self::Named(role, name) => {
                let label = normal(&commands::computed_label(client, element).await?);
                let matches = label == *name;
                (role, label, matches)
            }
            Self::Containing(role, text) => {
                let content = normal(&element.text().await?);
                let matches = content.contains(text);
                (role, content, matches)
            }
            Self::Words(text) => {
                let is_displayed = element.is_displayed().await?;
                return Ok(is_displayed
                    .then_some(())
                    .ok_or_else(|| format!("{text} (hidden)")));
            }
        };
        if !matches {
            return Ok(Err(said));
        }
        let computed = commands::computed_role(client, element).await?;
        Ok(if role.is(&computed) {
            Ok(())
        } else {
            Err(format!("{said} ({computed})"))
        })
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(role, name) => write!(formatter, "{role:?} “{name}”"),
            Self::Containing(role, text) => write!(formatter, "{role:?} with the text “{text}”"),
            Self::Words(text) => write!(formatter, "the text “{text}”"),
        }
    }
}

/// What one look found, and what it saw instead, for the message of a wait in vain.
pub(crate) struct Found {
    pub(crate) elements: Vec<Element>,
    pub(crate) instead: String,
}

/// Looks for `targets` from the outside in, each in the only one there is of the one before it.
pub(crate) async fn look(client: &Client, targets: &[Target]) -> Result<Found, CmdError> {
    let Some((last, outer)) = targets.split_last() else {
        return Ok(Found {
            elements: vec![client.find(Search::Css("html")).await?],
            instead: "no page".to_owned(),
        });
    };
    let above_dialogs = targets.first().is_some_and(Target::is_above_dialogs);
    let mut place = None;
    for target in outer {
        let mut found = look_in(client, place.as_ref(), above_dialogs, target).await?;
        if found.elements.len() != 1 {
            found.instead = format!("{} of {target}; {}", found.elements.len(), found.instead);
            found.elements.clear();
            return Ok(found);
        }
        place = found.elements.pop();
    }
    look_in(client, place.as_ref(), above_dialogs, last).await
}

/// What the script saw.
#[derive(Default, Deserialize)]
struct Seen {
    found: Vec<HashMap<String, String>>,
    instead: Vec<String>,
}

/// Looks in one place, or on the page.
async fn look_in(
    client: &Client,
    place: Option<&Element>,
    above_dialogs: bool,
    target: &Target,
) -> Result<Found, CmdError> {
    let (roles, text, named) = match target {
        Target::Named(role, name) => (Some(role.candidates()), name, true),
        Target::Containing(role, text) => (Some(role.candidates()), text, false),
        Target::Words(text) => (None, text, false),
    };
    let arguments = vec![
        serde_json::to_value(place)?,
        json!(above_dialogs),
        json!(roles),
        json!(text),
        json!(named),
    ];
    // Firefox answers nothing for a page that is just being left.
    let seen: Option<Seen> = serde_json::from_value(client.execute(LOOK, arguments).await?)?;
    let Seen { found, mut instead } = seen.unwrap_or_default();
    let mut elements = Vec::new();
    // A script hands an element over as an object with its id alone.
    for id in found.into_iter().flat_map(HashMap::into_values) {
        let element = Element::from_element_id(client.clone(), id.into());
        match target.judge(client, &element).await? {
            Ok(()) => elements.push(element),
            Err(other) => instead.push(other),
        }
    }
    let instead = match instead.as_slice() {
        [] => "nothing like it".to_owned(),
        others => format!("saw {}", others.join(" | ")),
    };
    Ok(Found { elements, instead })
}

/// Text as the accessibility tree has it: runs of white space are one space.
pub(crate) fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn white_space_is_one_space_and_none_at_the_ends() {
        assert_eq!(normal("\n Create\u{a0} API \t Key "), "Create API Key");
    }
}
