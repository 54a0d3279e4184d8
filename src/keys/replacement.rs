//! A key that replaces another. Keys do not expire, so one is replaced by making a copy, moving what uses it over, and
//! deleting the old one. The Admin API keeps no record of that: the copy's description tells whom it replaces, and tells it to
//! everybody.

use access::{Description, PublicKey};

const BEGIN: &str = " (replaces ";
const END: char = ')';

/// The description of the key that replaces the one with this description and public key. Whatever is too long of the old one
/// is left out.
pub fn description_of_copy(description: &str, public_key: &str) -> String {
    let end = [BEGIN, public_key, &END.to_string()].concat();
    let own = replaced_by(description).map_or(description, |_| {
        description.rsplit_once(BEGIN).map_or(description, |(own, _)| own)
    });
    let room = Description::MAX.saturating_sub(end.chars().count());
    let own: String = own.chars().take(room).collect();
    [own.trim_end(), &end].concat()
}

/// The public key of the key that one with this description replaces.
pub fn replaced_by(description: &str) -> Option<&str> {
    let (_, end) = description.rsplit_once(BEGIN)?;
    let public_key = end.strip_suffix(END)?;
    public_key.parse::<PublicKey>().is_ok().then_some(public_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_no_public_key_replaces_nothing() {
        for description in [
            "",
            "ci",
            "ci (replaces )",
            "ci (replaces jenkins)",
            "ci (replaces abcd1234) again",
        ] {
            assert_eq!(replaced_by(description), None, "{description}");
        }
    }

    #[test]
    fn a_copy_tells_whom_it_replaces() {
        let copy = description_of_copy("ci", "abcd1234");
        assert_eq!(copy, "ci (replaces abcd1234)");
        assert_eq!(replaced_by(&copy), Some("abcd1234"));
    }

    #[test]
    fn the_copy_of_a_copy_tells_of_its_own_only() {
        assert_eq!(
            description_of_copy("ci (replaces abcdefgh)", "ijklmnop"),
            "ci (replaces ijklmnop)"
        );
    }

    #[test]
    fn a_long_description_is_shortened_and_stays_one() {
        let copy = description_of_copy(&"ä".repeat(Description::MAX), "abcdefgh");
        assert_eq!(copy.chars().count(), Description::MAX);
        assert!(Description::parse(&copy).is_ok());
        assert_eq!(replaced_by(&copy), Some("abcdefgh"));
    }
}
