//! Storing accounts. They are imported whole; only their personal keys and their access list change afterwards.

use zeroize::Zeroizing;

use crate::error::Error;
use crate::keys::suffix;
use crate::model::{Account, Entry, PersonalKey};
use crate::state::Shared;
use crate::store::Change;

use access::{Description, Identity, PersonalKeyId};

use crate::timestamp::Timestamp;

/// An account with all that comes with it.
pub(crate) struct NewAccount {
    pub(crate) account: Account,
    pub(crate) keys: Vec<NewPersonalKey>,
    pub(crate) access_list: Vec<Entry>,
}

/// A personal key, while its secret is known.
pub(crate) struct NewPersonalKey {
    pub(crate) key: PersonalKey,
    pub(crate) secret: Zeroizing<String>,
}

impl NewPersonalKey {
    pub(crate) fn new(
        id: PersonalKeyId,
        description: Description,
        secret: Zeroizing<String>,
        enabled: bool,
        created: Timestamp,
    ) -> Self {
        let key = PersonalKey {
            id,
            description,
            suffix: suffix(&secret),
            enabled,
            created,
        };
        Self { key, secret }
    }
}

/// Stores an account, the credential of each key sealed for that key.
pub(crate) async fn store(shared: &Shared, change: &mut Change, new: &NewAccount) -> Result<(), Error> {
    let account = &new.account;
    change.insert_account(account).await?;
    for NewPersonalKey { key, secret } in &new.keys {
        let ha1 = shared.ha1(account.name.as_str(), secret);
        let sealed = shared.sealer.seal(ha1.as_bytes(), &key.id.to_string())?;
        change.insert_personal_key(account.id, key, &sealed).await?;
    }
    for entry in &new.access_list {
        change.insert_entry(Identity::Account(account.id), entry).await?;
    }
    Ok(())
}
