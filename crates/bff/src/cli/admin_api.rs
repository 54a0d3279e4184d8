//! `keyhold admin-api`: what an embedded Admin API cannot be asked for over HTTP yet, because nobody has a key for it.
//! It works beside a running server.

use access::{AddressBlock, Description, OrganizationName, OrganizationRole};
use admin_api::{Author, Clock};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{Data, Failure};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum AdminApi {
    /// The keys of the embedded Admin API
    #[command(subcommand)]
    Key(Key),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Creates an organization API key and prints it, the private key for this once
    Create(Create),
}

#[derive(Debug, Args)]
pub(crate) struct Create {
    /// The organization, made if it is not there
    #[arg(long, value_name = "NAME")]
    organization: OrganizationName,
    /// A role in the organization, such as ORG_OWNER; may be given more than once
    #[arg(long = "role", required = true, value_name = "ROLE")]
    roles: Vec<OrganizationRole>,
    /// An address or block from which the key may be used; may be given more than once
    #[arg(long, value_name = "ADDRESS")]
    access_list: Vec<AddressBlock>,
    /// What the key is for
    #[arg(long, default_value = "Made on the command line", value_name = "TEXT")]
    description: Description,
    /// Print one JSON object: orgId, id, publicKey, privateKey
    #[arg(long, required = true)]
    json: bool,
    #[command(flatten)]
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Printed<'a> {
    org_id: String,
    id: String,
    public_key: &'a str,
    private_key: &'a str,
}

impl AdminApi {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Key(Key::Create(create)) => create.run().await,
        }
    }
}

impl Create {
    async fn run(self) -> Result<(), Failure> {
        let directory = self.data.open()?;
        let api = admin_api::AdminApi::open(directory.path(), Clock::system()).await?;
        let organization = match api.organization_by_name(&self.organization).await? {
            Some(organization) => organization,
            None => api.create_organization(&self.organization).await?,
        };
        let author = Author::User("keyhold".into());
        let key = api
            .create_key(
                organization.id,
                &self.description,
                &self.roles,
                &self.access_list,
                author,
            )
            .await?;
        let printed = Printed {
            org_id: organization.id.to_string(),
            id: key.id.to_string(),
            public_key: key.public_key.as_str(),
            private_key: &key.private_key,
        };
        let line = serde_json::to_string(&printed).map_err(|error| Failure(error.to_string()))?;
        terminal::answer(&line);
        Ok(())
    }
}

impl From<admin_api::Error> for Failure {
    fn from(error: admin_api::Error) -> Self {
        Self(error.to_string())
    }
}
