//! `cargo xtask bench admin-api`: how fast a key gets its own description from Keyhold, and how fast Apache gives a file
//! of the same size to the same user. Rounds are interleaved, so that whatever else this machine does meets all alike.

use std::time::Duration;

use clap::Args;

use crate::Programs;
use crate::cores::{self, Cores};
use crate::error::Error;
use crate::load::{self, Amount, Measured};
use crate::report::{Report, Runs, note};
use crate::server::{Server, apache, keyhold};

#[derive(Args)]
pub(crate) struct Settings {
    /// How many keys there are, one comparison for each number
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "10,500,5000",
        value_name = "KEYS"
    )]
    keys: Vec<usize>,
    /// How many keep-alive connections are open at once
    #[arg(long, default_value_t = 32, value_name = "COUNT")]
    connections: usize,
    /// How often everything is measured; the medians are shown
    #[arg(long, default_value_t = 5, value_name = "COUNT")]
    rounds: usize,
    /// The longest one measurement takes, after a second of warming up
    #[arg(long, default_value_t = 4, value_name = "SECONDS")]
    seconds: u64,
    /// The most requests of one measurement, prepared in memory at half a kilobyte each
    #[arg(long, default_value_t = 400_000, value_name = "COUNT")]
    requests: usize,
    /// Measures Keyhold alone
    #[arg(long)]
    without_apache: bool,
}

/// Sets up the servers, measures them in turns and prints the table.
pub(crate) fn run(programs: &Programs, settings: &Settings) -> Result<(), Error> {
    let cores = Cores::of_this_machine();
    let mut servers = Vec::new();
    for &keys in &settings.keys {
        note(format_args!("==> {keys} keys with 200 access list entries each"));
        let ours = keyhold::start(&programs.keyhold, keys, cores.server)?;
        let theirs = if settings.without_apache {
            None
        } else {
            let content = load::fetch(ours.address, last_client(&ours)?)?;
            Some(apache::start(
                &programs.apache,
                &ours.clients,
                &content,
                settings.connections,
                cores.server,
            )?)
        };
        servers.push((keys, ours));
        servers.extend(theirs.map(|server| (keys, server)));
    }

    let mut report = Report::new(settings.connections, settings.rounds, cores);
    for (keys, server) in &servers {
        let replay = load::replay(server.address, last_client(server)?)?;
        report.add(Runs::new(*keys, server.name, replay));
    }
    let amount = Amount {
        connections: settings.connections,
        requests: settings.requests,
        warm_up: Duration::from_secs(1),
        time: Duration::from_secs(settings.seconds),
    };
    for round in 1..=settings.rounds {
        note(format_args!("==> round {round} of {}", settings.rounds));
        for ((keys, server), runs) in servers.iter().zip(report.runs()) {
            let (measured, cost) = cores::on(cores.generator, || measure(server, &amount))?;
            note(format_args!(
                "  {:<8} {keys:>6} keys {:>10.0} requests/s",
                server.name, measured.rate
            ));
            runs.add(&measured, cost);
        }
    }
    report.print();
    Ok(())
}

/// One run, and the processor time the server used for a request of it.
fn measure(server: &Server, amount: &Amount) -> Result<(Measured, Option<Duration>), Error> {
    let requests = load::prepare(
        server.address,
        &server.clients,
        amount.connections,
        amount.requests,
    )?;
    let before = server.processor_time();
    let measured = load::run(server.address, amount, requests)?;
    let used = before.and_then(|before| server.processor_time()?.checked_sub(before));
    let cost = used.and_then(|used| used.checked_div(measured.answered));
    Ok((measured, cost))
}

fn last_client(server: &Server) -> Result<&load::Client, Error> {
    server
        .clients
        .last()
        .ok_or_else(|| Error::Keys("there must be at least one key".into()))
}
