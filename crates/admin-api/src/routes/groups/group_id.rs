//! `/groups/{groupId}`

pub(crate) mod events;

use crate::http::{Answer, Call};
use crate::refusal::Refusal;
use crate::wire::ProjectBody;

/// One project.
pub(crate) fn get(call: &Call<'_>) -> Result<Answer, Refusal> {
    call.one(&ProjectBody::of(call.project()?, &call.links))
}
