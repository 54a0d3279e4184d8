//! The JSON between the console and its backend-for-frontend: shapes only, no rule and no I/O.
//!
//! Field names are camelCase on the wire. Times are RFC 3339 in UTC, to the second. Roles go by their wire names
//! (`ORG_OWNER`), addresses by their canonical text (`192.0.2.0/24`); `access` gives both their meaning.
//! No type here carries a secret but [`CreatedKey`], [`LinkAccount`], [`SetUp`] and [`SignIn`], whose `Debug` hides it.

mod address;
mod events;
mod keys;
mod personal;
mod preflight;
mod problem;
mod projects;
mod session;

pub use address::{Hop, SeenAddress};
pub use events::{Actor, Event, EventKey, EventPage, EventQuery};
pub use keys::{
    AccessListEntry, AddEntries, ChangeKey, CreateKey, CreatedKey, ExposureClass, Key, KeyList, KeyRow,
    LastUse, ProjectAccess,
};
pub use personal::{ChangePersonalKey, LinkAccount, PersonalAccount, PersonalKey, PersonalKeys};
pub use preflight::{Certainty, Change, ChangeAccessList, ChangeSettings, Lockout, Report};
pub use problem::{Problem, ProblemCode};
pub use projects::{Project, ProjectKey, ProjectKeys, ProjectList, ProjectRoles};
pub use session::{Connection, Operator, Organization, Session, SessionState, SetUp, SignIn};

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

    /// POST [`AddEntries`](crate::AddEntries): the first entries of a key just made; for any other it is a change that was
    /// not accepted. PATCH [`ChangeAccessList`](crate::ChangeAccessList). Both give the whole [`Key`](crate::Key) afterwards.
    pub fn access_list(id: &str) -> String {
        format!("{KEYS}/{id}/access-list")
    }

    /// POST [`Change`](crate::Change): the [`Report`](crate::Report) of what it would do. It changes nothing.
    pub const PREFLIGHT: &str = "/bff/preflight";
    /// PATCH [`ChangeSettings`](crate::ChangeSettings): the [`Organization`](crate::Organization) afterwards.
    pub const SETTINGS: &str = "/bff/settings";
    /// GET: [`SeenAddress`](crate::SeenAddress).
    pub const ADDRESS: &str = "/bff/address";
    /// GET with the query [`EventQuery`](crate::EventQuery): [`EventPage`](crate::EventPage).
    pub const EVENTS: &str = "/bff/events";
    /// GET: [`ProjectList`](crate::ProjectList), as far as the operator may see.
    pub const PROJECTS: &str = "/bff/projects";

    /// GET: [`ProjectKeys`](crate::ProjectKeys). POST [`CreateKey`](crate::CreateKey) with project roles: 201
    /// [`CreatedKey`](crate::CreatedKey); the key is an Organization Member.
    pub fn project_keys(project: &str) -> String {
        format!("{PROJECTS}/{project}/keys")
    }

    /// POST [`ProjectRoles`](crate::ProjectRoles): invites a key that is not on the project (409 where it is). PATCH
    /// [`ProjectRoles`](crate::ProjectRoles): changes the roles of one that is (404 where it is not). Both give the
    /// [`ProjectKey`](crate::ProjectKey) afterwards. DELETE: removes it from the project (204); it stays in the organization.
    pub fn project_key(project: &str, key: &str) -> String {
        format!("{}/{key}", project_keys(project))
    }

    /// GET: [`PersonalKeys`](crate::PersonalKeys) of the account the operator has linked.
    pub const PERSONAL_KEYS: &str = "/bff/personal-keys";
    /// PUT [`LinkAccount`](crate::LinkAccount): [`PersonalKeys`](crate::PersonalKeys). DELETE: forgets it (204).
    pub const PERSONAL_ACCOUNT: &str = "/bff/personal-account";

    /// PATCH [`ChangePersonalKey`](crate::ChangePersonalKey); DELETE. Both give [`PersonalKeys`](crate::PersonalKeys)
    /// afterwards.
    pub fn personal_key(id: &str) -> String {
        format!("{PERSONAL_KEYS}/{id}")
    }

    /// POST [`AddEntries`](crate::AddEntries): [`PersonalKeys`](crate::PersonalKeys) afterwards.
    pub const PERSONAL_ACCESS_LIST: &str = "/bff/personal-access-list";

    /// DELETE: [`PersonalKeys`](crate::PersonalKeys) afterwards. `block` is canonical text; its `/` is sent as `%2F`.
    pub fn personal_access_list_entry(block: &str) -> String {
        format!("{PERSONAL_ACCESS_LIST}/{}", block.replace('/', "%2F"))
    }
}
