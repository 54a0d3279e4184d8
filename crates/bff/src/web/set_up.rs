//! The first operator, made by whoever holds the one-time link.

use std::sync::Arc;

use access::OrganizationName;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::SetUp;
use zeroize::Zeroizing;

use super::extract::{Input, Visitor};
use super::session;
use crate::app::App;
use crate::error::Error;
use crate::password;
use crate::store::{Duty, NewOperator};
use crate::token::Token;

/// Makes the first operator and signs them in: 201 with the session. Nothing is said about the rest of the request to
/// whoever does not hold the link.
pub(super) async fn post(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Input(sent): Input<SetUp>,
) -> Result<Response, Error> {
    let (token, secret) = (Zeroizing::new(sent.token), Zeroizing::new(sent.password));
    let token = Token::parse(&token).ok_or(Error::LinkExpired)?.hash();
    if !app.store.is_set_up_token(&token).await? {
        return Err(Error::LinkExpired);
    }
    let name = sent.operator_name.parse()?;
    password::check(&secret)?;
    let organization = match sent
        .organization_name
        .as_deref()
        .map(OrganizationName::parse)
        .transpose()
    {
        Ok(given) => given,
        Err(error) => return Err(Error::invalid("organizationName", error.to_string())),
    };
    if organization.is_none() && app.connections.needs_organization().await? {
        return Err(Error::invalid(
            "organizationName",
            "Name the organization whose keys are to be managed.",
        ));
    }
    let password_hash = password::hash(secret).await?;
    match organization {
        Some(organization) => app.connections.active_or_named(organization).await?,
        None => app.connections.active().await?,
    };
    let operator = NewOperator {
        name,
        duty: Duty::owner(),
        password_hash,
    };
    let id = app
        .store
        .add_first_operator(&operator, &token, app.clock.seconds())
        .await?;
    let mut response = session::begin(&app, &visitor, id).await?;
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}
