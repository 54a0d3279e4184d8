//! What would shut this backend out of the Admin API it manages is refused before it is asked for, with the way out.

use std::net::IpAddr;

use access::{AddressBlock, OrganizationRole};
use upstream::Entry;

use crate::error::Error;

const WAY_OUT: &str = "Give Keyhold another key first, on the server: keyhold connection add.";

/// Deleting the backend's own key.
pub(super) fn deleting_own_key() -> Error {
    Error::WouldLockOut(format!(
        "Keyhold itself uses this key and would be locked out without it. {WAY_OUT}"
    ))
}

/// Changing the roles of the backend's own key.
pub(super) fn check_own_roles(roles: &[OrganizationRole]) -> Result<(), Error> {
    if roles.contains(&OrganizationRole::Owner) {
        return Ok(());
    }
    Err(Error::WouldLockOut(format!(
        "Keyhold itself uses this key and can manage nothing without the role Organization Owner. Keep that role. \
         {WAY_OUT}"
    )))
}

/// Removing an entry from the list of the backend's own key. `certain` is the address it comes from; where that is not
/// known, the Admin API tells by the newest use of the list, which is this backend's.
pub(super) fn check_own_list(
    list: &[Entry],
    removed: AddressBlock,
    certain: Option<IpAddr>,
) -> Result<(), Error> {
    let newest = list.iter().max_by_key(|entry| entry.last_used);
    let own = certain.or_else(|| newest.and_then(|entry| entry.last_used_address));
    let Some(own) = own else {
        return Err(Error::WouldLockOut(format!(
            "Keyhold itself uses this key, and which entry lets it in is not known. {WAY_OUT}"
        )));
    };
    let stays_covered = list
        .iter()
        .any(|entry| entry.block != removed && entry.block.contains(own));
    if stays_covered {
        return Ok(());
    }
    Err(Error::WouldLockOut(format!(
        "Keyhold itself uses this key from {own}, and only this entry lets it in. Add another entry that covers {own} \
         first. {WAY_OUT}"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::OffsetDateTime;

    fn entry(block: &str, last_used: Option<(i64, &str)>) -> Entry {
        Entry {
            block: block.parse().unwrap(),
            created: OffsetDateTime::UNIX_EPOCH,
            count: 0,
            last_used: last_used.map(|(at, _)| OffsetDateTime::from_unix_timestamp(at).unwrap()),
            last_used_address: last_used.map(|(_, address)| address.parse().unwrap()),
        }
    }

    fn check(list: &[Entry], removed: &str, certain: Option<&str>) -> Result<(), Error> {
        check_own_list(
            list,
            removed.parse().unwrap(),
            certain.map(|text| text.parse().unwrap()),
        )
    }

    #[test]
    fn the_only_entry_that_lets_the_backend_in_stays() {
        let list = [entry("127.0.0.1", None), entry("10.0.0.0/8", None)];
        assert!(matches!(
            check(&list, "127.0.0.1", Some("127.0.0.1")),
            Err(Error::WouldLockOut(_))
        ));
        assert!(check(&list, "10.0.0.0/8", Some("127.0.0.1")).is_ok());
    }

    #[test]
    fn an_entry_may_go_when_a_wider_one_covers_the_backend() {
        let list = [entry("127.0.0.1", None), entry("127.0.0.0/8", None)];
        assert!(check(&list, "127.0.0.1", Some("127.0.0.1")).is_ok());
        assert!(check(&list, "127.0.0.0/8", Some("127.0.0.1")).is_ok());
    }

    #[test]
    fn where_the_backend_comes_from_is_told_by_the_newest_use() {
        let list = [
            entry("10.0.0.0/8", Some((5, "10.1.2.3"))),
            entry("192.0.2.0/24", Some((9, "192.0.2.7"))),
        ];
        assert!(check(&list, "192.0.2.0/24", None).is_err());
        assert!(check(&list, "10.0.0.0/8", None).is_ok());
    }

    #[test]
    fn where_nothing_is_known_nothing_is_removed() {
        let list = [entry("10.0.0.0/8", None), entry("192.0.2.0/24", None)];
        assert!(check(&list, "10.0.0.0/8", None).is_err());
    }

    #[test]
    fn the_own_key_stays_an_owner() {
        assert!(check_own_roles(&[OrganizationRole::Member]).is_err());
        assert!(check_own_roles(&[OrganizationRole::Member, OrganizationRole::Owner]).is_ok());
    }
}
