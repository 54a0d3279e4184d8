//! What would shut this backend out of the Admin API it manages is refused before it is asked for, with the way out.

use std::net::IpAddr;

use access::{AccessList, OrganizationRole};
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

/// Changing the list of the backend's own key to `after`. `certain` is the address it comes from; where that is not
/// known, the Admin API tells by the newest use of the list, which is this backend's. Without a list the key could change
/// no list any more, this one included.
pub(super) fn check_own_list(
    list: &[Entry],
    after: &AccessList,
    certain: Option<IpAddr>,
) -> Result<(), String> {
    if !list.is_empty() && list.iter().all(|entry| after.contains(entry.block)) {
        return Ok(());
    }
    let newest = list.iter().max_by_key(|entry| entry.last_used);
    let own = certain.or_else(|| newest.and_then(|entry| entry.last_used_address));
    let Some(own) = own else {
        return Err(format!(
            "Keyhold itself uses this key, and which entry lets it in is not known. {WAY_OUT}"
        ));
    };
    if after.most_specific_match(own).is_none() {
        return Err(format!(
            "Keyhold itself uses this key from {own}, and no entry would let it in any more. Add one that covers {own} \
             as well. {WAY_OUT}"
        ));
    }
    let mut removed = list
        .iter()
        .map(|entry| entry.block)
        .filter(|block| !after.contains(*block));
    if removed.any(|block| after.keeps(block, own)) {
        return Err(format!(
            "Keyhold itself uses this key from {own}, and the Admin API lets no key remove the address it is used from, \
             also where another entry covers it. Keep {own} on the list. {WAY_OUT}"
        ));
    }
    Ok(())
}

/// Requiring a list of every key, where `list` is that of the backend's own.
pub(super) fn check_requirement(list: &[Entry]) -> Result<(), String> {
    if !list.is_empty() {
        return Ok(());
    }
    Err(format!(
        "The key Keyhold itself uses has no access list and would be locked out. Add Keyhold's address to it with \
         another key first. {WAY_OUT}"
    ))
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

    fn check(list: &[Entry], removed: &str, certain: Option<&str>) -> Result<(), String> {
        let before: AccessList = list.iter().map(|entry| entry.block).collect();
        let after = before.without(removed.parse().unwrap());
        check_own_list(list, &after, certain.map(|text| text.parse().unwrap()))
    }

    #[test]
    fn the_only_entry_that_lets_the_backend_in_stays() {
        let list = [entry("127.0.0.1", None), entry("10.0.0.0/8", None)];
        assert!(check(&list, "127.0.0.1", Some("127.0.0.1")).is_err());
        assert!(check(&list, "10.0.0.0/8", Some("127.0.0.1")).is_ok());
    }

    #[test]
    fn an_entry_may_go_when_another_covers_the_backend_but_not_its_very_address() {
        let list = ["127.0.0.1", "127.0.0.0/30", "127.0.0.0/8"].map(|block| entry(block, None));
        assert!(check(&list, "127.0.0.1", Some("127.0.0.1")).is_err());
        assert!(check(&list, "127.0.0.0/30", Some("127.0.0.1")).is_ok());
        assert!(check(&list, "127.0.0.1", Some("127.0.0.2")).is_ok());
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
    fn the_first_entry_of_the_backends_key_lets_it_in() {
        let here = Some("127.0.0.1".parse().unwrap());
        let first = |entry: &str| AccessList::default().with(entry.parse().unwrap());
        assert!(check_own_list(&[], &first("10.0.0.0/8"), here).is_err());
        assert!(check_own_list(&[], &first("127.0.0.0/8"), here).is_ok());
    }

    #[test]
    fn what_is_only_added_to_a_list_harms_nobody() {
        let list = [entry("10.0.0.0/8", None)];
        let after = ["10.0.0.0/8", "192.0.2.7"]
            .map(|text| text.parse().unwrap())
            .into_iter()
            .collect();
        assert!(check_own_list(&list, &after, None).is_ok());
    }

    #[test]
    fn a_list_is_required_only_where_the_backends_key_has_one() {
        assert!(check_requirement(&[]).is_err());
        assert!(check_requirement(&[entry("10.0.0.0/8", None)]).is_ok());
    }

    #[test]
    fn the_own_key_stays_an_owner() {
        assert!(check_own_roles(&[OrganizationRole::Member]).is_err());
        assert!(check_own_roles(&[OrganizationRole::Member, OrganizationRole::Owner]).is_ok());
    }
}
