//! What all requests share.

use std::path::Path;
use std::sync::Arc;

use clock::Clock;
use digest::server::{Authenticator, AuthenticatorConfig};
use digest::{Algorithm, Ha1};
use seal::Sealer;

use crate::error::Error;
use crate::model::{Author, Origin};
use crate::random;
use crate::standings::{Claimed, Standings};
use crate::store::Store;
use crate::timestamp::Timestamp;
use crate::use_counters::UseCounters;

/// The database, in its data directory.
pub const DATABASE: &str = "admin-api.db";
/// The key that seals the credentials in it.
pub const SEALING_KEY: &str = "admin-api.key";

/// The Admin API's store, keys and counters.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) store: Store,
    standings: Standings,
    pub(crate) sealer: Sealer,
    pub(crate) authenticator: Authenticator,
    pub(crate) counters: Arc<UseCounters>,
    pub(crate) clock: Clock,
}

impl Shared {
    /// Opens the data directory, and makes in it what is not there.
    pub(crate) async fn open(directory: &Path, clock: Clock) -> Result<Self, Error> {
        seal::private_directory(directory)?;
        let database = directory.join(DATABASE);
        // Made before SQLite opens it: the files SQLite puts beside it take over its rights.
        seal::private_file(&database)?;
        let sealer = Sealer::open_or_create(&directory.join(SEALING_KEY))?;
        let config = AuthenticatorConfig::admin_api(sealer.derive("digest nonces"), random::bytes()?);
        let counters = Arc::<UseCounters>::default();
        Ok(Self {
            store: Store::open(&database).await?,
            standings: Standings::new(Arc::clone(&counters)),
            sealer,
            authenticator: Authenticator::new(config),
            counters,
            clock,
        })
    }

    /// Who may be asking under this user name of digest.
    pub(crate) async fn claimed(&self, user_name: &str) -> Result<Claimed, Error> {
        self.standings.claimed(&self.store, &self.sealer, user_name).await
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now().into()
    }

    /// A change made here, now, and not over the network.
    pub(crate) fn local_origin(&self, author: Author) -> Origin {
        Origin {
            author,
            address: None,
            at: self.now(),
        }
    }

    /// The H(A1) of a credential in this Admin API's realm.
    pub(crate) fn ha1(&self, user: &str, password: &str) -> Ha1 {
        Ha1::compute(Algorithm::Md5, user, self.authenticator.realm(), password)
    }
}
