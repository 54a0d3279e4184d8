//! What has been typed as entries of an access list, judged piece by piece. What an address is only `access` decides.

use access::{AddressBlock, AddressError};
use std::{collections::BTreeSet, net::IpAddr};

/// One address or block as typed, and what the list would make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The line it stands in, from 1.
    pub line: usize,
    /// As typed.
    pub text: String,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// What becomes of something typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is added.
    New(AddressBlock),
    /// It is on the list already.
    Already(AddressBlock),
    /// It stands further up among what was typed.
    Repeated(AddressBlock),
    /// It cannot be added.
    Wrong(AddressError),
}

/// Judges everything typed: pieces are set apart by commas, semicolons, spaces or line ends, and `#` begins a comment to
/// the end of its line.
pub fn judge(text: &str, listed: &[AddressBlock]) -> Vec<Typed> {
    let mut seen: BTreeSet<AddressBlock> = listed.iter().copied().collect();
    let separators = |character: char| character.is_whitespace() || matches!(character, ',' | ';');
    let mut typed = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let entries = line.split('#').next().unwrap_or_default();
        for piece in entries.split(separators).filter(|piece| !piece.is_empty()) {
            let verdict = match piece.parse::<AddressBlock>() {
                Err(error) => Verdict::Wrong(error),
                Ok(block) if seen.insert(block) => Verdict::New(block),
                Ok(block) if listed.contains(&block) => Verdict::Already(block),
                Ok(block) => Verdict::Repeated(block),
            };
            typed.push(Typed {
                line: at + 1,
                text: piece.to_owned(),
                verdict,
            });
        }
    }
    typed
}

/// What is wrong with what was typed: the first piece that is no entry, and in which of several lines.
pub fn first_wrong(typed: &[Typed]) -> Option<String> {
    let several = typed.iter().any(|piece| piece.line > 1);
    typed.iter().find_map(|piece| match &piece.verdict {
        Verdict::Wrong(error) if several => Some(format!("Line {}: {error}.", piece.line)),
        Verdict::Wrong(error) => Some(format!("{error}.")),
        Verdict::New(_) | Verdict::Already(_) | Verdict::Repeated(_) => None,
    })
}

/// What to send: every new block, in the order typed; or why nothing can be sent.
pub fn to_send(typed: &[Typed]) -> Result<Vec<String>, String> {
    if let Some(wrong) = first_wrong(typed) {
        return Err(wrong);
    }
    let new = typed.iter().filter_map(|piece| match piece.verdict {
        Verdict::New(block) => Some(block.to_string()),
        _ => None,
    });
    let blocks: Vec<String> = new.collect();
    match (blocks.is_empty(), typed.is_empty()) {
        (false, _) => Ok(blocks),
        (true, true) => Err(format!("{}.", AddressError::Empty)),
        (true, false) => Err("Everything typed is on the access list already.".to_owned()),
    }
}

/// `text` with `address` as one more piece, unless it is there already.
pub fn with_address(text: &str, address: &str) -> String {
    let block = address.parse::<AddressBlock>().ok();
    let there = judge(text, &[]).iter().any(|piece| match &piece.verdict {
        Verdict::New(typed) | Verdict::Already(typed) | Verdict::Repeated(typed) => Some(*typed) == block,
        Verdict::Wrong(_) => false,
    });
    match (there, text.trim_end()) {
        (true, _) => text.to_owned(),
        (false, "") => address.to_owned(),
        (false, text) => format!("{text}\n{address}"),
    }
}

