//! A connection is tried before it is kept: what does not work on the command line would not work in the console.

use std::collections::BTreeSet;

use access::{OrganizationId, OrganizationRole, Role};
use upstream::{Flavor, Root, Scope, Upstream, UpstreamConfig};
use url::Url;
use zeroize::Zeroizing;

use super::EMBEDDED;
use crate::error::Error;
use crate::store::StoredConnection;
use crate::words;

/// A connection somebody wants to add.
pub struct NewConnection {
    /// What to call it.
    pub name: String,
    /// Where the Admin API is.
    pub base_url: Url,
    /// The user name of digest.
    pub public_key: String,
    /// The password of digest.
    pub private_key: Zeroizing<String>,
}

/// Asks the Admin API who the key is, which organization it belongs to, and what that requires.
///
/// # Errors
/// [`Error::Connection`] with what is wrong and what to do.
pub async fn try_out(new: NewConnection) -> Result<StoredConnection, Error> {
    check_name(&new.name)?;
    let flavor = Flavor::AtlasV2;
    let upstream = Upstream::new(UpstreamConfig {
        base_url: new.base_url.clone(),
        flavor,
        public_key: new.public_key.clone(),
        private_key: new.private_key.clone(),
        timeout: UpstreamConfig::TIMEOUT,
    })
    .map_err(in_words)?;
    let root = upstream.root().await.map_err(in_words)?;
    let organization = only_organization(&root)?;
    let known = upstream.organizations().await.map_err(in_words)?;
    let Some(found) = known.into_iter().find(|known| known.id == organization) else {
        return Err(Error::Connection(
            "The key cannot see its own organization.".into(),
        ));
    };
    let settings = upstream.settings(organization).await.map_err(in_words)?;
    Ok(StoredConnection {
        name: new.name,
        base_url: Some(new.base_url),
        flavor,
        public_key: new.public_key,
        private_key: new.private_key,
        key: root.key,
        organization,
        organization_name: found.name,
        access_list_required: settings.api_access_list_required,
    })
}

fn check_name(name: &str) -> Result<(), Error> {
    let length = name.chars().count();
    if name.trim() != name || length == 0 || length > 64 || name.chars().any(char::is_control) {
        return Err(Error::Connection(
            "A connection's name has 1 to 64 characters.".into(),
        ));
    }
    if name.eq_ignore_ascii_case(EMBEDDED) {
        let message = format!("The name {EMBEDDED} stands for the Admin API inside Keyhold. Choose another.");
        return Err(Error::Connection(message));
    }
    Ok(())
}

/// A key belongs to one organization. Keyhold needs it to be an owner there: anything less cannot manage keys.
fn only_organization(root: &Root) -> Result<OrganizationId, Error> {
    let organizations: BTreeSet<OrganizationId> = root
        .roles
        .iter()
        .filter_map(|role| match role.scope {
            Scope::Organization(id) => Some(id),
            Scope::Project(_) => None,
        })
        .collect();
    let Some(&organization) = organizations.first() else {
        return Err(Error::Connection(
            "The key has no role in an organization. Use an organization API key.".into(),
        ));
    };
    let owner = Role::Organization(organization, OrganizationRole::Owner);
    if !root.roles.iter().any(|role| role.known() == Some(owner)) {
        let message =
            "The key may not manage keys. Give it the role Organization Owner (ORG_OWNER), or use another.";
        return Err(Error::Connection(message.into()));
    }
    Ok(organization)
}

/// The words of the console speak of the key in use; here it is the one that was just given.
fn in_words(error: upstream::Error) -> Error {
    match &error {
        upstream::Error::CredentialRefused => Error::Connection(
            "The Admin API refused the key. Check the public key and the private key.".into(),
        ),
        upstream::Error::Configuration(what) => Error::Connection(what.clone()),
        upstream::Error::Unreachable(why) => Error::Connection(format!(
            "The Admin API cannot be reached ({why}). Check --base-url and the network."
        )),
        upstream::Error::Unreadable(why) => Error::Connection(format!(
            "This does not answer as an Admin API does ({why}). Check --base-url."
        )),
        _ => Error::Connection(words::sentence(&Error::Upstream(error))),
    }
}
