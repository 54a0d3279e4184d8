//! The log, on stderr: for people or one JSON object a line. `RUST_LOG` wins over `--log-level`.

use std::io::stderr;

use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

/// How to log.
#[derive(Debug, Args)]
pub(crate) struct Logging {
    /// The form of the log on stderr
    #[arg(long = "log", value_enum, default_value_t = Form::Human, global = true, value_name = "FORM")]
    form: Form,
    /// What to log: error, warn, info, debug or trace, or a filter as RUST_LOG takes it (which wins)
    #[arg(
        long = "log-level",
        default_value = "info",
        global = true,
        value_name = "LEVEL"
    )]
    level: String,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// Lines for people
    Human,
    /// One JSON object a line
    Json,
}

/// Starts to log. The libraries below are heard from a warning on.
pub(crate) fn start(logging: &Logging) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new(format!("{},hyper=warn,reqwest=warn,sqlx=warn", logging.level)));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(stderr)
        .with_target(false);
    match logging.form {
        Form::Human => builder
            .with_ansi(std::io::IsTerminal::is_terminal(&stderr()))
            .init(),
        Form::Json => builder.json().init(),
    }
}
