//! `keyhold serve`.

use std::net::SocketAddr;
use std::path::PathBuf;

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
    /// Serve the console from this directory instead of the one inside
    #[arg(long, value_name = "DIR")]
    console_dir: Option<PathBuf>,
}

impl Serve {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let server = Server::start(Options {
            data_dir: self.data.open()?,
            listen: self.listen,
            sample: self.sample,
            allowed_origins: self.allowed_origins,
            console: Console::find(self.console_dir),
            clock: Clock::system(),
        })
        .await?;
        if let Some(link) = server.set_up_link() {
            terminal::say(&format!(
                "To make the first operator, open this link (it counts once): {link}"
            ));
        }
        terminal::answer(&format!("listening on http://{}", server.address()));
        asked_to_stop().await?;
        tracing::info!("stopping");
        server.stop().await;
        Ok(())
    }
}

#[cfg(unix)]
async fn asked_to_stop() -> Result<(), Failure> {
    use signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).map_err(|error| Failure(format!("signals cannot be received: {error}")));
    let (mut terminate, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn asked_to_stop() -> Result<(), Failure> {
    signal::ctrl_c()
        .await
        .map_err(|error| Failure(format!("signals cannot be received: {error}")))
}
