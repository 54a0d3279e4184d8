//! The settings of an organization. One of them decides something here, the access list requirement; the others are
//! kept for the clients that read and write them.

use serde::{Deserialize, Serialize};

/// Every setting but the access list requirement, in the shape of the API. Members stay in alphabetical order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Preferences {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) custom_session_timeouts: Option<SessionTimeouts>,
    #[serde(rename = "genAIFeaturesEnabled")]
    pub(crate) gen_ai_features_enabled: bool,
    pub(crate) max_service_account_secret_validity_in_hours: u64,
    pub(crate) multi_factor_auth_required: bool,
    pub(crate) operations_contact: Option<String>,
    pub(crate) restrict_employee_access: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) security_contact: Option<String>,
    pub(crate) streams_cross_group_enabled: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            custom_session_timeouts: None,
            gen_ai_features_enabled: true,
            max_service_account_secret_validity_in_hours: 8760,
            multi_factor_auth_required: false,
            operations_contact: None,
            restrict_employee_access: false,
            security_contact: None,
            streams_cross_group_enabled: false,
        }
    }
}

/// How long a signed-in person stays signed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct SessionTimeouts {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) absolute_session_timeout_in_seconds: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) idle_session_timeout_in_seconds: Option<u64>,
}

/// What a change of the settings asks for; `None` leaves a setting as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct SettingsChange {
    pub(crate) access_list_required: Option<bool>,
    pub(crate) custom_session_timeouts: Option<SessionTimeouts>,
    pub(crate) gen_ai_features_enabled: Option<bool>,
    pub(crate) max_service_account_secret_validity_in_hours: Option<u64>,
    pub(crate) multi_factor_auth_required: Option<bool>,
    /// `Some(None)` clears it.
    pub(crate) operations_contact: Option<Option<String>>,
    pub(crate) restrict_employee_access: Option<bool>,
    /// An empty text clears it.
    pub(crate) security_contact: Option<String>,
    pub(crate) streams_cross_group_enabled: Option<bool>,
}

impl SettingsChange {
    /// Changes the settings that are kept only.
    pub(crate) fn apply(&self, to: &mut Preferences) {
        fn set<T: Clone>(to: &mut T, new: &Option<T>) {
            if let Some(new) = new {
                to.clone_from(new);
            }
        }
        if let Some(new) = self.custom_session_timeouts {
            let old = to.custom_session_timeouts.unwrap_or_default();
            let merged = SessionTimeouts {
                absolute_session_timeout_in_seconds: new
                    .absolute_session_timeout_in_seconds
                    .or(old.absolute_session_timeout_in_seconds),
                idle_session_timeout_in_seconds: new
                    .idle_session_timeout_in_seconds
                    .or(old.idle_session_timeout_in_seconds),
            };
            to.custom_session_timeouts =
                Some(merged).filter(|timeouts| *timeouts != SessionTimeouts::default());
        }
        set(&mut to.gen_ai_features_enabled, &self.gen_ai_features_enabled);
        set(
            &mut to.max_service_account_secret_validity_in_hours,
            &self.max_service_account_secret_validity_in_hours,
        );
        set(
            &mut to.multi_factor_auth_required,
            &self.multi_factor_auth_required,
        );
        set(&mut to.operations_contact, &self.operations_contact);
        set(&mut to.restrict_employee_access, &self.restrict_employee_access);
        if let Some(contact) = &self.security_contact {
            to.security_contact = Some(contact.clone()).filter(|contact| !contact.is_empty());
        }
        set(
            &mut to.streams_cross_group_enabled,
            &self.streams_cross_group_enabled,
        );
    }
}