/// The addresses of a block in words: how many, and from where to where.
pub fn extent(block: AddressBlock) -> String {
    match block.single() {
        Some(IpAddr::V4(_)) => "one IPv4 address".to_owned(),
        Some(IpAddr::V6(_)) => "one IPv6 address".to_owned(),
        None => format!("{}, {} to {}", block.addresses(), block.first(), block.last()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdicts(text: &str, listed: &[&str]) -> Vec<String> {
        let listed: Vec<AddressBlock> = listed.iter().map(|block| block.parse().unwrap()).collect();
        judge(text, &listed)
            .into_iter()
            .map(|piece| match piece.verdict {
                Verdict::New(block) => format!("new {block}"),
                Verdict::Already(block) => format!("already {block}"),
                Verdict::Repeated(block) => format!("repeated {block}"),
                Verdict::Wrong(_) => format!("wrong {}", piece.text),
            })
            .collect()
    }

    #[test]
    fn one_wrong_piece_keeps_everything_from_being_sent() {
        let typed = judge("192.0.2.7, example.com", &[]);
        assert_eq!(typed.len(), 2);
        assert!(to_send(&typed).unwrap_err().contains("example.com"));
        assert_eq!(
            verdicts("0.0.0.0/0 10.0.0.0/33", &[]),
            ["wrong 0.0.0.0/0", "wrong 10.0.0.0/33"]
        );
    }

    #[test]
    fn nothing_typed_and_nothing_new_are_refused_in_different_words() {
        assert!(to_send(&judge(" ,\n", &[])).unwrap_err().contains("Enter"));
        let typed = judge("192.0.2.7", &["192.0.2.7/32".parse().unwrap()]);
        assert!(to_send(&typed).unwrap_err().contains("already"));
    }

    #[test]
    fn pieces_may_be_set_apart_in_any_way() {
        assert_eq!(
            verdicts("192.0.2.7,10.1.2.3/8;2001:DB8::1\n\t198.51.100.0/24 ", &[]),
            [
                "new 192.0.2.7/32",
                "new 10.0.0.0/8",
                "new 2001:db8::1/128",
                "new 198.51.100.0/24"
            ]
        );
    }

    #[test]
    fn a_comment_is_not_judged_and_a_wrong_piece_is_named_by_its_line() {
        let text = "192.0.2.7 # the office, 10.0.0.1\n# nothing here\n\n10.0.0.0/33, 10.0.0.1";
        assert_eq!(
            verdicts(text, &[]),
            ["new 192.0.2.7/32", "wrong 10.0.0.0/33", "new 10.0.0.1/32"]
        );
        let typed = judge(text, &[]);
        assert_eq!(
            typed.iter().map(|piece| piece.line).collect::<Vec<_>>(),
            [1, 4, 4]
        );
        assert!(first_wrong(&typed).unwrap().starts_with("Line 4: "));
        assert!(!first_wrong(&judge("example.com", &[])).unwrap().contains("Line"));
    }

    #[test]
    fn the_same_block_counts_once_however_it_is_written() {
        assert_eq!(
            verdicts("10.0.0.1/8 10.9.9.9/8 ::ffff:192.0.2.7", &["192.0.2.7/32"]),
            ["new 10.0.0.0/8", "repeated 10.0.0.0/8", "already 192.0.2.7/32"]
        );
        let typed = judge("10.0.0.1/8 10.9.9.9/8", &[]);
        assert_eq!(to_send(&typed), Ok(vec!["10.0.0.0/8".to_owned()]));
    }

    #[test]
    fn an_address_is_appended_once() {
        assert_eq!(with_address("", "192.0.2.7"), "192.0.2.7");
        assert_eq!(with_address("10.0.0.0/8 ", "192.0.2.7"), "10.0.0.0/8\n192.0.2.7");
        assert_eq!(with_address("192.0.2.7/32", "192.0.2.7"), "192.0.2.7/32");
    }

    #[test]
    fn a_block_is_told_by_its_size_and_ends() {
        assert_eq!(extent("192.0.2.7".parse().unwrap()), "one IPv4 address");
        assert_eq!(extent("::5".parse().unwrap()), "one IPv6 address");
        assert_eq!(
            extent("192.0.2.0/24".parse().unwrap()),
            "256 addresses, 192.0.2.0 to 192.0.2.255"
        );
    }
}
