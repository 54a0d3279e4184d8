//! How the address of this browser is seen, and what was believed of what it or its proxies say.

use std::net::SocketAddr;
use std::sync::Arc;

use access::{Client, TracedHop};
use axum::extract::{ConnectInfo, State};
use axum::http::HeaderMap;
use axum::{Extension, Json};
use contract::{Hop, SeenAddress};

use super::guard;
use crate::app::App;

pub(super) async fn get(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Json<SeenAddress> {
    let trace = app.proxies.trace(peer.ip(), &guard::forwarding(&headers));
    let hop = |TracedHop { text, believed }| Hop { text, believed };
    Json(SeenAddress {
        address: client.address.to_string(),
        peer: trace.peer.to_string(),
        peer_trusted: trace.peer_trusted,
        hops: trace.hops.into_iter().map(hop).collect(),
        encrypted: client.https,
    })
}
