//! Organizations and their settings: the rules that need to see what is stored, each in one transaction.

use std::net::IpAddr;

use access::{Decision, Operation, OrganizationId, OrganizationName};

use crate::error::Error;
use crate::model::{Caller, Event, EventKind, Organization, Origin, Preferences, SettingsChange};
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
            access_list: change.blocks(caller.identity()).await?,
            access_list_required: true,
            ..caller.clone()
        };
        if let Decision::Denied(_) = then.decide(client, operation) {
            return Err(Refusal::ShutsOutCaller { address: client });
        }
    }
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
    change.commit().await?;
    Ok((required, preferences))
}
