//! `/orgs/{orgId}/events`

pub(crate) mod event_id;

use crate::event_feeds;
use crate::http::{Answer, Call};
use crate::model::Feed;
use crate::refusal::Refusal;

/// The events of the organization, the newest first.
pub(crate) async fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    event_feeds::list(call, Feed::Organization(call.organization())).await
}
