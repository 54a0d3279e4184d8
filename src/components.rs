//! Pieces of interface that know the domain: keys, roles, access lists, the session.

pub mod access_list;
pub mod access_list_editor;
pub mod address;
pub mod change_review;
pub mod delayed;
pub mod delete_key;
pub mod entrance;
pub mod events;
pub mod exposure;
pub mod failure;
pub mod forbidden;
pub mod key_secret;
pub mod key_table;
pub mod last_use;
pub mod leave_question;
pub mod load;
pub mod lockout_report;
pub mod mark;
pub mod operator;
pub mod page_title;
pub mod role_picker;
pub mod roles;
pub mod section;
pub mod server_lost;
pub mod session_ended;
