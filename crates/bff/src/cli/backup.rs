//! `keyhold backup` and `keyhold restore`.

use std::path::PathBuf;

use bff::{Clock, backup};
use clap::Args;

use super::{Data, Failure};
use crate::terminal;

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file to write; there must be none yet
    file: PathBuf,
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// A file that keyhold backup wrote
    file: PathBuf,
    /// Replace the data that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    data: Data,
}

impl Backup {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let directory = self.data.open()?;
        backup::back_up(&directory, &self.file, Clock::system().now().into()).await?;
        terminal::say(&format!(
            "{} holds all data of {}, its keys included: keep it as secret as these",
            self.file.display(),
            directory.path().display()
        ));
        Ok(())
    }
}

impl Restore {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let directory = self.data.open()?;
        backup::restore(&directory, &self.file, self.force).await?;
        terminal::say(&format!(
            "{} is as it was in {}",
            directory.path().display(),
            self.file.display()
        ));
        Ok(())
    }
}
