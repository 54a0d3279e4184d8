//! What is asked of a key, as it stands in the URL or in the form, and whether it can be answered.

use crate::{query, ui::lowercase};
use access::{Action, AddressBlock, KeyId, Permission, ProjectId};
use contract::KeyRow;
use std::net::IpAddr;

/// What is asked, as it stands in the URL or in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub(super) key: String,
    pub(super) address: String,
    pub(super) operation: String,
    pub(super) project: String,
    pub(super) own: bool,
}

/// A question that can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Which key.
    pub key: KeyId,
    /// From where.
    pub client: IpAddr,
    /// To do what.
    pub action: Action,
    /// In which project, where it is about one.
    pub project: Option<ProjectId>,
    /// Whether it is about the key itself.
    pub own: bool,
}

/// What is wrong with each field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    pub(super) key: Option<String>,
    pub(super) address: Option<String>,
    pub(super) operation: Option<String>,
    pub(super) project: Option<String>,
}

impl Asked {
    /// Reads the query part of the URL.
    pub fn from_search(search: &str) -> Self {
        let get = |name| query::get(search, name).unwrap_or_default();
        Self {
            key: get("key"),
            address: get("address"),
            operation: get("operation"),
            project: get("project"),
            own: get("own") == "yes",
        }
    }

    /// Whether enough is given to be judged.
    pub fn is_whole(&self) -> bool {
        !self.key.is_empty() && !self.address.is_empty() && !self.operation.is_empty()
    }

    /// The question, if it can be answered for these keys.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn judged(&self, keys: &[KeyRow]) -> Result<Judged, Wrong> {
        let key = find_key(keys, &self.key);
        let client = find_address(&self.address);
        let action = Action::by_id(&self.operation).ok_or_else(|| "Choose an operation.".to_owned());
        let in_project = action.as_ref().is_ok_and(|action| action.rule().is_in_project());
        let project = if in_project {
            self.project
                .parse()
                .map(Some)
                .map_err(|_| "Choose the project it is about.".to_owned())
        } else {
            Ok(None)
        };
        match (key, client, action, project) {
            (Ok(key), Ok(client), Ok(action), Ok(project)) => Ok(Judged {
                key,
                client,
                action,
                project,
                own: self.own && concerns_a_key(action),
            }),
            (key, client, action, project) => Err(Wrong {
                key: key.err(),
                address: client.err(),
                operation: action.err(),
                project: project.err(),
            }),
        }
    }
}

/// Whether it matters if the key asks about itself.
pub(super) fn concerns_a_key(action: Action) -> bool {
    action.rule().permission == Permission::SameKeyOrOrganizationOwner
}

/// The key of this public key, id or description; a part of them will do where only one key has it.
fn find_key(keys: &[KeyRow], text: &str) -> Result<KeyId, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("Enter a public key, an id or a description.".to_owned());
    }
    let exact = keys
        .iter()
        .find(|key| key.public_key == text || key.id == text)
        .or_else(|| one(keys.iter().filter(|key| key.description == text)));
    let found = exact.or_else(|| one(keys.iter().filter(|key| names(key, text))));
    match found {
        Some(key) => key
            .id
            .parse()
            .map_err(|_| "The id of this key cannot be read.".to_owned()),
        None if keys.iter().any(|key| names(key, text)) => {
            Err(["Several keys match “", text, "”: enter the public key of one."].concat())
        }
        None => Err(["No key of the organization is called “", text, "”."].concat()),
    }
}

fn one<'a>(mut found: impl Iterator<Item = &'a KeyRow>) -> Option<&'a KeyRow> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

pub(super) fn names(key: &KeyRow, text: &str) -> bool {
    key.public_key.contains(text)
        || key.id.contains(text)
        || lowercase(&key.description).contains(&lowercase(text))
}

fn find_address(text: &str) -> Result<IpAddr, String> {
    match text.parse::<AddressBlock>() {
        Ok(block) => block.single().ok_or_else(|| {
            [
                "“",
                text.trim(),
                "” is a whole network: enter one address of it, such as ",
                &block.first().to_string(),
                ".",
            ]
            .concat()
        }),
        Err(error) => Err([&error.to_string(), "."].concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::{self, Why};
    use contract::{ExposureClass, LastUse};

    const PROJECT: &str = "65f0c0ffee65f0c0ffee6aa1";

    fn keys() -> Vec<KeyRow> {
        ["billing export", "billing import", "ci"]
            .into_iter()
            .enumerate()
            .map(|(number, description)| KeyRow {
                id: format!("65f0c0ffee65f0c0ffee650{number}"),
                description: description.into(),
                public_key: format!("public0{number}"),
                roles: vec![],
                projects: 0,
                list_read: true,
                entries: vec![],
                exposure: ExposureClass::NoList,
                last_use: LastUse::Unknown,
            })
            .collect()
    }

    fn asked(key: &str, address: &str, operation: &str) -> Asked {
        Asked {
            key: key.into(),
            address: address.into(),
            operation: operation.into(),
            ..Asked::default()
        }
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let wrong = asked("", "", "").judged(&keys()).unwrap_err();
        assert!(wrong.key.is_some() && wrong.address.is_some() && wrong.operation.is_some());
        assert_eq!(wrong.project, None);
        let wrong = asked("nobody", "192.0.2.0/24", "DropEverything")
            .judged(&keys())
            .unwrap_err();
        assert!(wrong.key.unwrap().contains("nobody"));
        assert!(wrong.address.unwrap().contains("192.0.2.0"));
        assert!(wrong.operation.is_some());
    }

    #[test]
    fn what_several_keys_match_asks_for_one_of_them() {
        let wrong = asked("billing", "192.0.2.7", "Root").judged(&keys()).unwrap_err();
        assert!(wrong.key.unwrap().starts_with("Several keys match"));
    }

    #[test]
    fn what_is_done_in_a_project_asks_for_the_project() {
        let mut asked = asked("ci", "192.0.2.7", "ListProjectKeys");
        assert!(asked.judged(&keys()).unwrap_err().project.is_some());
        asked.project = PROJECT.into();
        assert_eq!(asked.judged(&keys()).unwrap().project, PROJECT.parse().ok());
        asked.operation = "Root".into();
        assert_eq!(asked.judged(&keys()).unwrap().project, None);
    }

    #[test]
    fn a_key_is_found_by_public_key_id_description_or_a_part_of_them() {
        for (text, at) in [
            ("public01", "1"),
            ("65f0c0ffee65f0c0ffee6500", "0"),
            ("billing import", "1"),
            (" CI ", "2"),
            ("export", "0"),
        ] {
            let found = asked(text, "192.0.2.7", "Root").judged(&keys()).unwrap();
            assert!(found.key.to_string().ends_with(at), "{text}");
        }
    }

    #[test]
    fn a_link_is_read_back_as_it_was_asked() {
        let link = paths::why(&Why {
            key: "public00",
            address: "2001:db8::1",
            operation: Some(Action::ListAccessList),
            project: PROJECT,
            own: true,
        });
        let read = Asked::from_search(link.strip_prefix(paths::WHY).unwrap());
        assert!(read.is_whole() && read.own);
        assert_eq!(read.project, PROJECT);
        let judged = read.judged(&keys()).unwrap();
        assert_eq!(
            (judged.action, judged.own, judged.project),
            (Action::ListAccessList, true, None)
        );
    }
}
