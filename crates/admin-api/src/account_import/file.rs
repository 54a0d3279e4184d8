//! The file of accounts: JSON in which every value is judged where it stands, so that what is wrong is told by its line and
//! its field. Nothing told holds a secret.

use std::str::FromStr;

use access::{AccountName, AddressBlock, Description, OrganizationName, OrganizationRole, ProjectRole};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::error::Error;

/// The shortest and the longest personal key: half of it and more is never shown.
const SECRET_LENGTHS: std::ops::RangeInclusive<usize> = 24..=128;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct File<'a> {
    #[serde(borrow)]
    pub(super) accounts: Vec<AccountRecord<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AccountRecord<'a> {
    #[serde(borrow)]
    pub(super) user_name: At<'a, AccountName>,
    #[serde(borrow)]
    pub(super) organization: At<'a, OrganizationName>,
    #[serde(borrow)]
    pub(super) roles: Vec<At<'a, OrganizationRole>>,
    #[serde(borrow, default)]
    pub(super) projects: Vec<ProjectRecord<'a>>,
    #[serde(borrow)]
    pub(super) keys: Vec<KeyRecord<'a>>,
    #[serde(borrow, default)]
    pub(super) access_list: Vec<At<'a, AddressBlock>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ProjectRecord<'a> {
    #[serde(borrow)]
    pub(super) name: At<'a, OrganizationName>,
    #[serde(borrow)]
    pub(super) roles: Vec<At<'a, ProjectRole>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct KeyRecord<'a> {
    #[serde(borrow)]
    pub(super) description: At<'a, Description>,
    #[serde(borrow)]
    pub(super) key: At<'a, Secret>,
    #[serde(default = "enabled")]
    pub(super) enabled: bool,
}

fn enabled() -> bool {
    true
}

/// What a text of the file stands for, and where it stands.
pub(super) struct At<'a, T> {
    pub(super) value: T,
    raw: &'a str,
}

impl<'de: 'a, 'a, T: FromStr<Err: std::fmt::Display>> Deserialize<'de> for At<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&'de RawValue>::deserialize(deserializer)?.get();
        let text: Zeroizing<String> = match serde_json::from_str(raw) {
            Ok(text) => Zeroizing::new(text),
            Err(_) => return Err(D::Error::custom("must be a text")),
        };
        let value = text.parse().map_err(D::Error::custom)?;
        Ok(Self { value, raw })
    }
}

/// A personal key as it was given out.
#[derive(PartialEq, Eq)]
pub(super) struct Secret(pub(super) Zeroizing<String>);

/// A text that can be no personal key.
#[derive(Debug, thiserror::Error)]
#[error(
    "a personal key is {} to {} visible ASCII characters",
    SECRET_LENGTHS.start(),
    SECRET_LENGTHS.end()
)]
pub(super) struct SecretError;

impl FromStr for Secret {
    type Err = SecretError;
    fn from_str(text: &str) -> Result<Self, SecretError> {
        let fits = SECRET_LENGTHS.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if fits {
            Ok(Self(Zeroizing::new(text.to_owned())))
        } else {
            Err(SecretError)
        }
    }
}

/// Reads the file.
pub(super) fn read(json: &str) -> Result<File<'_>, Error> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let file = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        // The path into a value that is not read yet has a name of the library's own behind it.
        let field = path.split(".$").next().unwrap_or_default();
        refused(error.inner(), field)
    })?;
    deserializer.end().map_err(|error| refused(&error, "."))?;
    Ok(file)
}

/// The same without the place behind the words, which is told in front.
fn refused(error: &serde_json::Error, field: &str) -> Error {
    let text = error.to_string();
    let reason = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(reason, _)| reason);
    Error::Import {
        line: error.line(),
        field: field.to_owned(),
        reason: reason.to_owned(),
    }
}

impl<T> At<'_, T> {
    /// Refuses it, for what only its surroundings show.
    pub(super) fn refuse(&self, json: &str, field: String, reason: impl Into<String>) -> Error {
        let before = (self.raw.as_ptr() as usize).saturating_sub(json.as_ptr() as usize);
        let lines = json.bytes().take(before).filter(|byte| *byte == b'\n').count();
        Error::Import {
            line: lines + 1,
            field,
            reason: reason.into(),
        }
    }
}
