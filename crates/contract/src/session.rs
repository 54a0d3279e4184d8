//! Who is signed in, to which organization, and what is still to be set up.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What the console asks first: may it show anything, and to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Whether somebody is signed in, and if not, what is missing.
    pub state: SessionState,
    /// The address this browser is seen from, canonical text: the one the Admin API would judge.
    pub client_address: String,
    /// The version of the server, for the foot of a page.
    pub version: String,
}

/// The three states a console can be in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(
    clippy::large_enum_variant,
    reason = "there is one, and it is nearly always the large variant"
)]
pub enum SessionState {
    /// There is no operator yet: only the one-time link leads on.
    #[serde(rename_all = "camelCase")]
    SetUpNeeded {
        /// Set-up must also name an organization, because the embedded Admin API has none.
        needs_organization: bool,
    },
    /// Nobody is signed in (or the session has ended).
    SignedOut,
    /// An operator is signed in.
    #[serde(rename_all = "camelCase")]
    SignedIn {
        /// Who.
        operator: Operator,
        /// The organization the connection manages.
        organization: Organization,
        /// The Admin API behind it.
        connection: Connection,
        /// The names of the operators who are Organization Owners: whom to ask for what one may not do.
        owners: Vec<String>,
    },
}

/// A person signed in to the console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Operator {
    /// The name they sign in with.
    pub name: String,
    /// Wire name of their role: `project-owner`.
    pub role: String,
    /// The ids of the projects the role is in; empty where it is one in the organization.
    pub projects: Vec<String>,
}

/// An organization, as far as a page names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// 24 hexadecimal digits.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it requires an access list of every key.
    pub access_list_required: bool,
}

/// The Admin API that is managed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    /// The name it was given, `embedded` for the one inside.
    pub name: String,
    /// Its base URL with the version's path, without credentials: what `curl` is given a path below.
    pub base_url: String,
    /// The organization key the backend itself uses: the console warns before it is changed.
    pub key_id: String,
}

/// The first operator, made by whoever holds the one-time link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetUp {
    /// The token of the link's fragment.
    pub token: String,
    /// The name to sign in with, 1 to 64 characters.
    pub operator_name: String,
    /// At least 12 characters.
    pub password: String,
    /// The organization to make, when [`SessionState::SetUpNeeded`] asks for one.
    pub organization_name: Option<String>,
}

/// A name and a password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    /// The operator's name.
    pub name: String,
    /// The operator's password.
    pub password: String,
}

impl fmt::Debug for SetUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SetUp")
            .field("operator_name", &self.operator_name)
            .field("organization_name", &self.organization_name)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIn")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_password_and_no_token() {
        let set_up = SetUp {
            token: "tok-secret".into(),
            operator_name: "ada".into(),
            password: "pw-secret".into(),
            organization_name: None,
        };
        let sign_in = SignIn {
            name: "ada".into(),
            password: "pw-secret".into(),
        };
        let shown = format!("{set_up:?}{sign_in:?}");
        assert!(!shown.contains("secret"), "{shown}");
        assert!(shown.contains("ada"));
    }

    #[test]
    fn a_state_is_named_by_its_member() {
        let json = serde_json::to_value(SessionState::SetUpNeeded {
            needs_organization: true,
        })
        .unwrap();
        assert_eq!(
            json,
            serde_json::json!({"setUpNeeded": {"needsOrganization": true}})
        );
    }
}
