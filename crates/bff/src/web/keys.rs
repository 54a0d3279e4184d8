//! Organization API keys: the table, one key, and what changes them.

use std::str::FromStr;
use std::sync::Arc;

use access::{Description, RoleError};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::{ChangeKey, CreateKey, CreatedKey, Key, KeyList};
use upstream::KeyChange;

use super::extract::{Input, KeyOfPath, SignedIn};
use super::requests::nothing;
use crate::app::App;
use crate::error::Error;

pub(super) async fn list(State(app): State<Arc<App>>) -> Result<Json<KeyList>, Error> {
    Ok(Json(app.connections.active().await?.keys().await?))
}

pub(super) async fn get(
    SignedIn(operator): SignedIn,
    State(app): State<Arc<App>>,
    KeyOfPath(id): KeyOfPath,
) -> Result<Json<Key>, Error> {
    let connection = app.connections.active().await?;
    Ok(Json(connection.key_for(&operator, id).await?))
}

pub(super) async fn create(
    State(app): State<Arc<App>>,
    Input(wanted): Input<CreateKey>,
) -> Result<(StatusCode, Json<CreatedKey>), Error> {
    let description = description(&wanted.description)?;
    let roles = roles(&wanted.roles)?;
    let made = app
        .connections
        .active()
        .await?
        .create_key(&description, &roles)
        .await?;
    Ok((StatusCode::CREATED, Json(made)))
}

pub(super) async fn change(
    State(app): State<Arc<App>>,
    KeyOfPath(id): KeyOfPath,
    Input(wanted): Input<ChangeKey>,
) -> Result<Json<Key>, Error> {
    let change = KeyChange {
        description: wanted.description.as_deref().map(description).transpose()?,
        roles: wanted.roles.as_deref().map(roles).transpose()?,
    };
    if change == KeyChange::default() {
        return Err(Error::unreadable(
            "Nothing is to be changed. Send a description, roles, or both.",
        ));
    }
    Ok(Json(
        app.connections.active().await?.change_key(id, &change).await?,
    ))
}

pub(super) async fn delete(State(app): State<Arc<App>>, KeyOfPath(id): KeyOfPath) -> Result<Response, Error> {
    app.connections.active().await?.delete_key(id).await?;
    Ok(nothing())
}

pub(super) fn description(text: &str) -> Result<Description, Error> {
    Description::parse(text).map_err(|error| Error::invalid("description", error.to_string()))
}

/// Roles of one kind, by their wire names.
pub(super) fn roles<R: FromStr<Err = RoleError>>(names: &[String]) -> Result<Vec<R>, Error> {
    if names.is_empty() {
        return Err(Error::invalid("roles", "Choose at least one role."));
    }
    let role = |(index, name): (usize, &String)| {
        name.parse()
            .map_err(|error: RoleError| Error::invalid_item("roles", index, error.to_string()))
    };
    names.iter().enumerate().map(role).collect()
}
