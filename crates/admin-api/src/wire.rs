//! The JSON of the API. Members are declared in alphabetical order, which is the order they are sent in.

mod access_list;
mod api_key;
mod event;
mod links;
mod organization;
mod personal_key;
mod project;
mod rate_limit;
mod root;
mod settings;

pub(crate) use access_list::{EntryBody, new_account_entries, new_entries};
pub(crate) use api_key::{
    KeyBody, assignment, change_of_key, change_of_key_in_project, new_key, new_key_of_project, redacted,
};
pub(crate) use event::{EventBody, EventTypeBody, RawNames, event_filter, filters_of};
pub(crate) use links::{Link, Links, asked_site};
pub(crate) use organization::OrganizationBody;
pub(crate) use personal_key::{PersonalKeyBody, change_of_personal_key};
pub(crate) use project::{ProjectBody, change_of_project, new_project};
pub(crate) use rate_limit::RateLimitBody;
pub(crate) use root::RootBody;
pub(crate) use settings::{SettingsBody, settings_change};
