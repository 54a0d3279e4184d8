//! The settings of an organization.

use std::ops::RangeInclusive;

use serde::Serialize;
use serde_json::Value;

use crate::http::Attributes;
use crate::model::{Preferences, SessionTimeouts, SettingsChange};
use crate::refusal::Refusal;

/// All settings.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SettingsBody<'a> {
    pub(crate) api_access_list_required: bool,
    #[serde(flatten)]
    pub(crate) preferences: &'a Preferences,
}

/// Reads a change of settings, with the bounds of the documented schema.
pub(crate) fn settings_change(body: Value) -> Result<SettingsChange, Refusal> {
    let mut attributes = Attributes::of(body)?;
    let change = SettingsChange {
        access_list_required: attributes.flag("apiAccessListRequired")?,
        custom_session_timeouts: attributes
            .object("customSessionTimeouts")?
            .map(timeouts)
            .transpose()?,
        gen_ai_features_enabled: attributes.flag("genAIFeaturesEnabled")?,
        max_service_account_secret_validity_in_hours: bounded(
            &mut attributes,
            "maxServiceAccountSecretValidityInHours",
            8..=8760,
        )?,
        multi_factor_auth_required: attributes.flag("multiFactorAuthRequired")?,
        operations_contact: attributes.nullable_text("operationsContact")?,
        restrict_employee_access: attributes.flag("restrictEmployeeAccess")?,
        security_contact: attributes.text("securityContact")?,
        streams_cross_group_enabled: attributes.flag("streamsCrossGroupEnabled")?,
    };
    attributes.finish()?;
    if change
        .operations_contact
        .as_ref()
        .is_some_and(|contact| contact.as_deref() == Some(""))
    {
        return Err(Refusal::Invalid {
            reason: "operationsContact must not be empty; send null to clear it".to_owned(),
        });
    }
    Ok(change)
}

fn timeouts(mut attributes: Attributes) -> Result<SessionTimeouts, Refusal> {
    let timeouts = SessionTimeouts {
        absolute_session_timeout_in_seconds: bounded(
            &mut attributes,
            "absoluteSessionTimeoutInSeconds",
            3600..=43_200,
        )?,
        idle_session_timeout_in_seconds: bounded(
            &mut attributes,
            "idleSessionTimeoutInSeconds",
            300..=i32::MAX.unsigned_abs().into(),
        )?,
    };
    attributes.finish()?;
    Ok(timeouts)
}

fn bounded(
    attributes: &mut Attributes,
    name: &str,
    bounds: RangeInclusive<u64>,
) -> Result<Option<u64>, Refusal> {
    let number = attributes.number(name)?;
    match number {
        Some(number) if !bounds.contains(&number) => Err(Refusal::Invalid {
            reason: format!("{name} must be from {} to {}", bounds.start(), bounds.end()),
        }),
        number => Ok(number),
    }
}
