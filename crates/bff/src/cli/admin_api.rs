//! `keyhold admin-api`: what an embedded Admin API cannot be asked for over HTTP yet, because nobody has a key for it.
//! It works beside a running server.

use std::fs;
use std::path::PathBuf;

use access::{AddressBlock, Description, OrganizationName, OrganizationRole};
use admin_api::{Author, Clock};
use clap::{Args, Subcommand};
use serde::Serialize;
use zeroize::Zeroizing;

use super::{Data, Failure};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum AdminApi {
    /// The keys of the embedded Admin API
    #[command(subcommand)]
    Key(Key),
    /// Accounts with personal API keys (deprecated)
    #[command(subcommand)]
    Account(Account),
    /// Checks the data of the embedded Admin API and reports what is wrong with it
    Check(Check),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Creates an organization API key and prints it, the private key for this once
    Create(Create),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Account {
    /// Imports accounts from a JSON file; those that are there already stay as they are
    Import(Import),
    /// Prints the name and a personal API key of the sample's account
    Sample(Sample),
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The file
    file: PathBuf,
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct Sample {
    /// Print one JSON object: userName, key
    #[arg(long, required = true)]
    json: bool,
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    data: Data,
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
            Self::Account(Account::Import(import)) => import.run().await,
            Self::Account(Account::Sample(sample)) => sample.run().await,
            Self::Check(check) => check.run().await,
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

impl Import {
    async fn run(self) -> Result<(), Failure> {
        let directory = self.data.open()?;
        let json = fs::read_to_string(&self.file)
            .map(Zeroizing::new)
            .map_err(|error| Failure(format!("cannot read {}: {error}", self.file.display())))?;
        let api = admin_api::AdminApi::open(directory.path(), Clock::system()).await?;
        let done = api.import_accounts(&json).await.map_err(|error| {
            Failure(format!(
                "nothing was imported from {}: {error}",
                self.file.display()
            ))
        })?;
        terminal::say(&format!(
            "accounts imported: {}, there already: {}",
            done.imported, done.present
        ));
        Ok(())
    }
}

impl Sample {
    async fn run(self) -> Result<(), Failure> {
        let directory = self.data.open()?;
        let api = admin_api::AdminApi::open(directory.path(), Clock::system()).await?;
        let sample = admin_api::sample::account(&api)?;
        let printed =
            serde_json::json!({ "userName": sample.user_name.as_str(), "key": sample.key.as_str() });
        terminal::answer(&printed.to_string());
        Ok(())
    }
}

impl Check {
    async fn run(self) -> Result<(), Failure> {
        let directory = self.data.open()?;
        let mut wrong = 0;
        for checked in admin_api::check(directory.path()).await? {
            let verdict = if checked.problems.is_empty() {
                "ok  "
            } else {
                "FAIL"
            };
            terminal::answer(&format!("{verdict}  {}", checked.what));
            for problem in &checked.problems {
                terminal::answer(&format!("      {problem}"));
            }
            wrong += checked.problems.len();
        }
        if wrong == 0 {
            return Ok(());
        }
        Err(Failure(format!(
            "{wrong} thing{} wrong in {}",
            if wrong == 1 { " is" } else { "s are" },
            directory.path().display()
        )))
    }
}

impl From<admin_api::Error> for Failure {
    fn from(error: admin_api::Error) -> Self {
        Self(error.to_string())
    }
}
