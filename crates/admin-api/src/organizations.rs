//! Organizations and their settings: the rules that need to see what is stored, each in one transaction.

use std::net::IpAddr;

use access::{Decision, Operation, OrganizationId, OrganizationName};

use crate::error::Error;
use crate::model::{Author, Caller, Event, EventKind, Organization, Origin, Preferences, SettingsChange};
use crate::random;
use crate::refusal::Refusal;
use crate::state::Shared;

/// Creates an organization. It requires no access list yet: its first key could otherwise not be used to make one.
pub(crate) async fn create(shared: &Shared, name: OrganizationName) -> Result<Organization, Error> {
    let created = shared.now();
    let organization = Organization {
        id: OrganizationId::from_bytes(random::id(created)?),
        name,
        access_list_required: false,
        created,
    };
    let mut change = shared.store.change().await?;
    change.insert_organization(&organization).await?;
    let origin = shared.local_origin(Author::User("keyhold".to_owned()));
    let event = Event::new(EventKind::OrganizationCreated, organization.id);
    change.record(&origin, event).await?;
    change.commit().await?;
    Ok(organization)
}

/// Changes settings. Requiring an access list is refused when the key that asks could not ask again from where it is.
pub(crate) async fn change_settings(
    shared: &Shared,
    caller: &Caller,
    client: IpAddr,
    operation: &Operation,
    wanted: &SettingsChange,
    origin: &Origin,
) -> Result<(bool, Preferences), Refusal> {
    let id = operation.organization;
    let mut change = shared.store.change().await?;
    let (organization, mut preferences) = change
        .settings(id)
        .await?
        .ok_or(Refusal::OrganizationNotFound(id))?;
    let required = wanted
        .access_list_required
        .unwrap_or(organization.access_list_required);
    if required && !organization.access_list_required {
        let then = Caller {
            access_list: change.access_list(caller.identity()).await?,
            access_list_required: true,
            ..caller.clone()
        };
        if let Decision::Denied(_) = then.decide(client, operation) {
            return Err(Refusal::ShutsOutCaller { address: client });
        }
    }
    let before = preferences.clone();
    wanted.apply(&mut preferences);
    change.set_settings(id, required, &preferences).await?;
    if required != organization.access_list_required {
        let kind = if required {
            EventKind::AccessListRequired
        } else {
            EventKind::AccessListNotRequired
        };
        change.record(origin, Event::new(kind, id)).await?;
    }
    for kind in changes(&before, &preferences) {
        change.record(origin, Event::new(kind, id)).await?;
    }
    change.commit().await?;
    Ok((required, preferences))
}

/// What happened to the settings that are kept only. Two of them have no documented type of event.
fn changes(before: &Preferences, after: &Preferences) -> Vec<EventKind> {
    let switched =
        |before: bool, after: bool, on, off| (before != after).then_some(if after { on } else { off });
    let changed = |changed: bool, kind| changed.then_some(kind);
    let kinds = [
        switched(
            before.multi_factor_auth_required,
            after.multi_factor_auth_required,
            EventKind::MultiFactorRequired,
            EventKind::MultiFactorOptional,
        ),
        switched(
            before.restrict_employee_access,
            after.restrict_employee_access,
            EventKind::EmployeeAccessRestricted,
            EventKind::EmployeeAccessUnrestricted,
        ),
        changed(
            before.custom_session_timeouts != after.custom_session_timeouts,
            EventKind::SessionTimeoutChanged,
        ),
        changed(
            before.security_contact != after.security_contact,
            EventKind::SecurityContactChanged,
        ),
        changed(
            before.operations_contact != after.operations_contact,
            EventKind::OperationsContactChanged,
        ),
        changed(
            before.max_service_account_secret_validity_in_hours
                != after.max_service_account_secret_validity_in_hours,
            EventKind::SecretValidityChanged,
        ),
    ];
    kinds.into_iter().flatten().collect()
}
