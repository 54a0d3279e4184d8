//! The base URL.

use crate::http::{Answer, Call};
use crate::refusal::Refusal;
use crate::wire::RootBody;

/// What the key that asks is.
pub(crate) fn get(call: &Call<'_>) -> Result<Answer, Refusal> {
    call.one(&RootBody::of(call.caller, &call.links))
}
