//! Taking a request into account, against the rate limit of its endpoint set.

use access::Action;

use super::Site;
use super::authorize::Authorized;
use crate::model::Caller;
use crate::rate_limits::{EndpointSet, Exhausted, Holder, Quota, Scope};
use crate::refusal::Refusal;

/// Whose bucket it takes from. Who may not do what it asks for takes from its own bucket, whatever the scope: otherwise a
/// key that is good for nothing could use up what others share.
pub(super) fn holder(action: Action, caller: &Caller, authorized: Option<&Authorized>) -> Holder {
    let own = Holder::Caller(caller.identity());
    let Some(authorized) = authorized else { return own };
    match EndpointSet::of(action).scope() {
        Scope::Organization => Holder::Organization(authorized.operation.organization),
        Scope::Project => authorized.operation.project.map_or(own, Holder::Project),
        Scope::User | Scope::Address => own,
    }
}

/// Takes a token, and says in `quota` what is left.
pub(super) fn spend(
    site: &Site,
    action: Action,
    holder: Holder,
    path: &str,
    quota: &mut Option<Quota>,
) -> Result<(), Refusal> {
    let now = site.shared.clock.now();
    match site.buckets.take(EndpointSet::of(action), holder, now) {
        Ok(left) => {
            *quota = left;
            Ok(())
        }
        Err(Exhausted { limit, wait }) => {
            *quota = Some(Quota {
                limit: limit.capacity,
                remaining: 0,
            });
            Err(Refusal::RateLimited {
                path: path.to_owned(),
                wait,
                limit,
            })
        }
    }
}
