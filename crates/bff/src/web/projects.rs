//! Projects, and the organization API keys on them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use contract::ProjectList;

use super::extract::SignedIn;
use crate::app::App;
use crate::error::Error;

pub(super) async fn list(
    SignedIn(operator): SignedIn,
    State(app): State<Arc<App>>,
) -> Result<Json<ProjectList>, Error> {
    let connection = app.connections.active().await?;
    Ok(Json(connection.projects_for(&operator).await?))
}
