//! One file per form: its draft, its judgement of what was typed, and its submission.

pub mod access_list;
pub mod event_filter;
pub mod key_details;
pub mod link_account;
pub mod project_roles;
pub mod set_up;
pub mod sign_in;
pub mod submission;
pub mod why;
