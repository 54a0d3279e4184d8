//! The load: clients that prove themselves with digest, over keep-alive connections, each sending its next request when
//! it has the answer to the last. Everything is computed beforehand, so that the generator costs as little as it can.

mod connection;
mod requests;

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use tokio::task::JoinSet;

use crate::error::Error;
use connection::Connection;
use requests::Requests;
pub(crate) use requests::{Client, prepare};

/// How much load.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Amount {
    /// How many connections are open at once.
    pub(crate) connections: usize,
    /// At most how many requests, on all connections together.
    pub(crate) requests: usize,
    /// How long nothing is recorded.
    pub(crate) warm_up: Duration,
    /// At most how long is recorded after that.
    pub(crate) time: Duration,
}

/// What one run gave.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    /// Requests per second.
    pub(crate) rate: f64,
    /// How many requests were answered, those while warming up included.
    pub(crate) answered: u32,
    /// The time an answer took, in nanoseconds.
    pub(crate) latency: Histogram<u64>,
}

/// Sends prepared requests, those of each connection in order, until they or the time are used up. Everything but a 200
/// ends it with an error.
pub(crate) fn run(address: SocketAddr, amount: &Amount, requests: Vec<Requests>) -> Result<Measured, Error> {
    block_on(async {
        let mut connections = Vec::with_capacity(requests.len());
        for requests in requests {
            connections.push((Connection::open(address).await?, requests));
        }
        let start = Instant::now() + amount.warm_up;
        let end = start + amount.time;
        let mut clients = JoinSet::new();
        for (connection, requests) in connections {
            clients.spawn(send_all(connection, requests, start, end));
        }
        let mut all = Recorded::new(start)?;
        while let Some(client) = clients.join_next().await {
            let recorded = client.map_err(|error| Error::Generator(error.into()))??;
            // Histograms of one shape can always be added.
            let _ = all.latency.add(&recorded.latency);
            all.last = all.last.max(recorded.last);
            all.answered += recorded.answered;
        }
        if all.latency.is_empty() {
            return Err(Error::NothingMeasured);
        }
        // Counts become ratios here; a run has far fewer requests than a float can count.
        #[allow(clippy::cast_precision_loss, reason = "fewer requests than 2^52")]
        let count = all.latency.len() as f64;
        Ok(Measured {
            rate: count / (all.last - start).as_secs_f64(),
            answered: all.answered,
            latency: all.latency,
        })
    })
}

/// The body of the answer to the first request of a client.
pub(crate) fn fetch(address: SocketAddr, client: &Client) -> Result<Vec<u8>, Error> {
    let one = prepare(address, std::slice::from_ref(client), 1, 1)?;
    block_on(async {
        let mut connection = Connection::open(address).await?;
        let request = one.iter().flat_map(Requests::iter).next().unwrap_or_default();
        Ok(connection.exchange(request).await?.expect(200)?.body.to_vec())
    })
}

/// The status of the answer to a request that was answered before, byte for byte the same.
pub(crate) fn replay(address: SocketAddr, client: &Client) -> Result<u16, Error> {
    let one = prepare(address, std::slice::from_ref(client), 1, 1)?;
    block_on(async {
        let mut connection = Connection::open(address).await?;
        let request = one.iter().flat_map(Requests::iter).next().unwrap_or_default();
        connection.exchange(request).await?.expect(200)?;
        Ok(connection.exchange(request).await?.status)
    })
}

/// What one connection recorded.
struct Recorded {
    latency: Histogram<u64>,
    answered: u32,
    /// When its last answer came.
    last: Instant,
}

impl Recorded {
    fn new(start: Instant) -> Result<Self, Error> {
        // Up to a minute, three digits exact.
        let latency = Histogram::new_with_max(60_000_000_000, 3);
        Ok(Self {
            latency: latency.map_err(|error| Error::Generator(io::Error::other(error)))?,
            answered: 0,
            last: start,
        })
    }
}

async fn send_all(
    mut connection: Connection,
    requests: Requests,
    start: Instant,
    end: Instant,
) -> Result<Recorded, Error> {
    let mut recorded = Recorded::new(start)?;
    let mut sent = Instant::now();
    for request in requests.iter() {
        connection.exchange(request).await?.expect(200)?;
        let answered = Instant::now();
        recorded.answered += 1;
        if sent >= start {
            let nanoseconds = u64::try_from((answered - sent).as_nanos()).unwrap_or(u64::MAX);
            recorded.latency.saturating_record(nanoseconds);
            recorded.last = answered;
        }
        if answered >= end {
            break;
        }
        sent = answered;
    }
    Ok(recorded)
}

/// Runs on this thread alone, on whichever core it stays.
fn block_on<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
    runtime.map_err(Error::Generator)?.block_on(work)
}
