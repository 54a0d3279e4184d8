//! An operator's own account with its personal API keys. Whoever is signed in may link one, and sees no other's.

use std::sync::Arc;

use access::AddressBlock;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use contract::{AddEntries, ChangePersonalKey, LinkAccount, PersonalKeys};
use zeroize::Zeroizing;

use super::access_list::new_blocks;
use super::extract::{Input, PersonalKeyOfPath, SignedIn};
use super::requests::nothing;
use crate::app::App;
use crate::error::Error;

type Answer = Result<Json<PersonalKeys>, Error>;

pub(super) async fn get(SignedIn(operator): SignedIn, State(app): State<Arc<App>>) -> Answer {
    let connection = app.connections.active().await?;
    Ok(Json(connection.personal_keys(&operator).await?))
}

pub(super) async fn link(
    SignedIn(operator): SignedIn,
    State(app): State<Arc<App>>,
    Input(LinkAccount {
        account_name,
        personal_key,
    }): Input<LinkAccount>,
) -> Answer {
    let personal_key = Zeroizing::new(personal_key);
    let name = account_name.trim().parse();
    let name =
        name.map_err(|error: access::AccountNameError| Error::invalid("accountName", error.to_string()))?;
    let key = Zeroizing::new(personal_key.trim().to_owned());
    if key.is_empty() {
        return Err(Error::invalid(
            "personalKey",
            "Enter one of the account's personal API keys.",
        ));
    }
    let connection = app.connections.active().await?;
    Ok(Json(connection.link_account(&operator, name, key).await?))
}

pub(super) async fn unlink(
    SignedIn(operator): SignedIn,
    State(app): State<Arc<App>>,
) -> Result<Response, Error> {
    app.connections.active().await?.unlink_account(&operator).await?;
    Ok(nothing())
}

pub(super) async fn change(
    SignedIn(operator): SignedIn,
    State(app): State<Arc<App>>,
    PersonalKeyOfPath(key): PersonalKeyOfPath,
    Input(ChangePersonalKey { enabled }): Input<ChangePersonalKey>,
) -> Answer {
    let connection = app.connections.active().await?;
    Ok(Json(
        connection.enable_personal_key(&operator, key, enabled).await?,
    ))
}

pub(super) async fn delete(
    SignedIn(operator): SignedIn,
    State(app): State<Arc<App>>,
    PersonalKeyOfPath(key): PersonalKeyOfPath,
) -> Answer {
    let connection = app.connections.active().await?;
    Ok(Json(connection.delete_personal_key(&operator, key).await?))
}

pub(super) async fn add(
    SignedIn(operator): SignedIn,
    State(app): State<Arc<App>>,
    Input(AddEntries { entries }): Input<AddEntries>,
) -> Answer {
    let entries = new_blocks("entries", &entries)?;
    if entries.is_empty() {
        return Err(Error::invalid("entries", "Name at least one address or block."));
    }
    let connection = app.connections.active().await?;
    Ok(Json(connection.add_personal_entries(&operator, &entries).await?))
}

pub(super) async fn remove(
    SignedIn(operator): SignedIn,
    State(app): State<Arc<App>>,
    Path(entry): Path<String>,
) -> Answer {
    let entry = AddressBlock::listed(&entry).map_err(|error| Error::unreadable(error.to_string()))?;
    let connection = app.connections.active().await?;
    Ok(Json(connection.remove_personal_entry(&operator, entry).await?))
}
