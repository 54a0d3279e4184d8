//! Who may be asking: what the proof and the decision need to know of a caller, kept in memory for as long as nothing
//! has changed.
//!
//! The rule this module holds: what is used is what the database said at some moment after the request came. So every
//! request asks the store for the version first, what is kept is kept for one version only, and what is read is kept
//! under the version that was asked for before it was read. A change that comes in between has a later one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use access::{AccountName, MAX_PERSONAL_KEYS_PER_ACCOUNT, PublicKey};
use digest::Ha1;
use seal::Sealer;
use smallvec::{SmallVec, smallvec};

use crate::error::Error;
use crate::model::{Caller, Principal};
use crate::store::{Store, Version};
use crate::use_counters::{Tally, UseCounters};

/// How many standings are kept at most, some two kilobytes each where the list is as long as a list can be.
const CAPACITY: usize = 10_000;

/// Somebody who may be asking.
#[derive(Debug)]
pub(crate) struct Standing {
    pub(crate) caller: Caller,
    /// What proves that it is. It wipes itself from memory on drop.
    pub(crate) ha1: Ha1,
    pub(crate) tally: Tally,
}

/// All who may be asking under one user name: the key, or the account once for each of its enabled keys. Each is in one
/// piece of memory, because at the thousandth key every piece is one to wait for.
pub(crate) type Claimed = SmallVec<[Arc<Standing>; 1]>;

/// The standings of those who asked lately.
#[derive(Debug)]
pub(crate) struct Standings {
    counters: Arc<UseCounters>,
    kept: Mutex<Kept>,
}

/// What is kept, all of one version.
#[derive(Debug, Default)]
struct Kept {
    version: Version,
    /// Apart from the accounts, so that finding a key among thousands looks at little.
    keys: HashMap<PublicKey, Arc<Standing>>,
    accounts: HashMap<String, Claimed>,
}

impl Standings {
    /// Nobody yet. What is counted of them goes to these counters.
    pub(crate) fn new(counters: Arc<UseCounters>) -> Self {
        Self {
            counters,
            kept: Mutex::default(),
        }
    }

    /// Who may be asking under this user name of digest.
    pub(crate) async fn claimed(
        &self,
        store: &Store,
        sealer: &Sealer,
        user_name: &str,
    ) -> Result<Claimed, Error> {
        let version = store.version().await?;
        let reading = self.read(store, sealer, user_name);
        match version {
            Some(version) => self.of(version, user_name, reading).await,
            None => reading.await,
        }
    }

    /// What is kept of this version; or what is read, which is then kept for it.
    async fn of(
        &self,
        version: Version,
        user_name: &str,
        reading: impl Future<Output = Result<Claimed, Error>>,
    ) -> Result<Claimed, Error> {
        if let Some(found) = self.kept().find(version, user_name) {
            return Ok(found);
        }
        let found = reading.await?;
        self.kept().keep(version, user_name, &found);
        Ok(found)
    }

    async fn read(&self, store: &Store, sealer: &Sealer, user_name: &str) -> Result<Claimed, Error> {
        let found = read_sealed(store, user_name).await?;
        let unsealed = found.into_iter().map(|(caller, sealed_ha1)| {
            Ok(Arc::new(Standing {
                ha1: unseal(sealer, &caller, &sealed_ha1)?,
                caller,
                tally: Tally::new(Arc::clone(&self.counters)),
            }))
        });
        unsealed.collect()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn find(&mut self, version: Version, user_name: &str) -> Option<Claimed> {
        if version > self.version {
            self.clear();
            self.version = version;
        }
        // Somebody who asked earlier may come later, and finds nothing of that time any more.
        if version != self.version {
            return None;
        }
        let key = user_name
            .parse()
            .ok()
            .and_then(|key: PublicKey| self.keys.get(&key));
        // What looks like a public key can be an account's name as well.
        key.map(|standing| smallvec![Arc::clone(standing)])
            .or_else(|| self.accounts.get(user_name).cloned())
    }

    fn keep(&mut self, version: Version, user_name: &str, standings: &Claimed) {
        // User names that are nobody's are without number.
        let Some(first) = standings.first().filter(|_| version == self.version) else {
            return;
        };
        if self.count() + standings.len() > CAPACITY {
            self.clear();
        }
        match &first.caller.principal {
            Principal::Key(key) => {
                self.keys.insert(key.public_key, Arc::clone(first));
            }
            Principal::Account { .. } => {
                self.accounts.insert(user_name.to_owned(), standings.clone());
            }
        }
    }

    /// How many standings are kept, as though every account had all the keys it may have.
    fn count(&self) -> usize {
        self.keys.len() + self.accounts.len() * MAX_PERSONAL_KEYS_PER_ACCOUNT
    }

    fn clear(&mut self) {
        self.keys.clear();
        self.accounts.clear();
    }
}

async fn read_sealed(store: &Store, user_name: &str) -> Result<Vec<(Caller, Vec<u8>)>, Error> {
    if let Ok(public_key) = user_name.parse::<PublicKey>()
        && let Some(found) = store.caller(public_key).await?
    {
        return Ok(vec![found]);
    }
    match user_name.parse::<AccountName>() {
        Ok(name) => store.callers_by_account(&name).await,
        Err(_) => Ok(vec![]),
    }
}

fn unseal(sealer: &Sealer, caller: &Caller, sealed_ha1: &[u8]) -> Result<Ha1, Error> {
    let bytes = sealer.unseal(sealed_ha1, &caller.seal_context())?;
    Ha1::from_bytes(&bytes).map_err(|_| Error::corrupt(format!("no credential for {:?}", caller.identity())))
}

#[cfg(test)]
mod tests {
    use access::{AccessList, Description, KeyId, OrganizationId};
    use digest::Algorithm;

