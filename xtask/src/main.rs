//! The one command of this workspace: `cargo xtask build | serve | watch | test | fuzz | bench | screenshots | tools`.
//!
//! Everything said here goes to stderr; stdout belongs to the programs that are run, so that a script can read the
//! `listening on` line of `cargo xtask serve`.

mod bench;
mod build;
mod compress;
mod console;
mod error;
mod fuzz;
mod minify;
mod screenshots;
mod serve;
mod shell;
mod sizes;
mod small_std;
mod smaller;
mod test;
mod tools;
mod trim;
mod workspace;

use std::{ffi::OsString, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{error::Error, workspace::Workspace};

/// What a fresh machine needs, in one command each. Missing tools are installed first, with progress shown.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the release console into dist/, compressed, and the `keyhold` binary with the console inside it
    Build,
    /// Builds, then runs `keyhold serve`; Ctrl-C ends it
    Serve {
        /// Arguments of `keyhold serve`, for example `--sample`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Serves the console on http://127.0.0.1:8081 and builds it again after every edit
    Watch,
    /// Runs every check: formatting, lints, tests, browser tests, the size budget and the end-to-end stories
    Test {
        /// Runs only this step; may be repeated
        #[arg(long, value_enum, value_name = "STEP")]
        only: Vec<test::Step>,
    },
    /// Gives arbitrary bytes to whatever reads what strangers send, one target after the other
    Fuzz {
        /// For how many seconds each
        #[arg(long, default_value_t = 60)]
        seconds: u32,
        /// Runs only this target; may be repeated
        #[arg(long, value_enum, value_name = "TARGET")]
        only: Vec<fuzz::Target>,
    },
    /// Measures the release build beside what people would use instead; about five minutes
    Bench {
        #[arg(value_enum)]
        benchmark: bench::Benchmark,
        /// Arguments of the benchmark; `--help` lists them
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Takes a picture of every screen, in both themes and at two widths, into docs/screens
    Screenshots,
    /// Installs the tools that are missing and lists the version of each
    Tools,
}

fn main() -> ExitCode {
    let task = Arguments::parse().command;
    match run(task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::say(format_args!("\nerror: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), Error> {
    let workspace = Workspace::find()?;
    match task {
        Task::Build => build::build(&workspace).map(drop),
        Task::Serve { arguments } => serve::serve(&workspace, &arguments),
        Task::Watch => console::watch(&workspace),
        Task::Test { only } => test::test(&workspace, &only),
        Task::Fuzz { seconds, only } => fuzz::fuzz(&workspace, seconds, &only),
        Task::Bench { benchmark, arguments } => bench::bench(&workspace, benchmark, &arguments),
        Task::Screenshots => screenshots::take(&workspace),
        Task::Tools => tools::list(&workspace),
    }
}
