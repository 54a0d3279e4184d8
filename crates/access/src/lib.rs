//! The rules of Keyhold: who may do what, from where. No I/O, no clock, no async.
//!
//! Compiled for WebAssembly and natively: the server enforces with these functions and the console explains and
//! predicts with them, so the two can never disagree. [`decide`] is the only place that says yes or no.

mod access_list;
mod action;
mod address;
mod advice;
mod coverage;
mod decision;
mod explain;
mod exposure;
mod forwarded;
mod id;
mod lockout;
mod name;
mod operator;
mod public_key;
mod role;

pub use access_list::AccessList;
pub use action::{Action, ActionRule, Method, Permission};
pub use address::{AddressBlock, AddressCount, AddressError, address_in_full, canonical_address, grouped};
pub use advice::{Advice, EntryUse, Finding, ListedEntry, PrivateRange, advise};
pub use coverage::{Coverage, Family, smallest_list};
pub use decision::{Actor, Decision, Denial, Identity, Operation, OrganizationPolicy, decide};
pub use explain::{Change, Check, Outcome, Question};
pub use exposure::{Exposure, ExposureClass};
pub use forwarded::{Client, ForwardingError, ForwardingHeaders, Trace, TracedHop, TrustedProxies};
pub use id::{AccountId, EventId, IdError, KeyId, OrganizationId, PersonalKeyId, ProjectId};
pub use lockout::{Certainty, KeySnapshot, Lockout, Snapshot, lockouts};
pub use name::{
    AccountName, AccountNameError, Description, DescriptionError, OrganizationName, OrganizationNameError,
};
pub use operator::{OperatorRole, OperatorRoleError, operator_may};
pub use public_key::{PublicKey, PublicKeyError};
pub use role::{OrganizationRole, ProjectRole, Role, RoleError};

/// How many entries one access list holds at most.
pub const MAX_ACCESS_LIST_ENTRIES: usize = 200;
/// How many API keys one organization holds at most.
pub const MAX_KEYS_PER_ORGANIZATION: usize = 500;
/// How many personal API keys one account holds at most, the disabled ones included.
pub const MAX_PERSONAL_KEYS_PER_ACCOUNT: usize = 10;
/// How many projects one organization holds at most.
pub const MAX_PROJECTS_PER_ORGANIZATION: usize = 250;
