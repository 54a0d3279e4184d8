//! `/orgs/{orgId}/settings`

use axum::body::Body;

use crate::http::{Answer, Call};
use crate::organizations;
use crate::refusal::Refusal;
use crate::wire::{SettingsBody, settings_change};

/// All settings.
pub(crate) async fn get(call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = call.organization();
    let found = call.shared.store.settings(id).await?;
    let (organization, preferences) = found.ok_or(Refusal::OrganizationNotFound(id))?;
    call.one(&SettingsBody {
        api_access_list_required: organization.access_list_required,
        preferences: &preferences,
    })
}

/// Changes the settings that are named, and answers with all of them.
pub(crate) async fn change(call: &Call<'_>, body: &mut Body) -> Result<Answer, Refusal> {
    let wanted = settings_change(call.json(body).await?)?;
    let (api_access_list_required, preferences) = organizations::change_settings(
        call.shared,
        call.caller,
        call.client,
        &call.operation,
        &wanted,
        &call.origin(),
    )
    .await?;
    call.one(&SettingsBody {
        api_access_list_required,
        preferences: &preferences,
    })
}
