//! `cargo xtask bench console`: how long until the table of keys is there, how long a keystroke in its filter takes to be
//! painted with 500 and with 5,000 rows, the same table in React beside it, and what Lighthouse says of the page.

mod lighthouse;
mod report;
mod site;
mod start_up;
mod typing;

use std::path::PathBuf;

use clap::Args;

use crate::error::Error;
use crate::report::note;

use self::report::Report;
use self::site::Site;

/// The rows are made in the page, so that the backend's limit of keys does not count.
const ROWS: &str = include_str!("console/rows.js");

#[derive(Args)]
pub(crate) struct Settings {
    /// How many rows the table has, one comparison for each number
    #[arg(long, value_delimiter = ',', default_value = "500,5000", value_name = "ROWS")]
    rows: Vec<usize>,
    /// How often the words are typed into the filter and taken out again
    #[arg(long, default_value_t = 3, value_name = "COUNT")]
    rounds: usize,
    /// How often the page is loaded
    #[arg(long, default_value_t = 9, value_name = "COUNT")]
    loads: usize,
    /// How often Lighthouse runs; the medians are shown. 0 leaves it out
    #[arg(long, default_value_t = 3, value_name = "COUNT")]
    lighthouse_runs: usize,
    /// Lighthouse's program
    #[arg(long, value_name = "FILE")]
    lighthouse: PathBuf,
    /// React, for the table beside ours
    #[arg(long, value_name = "FILE")]
    react: PathBuf,
    /// React's other half
    #[arg(long, value_name = "FILE")]
    react_dom: PathBuf,
}

/// Measures and prints the tables.
pub(crate) fn run(settings: &Settings) -> Result<(), Error> {
    let runtime = tokio::runtime::Runtime::new().map_err(Error::Generator)?;
    runtime.block_on(async {
        note("==> an organization with 500 keys");
        let site = Site::start().await?;
        let mut report = Report::default();
        for &rows in &settings.rows {
            note(format_args!("==> {rows} rows: loading, then typing"));
            report.start_up(rows, start_up::measure(&site, rows, settings.loads).await?);
            let ours = typing::in_console(&site, rows, settings.rounds).await?;
            let theirs = typing::in_react(settings, rows, ours.drawn).await?;
            report.typing(rows, ours, theirs);
        }
        if settings.lighthouse_runs > 0 {
            note("==> Lighthouse, as on a phone");
            report.lighthouse(lighthouse::measure(&site, settings).await?);
        }
        report.print();
        Ok(())
    })
}
