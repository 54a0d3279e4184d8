//! The endpoints. A handler's path below here is its path below the base URL.

mod event_types;
mod groups;
mod orgs;
mod rate_limits;
mod root;
mod users;

use access::Action;
use axum::body::Body;

use crate::http::{Answer, Call};
use crate::refusal::Refusal;
use groups::group_id;
use groups::group_id::api_keys::{self as keys_of_project, api_user_id as key_of_project};
use orgs::org_id::api_keys::api_user_id::access_list::{self, ip_address};
use orgs::org_id::api_keys::{self, api_user_id};
use orgs::org_id::{self, settings};
use users::user_id::keys::key_id;

/// Does what was decided on. There is no action without an endpoint, and no endpoint without an action.
pub(crate) async fn dispatch(call: &Call<'_>, body: &mut Body) -> Result<Answer, Refusal> {
    match call.operation.action {
        Action::Root => root::get(call),
        Action::ListOrganizations => orgs::list(call).await,
        Action::GetOrganization => org_id::get(call).await,
        Action::ListOrganizationProjects => org_id::groups::list(call).await,
        Action::GetOrganizationSettings => settings::get(call).await,
        Action::ChangeOrganizationSettings => settings::change(call, body).await,
        Action::ListOrganizationKeys => api_keys::list(call).await,
        Action::CreateOrganizationKey => api_keys::create(call, body).await,
        Action::GetOrganizationKey => api_user_id::get(call).await,
        Action::ChangeOrganizationKey => api_user_id::change(call, body).await,
        Action::DeleteOrganizationKey => api_user_id::delete(call).await,
        Action::ListAccessList => access_list::list(call).await,
        Action::AddAccessListEntries => access_list::add(call, body).await,
        Action::GetAccessListEntry => ip_address::get(call).await,
        Action::DeleteAccessListEntry => ip_address::delete(call).await,
        Action::ListPersonalKeys => users::user_id::keys::list(call).await,
        Action::CreatePersonalKey => users::user_id::keys::create(),
        Action::GetPersonalKey => key_id::get(call).await,
        Action::ChangePersonalKey => key_id::change(call, body).await,
        Action::DeletePersonalKey => key_id::delete(call).await,
        Action::ListAccountAccessList => users::user_id::access_list::list(call).await,
        Action::AddAccountAccessListEntries => users::user_id::access_list::add(call, body).await,
        Action::GetAccountAccessListEntry => users::user_id::access_list::ip_address::get(call).await,
        Action::DeleteAccountAccessListEntry => users::user_id::access_list::ip_address::delete(call).await,
        Action::ListProjects => groups::list(call).await,
        Action::CreateProject => groups::create(call, body).await,
        Action::GetProject => group_id::get(call),
        Action::ChangeProject => group_id::change(call, body).await,
        Action::DeleteProject => group_id::delete(call).await,
        Action::ListProjectKeys => keys_of_project::list(call).await,
        Action::CreateProjectKey => keys_of_project::create(call, body).await,
        Action::AssignProjectKey => key_of_project::assign(call, body).await,
        Action::ChangeProjectKey => key_of_project::change(call, body).await,
        Action::UnassignProjectKey => key_of_project::unassign(call).await,
        Action::ListOrganizationEvents => org_id::events::list(call).await,
        Action::GetOrganizationEvent => org_id::events::event_id::get(call).await,
        Action::ListProjectEvents => group_id::events::list(call).await,
        Action::GetProjectEvent => group_id::events::event_id::get(call).await,
        Action::ListEventTypes => event_types::list(call),
        Action::ListRateLimits => rate_limits::list(call).await,
        Action::GetRateLimit => rate_limits::endpoint_set_id::get(call).await,
        // Only a backend does these, and then they do not come here.
        Action::ListRestoreJobs
        | Action::RestoreSnapshot
        | Action::GetRestoreJob
        | Action::CancelRestoreJob
        | Action::ListServerlessRestoreJobs
        | Action::RestoreServerlessSnapshot
        | Action::GetServerlessRestoreJob
        | Action::CancelServerlessRestoreJob
        | Action::TakeSnapshot
        | Action::DeleteSnapshot
        | Action::DeleteShardedSnapshot
        | Action::ChangeBackupSchedule
        | Action::ClearBackupSchedule
        | Action::RestoreLegacySnapshot
        | Action::DeleteLegacySnapshot
        | Action::ChangeLegacySnapshotExpiry
        | Action::ChangeLegacySchedule => Err(Refusal::NoBackend {
            path: call.path.to_owned(),
        }),
    }
}
