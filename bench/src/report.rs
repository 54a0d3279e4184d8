//! What a person reads: progress on stderr while it runs, and one table on stdout.

use std::fmt::{self, Display};
use std::time::Duration;

use crate::cores::Cores;
use crate::load::Measured;

/// Says one line to the person, on stderr.
#[allow(clippy::print_stderr, reason = "the one place where progress is told")]
pub(crate) fn note(line: impl Display) {
    eprintln!("{line}");
}

/// All that was measured.
pub(crate) struct Report {
    connections: usize,
    rounds: usize,
    cores: Cores,
    runs: Vec<Runs>,
}

/// The runs of one server with so many keys, one a round.
pub(crate) struct Runs {
    keys: usize,
    server: &'static str,
    /// The status of a request that was sent twice.
    replay: u16,
    /// Requests per second.
    rates: Vec<f64>,
    /// Milliseconds.
    p50: Vec<f64>,
    p99: Vec<f64>,
    /// Microseconds of the server's processor time for one request.
    cost: Vec<f64>,
}

impl Runs {
    pub(crate) fn new(keys: usize, server: &'static str, replay: u16) -> Self {
        Self {
            keys,
            server,
            replay,
            rates: Vec::new(),
            p50: Vec::new(),
            p99: Vec::new(),
            cost: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, measured: &Measured, cost: Option<Duration>) {
        self.rates.push(measured.rate);
        self.p50.push(milliseconds(measured, 0.50));
        self.p99.push(milliseconds(measured, 0.99));
        self.cost
            .extend(cost.map(|cost| cost.as_secs_f64() * 1_000_000.0));
    }
}

impl Report {
    pub(crate) fn new(connections: usize, rounds: usize, cores: Cores) -> Self {
        Self {
            connections,
            rounds,
            cores,
            runs: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, runs: Runs) {
        self.runs.push(runs);
    }

    pub(crate) fn runs(&mut self) -> impl Iterator<Item = &mut Runs> {
        self.runs.iter_mut()
    }

    /// Prints the table on stdout.
    #[allow(clippy::print_stdout, reason = "the table is what the person asked for")]
    pub(crate) fn print(&self) {
        print!("{self}");
    }

    /// How many times faster this is than the other server with as many keys.
    fn ratio(&self, runs: &Runs) -> Option<f64> {
        let other = self
            .runs
            .iter()
            .find(|other| other.keys == runs.keys && other.server != runs.server)?;
        Some(times(&runs.rates, &other.rates))
    }

    /// How the rate of a server changes from the fewest to the most keys, as a share.
    fn change(&self, server: &str) -> Option<(usize, usize, f64)> {
        let of_server = || self.runs.iter().filter(|runs| runs.server == server);
        let fewest = of_server().min_by_key(|runs| runs.keys)?;
        let most = of_server().max_by_key(|runs| runs.keys)?;
        let change = times(&most.rates, &fewest.rates) - 1.0;
        (fewest.keys != most.keys).then_some((fewest.keys, most.keys, change))
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            connections, rounds, ..
        } = self;
        writeln!(
            f,
            "GET of one key: digest with a fresh nonce count, 200 access list entries (match last), role"
        )?;
        writeln!(
            f,
            "{connections} keep-alive connections, every key in turn; medians of {rounds} rounds, compared round by round"
        )?;
        match self.cores {
            Cores {
                server: Some(server),
                generator: Some(generator),
            } => {
                writeln!(
                    f,
                    "each server alone on core {server}, the load generator on core {generator}"
                )?;
            }
            _ => writeln!(f, "server and load generator share one core")?,
        }
        writeln!(
            f,
            "cpu: the server's processor time for one request; replay: the answer to a request sent twice"
        )?;
        let header = [
            "keys",
            "server",
            "requests/s",
            "lowest–highest",
            "p50",
            "p99",
            "cpu",
            "ratio",
            "replay",
        ];
        let [keys, server, rate, range, p50, p99, cost, ratio, replay] = header;
        writeln!(
            f,
            "\n{keys:>6}  {server:<8} {rate:>10}  {range:>17}  {p50:>9}  {p99:>9}  {cost:>8}  {ratio:>6}  {replay:>6}"
        )?;
        for runs in &self.runs {
            let (lowest, highest) = range_of(&runs.rates);
            let ratio = self
                .ratio(runs)
                .map_or_else(String::new, |ratio| format!("{ratio:.2}"));
            writeln!(
                f,
                "{:>6}  {:<8} {:>10.0}  {:>17}  {:>6.2} ms  {:>6.2} ms  {:>5.1} µs  {ratio:>6}  {:>6}",
                runs.keys,
                runs.server,
                median(&runs.rates),
                format!("{lowest:.0}–{highest:.0}"),
                median(&runs.p50),
                median(&runs.p99),
                median(&runs.cost),
                runs.replay,
            )?;
        }
        writeln!(f)?;
        for server in ["keyhold", "apache"] {
            if let Some((fewest, most, change)) = self.change(server) {
                writeln!(
                    f,
                    "{server} from {fewest} to {most} keys: {:+.1} % requests/s",
                    change * 100.0
                )?;
            }
        }
        Ok(())
    }
}

fn milliseconds(measured: &Measured, quantile: f64) -> f64 {
    let nanoseconds = measured.latency.value_at_quantile(quantile);
    Duration::from_nanos(nanoseconds).as_secs_f64() * 1_000.0
}

/// How many times the others these are, round by round: what else this machine does meets all of one round alike.
fn times(rates: &[f64], others: &[f64]) -> f64 {
    let ratios: Vec<f64> = rates
        .iter()
        .zip(others)
        .map(|(rate, other)| rate / other)
        .collect();
    median(&ratios)
}

/// The middle one, the upper of two; nothing measured is not a number.
fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn range_of(values: &[f64]) -> (f64, f64) {
    let lowest = values.iter().copied().fold(f64::NAN, f64::min);
    let highest = values.iter().copied().fold(f64::NAN, f64::max);
    (lowest, highest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(keys: usize, server: &'static str, replay: u16, rates: &[f64]) -> Runs {
        Runs {
            rates: rates.to_vec(),
            p50: vec![0.5],
            p99: vec![1.25],
            cost: vec![22.5],
            ..Runs::new(keys, server, replay)
        }
    }

    #[test]
    fn one_slow_round_moves_no_median() {
        assert!(median(&[]).is_nan());
        assert_eq!(median(&[3.0, 1.0, 200.0]).to_bits(), 3.0_f64.to_bits());
    }

    #[test]
    fn the_table_compares_servers_with_as_many_keys_round_by_round() {
        let cores = Cores {
            server: Some(0),
            generator: Some(1),
        };
        let mut report = Report::new(32, 3, cores);
        report.add(runs(10, "keyhold", 401, &[40_000.0, 50_000.0, 20_000.0]));
        report.add(runs(10, "apache", 200, &[20_000.0, 25_000.0, 10_000.0]));
        report.add(runs(5000, "keyhold", 401, &[39_000.0, 30_000.0, 19_500.0]));
        report.add(runs(5000, "apache", 200, &[5_000.0, 5_000.0, 2_500.0]));
        let expected = "\
GET of one key: digest with a fresh nonce count, 200 access list entries (match last), role
32 keep-alive connections, every key in turn; medians of 3 rounds, compared round by round
each server alone on core 0, the load generator on core 1
cpu: the server's processor time for one request; replay: the answer to a request sent twice

  keys  server   requests/s     lowest–highest        p50        p99       cpu   ratio  replay
    10  keyhold       40000        20000–50000    0.50 ms    1.25 ms   22.5 µs    2.00     401
    10  apache        20000        10000–25000    0.50 ms    1.25 ms   22.5 µs    0.50     200
  5000  keyhold       30000        19500–39000    0.50 ms    1.25 ms   22.5 µs    7.80     401
  5000  apache         5000          2500–5000    0.50 ms    1.25 ms   22.5 µs    0.13     200

keyhold from 10 to 5000 keys: -2.5 % requests/s
apache from 10 to 5000 keys: -75.0 % requests/s
";
        assert_eq!(report.to_string(), expected);
    }
}
