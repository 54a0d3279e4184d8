//! Python with the HTTP libraries that the conformance tests use the Admin API with: a virtual environment in the cache,
//! named by the versions in it, so that nothing of the machine's own Python is touched.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::{cached, system};
use crate::{error::Error, shell};

/// The libraries are pinned: what a test found with them is found again.
const LIBRARIES: [(&str, &str); 2] = [("requests", "2.34.2"), ("httpx", "0.28.1")];

/// Prints the versions of the libraries, in their order.
const VERSIONS: &str = "import requests, httpx; print(requests.__version__, httpx.__version__)";

/// Sees to the libraries, and answers the interpreter that has them.
pub(crate) fn python() -> Result<PathBuf, Error> {
    let environment = cached::directory()?.join("python").join(
        LIBRARIES
            .map(|(name, version)| format!("{name}-{version}"))
            .join("-"),
    );
    let python = environment.join("bin").join("python3");
    if has_libraries(&python) {
        return Ok(python);
    }
    let system_python = system::python()?;
    install(&system_python, &environment, &python)
        .ok()
        .filter(|()| has_libraries(&python))
        .map(|()| python)
        .ok_or_else(|| Error::Missing {
            what: format!(
                "a virtual environment of Python with {}",
                requirements().join(" and ")
            ),
            why: "to use API keys as Python programs do",
            tried: "python3 -m venv, then pip; their output is above".into(),
            remedy: format!(
                "python3 -m venv --clear {0} && {0}/bin/python3 -m pip install {1}",
                environment.display(),
                requirements().join(" ")
            ),
        })
}

/// Makes the environment anew: one that an interrupted installation left behind is not to be trusted.
fn install(system_python: &Path, environment: &Path, python: &Path) -> Result<(), Error> {
    shell::run(
        Command::new(system_python)
            .args(["-m", "venv", "--clear"])
            .arg(environment),
    )?;
    shell::run(
        Command::new(python)
            .args([
                "-m",
                "pip",
                "install",
                "--disable-pip-version-check",
                "--no-input",
                "--quiet",
            ])
            .args(requirements()),
    )
}

fn has_libraries(python: &Path) -> bool {
    let wanted = LIBRARIES.map(|(_, version)| version).join(" ");
    shell::capture(Command::new(python).args(["-c", VERSIONS])).is_some_and(|versions| versions == wanted)
}

fn requirements() -> [String; 2] {
    LIBRARIES.map(|(name, version)| format!("{name}=={version}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_python_that_is_not_there_has_no_libraries() {
        assert!(!has_libraries(Path::new("/keyhold/no/such/python3")));
    }

    #[test]
    fn the_versions_are_asked_for_in_the_order_in_which_they_are_compared() {
        assert_eq!(
            requirements().map(|text| text.split('=').next().unwrap().to_owned()),
            ["requests", "httpx"]
        );
        assert!(VERSIONS.contains("import requests, httpx;"));
    }
}
