//! The older names of the four endpoints of an account's access list.

mod get;
mod ip_address {
    mod delete;
    mod get;
}
mod post;