    use super::*;
    use crate::model::{ApiKey, Suffix};
    use crate::timestamp::Timestamp;

    fn standing(public_key: &str) -> Claimed {
        let key = ApiKey {
            id: KeyId::from_bytes([1; 12]),
            organization: OrganizationId::from_bytes([2; 12]),
            description: Description::parse("kept").unwrap(),
            public_key: public_key.parse().unwrap(),
            private_key_suffix: Suffix::new(),
            roles: smallvec![],
            created: Timestamp::from_seconds(0),
        };
        let caller = Caller {
            principal: Principal::Key(key),
            access_list: AccessList::default(),
            access_list_required: false,
        };
        let ha1 = Ha1::compute(Algorithm::Md5, public_key, "realm", "password");
        smallvec![Arc::new(Standing {
            caller,
            ha1,
            tally: Tally::new(Arc::default()),
        })]
    }

    #[tokio::test]
    async fn a_reading_that_began_before_a_change_is_not_kept() {
        let (standings, before) = (Standings::new(Arc::default()), Version::default().next());
        let after = before.next();
        let (old, new) = (standing("aaaaaaaa"), standing("aaaaaaaa"));
        let overtaken = async {
            let found = standings.of(after, "aaaaaaaa", async { Ok(new.clone()) });
            assert!(
                Arc::ptr_eq(&found.await?[0], &new[0]),
                "somebody asked after the change"
            );
            Ok(old.clone())
        };
        let found = standings.of(before, "aaaaaaaa", overtaken).await.unwrap();
        assert!(Arc::ptr_eq(&found[0], &old[0]), "as it was when that was asked");
        let again = standings.of(after, "aaaaaaaa", async { Err(Error::Randomness) });
        assert!(Arc::ptr_eq(&again.await.unwrap()[0], &new[0]));
    }

    #[test]
    fn what_was_kept_is_of_one_version_only() {
        let (mut kept, before) = (Kept::default(), Version::default().next());
        let after = before.next();
        kept.find(before, "aaaaaaaa");
        kept.keep(before, "aaaaaaaa", &standing("aaaaaaaa"));
        assert!(kept.find(before, "aaaaaaaa").is_some());
        assert!(kept.find(after, "aaaaaaaa").is_none());
        kept.keep(after, "aaaaaaaa", &standing("aaaaaaaa"));
        assert!(
            kept.find(before, "aaaaaaaa").is_none(),
            "to somebody who asked earlier"
        );
        assert!(
            kept.find(after, "aaaaaaaa").is_some(),
            "and whom that does not disturb"
        );
    }

    #[test]
    fn what_is_dropped_is_forgotten_at_once() {
        let (mut kept, before) = (Kept::default(), Version::default().next());
        kept.find(before, "aaaaaaaa");
        let standing = standing("aaaaaaaa");
        kept.keep(before, "aaaaaaaa", &standing);
        assert_eq!(Arc::strong_count(&standing[0]), 2);
        kept.find(before.next(), "bbbbbbbb");
        assert_eq!(
            Arc::strong_count(&standing[0]),
            1,
            "nothing else holds the secret"
        );
    }

    #[test]
    fn there_are_never_more_than_so_many() {
        let (mut kept, version) = (Kept::default(), Version::default().next());
        kept.find(version, "nobody");
        for number in 0..=CAPACITY + 5 {
            let name = format!("{number:08}");
            kept.keep(version, &name, &standing(&name));
            assert!(kept.keys.len() <= CAPACITY);
            assert!(kept.find(version, &name).is_some());
        }
        kept.keep(version, "nobody", &Claimed::new());
        assert!(kept.find(version, "nobody").is_none());
    }
}
