//! Who may be asking: what the proof and the decision need to know of a caller, kept in memory for as long as nothing
//! has changed.
//!
//! The rule this module holds: what is used is what the database said at some moment after the request came. So every
//! request asks the store for the version first, what is kept is kept for one version only, and what is read is kept
//! under the version that was asked for before it was read. A change that comes in between has a later one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use access::{AccountName, PublicKey};
use digest::Ha1;
use seal::Sealer;

use crate::error::Error;
use crate::model::Caller;
use crate::store::{Store, Version};

/// How many standings are kept at most, some five kilobytes each where the list is as long as a list can be.
const CAPACITY: usize = 10_000;

/// Somebody who may be asking.
#[derive(Debug)]
pub(crate) struct Standing {
    pub(crate) caller: Arc<Caller>,
    /// What proves that it is. It wipes itself from memory on drop.
    pub(crate) ha1: Ha1,
}

/// The standings of those who asked lately.
#[derive(Debug, Default)]
pub(crate) struct Standings {
    kept: Mutex<Kept>,
}

/// What is kept, all of one version.
#[derive(Debug, Default)]
struct Kept {
    version: Version,
    by_user_name: HashMap<String, Arc<[Standing]>>,
    /// How many standings that are.
    count: usize,
}

impl Standings {
    /// Who may be asking under this user name of digest: the key with this public key, or the account of this name once
    /// for each of its enabled keys.
    pub(crate) async fn claimed(
        &self,
        store: &Store,
        sealer: &Sealer,
        user_name: &str,
    ) -> Result<Arc<[Standing]>, Error> {
        let version = store.version().await?;
        let reading = read(store, sealer, user_name);
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
        reading: impl Future<Output = Result<Arc<[Standing]>, Error>>,
    ) -> Result<Arc<[Standing]>, Error> {
        if let Some(found) = self.kept().find(version, user_name) {
            return Ok(found);
        }
        let found = reading.await?;
        self.kept().keep(version, user_name, &found);
        Ok(found)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn find(&mut self, version: Version, user_name: &str) -> Option<Arc<[Standing]>> {
        if version > self.version {
            self.clear();
            self.version = version;
        }
        // Somebody who asked earlier may come later, and finds nothing of that time any more.
        let found = (version == self.version).then(|| self.by_user_name.get(user_name))?;
        found.cloned()
    }

    fn keep(&mut self, version: Version, user_name: &str, standings: &Arc<[Standing]>) {
        // User names that are nobody's are without number.
        if version != self.version || standings.is_empty() {
            return;
        }
        if self.count + standings.len() > CAPACITY {
            self.clear();
        }
        let before = self
            .by_user_name
            .insert(user_name.to_owned(), Arc::clone(standings));
        self.count += standings.len();
        self.count -= before.map_or(0, |before| before.len());
    }

    fn clear(&mut self) {
        self.by_user_name.clear();
        self.count = 0;
    }
}

async fn read(store: &Store, sealer: &Sealer, user_name: &str) -> Result<Arc<[Standing]>, Error> {
    let found = read_sealed(store, user_name).await?;
    let unsealed = found
        .into_iter()
        .map(|(caller, sealed_ha1)| unseal(sealer, caller, &sealed_ha1));
    unsealed.collect()
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

fn unseal(sealer: &Sealer, caller: Caller, sealed_ha1: &[u8]) -> Result<Standing, Error> {
    let bytes = sealer.unseal(sealed_ha1, &caller.seal_context())?;
    let ha1 = Ha1::from_bytes(&bytes)
        .map_err(|_| Error::corrupt(format!("no credential for {:?}", caller.identity())))?;
    Ok(Standing {
        caller: Arc::new(caller),
        ha1,
    })
}

#[cfg(test)]
mod tests {
    use access::{Description, KeyId, OrganizationId};
    use digest::Algorithm;

    use super::*;
    use crate::clock::Timestamp;
    use crate::model::{ApiKey, Principal};

    fn standing(public_key: &str) -> Arc<[Standing]> {
        let key = ApiKey {
            id: KeyId::from_bytes([1; 12]),
            organization: OrganizationId::from_bytes([2; 12]),
            description: Description::parse("kept").unwrap(),
            public_key: public_key.parse().unwrap(),
            private_key_suffix: String::new(),
            roles: vec![],
            created: Timestamp::from_seconds(0),
        };
        let caller = Caller {
            principal: Principal::Key(key),
            access_list: vec![],
            access_list_required: false,
        };
        let ha1 = Ha1::compute(Algorithm::Md5, public_key, "realm", "password");
        Arc::new([Standing {
            caller: Arc::new(caller),
            ha1,
        }])
    }

    #[tokio::test]
    async fn a_reading_that_began_before_a_change_is_not_kept() {
        let (standings, before) = (Standings::default(), Version::default().next());
        let after = before.next();
        let (old, new) = (standing("aaaaaaaa"), standing("aaaaaaaa"));
        let overtaken = async {
            let found = standings.of(after, "aaaaaaaa", async { Ok(Arc::clone(&new)) });
            assert!(
                Arc::ptr_eq(&found.await?, &new),
                "somebody asked after the change"
            );
            Ok(Arc::clone(&old))
        };
        let found = standings.of(before, "aaaaaaaa", overtaken).await.unwrap();
        assert!(Arc::ptr_eq(&found, &old), "as it was when that was asked");
        let again = standings.of(after, "aaaaaaaa", async { Err(Error::Randomness) });
        assert!(Arc::ptr_eq(&again.await.unwrap(), &new));
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
        assert_eq!(Arc::strong_count(&standing), 2);
        kept.find(before.next(), "bbbbbbbb");
        assert_eq!(Arc::strong_count(&standing), 1, "nothing else holds the secret");
    }

    #[test]
    fn there_are_never_more_than_so_many() {
        let (mut kept, version) = (Kept::default(), Version::default().next());
        kept.find(version, "");
        for number in 0..=CAPACITY + 5 {
            let name = format!("{number:08}");
            kept.keep(version, &name, &standing(&name));
            assert!(kept.count <= CAPACITY);
            assert_eq!(kept.count, kept.by_user_name.len());
            assert!(kept.find(version, &name).is_some());
        }
        let nobody: Arc<[Standing]> = Arc::new([]);
        kept.keep(version, "nobody", &nobody);
        assert!(kept.find(version, "nobody").is_none());
    }
}
