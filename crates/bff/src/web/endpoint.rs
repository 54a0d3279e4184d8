//! An endpoint: where it is, what it takes to use it, and what answers. There is no other way to make a route, so that
//! none is without a rule.

use std::sync::Arc;

use access::{Action, ProjectId};
use axum::Router;
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;

use super::extract::{PROJECT, SignedIn, Visitor};
use crate::app::App;
use crate::error::Error;
use crate::operator::Operator;
use crate::session;

/// Methods of one path that need the same.
pub(super) struct Endpoint {
    pub(super) path: String,
    needs: Needs,
    methods: MethodRouter<Arc<App>>,
}

/// What it takes to use an endpoint.
#[derive(Clone, Copy, Debug)]
enum Needs {
    Nothing,
    Operator(&'static [Action]),
}

/// An endpoint for whoever comes.
pub(super) fn open(path: impl Into<String>, methods: MethodRouter<Arc<App>>) -> Endpoint {
    Endpoint {
        path: path.into(),
        needs: Needs::Nothing,
        methods,
    }
}

/// An endpoint for operators who may do each of these actions, in the project of the path where it names one.
pub(super) fn operators(
    path: impl Into<String>,
    actions: &'static [Action],
    methods: MethodRouter<Arc<App>>,
) -> Endpoint {
    Endpoint {
        path: path.into(),
        needs: Needs::Operator(actions),
        methods,
    }
}

/// The router of all of them.
pub(super) fn router(app: &Arc<App>, endpoints: Vec<Endpoint>) -> Router<Arc<App>> {
    let add = |router: Router<Arc<App>>, endpoint: Endpoint| {
        let guard = from_fn_with_state((Arc::clone(app), endpoint.needs), check);
        router.route(&endpoint.path, endpoint.methods.route_layer(guard))
    };
    endpoints.into_iter().fold(Router::new(), add)
}

/// Refuses a request of somebody who may not use the endpoint. Beside one that goes on is put who is
/// [`SignedIn`].
async fn check(State((app, needs)): State<(Arc<App>, Needs)>, request: Request, next: Next) -> Response {
    let Needs::Operator(actions) = needs else {
        return next.run(request).await;
    };
    match judge(&app, actions, request).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn judge(app: &Arc<App>, actions: &[Action], request: Request) -> Result<Request, Error> {
    let (mut parts, body) = request.into_parts();
    let Visitor { token, .. } = Visitor::from_request_parts(&mut parts, app).await?;
    let token = token.ok_or(Error::SignedOut)?;
    let operator = session::operator(&app.store, &token.hash(), app.clock.seconds()).await?;
    let operator = operator.ok_or(Error::SignedOut)?;
    let path = RawPathParams::from_request_parts(&mut parts, app).await;
    let path = path.map_err(|_| Error::NoSuchEndpoint)?;
    let project = path.iter().find(|(name, _)| *name == PROJECT);
    let project: Option<ProjectId> = project
        .map(|(_, id)| id.parse())
        .transpose()
        .map_err(|_| Error::NoSuchProject)?;
    require(app, &operator, actions, project).await?;
    parts.extensions.insert(SignedIn(operator));
    Ok(Request::from_parts(parts, body))
}

/// Refuses an operator what their role does not allow, and says whom to ask.
pub(super) async fn require(
    app: &App,
    operator: &Operator,
    actions: &[Action],
    project: Option<ProjectId>,
) -> Result<(), Error> {
    if actions.is_empty() {
        return Ok(());
    }
    let organization = app.connections.active().await?.organization_id();
    let missing = |&action| operator.may(action, organization, project).err();
    match actions.iter().find_map(missing) {
        None => Ok(()),
        Some(needed) => Err(Error::Forbidden {
            needed,
            owners: app.store.owners().await?,
        }),
    }
}
