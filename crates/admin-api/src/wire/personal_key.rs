//! Personal API keys: as they are shown, and as their change is asked for.

use access::{AccountId, PersonalKeyId};
use serde::Serialize;
use serde_json::Value;

use super::api_key::{as_text, redacted};
use super::{Link, Links};
use crate::http::Attributes;
use crate::model::PersonalKey;
use crate::refusal::Refusal;
use crate::timestamp::Timestamp;

/// A personal API key. No public source has its members; these are named as those of an organization API key are.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PersonalKeyBody<'a> {
    created: Timestamp,
    desc: &'a str,
    enabled: bool,
    #[serde(serialize_with = "as_text")]
    id: PersonalKeyId,
    key: String,
    links: [Link; 1],
}

impl<'a> PersonalKeyBody<'a> {
    pub(crate) fn of(key: &'a PersonalKey, account: AccountId, links: &Links) -> Self {
        Self {
            created: key.created,
            desc: key.description.as_str(),
            enabled: key.enabled,
            id: key.id,
            key: redacted(&key.suffix),
            links: [Link::to_self(links.personal_key(account, key.id))],
        }
    }
}

/// Reads whether a key shall be enabled.
pub(crate) fn change_of_personal_key(body: Value) -> Result<bool, Refusal> {
    let mut attributes = Attributes::of(body)?;
    let enabled = attributes.flag("enabled")?;
    attributes.finish()?;
    enabled.ok_or(Refusal::MissingAttribute { name: "enabled" })
}
