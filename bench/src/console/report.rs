//! What was measured, as tables.

use std::fmt::Write;

use super::lighthouse::Scores;
use super::typing::Typed;

/// Everything that was measured so far.
#[derive(Default)]
pub(super) struct Report {
    start_up: String,
    typing: String,
    lighthouse: String,
}

impl Report {
    pub(super) fn start_up(&mut self, rows: usize, mut loads: Vec<f64>) {
        let (median, worst) = (quantile(&mut loads, 0.5), quantile(&mut loads, 1.0));
        // Writing to a String cannot fail.
        let _ = writeln!(
            self.start_up,
            "  {rows:>5} rows  median {median:>6.0} ms   slowest {worst:>6.0} ms"
        );
    }

    pub(super) fn typing(&mut self, rows: usize, ours: Typed, theirs: Typed) {
        let drawn = ours.drawn;
        let [ours, theirs] =
            [ours.keys, theirs.keys].map(|mut keys| [0.5, 0.95, 1.0].map(|share| quantile(&mut keys, share)));
        for (name, [p50, p95, worst]) in [("console", ours), ("React", theirs)] {
            let _ = writeln!(
                self.typing,
                "  {rows:>5} rows, {drawn:>4} drawn  {name:<8} p50 {p50:>6.1}   p95 {p95:>6.1}   slowest {worst:>6.1}"
            );
        }
        let _ = writeln!(
            self.typing,
            "  {:>32} of React's p95: {:.2}",
            "",
            ours[1] / theirs[1]
        );
    }

    pub(super) fn lighthouse(&mut self, runs: Vec<Scores>) {
        let median = |of: fn(&Scores) -> f64| quantile(&mut runs.iter().map(of).collect::<Vec<_>>(), 0.5);
        let _ = writeln!(
            self.lighthouse,
            "  performance {:.2}   accessibility {:.2}   best practices {:.2}\n  largest contentful paint {:.0} ms   \
             total blocking time {:.0} ms   (medians of {})",
            median(|run| run.performance),
            median(|run| run.accessibility),
            median(|run| run.best_practices),
            median(|run| run.largest_paint),
            median(|run| run.blocked),
            runs.len()
        );
    }

    #[allow(clippy::print_stdout, reason = "the table is the result")]
    pub(super) fn print(&self) {
        println!(
            "From asking for the page to the first row, nothing cached:\n{}",
            self.start_up
        );
        println!(
            "From a key in the filter to the end of the frame that shows it, in milliseconds:\n{}",
            self.typing
        );
        if !self.lighthouse.is_empty() {
            println!("Lighthouse, mobile, 500 keys:\n{}", self.lighthouse);
        }
    }
}

/// The value below which that share of them is.
fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index of a short list"
    )]
    let at = (last as f64 * share).round() as usize;
    values.get(at).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_measured_is_no_number() {
        assert!(quantile(&mut [], 0.5).is_nan());
    }

    #[test]
    fn a_quantile_is_one_of_the_values() {
        let mut values = [5.0, 1.0, 3.0];
        assert_eq!(quantile(&mut values, 0.5), 3.0);
        assert_eq!(quantile(&mut values, 1.0), 5.0);
    }
}
