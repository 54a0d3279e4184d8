//! The classes that keys fall into, each with its name in the URL and its words on screen. Of each kind of class a key
//! is in exactly one.

use super::time::{DAY, seconds};
use contract::{ExposureClass, KeyRow, LastUse};

/// An enum of classes with, for each, its name in the URL and its words.
macro_rules! classes {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $url:literal $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $label] $variant,)+ }

        impl $name {
            /// Every one, in the order people read them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its name in the URL.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $url),+ }
            }

            /// Its words.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The one of this name, if any.
            pub fn by_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|class| class.name() == name)
            }
        }
    };
}
pub(super) use classes;

classes! {
    /// How open a key's access list is.
    Openness {
        NoList "no-list" "No access list";
        Internet "internet" "Whole internet";
        Wide "wide" "Wide range";
        Narrow "narrow" "Named networks";
        NotRead "not-read" "Not read yet";
    }
}

impl Openness {
    /// The class of a key.
    pub fn of(row: &KeyRow) -> Self {
        if row.list_read {
            row.exposure.into()
        } else {
            Self::NotRead
        }
    }
}

impl From<ExposureClass> for Openness {
    fn from(class: ExposureClass) -> Self {
        match class {
            ExposureClass::NoList => Self::NoList,
            ExposureClass::Internet => Self::Internet,
            ExposureClass::Wide => Self::Wide,
            ExposureClass::Narrow => Self::Narrow,
        }
    }
}

classes! {
    /// How long ago a key was last used.
    UseAge {
        Week "week" "Within 7 days";
        Month "month" "8 to 30 days ago";
        Quarter "quarter" "31 to 90 days ago";
        Longer "longer" "More than 90 days ago";
        Never "never" "Never";
        Unknown "unknown" "Unknown";
        NotRead "not-read" "Not read yet";
    }
}

impl UseAge {
    /// The class of a key at `now`, in seconds since 1970.
    pub fn of(row: &KeyRow, now: i64) -> Self {
        let time = match &row.last_use {
            _ if !row.list_read => return Self::NotRead,
            LastUse::Unknown => return Self::Unknown,
            LastUse::Never => return Self::Never,
            LastUse::At { time, .. } => time,
        };
        match seconds(time).map(|then| (now - then) / DAY) {
            Some(days) if days <= 7 => Self::Week,
            Some(days) if days <= 30 => Self::Month,
            Some(days) if days < 90 => Self::Quarter,
            // A time that cannot be read is old: somebody should look at the key.
            _ => Self::Longer,
        }
    }
}

classes! {
    /// Whether a key is on any project.
    Presence {
        Somewhere "some" "On a project";
        Nowhere "none" "On no project";
    }
}

impl Presence {
    /// The class of a key.
    pub fn of(row: &KeyRow) -> Self {
        if row.projects == 0 {
            Self::Nowhere
        } else {
            Self::Somewhere
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::index::tests::{NOW, row};

    fn used(days_ago: i64) -> UseAge {
        let mut row = row(1, "ci", &["10.0.0.0/8"]);
        row.last_use = LastUse::At {
            time: "2026-08-10T03:44:01Z".into(),
            address: None,
        };
        UseAge::of(&row, 1_786_333_441 + days_ago * DAY)
    }

    #[test]
    fn a_list_that_was_not_read_says_nothing_of_openness_or_use() {
        let mut unread = row(1, "ci", &[]);
        unread.list_read = false;
        assert_eq!(Openness::of(&unread), Openness::NotRead);
        assert_eq!(UseAge::of(&unread, NOW), UseAge::NotRead);
    }

    #[test]
    fn an_age_of_use_begins_where_the_one_before_ends() {
        for (days, age) in [
            (-1, UseAge::Week),
            (0, UseAge::Week),
            (7, UseAge::Week),
            (8, UseAge::Month),
            (30, UseAge::Month),
            (31, UseAge::Quarter),
            (89, UseAge::Quarter),
            (90, UseAge::Longer),
            (4000, UseAge::Longer),
        ] {
            assert_eq!(used(days), age, "{days} days");
        }
    }

    #[test]
    fn never_used_is_not_the_same_as_not_known() {
        let mut key = row(1, "ci", &["10.0.0.0/8"]);
        key.last_use = LastUse::Never;
        assert_eq!(UseAge::of(&key, NOW), UseAge::Never);
        assert_eq!(UseAge::of(&row(2, "bare", &[]), NOW), UseAge::Unknown);
    }

    #[test]
    fn every_class_is_found_by_its_name() {
        for &class in Openness::ALL {
            assert_eq!(Openness::by_name(class.name()), Some(class));
        }
        for &class in UseAge::ALL {
            assert_eq!(UseAge::by_name(class.name()), Some(class));
        }
        assert_eq!(Presence::by_name("elsewhere"), None);
    }
}
