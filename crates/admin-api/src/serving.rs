//! How the routes are served: what belongs to a listener and not to the data.

use access::TrustedProxies;

use crate::backend::Backend;
use crate::rate_limits::RateLimits;

/// How a listener serves the routes. The default: the documented rate limits, no proxies, links by the `Host` asked for, no
/// backend.
#[derive(Clone, Debug, Default)]
pub struct Serving {
    /// How many requests are taken.
    pub rate_limits: RateLimits,
    /// Who may say for whom a request is forwarded.
    pub trusted_proxies: TrustedProxies,
    /// What links begin with: scheme, host and port, with no slash at the end. Where it is not given, they lead to the
    /// host that was asked for.
    pub public_url: Option<String>,
    /// Who does the operations that are only decided on here.
    pub backend: Option<Backend>,
}
