//! What a change would do, told before it is made.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use contract::{Change, Report};

use super::access_list::list_change;
use super::extract::Input;
use crate::app::App;
use crate::error::Error;

pub(super) async fn post(
    State(app): State<Arc<App>>,
    Input(change): Input<Change>,
) -> Result<Json<Report>, Error> {
    let connection = app.connections.active().await?;
    let report = match change {
        Change::AccessList { key, add, remove } => {
            let key = key.parse().map_err(|_| Error::NoSuchKey)?;
            connection
                .report_on_list(&list_change(key, &add, &remove)?)
                .await?
        }
        Change::Requirement { access_list_required } => {
            connection.report_on_requirement(access_list_required).await?
        }
    };
    Ok(Json(report))
}
