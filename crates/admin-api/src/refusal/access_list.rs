//! What is refused of access lists.

use access::address_in_full;
use http::StatusCode as S;

use super::{Refusal, Wording, say, validation};

impl Refusal {
    pub(super) fn of_an_access_list(&self) -> Option<Wording> {
        Some(match self {
            Self::AddressAndBlock => say(
                S::BAD_REQUEST,
                "BAD_ACCESS_LIST_ADD_REQUEST",
                "Should not specify both the IP address and the CIDR block.",
                [],
            ),
            Self::NotAnAddress { text } => say(
                S::BAD_REQUEST,
                "INVALID_IP_ADDRESS_OR_CIDR_NOTATION",
                format!("The address {text} must be in valid IP address or CIDR notation."),
                [text.clone()],
            ),
            Self::NotABlock { text } => say(
                S::BAD_REQUEST,
                "INVALID_CIDR_BLOCK",
                format!("The CIDR block {text} must be in valid CIDR notation."),
                [text.clone()],
            ),
            Self::WholeInternet { text } => say(
                S::BAD_REQUEST,
                "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST",
                format!("The address {text} cannot be added to access lists."),
                [text.clone()],
            ),
            Self::WholeInternetForAccount { text } => say(
                S::BAD_REQUEST,
                "CANNOT_ADD_IP_ADDRESS_TO_ACCESS_LIST",
                format!("The address {text} cannot be added to user access lists."),
                [text.clone()],
            ),
            Self::DuplicateAddresses => say(
                S::BAD_REQUEST,
                "DUPLICATE_ADDRESSES_IN_INPUT",
                "Two or more of the IP addresses being added to the access list are the same.",
                [],
            ),
            Self::ListFull => validation(format!(
                "an access list holds at most {} entries",
                access::MAX_ACCESS_LIST_ENTRIES
            )),
            Self::OwnAddress { address } => say(
                S::BAD_REQUEST,
                "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST",
                format!(
                    "Cannot remove caller's IP address {} from access list.",
                    address_in_full(*address)
                ),
                [address_in_full(*address)],
            ),
            Self::ShutsOutCaller { address } => validation(format!(
                "requiring an access list would shut out the API key that asks for it: add {} to its access list first",
                address_in_full(*address)
            )),
            _ => return None,
        })
    }
}
