//! The Admin API that is managed: which one, and with which key. There is one at a time; `keyhold connection add` may
//! change it beside a running server, so it is looked up for every request.

mod events;
mod keys;
mod known;
mod lists;
mod lock_out;
mod pace;
mod personal;
mod preflight;
mod projects;
mod remembered;
mod rows;
mod try_out;

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use access::{KeyId, OrganizationId, OrganizationName};
use clock::Clock;
use futures::future::BoxFuture;
use upstream::{Upstream, UpstreamConfig};
use url::{Host, Url};

use crate::error::Error;
use crate::store::{ConnectionId, Store, StoredConnection};

pub(crate) use events::Wanted;
use lists::Lists;
use pace::Pace;
pub(crate) use preflight::ListChange;
use remembered::Remembered;
pub use try_out::{NewConnection, try_out};

/// The name of the connection to the embedded Admin API. No other may have it.
pub const EMBEDDED: &str = "embedded";

/// The organization that is made when somebody signs in and none was ever named.
const UNNAMED: &str = "My Organization";

/// Seconds for which what is known of the organization is good enough. Its settings may be read ten times a minute at
/// most.
const ORGANIZATION_KNOWN: i64 = 60;

/// How long the console waits for news of the organization before it is shown what was last seen.
const ORGANIZATION_WAIT: Duration = Duration::from_secs(4);

/// The embedded Admin API, as far as the backend must know it. It is reached over HTTP like any other; only its first
/// organization and first key must come from inside.
pub trait Embedded: Send + Sync {
    /// Where it listens for this process, new with every start.
    fn internal_url(&self) -> Url;

    /// Where everybody else finds it.
    fn public_url(&self) -> Url;

    /// Whether it has any organization.
    fn has_organization(&self) -> BoxFuture<'_, Result<bool, Error>>;

    /// A key for this backend in its first organization, which is made under this name when there is none.
    fn connect(&self, organization: OrganizationName) -> BoxFuture<'_, Result<StoredConnection, Error>>;
}

/// Finds the active connection.
pub(crate) struct Connections {
    store: Store,
    clock: Clock,
    embedded: Arc<dyn Embedded>,
    current: tokio::sync::Mutex<Option<Arc<Connection>>>,
}

/// The active connection, ready for use.
pub(crate) struct Connection {
    id: ConnectionId,
    name: String,
    key: KeyId,
    organization: OrganizationId,
    base_url: Url,
    reached_at: Url,
    /// From where the Admin API sees this backend, where that is certain.
    own_address: Option<IpAddr>,
    upstream: Arc<Upstream>,
    clock: Clock,
    store: Store,
    seen: Mutex<Seen>,
    lists: Lists,
    event_types: Remembered<Arc<[String]>>,
    has_accounts: Remembered<bool>,
    /// Held by a change from its check to its end, so that no other change comes between.
    changes: tokio::sync::Mutex<()>,
}

/// What was last seen of the organization, and when.
#[derive(Clone)]
struct Seen {
    organization: contract::Organization,
    asked: Option<i64>,
}

impl Connections {
    pub(crate) fn new(store: Store, clock: Clock, embedded: Arc<dyn Embedded>) -> Self {
        Self {
            store,
            clock,
            embedded,
            current: tokio::sync::Mutex::new(None),
        }
    }

    /// Whether setting up must name an organization.
    pub(crate) async fn needs_organization(&self) -> Result<bool, Error> {
        let connected = self.store.active_connection_id().await?.is_some();
        Ok(!connected && !self.embedded.has_organization().await?)
    }

    /// The active connection, made to the embedded Admin API when there is none.
    pub(crate) async fn active(&self) -> Result<Arc<Connection>, Error> {
        let name = OrganizationName::parse(UNNAMED).map_err(|error| Error::Corrupt(error.to_string()))?;
        self.active_or_named(name).await
    }

    /// The active connection. When there is none it is made to the embedded Admin API, with an organization of this
    /// name if that has none yet.
    pub(crate) async fn active_or_named(
        &self,
        organization: OrganizationName,
    ) -> Result<Arc<Connection>, Error> {
        let mut current = self.current.lock().await;
        match self.store.active_connection_id().await? {
            Some(id) => {
                if let Some(known) = current.as_ref().filter(|known| known.id == id) {
                    return Ok(Arc::clone(known));
                }
            }
            None => {
                let new = self.embedded.connect(organization).await?;
                self.store.activate_connection(&new, self.clock.seconds()).await?;
            }
        }
        let (id, stored) = self.store.active_connection().await?.ok_or(Error::NoConnection)?;
        let connection = Arc::new(self.open(id, stored)?);
        *current = Some(Arc::clone(&connection));
        Ok(connection)
    }

