//! `/orgs/{orgId}/events/{eventId}`

use crate::event_feeds;
use crate::http::{Answer, Call};
use crate::model::Feed;
use crate::refusal::Refusal;

/// One event of the organization.
pub(crate) async fn get(call: &Call<'_>) -> Result<Answer, Refusal> {
    event_feeds::get(call, Feed::Organization(call.organization())).await
}
