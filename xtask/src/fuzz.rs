//! `cargo xtask fuzz`: arbitrary bytes for whatever reads what strangers send. The targets are a workspace of their own in
//! `fuzz/`; what one learns is kept there in `corpus/`, and what it falls over in `artifacts/`.

use std::{fs, process::Command};

use clap::ValueEnum;

use crate::{error::Error, shell, tools, workspace::Workspace};

/// What can be fuzzed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    /// Proofs of digest, read and judged
    Digest,
    /// Addresses, blocks, lists and the headers of proxies
    Addresses,
    /// Bodies of everything in the Admin API that takes one
    Bodies,
    /// Methods, paths and queries of the Admin API
    Paths,
}

impl Target {
    /// The name of its program.
    fn name(self) -> &'static str {
        match self {
            Self::Digest => "digest",
            Self::Addresses => "addresses",
            Self::Bodies => "bodies",
            Self::Paths => "paths",
        }
    }
}

/// Runs the targets named in `only`, or all of them, up to the first that falls over.
pub(crate) fn fuzz(workspace: &Workspace, seconds: u32, only: &[Target]) -> Result<(), Error> {
    let cargo_fuzz = tools::cargo_fuzz()?;
    let fuzz = workspace.root().join("fuzz");
    for target in Target::value_variants() {
        if !only.is_empty() && !only.contains(target) {
            continue;
        }
        let name = target.name();
        shell::say(format_args!("\n==> {name}"));
        let corpus = fuzz.join("corpus").join(name);
        fs::create_dir_all(&corpus).map_err(Error::file(&corpus))?;
        let mut command = Command::new(&cargo_fuzz);
        // No sanitizer: there is no unsafe code to watch, and without one the pinned toolchain will do.
        command.args(["run", "--fuzz-dir", "fuzz", "--sanitizer", "none", name]);
        // The first directory is where the fuzzer keeps what it learns.
        command.args([corpus, fuzz.join("seeds").join(name)]);
        command.arg("--").arg(format!("-max_total_time={seconds}"));
        shell::run_reporting(command.current_dir(workspace.root()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_asked_for_by_the_name_of_its_program_and_has_seeds() {
        let workspace = Workspace::find().unwrap();
        for target in Target::value_variants() {
            let name = target.name();
            assert_eq!(Target::from_str(name, false), Ok(*target));
            let here = workspace.root().join("fuzz");
            assert!(here.join("targets").join(format!("{name}.rs")).is_file());
            assert!(here.join("seeds").join(name).is_dir());
        }
    }
}
