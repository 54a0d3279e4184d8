//! The embedded Admin API: the documented HTTP API for programmatic API keys, over a SQLite store.
//!
//! The rule this crate holds: it answers as the real server does, it enforces with [`access::decide`] and nothing else,
//! and what it has acknowledged is on the disk. Requests prove themselves with digest; private keys are never stored.

mod access_lists;
mod account_import;
mod accounts;
mod backend;
mod check;
mod error;
mod event_feeds;
mod http;
mod keys;
mod model;
mod organizations;
mod personal_keys;
mod project_keys;
mod projects;
mod random;
mod rate_limits;
mod refusal;
mod routes;
pub mod sample;
mod serving;
mod standings;
mod state;
mod store;
mod timestamp;
mod use_counters;
mod wire;

use std::future::Future;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use ::access::{AddressBlock, Description, OrganizationId, OrganizationName, OrganizationRole, Role};

pub use account_import::ImportedAccounts;
pub use backend::Backend;
pub use check::{Checked, check};
pub use clock::Clock;
pub use error::Error;
pub use model::{Author, CreatedKey, Organization};
pub use rate_limits::{RateLimits, RateLimitsError};
pub use serving::Serving;
pub use state::{DATABASE, SEALING_KEY};
pub use timestamp::Timestamp;

use state::Shared;

/// How often the use counters are written.
const COUNTER_INTERVAL: Duration = Duration::from_secs(5);

/// The Admin API of one data directory. Clones are the same one.
#[derive(Clone, Debug)]
pub struct AdminApi {
    shared: Arc<Shared>,
}

impl AdminApi {
    /// Opens the Admin API in this directory, and makes there what is missing: the directory (0700), the database
    /// `admin-api.db` and the key `admin-api.key` that seals its credentials (both 0600).
    ///
    /// # Errors
    /// When a file cannot be used, or a newer version wrote the database.
    pub async fn open(directory: &Path, clock: Clock) -> Result<Self, Error> {
        let shared = Shared::open(directory, clock).await?;
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    /// The routes under `/api`. They must be served with the peer's address at hand, by
    /// `into_make_service_with_connect_info::<SocketAddr>()`.
    pub fn router(&self) -> axum::Router {
        self.router_with(Serving::default())
    }

    /// The same routes, served in another way than by default. Each router counts for itself what its rate limits count.
    pub fn router_with(&self, serving: Serving) -> axum::Router {
        http::router(Arc::clone(&self.shared), serving)
    }

    /// Writes the use counters.
    ///
    /// # Errors
    /// When the database fails. Nothing is lost then: the next time tries again.
    pub async fn flush(&self) -> Result<(), Error> {
        self.shared.counters.flush(&self.shared.store).await
    }

    /// Writes the use counters every five seconds until `shutdown` is ready, and then once more.
    pub async fn keep_counters(&self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = pin!(shutdown);
        loop {
            let over = tokio::select! {
                () = &mut shutdown => true,
                () = tokio::time::sleep(COUNTER_INTERVAL) => false,
            };
            if let Err(error) = self.flush().await {
                tracing::error!(%error, "the use counters could not be written");
            }
            if over {
                return;
            }
        }
    }

    /// Creates an organization. It does not require access lists.
    ///
    /// # Errors
    /// [`Error::OrganizationNameTaken`] when there is one of this name, or when the database fails.
    pub async fn create_organization(&self, name: &OrganizationName) -> Result<Organization, Error> {
        organizations::create(&self.shared, name.clone()).await
    }

    /// Every organization, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organizations(&self) -> Result<Vec<Organization>, Error> {
        self.shared.store.organizations().await
    }

    /// The organization of this name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organization_by_name(&self, name: &OrganizationName) -> Result<Option<Organization>, Error> {
        self.shared.store.organization_by_name(name).await
    }

    /// Creates an API key with its roles and its access list at once. Repeated roles and blocks count once. This is how
    /// an organization gets its first key; every other is made through the HTTP API.
    ///
    /// # Errors
    /// [`Error::Refused`] when a rule forbids it: no role, no such organization, too many keys or entries; or when the
    /// database fails.
    pub async fn create_key(
        &self,
        organization: OrganizationId,
        description: &Description,
        roles: &[OrganizationRole],
        access_list: &[AddressBlock],
        actor: Author,
    ) -> Result<CreatedKey, Error> {
        let wanted = keys::Wanted {
            organization,
            description: description.clone(),
            roles: distinct(roles)
                .into_iter()
                .map(|role| Role::Organization(organization, role))
                .collect(),
            access_list: distinct(access_list),
        };
        let origin = self.shared.local_origin(actor);
        let (key, private_key) = keys::create(&self.shared, wanted, &origin).await?;
        Ok(CreatedKey {
            id: key.id,
            public_key: key.public_key,
            private_key,
        })
    }
}

impl AdminApi {
    /// Imports accounts with their personal API keys and access lists from JSON; `docs/operating.md` has its form. An
    /// account whose name is here already is left as it is. All of it is imported or nothing.
    ///
    /// # Errors
    /// [`Error::Import`] with the line and the field that cannot be taken, or when the database fails.
    pub async fn import_accounts(&self, json: &str) -> Result<ImportedAccounts, Error> {
        account_import::import(&self.shared, json).await
    }
}

/// In order, each once.
fn distinct<T: Ord + Copy>(values: &[T]) -> Vec<T> {
    let mut values = values.to_vec();
    values.sort_unstable();
    values.dedup();
    values
}
