//! Lock-outs in words: why a key stops working, and how far a change came.

use std::fmt::Display;

use access::{AddressBlock, Certainty, Lockout};

use crate::error::Half;

/// Why a key stops working. `had_list` says whether it has an access list before the change.
pub(crate) fn reason(lockout: &Lockout, had_list: bool) -> String {
    match (lockout.certainty, had_list) {
        (Certainty::Certain, false) => {
            "It has no access list, and the organization would require one. Nobody could use it.".to_owned()
        }
        (Certainty::Certain, true) => {
            "Its access list would be empty, and the organization requires one. Nobody could use it.".to_owned()
        }
        (Certainty::Likely, _) => format!(
            "It was used from {}, which no entry would cover any more.",
            all(&lockout.addresses)
        ),
        (Certainty::Unknown, true) => {
            "No use of it is recorded, and some of the addresses it can be used from would not be covered any more."
                .to_owned()
        }
        (Certainty::Unknown, false) => {
            "It can be used from anywhere as long as it has no access list, so its use is not recorded. From now on \
             only the named addresses could use it."
                .to_owned()
        }
    }
}

/// An entry that was to be removed is on the list no more.
pub(crate) fn entry_is_gone(entry: AddressBlock) -> String {
    format!("{entry} is not on the access list any more: somebody else removed it. Reload the page.")
}

/// How far a change of a list came before it failed.
pub(super) fn half_done(half: &Half) -> String {
    let mut done = String::new();
    if !half.added.is_empty() {
        done = format!("Added: {}. ", all(&half.added));
    }
    if !half.removed.is_empty() {
        done = format!("{done}Removed: {}. ", all(&half.removed));
    }
    format!("{done}Still to be removed: {}.", all(&half.left))
}

fn all<T: Display>(items: &[T]) -> String {
    let texts: Vec<String> = items.iter().map(ToString::to_string).collect();
    texts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use access::KeyId;

    #[test]
    fn each_lock_out_has_its_own_reason() {
        let said = |certainty, addresses: &[&str], had_list| {
            let lockout = Lockout {
                key: KeyId::from_bytes([1; 12]),
                certainty,
                addresses: addresses.iter().map(|text| text.parse().unwrap()).collect(),
                denial: None,
            };
            reason(&lockout, had_list)
        };
        let likely = said(Certainty::Likely, &["10.1.2.3", "2001:db8::7"], true);
        assert_eq!(
            likely,
            "It was used from 10.1.2.3, 2001:db8::7, which no entry would cover any more."
        );
        let mut all = vec![likely];
        for certainty in [Certainty::Certain, Certainty::Unknown] {
            all.extend([true, false].map(|had_list| said(certainty, &[], had_list)));
        }
        assert!(all.iter().all(|reason| reason.ends_with('.')));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 5);
    }
}
