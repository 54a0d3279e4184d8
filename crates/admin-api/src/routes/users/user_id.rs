//! `/users/{userId}`: for the account itself and nobody else.

pub(crate) mod access_list;
pub(crate) mod keys;
