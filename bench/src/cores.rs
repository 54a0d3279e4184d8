//! Which core does what. Server and generator each have one to themselves where there are two, so that neither takes
//! time from the other and every server has the same.

/// The cores of one run; `None` leaves the choice to the scheduler.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cores {
    pub(crate) server: Option<usize>,
    pub(crate) generator: Option<usize>,
}

impl Cores {
    /// The first two cores this process may use, or none when there is only one.
    pub(crate) fn of_this_machine() -> Self {
        match usable().as_slice() {
            [server, generator, ..] => Self {
                server: Some(*server),
                generator: Some(*generator),
            },
            _ => Self {
                server: None,
                generator: None,
            },
        }
    }
}

/// Does some work on a thread of its own that stays on `core`. Processes it starts stay there too.
pub(crate) fn on<T: Send>(core: Option<usize>, work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            if let Some(core) = core {
                stay_on(core);
            }
            work()
        });
        thread
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

#[cfg(target_os = "linux")]
fn usable() -> Vec<usize> {
    use rustix::thread::{CpuSet, sched_getaffinity};
    let set = sched_getaffinity(None).unwrap_or_default();
    (0..CpuSet::MAX_CPU).filter(|core| set.is_set(*core)).collect()
}

#[cfg(target_os = "linux")]
fn stay_on(core: usize) {
    use rustix::thread::{CpuSet, sched_setaffinity};
    let mut set = CpuSet::new();
    set.set(core);
    // A machine that does not let us choose measures with the scheduler's choice.
    let _ = sched_setaffinity(None, &set);
}

#[cfg(not(target_os = "linux"))]
fn usable() -> Vec<usize> {
    Vec::new()
}

#[cfg(not(target_os = "linux"))]
fn stay_on(_core: usize) {}
