//! `/groups/{groupId}/events/{eventId}`

use crate::event_feeds;
use crate::http::{Answer, Call};
use crate::model::Feed;
use crate::refusal::Refusal;

/// One event of the project.
pub(crate) async fn get(call: &Call<'_>) -> Result<Answer, Refusal> {
    event_feeds::get(call, Feed::Project(call.project()?.id)).await
}
