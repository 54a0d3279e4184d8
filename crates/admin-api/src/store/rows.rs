//! Columns as values of the model. What cannot be read was not written by this crate.

use std::fmt::Display;
use std::str::FromStr;

use access::{AccessList, OrganizationId, ProjectId, Role};
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::error::Error;
use crate::model::Roles;
use crate::timestamp::Timestamp;

/// A text column that is the canonical form of a value.
pub(super) fn parsed<T: FromStr<Err: Display>>(row: &SqliteRow, column: &'static str) -> Result<T, Error> {
    parse(row.try_get(column)?)
}

pub(super) fn parse<T: FromStr<Err: Display>>(text: &str) -> Result<T, Error> {
    text.parse()
        .map_err(|cause: T::Err| Error::corrupt(cause.to_string()))
}

pub(super) fn moment(row: &SqliteRow, column: &'static str) -> Result<Timestamp, Error> {
    Ok(Timestamp::from_seconds(row.try_get(column)?))
}

pub(super) fn count(row: &SqliteRow, column: &'static str) -> Result<u64, Error> {
    let count: i64 = row.try_get(column)?;
    u64::try_from(count).map_err(|_| Error::corrupt(format!("the count {count}")))
}

/// A column that holds JSON.
pub(super) fn json<T: DeserializeOwned>(row: &SqliteRow, column: &'static str) -> Result<T, Error> {
    let text: &str = row.try_get(column)?;
    serde_json::from_str(text).map_err(|_| Error::corrupt(format!("in {column} what is not its JSON")))
}

/// An access list.
pub(super) fn access_list(row: &SqliteRow, column: &'static str) -> Result<AccessList, Error> {
    let blocks: Vec<String> = json(row, column)?;
    blocks.iter().map(|block| parse(block)).collect()
}

/// The roles of a key or account, the most powerful first.
pub(super) fn roles(row: &SqliteRow, organization: OrganizationId) -> Result<Roles, Error> {
    let of_organization: Vec<String> = json(row, "organization_roles")?;
    let of_projects: Vec<(String, String)> = json(row, "project_roles")?;
    let mut roles = Roles::new();
    for role in of_organization {
        roles.push(Role::Organization(organization, parse(&role)?));
    }
    for (project, role) in of_projects {
        roles.push(Role::Project(parse::<ProjectId>(&project)?, parse(&role)?));
    }
    roles.sort_unstable();
    Ok(roles)
}
