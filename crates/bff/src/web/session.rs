//! Who is signed in; signing in; signing out.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use contract::{Session, SessionState, SignIn};
use zeroize::Zeroizing;

use super::cookie;
use super::extract::{Input, Visitor};
use super::requests::nothing;
use crate::app::App;
use crate::error::Error;
use crate::operator::Operator;
use crate::store::{OperatorId, OperatorName};
use crate::{password, session};

/// Always 200: that nobody is signed in is an answer too.
pub(super) async fn get(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Json<Session>, Error> {
    let operator = match &visitor.token {
        Some(token) => session::operator(&app.store, &token.hash(), app.clock.seconds()).await?,
        None => None,
    };
    let state = match operator {
        Some(operator) => signed_in(&app, operator).await?,
        None if app.store.has_operators().await? => SessionState::SignedOut,
        None => SessionState::SetUpNeeded {
            needs_organization: app.connections.needs_organization().await?,
        },
    };
    Ok(Json(view(&visitor, state)))
}

/// Signs in. A name there is not takes as long as a wrong password, and counts as one.
pub(super) async fn post(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Input(SignIn { name, password }): Input<SignIn>,
) -> Result<Response, Error> {
    let (name, password) = (OperatorName::fold(&name), Zeroizing::new(password));
    app.throttle
        .begin(&name, visitor.address, app.clock.now().into())
        .map_err(|retry_after| Error::TooMany { retry_after })?;
    let stored = app.store.operator(&name).await?;
    let (id, hash) = stored.map(|stored| (stored.id, stored.password_hash)).unzip();
    let right = password::verify(password, hash).await?;
    let id = id.filter(|_| right).ok_or(Error::WrongCredentials)?;
    app.throttle.succeeded(&name, visitor.address);
    begin(&app, &visitor, id).await
}

/// Signs out. Without a session it answers the same.
pub(super) async fn delete(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Error> {
    if let Some(token) = &visitor.token {
        app.store.end_session(&token.hash()).await?;
    }
    let mut response = nothing();
    if let Some(value) = cookie::end(visitor.way) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    Ok(response)
}

/// Begins a session in place of the one the browser may still have, and says who is signed in.
pub(super) async fn begin(app: &App, visitor: &Visitor, operator: OperatorId) -> Result<Response, Error> {
    if let Some(old) = &visitor.token {
        app.store.end_session(&old.hash()).await?;
    }
    let now = app.clock.seconds();
    let token = session::begin(&app.store, operator, now).await?;
    let operator = session::operator(&app.store, &token.hash(), now)
        .await?
        .ok_or(Error::SignedOut)?;
    let state = signed_in(app, operator).await?;
    let mut response = Json(view(visitor, state)).into_response();
    if let Some(value) = cookie::begin(visitor.way, &token) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    Ok(response)
}

async fn signed_in(app: &App, operator: Operator) -> Result<SessionState, Error> {
    let connection = app.connections.active().await?;
    Ok(SessionState::SignedIn {
        operator: operator.view(),
        organization: connection.organization().await,
        connection: connection.view(),
        owners: app.store.owners().await?,
    })
}

fn view(visitor: &Visitor, state: SessionState) -> Session {
    Session {
        state,
        client_address: visitor.address.to_string(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}
