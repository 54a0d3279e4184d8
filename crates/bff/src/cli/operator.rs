//! `keyhold operator`. It works beside a running server, which goes by what is so from the next request on.

use access::{OperatorRole, ProjectId};
use bff::{Clock, Duty, NewOperator, OperatorName, Store, password};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use super::{Data, Failure};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Operator {
    /// Adds a person who may sign in
    Add(Add),
    /// Prints who may sign in: name, role and projects, a line each, with tabs between
    List(List),
    /// Removes a person, who is signed out at once; the last organization owner stays
    Remove(Remove),
    /// Gives a person another password, and signs them out
    SetPassword(SetPassword),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The name to sign in with
    name: String,
    /// What they may do
    #[arg(long, value_parser = roles())]
    role: OperatorRole,
    /// The id of a project, for the roles in projects; may be given more than once
    #[arg(long = "project", value_name = "ID")]
    projects: Vec<ProjectId>,
    #[command(flatten)]
    password: Password,
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// The name they sign in with
    name: String,
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct SetPassword {
    /// The name they sign in with
    name: String,
    #[command(flatten)]
    password: Password,
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, Args)]
struct Password {
    /// Read the password (12 characters or more) from the first line of stdin
    #[arg(long, required = true)]
    password_stdin: bool,
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
            Self::List(list) => list.run().await,
            Self::Remove(remove) => remove.run().await,
            Self::SetPassword(set) => set.run().await,
        }
    }
}

impl Add {
    async fn run(self) -> Result<(), Failure> {
        let name: OperatorName = self.name.parse()?;
        let duty = Duty::new(self.role, self.projects)?;
        let new = NewOperator {
            name,
            duty,
            password_hash: hashed().await?,
        };
        let store = Store::open(&self.data.open()?).await?;
        store.add_operator(&new, Clock::system().seconds()).await?;
        store.close().await;
        terminal::say(&format!("added the operator {}", new.name));
        Ok(())
    }
}

impl List {
    async fn run(self) -> Result<(), Failure> {
        let store = Store::open(&self.data.open()?).await?;
        for operator in store.operators().await? {
            let projects: Vec<String> = operator.projects.iter().map(ProjectId::to_string).collect();
            let line = [&operator.name, operator.role.wire(), &projects.join(",")].join("\t");
            terminal::answer(line.trim_end());
        }
        store.close().await;
        Ok(())
    }
}

impl Remove {
    async fn run(self) -> Result<(), Failure> {
        let name: OperatorName = self.name.parse()?;
        let store = Store::open(&self.data.open()?).await?;
        store.remove_operator(&name).await?;
        store.close().await;
        terminal::say(&format!("removed the operator {name}"));
        Ok(())
    }
}

impl SetPassword {
    async fn run(self) -> Result<(), Failure> {
        let name: OperatorName = self.name.parse()?;
        let hash = hashed().await?;
        let store = Store::open(&self.data.open()?).await?;
        store.set_password(&name, &hash).await?;
        store.close().await;
        terminal::say(&format!("the operator {name} has another password"));
        Ok(())
    }
}

/// Reads the password from stdin, judges it, and gives what to store.
async fn hashed() -> Result<String, Failure> {
    let secret = terminal::secret("the password")?;
    password::check(&secret)?;
    Ok(password::hash(secret).await?)
}
