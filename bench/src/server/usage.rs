//! How much processor time a server has used, which tells what a request costs even where something else keeps the
//! machine busy. Read from `/proc`; elsewhere nothing is known.

use std::fs;
use std::time::Duration;

/// What Linux counts processor time in, whatever its kernel's own tick is.
const TICK: Duration = Duration::from_millis(10);

/// The processor time of a process and the processes it has started, so far.
pub(super) fn processor_time(process: u32) -> Option<Duration> {
    let entries = fs::read_dir("/proc").ok()?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let ids = names.filter_map(|name| name.parse::<u32>().ok());
    let ticks = ids
        .filter_map(|id| {
            let stat = Stat::of(&fs::read_to_string(format!("/proc/{id}/stat")).ok()?)?;
            (id == process || stat.parent == process).then_some(stat.ticks)
        })
        .sum();
    Some(TICK * ticks)
}

#[derive(Debug, PartialEq, Eq)]
struct Stat {
    parent: u32,
    ticks: u32,
}

impl Stat {
    /// Reads the fields of `/proc/PID/stat` (proc(5)): the fourth is the parent, the 14th and 15th are the time in user
    /// mode and in the kernel. The second is the program's name, which may hold anything.
    fn of(text: &str) -> Option<Self> {
        let (_, after_name) = text.rsplit_once(')')?;
        let fields: Vec<_> = after_name.split_whitespace().collect();
        let number = |place: usize| fields.get(place - 3)?.parse::<u32>().ok();
        Some(Self {
            parent: number(4)?,
            ticks: number(14)? + number(15)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_may_be_called_anything() {
        let stat = "71 (a) S (b) S 7 71 71 0 -1 4194560 100 200 0 0 12 30 5 6 20 0 1 0 100 2000 50";
        assert_eq!(Stat::of(stat), Some(Stat { parent: 7, ticks: 42 }));
        assert_eq!(Stat::of("71 (a) S 7"), None);
        assert_eq!(Stat::of(""), None);
    }
}
