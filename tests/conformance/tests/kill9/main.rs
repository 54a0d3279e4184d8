//! A server that is killed at any moment of a write load has, when it is back, everything it acknowledged and nothing
//! half done.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod database;
mod key;
mod ledger;
mod writer;

use std::{env, sync::Arc, time::Duration};

use conformance::{Error, Site};
use database::Databases;
use ledger::Ledger;
use support::PATIENCE;
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};

/// How many rounds there are, unless the variable says otherwise.
const ROUNDS: u32 = 200;
const ROUNDS_VARIABLE: &str = "KEYHOLD_KILL_ROUNDS";

/// How many clients write at once.
const WRITERS: usize = 4;
/// How many writes are acknowledged at most before the kill.
const MOST_WRITES: u32 = 60;
/// How long after the last of them the kill comes at most, in microseconds: about as long as a write takes, so that it
/// meets every stage of one.
const LONGEST_DELAY: u64 = 4_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_there_and_nothing_is_half_done() -> Result<(), Error> {
    let rounds = env::var(ROUNDS_VARIABLE).map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let mut site = Site::start().await?;
    let mut ledgers: Vec<Ledger> = (0..WRITERS).map(Ledger::of).collect();
    let (mut acknowledged, mut done, mut undone) = (0, 0, 0);
    for round in 0..rounds {
        let (written, count) = load_until_the_kill(&mut site, ledgers).await?;
        ledgers = written;
        acknowledged += count;
        site.server.restart().await?;
        let mut owner = site.owner_session().await?;
        for ledger in &mut ledgers {
            match ledger.settle(&site, &mut owner).await? {
                Some(true) => done += 1,
                Some(false) => undone += 1,
                None => {}
            }
        }
        let keys = ledgers.iter().flat_map(Ledger::keys);
        Databases::of(site.server.data_dir()).await.check(keys).await;
        println!("round {round}: {count} writes were acknowledged");
    }
    println!(
        "{rounds} kills: {acknowledged} acknowledged writes are all there; of those on their way {done} were done whole \
         and {undone} not at all"
    );
    Ok(())
}

/// Writes from all sides and kills the server in the middle of it; answers what was written, and how many writes were
/// acknowledged.
async fn load_until_the_kill(site: &mut Site, ledgers: Vec<Ledger>) -> Result<(Vec<Ledger>, usize), Error> {
    let acknowledged = Arc::new(Semaphore::new(0));
    let mut writers = JoinSet::new();
    for ledger in ledgers {
        let session = site.owner_session().await?;
        let keys = site.keys(conformance::V2, "");
        writers.spawn(writer::write(session, keys, ledger, Arc::clone(&acknowledged)));
    }
    let wanted = rand::random_range(1..=MOST_WRITES);
    // A writer that finds a fault ends, and says so when it is joined; the others are not waited for.
    let _ = timeout(PATIENCE, acknowledged.acquire_many(wanted)).await;
    sleep(Duration::from_micros(rand::random_range(0..LONGEST_DELAY))).await;
    site.server.kill9().await?;
    let mut ledgers = writers.join_all().await;
    ledgers.sort_by_key(Ledger::writer);
    Ok((ledgers, acknowledged.available_permits()))
}
