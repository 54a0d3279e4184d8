//! `keyhold serve`.

use std::fmt::Display;
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use access::AddressBlock;
use admin_api::{Backend, RateLimits};
use bff::server::{Options, Server};
use bff::{Clock, Console, Origin};
use clap::Args;
use tokio::signal;

use super::{Data, Failure};
use crate::terminal;

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The address to listen on; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    #[command(flatten)]
    data: Data,
    /// Load a sample organization with 3 projects and 40 keys, once
    #[arg(long)]
    sample: bool,
    /// Take requests also from pages of this origin, such as https://keyhold.example of a proxy in front
    #[arg(long = "allow-origin", value_name = "ORIGIN")]
    allowed_origins: Vec<Origin>,
    /// How many requests the Admin API takes: default (what is documented for Atlas), off, or a JSON file
    #[arg(long, default_value = "default", value_name = "default|off|FILE")]
    rate_limits: Limits,
    /// A proxy that may say for whom it forwards a request, as an address or a block; may be given more than once
    #[arg(long = "trusted-proxy", value_name = "ADDRESS")]
    trusted_proxies: Vec<AddressBlock>,
    /// Under what the server is reached, such as https://keyhold.example of a proxy in front; links begin with it, and
    /// its pages are taken as with --allow-origin
    #[arg(long, value_name = "ORIGIN")]
    public_url: Option<Origin>,
    /// Where allowed requests for backups, restores and schedules are passed on; without it they get 404
    #[arg(long, value_name = "URL")]
    backend: Option<String>,
    /// How long the backend may take to answer
    #[arg(long, default_value_t = 30, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    backend_timeout: u64,
    /// Serve the console from this directory instead of the one inside
    #[arg(long, value_name = "DIR")]
    console_dir: Option<PathBuf>,
}

/// The rate limits as they are named on the command line.
#[derive(Clone, Debug)]
enum Limits {
    Documented,
    Off,
    File(PathBuf),
}

impl From<&str> for Limits {
    fn from(text: &str) -> Self {
        match text {
            "default" => Self::Documented,
            "off" => Self::Off,
            path => Self::File(path.into()),
        }
    }
}

impl Limits {
    fn read(self) -> Result<RateLimits, Failure> {
        let path = match self {
            Self::Documented => return Ok(RateLimits::default()),
            Self::Off => return Ok(RateLimits::off()),
            Self::File(path) => path,
        };
        let failed = |error: &dyn Display| Failure(format!("{}: {error}", path.display()));
        let text = fs::read_to_string(&path).map_err(|error| failed(&error))?;
        RateLimits::from_json(&text).map_err(|error| failed(&error))
    }
}

impl Serve {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let timeout = Duration::from_secs(self.backend_timeout);
        let backend = self.backend.map(|url| Backend::new(&url, timeout)).transpose()?;
        let server = Server::start(Options {
            backend,
            data_dir: self.data.open()?,
            listen: self.listen,
            sample: self.sample,
            allowed_origins: self.allowed_origins,
            rate_limits: self.rate_limits.read()?,
            trusted_proxies: self.trusted_proxies.into_iter().collect(),
            public_url: self.public_url,
            console: Console::find(self.console_dir),
            clock: Clock::system(),
        })
        .await?;
        if let Some(link) = server.set_up_link() {
            terminal::say(&format!(
                "To make the first operator, open this link (it counts once): {link}"
            ));
        }
        if let Some(account) = server.sample_account() {
            terminal::say(&format!(
                "To see personal API keys, link the sample's account {} by its key {} (`keyhold admin-api account sample \
                 --json` tells both again)",
                account.user_name.as_str(),
                account.key.as_str()
            ));
        }
        // Before the line that others wait for: whoever reads it may stop the server at once.
        let stop_asked = stop_asked()?;
        terminal::answer(&format!("listening on http://{}", server.address()));
        stop_asked.await;
        tracing::info!("stopping");
        server.stop().await;
        Ok(())
    }
}

/// Listens from now on; what it gives is ready when somebody asks the server to stop.
#[cfg(unix)]
fn stop_asked() -> Result<impl Future<Output = ()>, Failure> {
    use signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).map_err(|error| Failure(format!("signals cannot be received: {error}")));
    let (mut terminate, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ready when somebody asks the server to stop.
#[cfg(not(unix))]
fn stop_asked() -> Result<impl Future<Output = ()>, Failure> {
    Ok(async {
        if let Err(error) = signal::ctrl_c().await {
            tracing::error!(%error, "signals cannot be received");
        }
    })
}
