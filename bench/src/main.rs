//! Benchmarks of Keyhold beside what people would use instead. Servers and load generator run on this machine and talk
//! over loopback; numbers are printed and never asserted, wrong answers end the run.
//!
//! Started by `cargo xtask bench`, which builds and installs what is measured.

mod admin_api;
mod console;
mod cores;
mod error;
mod load;
mod report;
mod server;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::error::Error;
use crate::report::note;

#[derive(Parser)]
#[command(name = "cargo xtask bench")]
struct Arguments {
    #[command(flatten)]
    programs: Programs,
    #[command(subcommand)]
    benchmark: Benchmark,
}

/// What is measured.
#[derive(Args)]
struct Programs {
    /// The release binary of Keyhold
    #[arg(long, value_name = "FILE")]
    keyhold: PathBuf,
    /// Debian's Apache
    #[arg(long, default_value = "/usr/sbin/apache2", value_name = "FILE")]
    apache: PathBuf,
}

#[derive(Subcommand)]
enum Benchmark {
    /// Authenticated GET of one key: digest, an access list of 200 entries that matches last, the role
    AdminApi(admin_api::Settings),
    /// The console's start, its filter with many rows, and Lighthouse
    Console(console::Settings),
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            note(format_args!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Error> {
    match &arguments.benchmark {
        Benchmark::AdminApi(settings) => admin_api::run(&arguments.programs, settings),
        Benchmark::Console(settings) => console::run(settings),
    }
}
