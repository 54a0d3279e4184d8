//! Running programs where a person can watch: each command is shown before it runs, and timed.

use std::{
    env,
    ffi::OsStr,
    fmt::Display,
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::error::Error;

/// Says one line to the person, on stderr.
#[allow(clippy::print_stderr, reason = "the one place where xtask speaks")]
pub(crate) fn say(line: impl Display) {
    eprintln!("{line}");
}

/// Shows and runs a command. Its stdout becomes our stderr, because stdout is kept for what the person asked for.
pub(crate) fn run(command: &mut Command) -> Result<(), Error> {
    run_with_stdout(command, Stdio::from(io::stderr()))
}

/// As [`run`], for a program whose stdout is the result the person asked for, such as a test report.
pub(crate) fn run_reporting(command: &mut Command) -> Result<(), Error> {
    run_with_stdout(command, Stdio::inherit())
}

fn run_with_stdout(command: &mut Command, stdout: Stdio) -> Result<(), Error> {
    let line = describe(command);
    say(format_args!("  $ {line}"));
    let started = Instant::now();
    let status = command
        .stdin(Stdio::null())
        .stdout(stdout)
        .status()
        .map_err(|source| Error::NotStarted {
            command: line.clone(),
            source,
        })?;
    if !status.success() {
        return Err(Error::Failed {
            command: line,
            status,
        });
    }
    say(format_args!("    took {}", seconds(started.elapsed())));
    Ok(())
}

/// What a command prints on stdout, trimmed; nothing when it cannot be started or fails.
pub(crate) fn capture(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A cargo command that runs in `directory`.
pub(crate) fn cargo(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(directory);
    command
}

/// The first of `names` that is a file on the search path.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let directories: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    names.iter().find_map(|name| {
        let name = format!("{name}{}", env::consts::EXE_SUFFIX);
        directories
            .iter()
            .map(|directory| directory.join(&name))
            .find(|path| path.is_file())
    })
}

/// A duration as a person reads it: `8.4 s`, or `2 min 05 s` from a minute on.
pub(crate) fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_shown_in_seconds_then_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(8_440)), "8.4 s");
        assert_eq!(seconds(Duration::from_millis(59_900)), "59.9 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn a_command_is_shown_without_its_directory() {
        let mut command = Command::new("/somewhere/bin/trunk");
        command.args(["build", "--release"]);
        assert_eq!(describe(&command), "trunk build --release");
    }

    #[test]
    fn a_program_that_does_not_exist_captures_nothing() {
        assert_eq!(capture(&mut Command::new("keyhold-no-such-program")), None);
        assert_eq!(on_path(&["keyhold-no-such-program"]), None);
    }
}
