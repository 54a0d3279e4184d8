//! What a change of access lists or of the requirement would do to the keys of the organization, on the state of this
//! moment; and the change itself, made only as it was accepted.
//!
//! [`access::lockouts`] says who stops working. From the check of a change to its end no other begins, so that two
//! operators cannot make together what neither would alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::{
    AccessList, AddressBlock, Certainty, KeyId, KeySnapshot, Lockout, OrganizationPolicy, Snapshot, lockouts,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::Report;
use serde::Serialize;
use sha2::{Digest, Sha256};
use upstream::{Entry, Key, Settings};

use super::{Connection, lock_out};
use crate::error::{Error, Half};
use crate::words;

/// Seconds for which a key counts as just made.
const JUST_MADE: u64 = 10 * 60;

/// A change of one key's access list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListChange {
    pub(crate) key: KeyId,
    pub(crate) add: Vec<AddressBlock>,
    pub(crate) remove: Vec<AddressBlock>,
}

/// Keys with their lists, and what is asked of them, before a change.
struct State {
    keys: Vec<(Key, Arc<[Entry]>)>,
    required: bool,
}

impl Connection {
    /// What a change of a list would do.
    pub(crate) async fn report_on_list(&self, change: &ListChange) -> Result<Report, Error> {
        let state = self.state_of_list(change).await?;
        Ok(self.report_of_list(&state, change))
    }

    /// What a change of the requirement would do.
    pub(crate) async fn report_on_requirement(&self, required: bool) -> Result<Report, Error> {
        let (keys, settings) = futures::try_join!(
            self.upstream.keys(self.organization),
            self.upstream.settings(self.organization)
        )?;
        // Who has no list matters only where one is required from now on.
        let begins = required && !settings.api_access_list_required;
        let keys = if begins {
            self.lists.current(keys).await?
        } else {
            keys.into_iter().map(|key| (key, Arc::default())).collect()
        };
        let before = State {
            keys,
            required: settings.api_access_list_required,
        };
        let mut after = self.snapshot(&before);
        after.policy.access_list_required = required;
        let own = before.keys.iter().find(|(key, _)| begins && key.id == self.key);
        let refusal = own.and_then(|(_, list)| lock_out::check_requirement(list).err());
        let change = Canonical::Requirement { required };
        Ok(self.report(&before, &after, &change, refusal))
    }

    /// Changes a list: what is new first, so that nobody is cut off on the way.
    pub(crate) async fn change_list(
        &self,
        mut change: ListChange,
        accepted: Option<&str>,
    ) -> Result<contract::Key, Error> {
        let _turn = self.changes.lock().await;
        let state = self.state_of_list(&change).await?;
        let mut report = self.report_of_list(&state, &change);
        if accepted.is_none() && state.blocks().is_empty() && self.was_just_made(change.key) {
            // Whoever gives a new key its first entries is asked nothing: there is nobody yet who uses it.
            report.lockouts.clear();
        }
        check(report, accepted)?;
        let there = state.blocks();
        change.add.retain(|block| !there.contains(block));
        let written = self.write_list(&change).await;
        self.lists.forget_list(change.key);
        written?;
        self.key(change.key).await
    }

    /// Changes the requirement.
    pub(crate) async fn change_requirement(
        &self,
        required: bool,
        accepted: Option<&str>,
    ) -> Result<contract::Organization, Error> {
        let _turn = self.changes.lock().await;
        check(self.report_on_requirement(required).await?, accepted)?;
        let settings = Settings {
            api_access_list_required: required,
        };
        let now = self.upstream.change_settings(self.organization, settings).await?;
        Ok(self.saw_requirement(now.api_access_list_required).await)
    }

    /// Whether it is certain that nobody relies on the key yet: its id says when it was made.
    fn was_just_made(&self, key: KeyId) -> bool {
        let age = self.clock.seconds() - i64::from(key.made_at());
        age.unsigned_abs() < JUST_MADE
    }

    /// Adds, then removes one by one. What fails on the way tells how far it came.
    async fn write_list(&self, change: &ListChange) -> Result<(), Error> {
        let ListChange { key, add, remove } = change;
        if !add.is_empty() {
            self.upstream.add_entries(self.organization, *key, add).await?;
        }
        for (done, &entry) in remove.iter().enumerate() {
            let removed = self.upstream.delete_entry(self.organization, *key, entry).await;
            if let Err(cause) = removed {
                return Err(Error::HalfDone(Box::new(Half {
                    added: add.clone(),
                    removed: remove.iter().take(done).copied().collect(),
                    left: remove.iter().skip(done).copied().collect(),
                    cause,
                })));
            }
        }
        Ok(())
    }

    /// One key is all that can be touched by its list. Whether a list is required matters only where there is none.
    async fn state_of_list(&self, change: &ListChange) -> Result<State, Error> {
        let (key, list) = futures::try_join!(
            self.upstream.key(self.organization, change.key),
            self.upstream.access_list(self.organization, change.key)
        )?;
        let there: BTreeSet<AddressBlock> = list.iter().map(|entry| entry.block).collect();
        if let Some(gone) = change.remove.iter().find(|block| !there.contains(block)) {
            return Err(Error::Conflict(words::lockout::entry_is_gone(*gone)));
        }
        let matters = there.is_empty() || change.applied_to(&there).is_empty();
        let required = matters && {
            let settings = self.upstream.settings(self.organization).await?;
            settings.api_access_list_required
        };
        Ok(State {
            keys: vec![(key, list.into())],
            required,
        })
    }

