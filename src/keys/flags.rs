//! What a person should know of a key at a glance.

use super::{
    facets::{Openness, UseAge, classes},
    time::DAY,
};
use crate::ui::Tone;
use access::{KeyId, OrganizationRole};
use contract::KeyRow;

/// How long without a use counts as unused.
const UNUSED_AFTER_DAYS: i64 = 90;

classes! {
    /// Something about a key that deserves a look, the gravest first.
    Flag {
        Unusable "unusable" "Cannot be used";
        OpenOwner "open-owner" "Owner, open to the internet";
        LastOwner "last-owner" "Last owner key";
        Unused "unused" "Unused for 90 days";
        NeverUsed "never-used" "Never used";
        Own "own" "Used by Keyhold";
        NotRead "not-read" "List not read yet";
    }
}

impl Flag {
    /// What it means, for its badge.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Unusable | Self::OpenOwner => Tone::Danger,
            Self::LastOwner | Self::Unused => Tone::Warning,
            Self::Own => Tone::Info,
            Self::NeverUsed | Self::NotRead => Tone::Neutral,
        }
    }

    /// Why it stands there, in a sentence.
    pub const fn because(self) -> &'static str {
        match self {
            Self::Unusable => {
                "The organization requires an access list and this key has none: every request is refused."
            }
            Self::OpenOwner => "It may do everything in the organization, from any address on the internet.",
            Self::LastOwner => "No other key is Organization Owner.",
            Self::Unused => "No use is counted in the last 90 days.",
            Self::NeverUsed => "No use has ever been counted.",
            Self::Own => "Keyhold itself reaches the Admin API with it.",
            Self::NotRead => "Its access list is still being read.",
        }
    }

    /// The graver, the higher.
    const fn bit(self) -> u8 {
        1 << (Self::NotRead as u8 - self as u8)
    }
}

/// The flags of one key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flags(u8);

impl Flags {
    /// Whether this one is among them.
    pub const fn has(self, flag: Flag) -> bool {
        self.0 & flag.bit() != 0
    }

    /// Those there are, the gravest first.
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        Flag::ALL.iter().copied().filter(move |&flag| self.has(flag))
    }
}

impl FromIterator<Flag> for Flags {
    fn from_iter<I: IntoIterator<Item = Flag>>(flags: I) -> Self {
        Self(flags.into_iter().fold(0, |bits, flag| bits | flag.bit()))
    }
}

/// What flags depend on beyond the key itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The id of the key Keyhold itself uses.
    pub own_key: String,
    /// Whether the organization requires an access list.
    pub list_required: bool,
    /// Seconds since 1970.
    pub now: i64,
}

/// Whether a key is Organization Owner.
pub(super) fn is_owner(row: &KeyRow) -> bool {
    row.roles
        .iter()
        .any(|role| role == OrganizationRole::Owner.wire())
}

/// The flags of a key among keys of which `owners` are Organization Owner.
pub(super) fn flags(row: &KeyRow, owners: usize, around: &Surroundings) -> Flags {
    let openness = Openness::of(row);
    let age = UseAge::of(row, around.now);
    let owner = is_owner(row);
    // Keyhold's own is in use as this is read, whatever has been counted yet.
    let never_used = age == UseAge::Never && row.id != around.own_key;
    let is_open = openness == Openness::Internet || openness == Openness::NoList && !around.list_required;
    Flag::ALL
        .iter()
        .copied()
        .filter(|flag| match flag {
            Flag::Unusable => openness == Openness::NoList && around.list_required,
            Flag::OpenOwner => owner && is_open,
            Flag::LastOwner => owner && owners == 1,
            Flag::Unused => age == UseAge::Longer || never_used && is_old(row, around.now),
            Flag::NeverUsed => never_used,
            Flag::Own => row.id == around.own_key,
            Flag::NotRead => openness == Openness::NotRead,
        })
        .collect()
}

/// Whether a key was there long enough to have been used: one made yesterday is not unused for 90 days.
fn is_old(row: &KeyRow, now: i64) -> bool {
    row.id
        .parse::<KeyId>()
        .is_ok_and(|id| now - i64::from(id.made_at()) >= UNUSED_AFTER_DAYS * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::index::tests::{NOW, row};
    use contract::{ExposureClass, LastUse};

    fn around(list_required: bool) -> Surroundings {
        Surroundings {
            own_key: "65f0c0ffee65f0c0ffee6501".into(),
            list_required,
            now: NOW,
        }
    }

    fn flagged(row: &KeyRow, owners: usize, list_required: bool) -> Vec<Flag> {
        flags(row, owners, &around(list_required)).iter().collect()
    }

    fn owner(entries: &[&str]) -> KeyRow {
        KeyRow {
            roles: vec!["ORG_OWNER".into()],
            ..row(2, "root", entries)
        }
    }

    #[test]
    fn an_ordinary_key_has_no_flag() {
        let mut key = row(2, "ci", &["10.0.0.0/8"]);
        key.last_use = LastUse::At {
            time: "2026-08-10T03:44:01Z".into(),
            address: None,
        };
        assert_eq!(flagged(&key, 0, true), []);
        assert_eq!(flagged(&row(2, "bare", &[]), 0, false), []);
    }

    #[test]
    fn without_a_list_a_key_is_open_or_where_one_is_required_of_no_use() {
        assert_eq!(flagged(&owner(&[]), 2, false), [Flag::OpenOwner]);
        assert_eq!(flagged(&owner(&[]), 2, true), [Flag::Unusable]);
    }

    #[test]
    fn an_owner_open_to_the_internet_and_the_last_of_its_kind_is_both() {
        let mut key = owner(&["0.0.0.0/1", "128.0.0.0/1"]);
        key.exposure = ExposureClass::Internet;
        key.last_use = LastUse::Unknown;
        assert_eq!(flagged(&key, 1, true), [Flag::OpenOwner, Flag::LastOwner]);
    }

    #[test]
    fn a_key_made_yesterday_is_never_used_and_not_unused() {
        let made = |days_ago: i64| KeyRow {
            id: format!("{:08x}0000000000000000", NOW - days_ago * DAY),
            last_use: LastUse::Never,
            ..row(2, "ci", &["10.0.0.0/8"])
        };
        assert_eq!(flagged(&made(1), 0, false), [Flag::NeverUsed]);
        assert_eq!(flagged(&made(90), 0, false), [Flag::Unused, Flag::NeverUsed]);
    }

    #[test]
    fn before_its_list_is_read_a_key_is_only_not_read() {
        let mut key = owner(&[]);
        key.list_read = false;
        assert_eq!(flagged(&key, 2, true), [Flag::NotRead]);
    }

    #[test]
    fn keyhold_s_own_key_is_told_by_its_id() {
        assert_eq!(flagged(&row(1, "keyhold", &[]), 0, false), [Flag::Own]);
        let mut uncounted = row(1, "keyhold", &["192.0.2.7/32"]);
        uncounted.last_use = LastUse::Never;
        assert_eq!(flagged(&uncounted, 0, false), [Flag::Own]);
    }

    #[test]
    fn graver_flags_weigh_more_than_all_lighter_ones_together() {
        for (index, &flag) in Flag::ALL.iter().enumerate() {
            let lighter: Flags = Flag::ALL[index + 1..].iter().copied().collect();
            assert!(Flags::from_iter([flag]) > lighter, "{flag:?}");
        }
    }
}
