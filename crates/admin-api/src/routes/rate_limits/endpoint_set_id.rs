//! `/rateLimits/{endpointSetId}`

use super::{asked_scopes, limits};
use crate::http::{Answer, Call};
use crate::refusal::Refusal;

/// The rate limit of one endpoint set.
pub(crate) async fn get(call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = call.parameters.endpoint_set();
    let scopes = asked_scopes(call).await?;
    let found = limits(call, &scopes).find(|(set, _)| set.id() == id);
    let (_, body) = found.ok_or_else(|| Refusal::UnknownResource {
        path: call.path.to_owned(),
    })?;
    call.one(&body)
}