    fn report_of_list(&self, before: &State, change: &ListChange) -> Report {
        let list: AccessList = change.applied_to(&before.blocks()).into_iter().collect();
        let own = before.keys.iter().find(|(key, _)| key.id == self.key);
        let refusal =
            own.and_then(|(_, entries)| lock_out::check_own_list(entries, &list, self.own_address).err());
        let mut after = self.snapshot(before);
        for key in &mut after.keys {
            key.access_list.clone_from(&list);
        }
        self.report(before, &after, &Canonical::of_list(change), refusal)
    }

    fn report(
        &self,
        before: &State,
        after: &Snapshot,
        change: &Canonical,
        refusal: Option<String>,
    ) -> Report {
        let found = lockouts(&self.snapshot(before), after);
        let mut lockouts: Vec<contract::Lockout> =
            found.iter().filter_map(|lockout| before.shown(lockout)).collect();
        let fingerprint = fingerprint(change, &lockouts);
        // People look for a key by what it is called.
        lockouts.sort_by_cached_key(|lockout| (lockout.certainty, lockout.description.to_lowercase()));
        Report {
            fingerprint,
            lockouts,
            judged: before.keys.len(),
            refusal,
        }
    }

    fn snapshot(&self, state: &State) -> Snapshot {
        Snapshot {
            policy: OrganizationPolicy {
                organization: self.organization,
                access_list_required: state.required,
            },
            keys: state.keys.iter().map(|(key, list)| snapshot(key, list)).collect(),
        }
    }
}

impl ListChange {
    fn applied_to(&self, there: &BTreeSet<AddressBlock>) -> BTreeSet<AddressBlock> {
        let stays = there.iter().filter(|block| !self.remove.contains(block));
        stays.chain(&self.add).copied().collect()
    }
}

impl State {
    fn blocks(&self) -> BTreeSet<AddressBlock> {
        let entries = self.keys.iter().flat_map(|(_, list)| list.iter());
        entries.map(|entry| entry.block).collect()
    }

    fn shown(&self, lockout: &Lockout) -> Option<contract::Lockout> {
        let (key, list) = self.keys.iter().find(|(key, _)| key.id == lockout.key)?;
        Some(contract::Lockout {
            id: key.id.to_string(),
            description: key.description.clone(),
            public_key: key.public_key.to_string(),
            certainty: match lockout.certainty {
                Certainty::Certain => contract::Certainty::Certain,
                Certainty::Likely => contract::Certainty::Likely,
                Certainty::Unknown => contract::Certainty::Unknown,
            },
            addresses: lockout.addresses.iter().map(ToString::to_string).collect(),
            reason: words::lockout::reason(lockout, !list.is_empty()),
        })
    }
}

fn snapshot(key: &Key, list: &[Entry]) -> KeySnapshot {
    let seen_at: BTreeSet<_> = list.iter().filter_map(|entry| entry.last_used_address).collect();
    KeySnapshot {
        key: key.id,
        roles: key.roles.iter().filter_map(upstream::HeldRole::known).collect(),
        access_list: list.iter().map(|entry| entry.block).collect(),
        seen_at: seen_at.into_iter().collect(),
    }
}

/// Goes on only with what was accepted, and with what locks nobody out.
fn check(report: Report, accepted: Option<&str>) -> Result<(), Error> {
    if let Some(refusal) = report.refusal {
        return Err(Error::WouldLockOut(refusal));
    }
    let is_accepted = match accepted {
        Some(fingerprint) => fingerprint == report.fingerprint,
        None => report.lockouts.is_empty(),
    };
    if is_accepted {
        Ok(())
    } else {
        Err(Error::ReportChanged(Box::new(report)))
    }
}

/// A change in the one form in which it is named.
#[derive(Serialize)]
enum Canonical {
    List {
        key: String,
        add: BTreeSet<String>,
        remove: BTreeSet<String>,
    },
    Requirement {
        required: bool,
    },
}

impl Canonical {
    fn of_list(change: &ListChange) -> Self {
        let texts = |blocks: &[AddressBlock]| blocks.iter().map(ToString::to_string).collect();
        Self::List {
            key: change.key.to_string(),
            add: texts(&change.add),
            remove: texts(&change.remove),
        }
    }
}

/// Names a change and whom it locks out. What a key is called is no part of it.
fn fingerprint(change: &Canonical, lockouts: &[contract::Lockout]) -> String {
    let lockouts: Vec<_> = lockouts
        .iter()
        .map(|lockout| (&lockout.id, lockout.certainty, &lockout.addresses))
        .collect();
    // Neither has a map or a float in it, so there is one text, and it can be written.
    let text = serde_json::to_vec(&(change, lockouts)).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(Sha256::digest(text))
}
