//! The Admin API inside: the one module here, beside `server` and `backup`, that knows it. The backend gets its first key from
//! inside and then speaks HTTP and digest to it like everybody else.

use std::net::{IpAddr, Ipv4Addr};

use access::{AddressBlock, Description, OrganizationName, OrganizationRole};
use admin_api::{AdminApi, Author};
use futures::future::{BoxFuture, FutureExt};
use upstream::Flavor;
use url::Url;

use crate::connection::{EMBEDDED, Embedded};
use crate::error::Error;
use crate::store::StoredConnection;

/// What the backend's own key is called in the list of keys.
const OWN_KEY: &str = "Keyhold console";

/// The embedded Admin API with the addresses it has in this run.
pub(crate) struct EmbeddedAdminApi {
    pub(crate) api: AdminApi,
    pub(crate) internal: Url,
    pub(crate) public: Url,
}

impl Embedded for EmbeddedAdminApi {
    fn internal_url(&self) -> Url {
        self.internal.clone()
    }

    fn public_url(&self) -> Url {
        self.public.clone()
    }

    fn has_organization(&self) -> BoxFuture<'_, Result<bool, Error>> {
        async { Ok(!self.api.organizations().await?.is_empty()) }.boxed()
    }

    fn connect(&self, name: OrganizationName) -> BoxFuture<'_, Result<StoredConnection, Error>> {
        async move {
            let organization = match self.api.organizations().await?.into_iter().next() {
                Some(organization) => organization,
                None => self.api.create_organization(&name).await?,
            };
            let description =
                Description::parse(OWN_KEY).map_err(|error| Error::Corrupt(error.to_string()))?;
            let here = AddressBlock::from_address(IpAddr::V4(Ipv4Addr::LOCALHOST));
            let author = Author::User("keyhold".into());
            let key = self
                .api
                .create_key(
                    organization.id,
                    &description,
                    &[OrganizationRole::Owner],
                    &[here],
                    author,
                )
                .await?;
            Ok(StoredConnection {
                name: EMBEDDED.into(),
                base_url: None,
                flavor: Flavor::AtlasV2,
                public_key: key.public_key.to_string(),
                private_key: key.private_key,
                key: key.id,
                organization: organization.id,
                organization_name: organization.name.as_str().to_owned(),
                access_list_required: organization.access_list_required,
            })
        }
        .boxed()
    }
}

impl From<admin_api::Error> for Error {
    fn from(error: admin_api::Error) -> Self {
        Self::Embedded(Box::new(error))
    }
}
