//! An address or a block as it is shown: short, and broken between the groups of IPv6 where it has to be, never within a
//! number.

use access::AddressBlock;
use keyhold_markup::view;
use leptos::prelude::*;

/// A single address without its prefix; anything else as it stands.
pub fn short(block: &str) -> String {
    AddressBlock::listed(block).map_or_else(|_| block.to_owned(), |block| block.short())
}

/// An address or a block, [`short`].
#[component]
pub fn AddressCode(
    /// As it came.
    address: String,
) -> impl IntoView {
    let groups: Vec<AnyView> = groups(&short(&address))
        .into_iter()
        .map(|group| view! { {group} <wbr /> }.into_any())
        .collect();
    view! { <code>{groups}</code> }.into_any()
}

/// What stays together, in order. The two colons of the zeros left out do.
fn groups(address: &str) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for group in address.split_inclusive(':') {
        match groups.last_mut() {
            Some(last) if group == ":" => last.push(':'),
            _ => groups.push(group.to_owned()),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn an_address_is_broken_between_its_groups_only() {
        assert_eq!(groups("192.0.2.0/24"), ["192.0.2.0/24"]);
        assert_eq!(groups("2001:db8:40::/48"), ["2001:", "db8:", "40::", "/48"]);
        assert_eq!(groups("2001:db8::17"), ["2001:", "db8::", "17"]);
        assert_eq!(groups("::1"), ["::", "1"]);
    }
}
