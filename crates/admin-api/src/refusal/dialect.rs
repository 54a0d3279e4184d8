//! The words an endpoint refuses in. The APIs share their refusals and differ in a few codes.

use http::StatusCode;

use super::Wording;

/// Whose words a refusal is told in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Dialect {
    #[default]
    Atlas,
    /// The deprecated endpoints of Atlas, from when access lists were called whitelists.
    AtlasWhitelist,
    /// Cloud Manager and Ops Manager.
    CloudManager,
}

/// The codes that name access lists, and what they were before.
const FORMER_CODES: &[(&str, &str)] = &[
    ("ACCESS_LIST_ACCESS_DENIED", "WHITELIST_ACCESS_DENIED"),
    ("ACCESS_LIST_NOT_FOUND", "WHITELIST_NOT_FOUND"),
    (
        "API_KEY_ACCESS_LIST_ACCESS_DENIED",
        "API_KEY_WHITELIST_ACCESS_DENIED",
    ),
    ("API_KEY_ACCESS_LIST_NOT_FOUND", "API_KEY_WHITELIST_NOT_FOUND"),
    ("BAD_ACCESS_LIST_ADD_REQUEST", "BAD_WHITELIST_ADD_REQUEST"),
    (
        "CANNOT_ADD_IP_ADDRESS_TO_ACCESS_LIST",
        "CANNOT_ADD_IP_ADDRESS_TO_WHITELIST",
    ),
    (
        "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST",
        "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST",
    ),
    (
        "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST",
        "CANNOT_REMOVE_CALLER_FROM_WHITELIST",
    ),
    ("IP_ADDRESS_NOT_ON_ACCESS_LIST", "IP_ADDRESS_NOT_ON_WHITELIST"),
    ("ORG_REQUIRES_ACCESS_LIST", "ORG_REQUIRES_WHITELIST"),
    ("RESOURCE_REQUIRES_ACCESS_LIST", "RESOURCE_REQUIRES_WHITELIST"),
];

impl Wording {
    /// The same, as this API says it.
    pub(crate) fn told_in(mut self, dialect: Dialect) -> Self {
        match dialect {
            Dialect::Atlas => {}
            Dialect::AtlasWhitelist => {
                let former = FORMER_CODES.iter().find(|(code, _)| *code == self.code);
                if let Some((_, code)) = former {
                    self.code = code;
                    self.detail = self
                        .detail
                        .replace("an access list", "a whitelist")
                        .replace("access list", "whitelist");
                }
            }
            Dialect::CloudManager => {
                if self.code == "API_KEY_ACCESS_LIST_ACCESS_DENIED" {
                    self.status = StatusCode::BAD_REQUEST;
                }
            }
        }
        self
    }
}
