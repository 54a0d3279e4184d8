//! The command line. Every command is complete in its arguments: nothing asks back.

mod admin_api;
mod backup;
mod connection;
mod operator;
mod serve;

use std::fmt;
use std::path::PathBuf;

use bff::DataDir;
use clap::{Args, Parser, Subcommand};

use crate::logging::Logging;

/// An Access Manager console for programmatic API keys, with an Admin API of its own.
#[derive(Debug, Parser)]
#[command(name = "keyhold", version, propagate_version = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) logging: Logging,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the console, the backend it talks to, and the embedded Admin API
    Serve(serve::Serve),
    /// The people who may sign in to the console
    #[command(subcommand)]
    Operator(operator::Operator),
    /// The embedded Admin API
    #[command(subcommand)]
    AdminApi(admin_api::AdminApi),
    /// Writes all data to one file, also while the server runs
    Backup(backup::Backup),
    /// Puts the data of a backup in place
    Restore(backup::Restore),
    /// The Admin API that the console manages
    #[command(subcommand)]
    Connection(connection::Connection),
}

/// Where everything is kept.
#[derive(Debug, Args)]
pub(crate) struct Data {
    /// The directory with all data; made for its owner only (default: the platform's place for it)
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

impl Data {
    pub(crate) fn open(self) -> Result<DataDir, Failure> {
        Ok(DataDir::open(self.data_dir)?)
    }
}

/// Why a command was not done, in a sentence.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<bff::Error> for Failure {
    fn from(error: bff::Error) -> Self {
        Self(bff::sentence(&error))
    }
}

impl Cli {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        match self.command {
            Command::Serve(serve) => serve.run().await,
            Command::Operator(operator) => operator.run().await,
            Command::AdminApi(admin_api) => admin_api.run().await,
            Command::Backup(backup) => backup.run().await,
            Command::Restore(restore) => restore.run().await,
            Command::Connection(connection) => connection.run().await,
        }
    }
}
