//! `keyhold operator`. It works beside a running server.

use access::OperatorRole;
use bff::{Clock, NewOperator, OperatorName, Store, password};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use super::{Data, Failure};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Operator {
    /// Adds a person who may sign in
    Add(Add),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The name to sign in with
    name: String,
    /// What they may do
    #[arg(long, value_parser = roles())]
    role: OperatorRole,
    /// Read the password (12 characters or more) from the first line of stdin
    #[arg(long, required = true)]
    password_stdin: bool,
    #[command(flatten)]
    data: Data,
}

/// The roles by their names, which help and errors list.
fn roles() -> impl TypedValueParser<Value = OperatorRole> {
    PossibleValuesParser::new(OperatorRole::ALL.iter().map(|role| role.wire()))
        .try_map(|name| name.parse::<OperatorRole>())
}

impl Operator {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Add(add) => add.run().await,
        }
    }
}

impl Add {
    async fn run(self) -> Result<(), Failure> {
        let name: OperatorName = self.name.parse()?;
        let secret = terminal::secret("the password")?;
        password::check(&secret)?;
        let store = Store::open(&self.data.open()?).await?;
        let new = NewOperator {
            name,
            role: self.role,
            password_hash: password::hash(secret).await?,
        };
        store
            .add_operator(&new, Clock::system().now().unix_timestamp())
            .await?;
        store.close().await;
        terminal::say(&format!("added the operator {}", new.name));
        Ok(())
    }
}
