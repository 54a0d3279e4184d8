//! The `keyhold` binary: reads the command line, does one thing, and says how it went by its exit code: 0 it was done,
//! 1 it was refused or failed, 2 the command line was wrong.

mod cli;
mod logging;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use cli::Cli;

/// Things of one size lie together, which makes a request of one key in thousands wait less for memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    logging::start(&cli.logging);
    match cli.run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            terminal::say(&format!("keyhold: {failure}"));
            ExitCode::FAILURE
        }
    }
}
