//! What every request handler works with.

use access::TrustedProxies;
use clock::Clock;

use crate::assets::Console;
use crate::connection::Connections;
use crate::origin::Sites;
use crate::store::Store;
use crate::throttle::Throttle;

pub(crate) struct App {
    pub(crate) clock: Clock,
    pub(crate) connections: Connections,
    pub(crate) console: Console,
    pub(crate) proxies: TrustedProxies,
    pub(crate) sites: Sites,
    pub(crate) store: Store,
    pub(crate) throttle: Throttle,
}
