//! `keyhold connection`. It works beside a running server, which follows at its next request.

use bff::connection::{NewConnection, try_out};
use bff::{Clock, Store};
use clap::{Args, Subcommand};
use url::Url;

use super::{Data, Failure};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Connection {
    /// Tries an Admin API with a key, and makes the console manage it from now on
    Add(Add),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// What to call it; one of the same name is replaced
    name: String,
    /// Where the Admin API is, such as https://cloud.mongodb.com
    #[arg(long, value_name = "URL")]
    base_url: Url,
    /// The public key of an organization API key with the role Organization Owner
    #[arg(long, value_name = "KEY")]
    public_key: String,
    /// Read the private key from the first line of stdin
    #[arg(long, required = true)]
    private_key_stdin: bool,
    #[command(flatten)]
    data: Data,
}

impl Connection {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Add(add) => add.run().await,
        }
    }
}

impl Add {
    async fn run(self) -> Result<(), Failure> {
        let private_key = terminal::secret("the private key")?;
        let tried = try_out(NewConnection {
            name: self.name,
            base_url: self.base_url,
            public_key: self.public_key,
            private_key,
        })
        .await?;
        let store = Store::open(&self.data.open()?).await?;
        store
            .activate_connection(&tried, Clock::system().seconds())
            .await?;
        store.close().await;
        terminal::say(&format!(
            "the console now manages {} over {}",
            tried.organization_name, tried.name
        ));
        Ok(())
    }
}
