//! `/eventTypes`

use crate::http::{Answer, Call};
use crate::model::EventKind;
use crate::refusal::Refusal;
use crate::wire::EventTypeBody;

/// The types of events that can happen here.
pub(crate) fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    let page = call.page()?;
    let (kinds, total) = page.of_all(EventKind::ALL.to_vec());
    let bodies: Vec<_> = kinds.into_iter().map(EventTypeBody::from).collect();
    call.list(page, &call.links.event_types(), None, &bodies, total)
}