    fn open(&self, id: ConnectionId, stored: StoredConnection) -> Result<Connection, Error> {
        let (reached_at, base_url, pace) = match stored.base_url {
            None => (
                self.embedded.internal_url(),
                self.embedded.public_url(),
                Pace::Full,
            ),
            Some(url) => (url.clone(), url, Pace::Considerate),
        };
        let upstream = Arc::new(Upstream::new(UpstreamConfig {
            base_url: reached_at.clone(),
            flavor: stored.flavor,
            public_key: stored.public_key,
            private_key: stored.private_key,
            timeout: UpstreamConfig::TIMEOUT,
        })?);
        let organization = contract::Organization {
            id: stored.organization.to_string(),
            name: stored.organization_name,
            access_list_required: stored.access_list_required,
        };
        Ok(Connection {
            id,
            name: stored.name,
            key: stored.key,
            organization: stored.organization,
            base_url: stored.flavor.below(&base_url),
            own_address: loopback_address(&reached_at),
            reached_at,
            lists: Lists::new(
                Arc::clone(&upstream),
                stored.organization,
                self.clock.clone(),
                pace,
            ),
            upstream,
            clock: self.clock.clone(),
            store: self.store.clone(),
            seen: Mutex::new(Seen {
                organization,
                asked: None,
            }),
            changes: tokio::sync::Mutex::default(),
            event_types: Remembered::default(),
            has_accounts: Remembered::default(),
        })
    }
}

impl Connection {
    /// The organization that is managed.
    pub(crate) fn organization_id(&self) -> OrganizationId {
        self.organization
    }

    /// The connection as the console shows it.
    pub(crate) fn view(&self) -> contract::Connection {
        contract::Connection {
            name: self.name.clone(),
            base_url: self.base_url.to_string(),
            key_id: self.key.to_string(),
        }
    }

    /// The organization, as new as the Admin API is willing to tell; as last seen when it tells nothing. A console
    /// must open even then, if only to show that nothing can be reached.
    pub(crate) async fn organization(&self) -> contract::Organization {
        let seen = self.seen();
        let now = self.clock.seconds();
        if seen.asked.is_some_and(|asked| now - asked < ORGANIZATION_KNOWN) {
            return seen.organization;
        }
        let organization = match tokio::time::timeout(ORGANIZATION_WAIT, self.ask_organization()).await {
            Ok(Ok(organization)) => organization,
            Ok(Err(error)) => {
                tracing::warn!(%error, "the organization is shown as last seen");
                seen.organization.clone()
            }
            Err(_) => {
                tracing::warn!("the organization is shown as last seen: the Admin API is slow");
                seen.organization.clone()
            }
        };
        self.saw(&seen, organization.clone(), Some(now)).await;
        organization
    }

    /// Takes what the requirement has become; gives the organization as it is then.
    async fn saw_requirement(&self, required: bool) -> contract::Organization {
        let seen = self.seen();
        let organization = contract::Organization {
            access_list_required: required,
            ..seen.organization.clone()
        };
        self.saw(&seen, organization.clone(), seen.asked).await;
        organization
    }

    async fn saw(&self, before: &Seen, organization: contract::Organization, asked: Option<i64>) {
        if organization != before.organization {
            let (name, required) = (&organization.name, organization.access_list_required);
            if let Err(error) = self.store.remember_organization(self.id, name, required).await {
                tracing::warn!(%error, "what was seen of the organization could not be written");
            }
        }
        self.remember(Seen { organization, asked });
    }

    async fn ask_organization(&self) -> Result<contract::Organization, Error> {
        let (organization, settings) = futures::try_join!(
            self.upstream.organization(self.organization),
            self.upstream.settings(self.organization)
        )?;
        Ok(contract::Organization {
            id: organization.id.to_string(),
            name: organization.name,
            access_list_required: settings.api_access_list_required,
        })
    }

    fn seen(&self) -> Seen {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn remember(&self, seen: Seen) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
    }
}

/// The address this backend comes from, where it is plain that it never leaves the machine.
fn loopback_address(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(address) if address.is_loopback() => Some(Ipv4Addr::LOCALHOST.into()),
        Host::Ipv6(address) if address.is_loopback() => Some(address.into()),
        _ => None,
    }
}
