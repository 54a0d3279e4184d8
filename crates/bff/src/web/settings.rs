//! The organization's settings that concern keys.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use contract::{ChangeSettings, Organization};

use super::extract::Input;
use crate::app::App;
use crate::error::Error;

pub(super) async fn change(
    State(app): State<Arc<App>>,
    Input(wanted): Input<ChangeSettings>,
) -> Result<Json<Organization>, Error> {
    let connection = app.connections.active().await?;
    let accepted = wanted.accepted.as_deref();
    Ok(Json(
        connection
            .change_requirement(wanted.access_list_required, accepted)
            .await?,
    ))
}
