//! Projects, and the organization API keys on them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::{CreateKey, CreatedKey, ProjectKey, ProjectKeys, ProjectList, ProjectRoles};

use super::extract::{Input, KeyOfPath, ProjectOfPath, SignedIn};
use super::keys::{description, roles};
use super::requests::nothing;
use crate::app::App;
use crate::error::Error;

pub(super) async fn list(
    SignedIn(operator): SignedIn,
    State(app): State<Arc<App>>,
) -> Result<Json<ProjectList>, Error> {
    let connection = app.connections.active().await?;
    Ok(Json(connection.projects_for(&operator).await?))
}

pub(super) async fn keys(
    State(app): State<Arc<App>>,
    ProjectOfPath(project): ProjectOfPath,
) -> Result<Json<ProjectKeys>, Error> {
    Ok(Json(app.connections.active().await?.project_keys(project).await?))
}

pub(super) async fn create(
    State(app): State<Arc<App>>,
    ProjectOfPath(project): ProjectOfPath,
    Input(wanted): Input<CreateKey>,
) -> Result<(StatusCode, Json<CreatedKey>), Error> {
    let description = description(&wanted.description)?;
    let roles = roles(&wanted.roles)?;
    let connection = app.connections.active().await?;
    let made = connection
        .create_project_key(project, &description, &roles)
        .await?;
    Ok((StatusCode::CREATED, Json(made)))
}

pub(super) async fn invite(
    State(app): State<Arc<App>>,
    ProjectOfPath(project): ProjectOfPath,
    KeyOfPath(key): KeyOfPath,
    Input(wanted): Input<ProjectRoles>,
) -> Result<Json<ProjectKey>, Error> {
    let roles = roles(&wanted.roles)?;
    let connection = app.connections.active().await?;
    Ok(Json(connection.invite_key(project, key, &roles).await?))
}

pub(super) async fn change(
    State(app): State<Arc<App>>,
    ProjectOfPath(project): ProjectOfPath,
    KeyOfPath(key): KeyOfPath,
    Input(wanted): Input<ProjectRoles>,
) -> Result<Json<ProjectKey>, Error> {
    let roles = roles(&wanted.roles)?;
    let connection = app.connections.active().await?;
    Ok(Json(connection.change_project_key(project, key, &roles).await?))
}

pub(super) async fn remove(
    State(app): State<Arc<App>>,
    ProjectOfPath(project): ProjectOfPath,
    KeyOfPath(key): KeyOfPath,
) -> Result<Response, Error> {
    let connection = app.connections.active().await?;
    connection.remove_from_project(project, key).await?;
    Ok(nothing())
}
