//! The JSON between the console and its backend-for-frontend: shapes only, no rule and no I/O.
//!
//! Field names are camelCase on the wire. Times are RFC 3339 in UTC, to the second. Roles go by their wire names
//! (`ORG_OWNER`), addresses by their canonical text (`192.0.2.0/24`); `access` gives both their meaning.
//! No type here carries a secret but [`CreatedKey`], [`SetUp`] and [`SignIn`], whose `Debug` hides it.

mod keys;
mod problem;
mod session;

pub use keys::{
    AccessListEntry, AddEntries, ChangeKey, CreateKey, CreatedKey, ExposureClass, Key, KeyList, KeyRow,
    LastUse, ProjectAccess,
};
pub use problem::{Problem, ProblemCode};
pub use session::{Connection, Operator, OperatorRole, Organization, Session, SessionState, SetUp, SignIn};

/// The paths of the backend-for-frontend, so that both ends spell them once.
pub mod paths {
    /// GET: [`Session`](crate::Session). POST [`SignIn`](crate::SignIn): sign in. DELETE: sign out (204).
    pub const SESSION: &str = "/bff/session";
    /// POST [`SetUp`](crate::SetUp): the first operator, by the one-time link.
    pub const SET_UP: &str = "/bff/set-up";
    /// GET: [`KeyList`](crate::KeyList). POST [`CreateKey`](crate::CreateKey): 201 [`CreatedKey`](crate::CreatedKey).
    pub const KEYS: &str = "/bff/keys";

    /// GET: [`Key`](crate::Key). PATCH [`ChangeKey`](crate::ChangeKey): [`Key`](crate::Key). DELETE: 204.
    pub fn key(id: &str) -> String {
        format!("{KEYS}/{id}")
    }

    /// POST [`AddEntries`](crate::AddEntries): the whole [`Key`](crate::Key) afterwards.
    pub fn access_list(id: &str) -> String {
        format!("{KEYS}/{id}/access-list")
    }

    /// DELETE: the whole [`Key`](crate::Key) afterwards. `block` is canonical text; its `/` is sent as `%2F`.
    pub fn access_list_entry(id: &str, block: &str) -> String {
        format!("{KEYS}/{id}/access-list/{}", block.replace('/', "%2F"))
    }
}
