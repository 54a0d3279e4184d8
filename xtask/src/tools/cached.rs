//! Programs that `cargo install` puts into a cache outside the clone, one directory per version, so that every clone on
//! the machine shares them and no version overwrites another.

use std::{
    env,
    fmt::{self, Display},
    fs,
    path::PathBuf,
    process::Command,
};

use directories::ProjectDirs;

use crate::{error::Error, shell};

/// A program of one exact version, in a directory of its own.
pub(super) struct CachedTool {
    package: &'static str,
    program: &'static str,
    version: String,
    /// Whether the package is built with the dependencies it was published with.
    locked: bool,
    root: PathBuf,
}

impl CachedTool {
    pub(super) fn new(
        package: &'static str,
        program: &'static str,
        version: String,
        locked: bool,
    ) -> Result<Self, Error> {
        let root = directory()?.join("tools").join(format!("{program}-{version}"));
        Ok(Self {
            package,
            program,
            version,
            locked,
            root,
        })
    }

    pub(super) fn directory(&self) -> PathBuf {
        self.root.join("bin")
    }

    pub(super) fn program(&self) -> PathBuf {
        self.directory()
            .join(format!("{}{}", self.program, env::consts::EXE_SUFFIX))
    }

    /// Whether the program is there and says that it is this version. Cargo moves a program into place only when it is
    /// whole, so that an interrupted installation never looks like this.
    pub(super) fn is_installed(&self) -> bool {
        shell::capture(Command::new(self.program()).arg("--version"))
            .is_some_and(|text| names_version(&text, &self.version))
    }

    /// Compiles and installs the program.
    pub(super) fn install(&self, why: &'static str) -> Result<(), Error> {
        let mut command = shell::cargo(&directory_created()?, &["install", self.package, "--force"]);
        command.args(["--version", &self.version]);
        if self.locked {
            command.arg("--locked");
        }
        command.arg("--root").arg(&self.root);
        // Kept between attempts, so that an interrupted installation goes on where it was.
        command.env("CARGO_TARGET_DIR", build_files()?);
        shell::run(&mut command).map_err(|error| Error::Missing {
            what: self.to_string(),
            why,
            tried: error.to_string(),
            remedy: format!(
                "cargo install {} --version {}{} --root {}",
                self.package,
                self.version,
                if self.locked { " --locked" } else { "" },
                self.root.display()
            ),
        })
    }
}

impl Display for CachedTool {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.program, self.version)
    }
}

/// The cache: `KEYHOLD_CACHE`, or the platform's place for caches.
pub(super) fn directory() -> Result<PathBuf, Error> {
    env::var_os("KEYHOLD_CACHE")
        .map(PathBuf::from)
        .or_else(|| {
            ProjectDirs::from("", "", "keyhold").map(|directories| directories.cache_dir().to_owned())
        })
        .ok_or(Error::NoCache)
}

/// Removes what compiling the tools left behind, about a gigabyte.
pub(super) fn discard_build_files() -> Result<(), Error> {
    let path = build_files()?;
    if path.exists() {
        fs::remove_dir_all(&path).map_err(Error::file(path))?;
    }
    Ok(())
}

fn directory_created() -> Result<PathBuf, Error> {
    let path = directory()?;
    fs::create_dir_all(&path).map_err(Error::file(&path))?;
    Ok(path)
}

fn build_files() -> Result<PathBuf, Error> {
    Ok(directory()?.join("build"))
}

/// Whether `text`, as a program prints it for `--version`, names exactly `version`.
fn names_version(text: &str, version: &str) -> bool {
    text.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_version_is_another_version() {
        assert!(!names_version("wasm-bindgen 0.2.130", "0.2.13"));
        assert!(!names_version("", "0.2.130"));
    }

    #[test]
    fn a_version_is_found_beside_the_name_and_the_commit() {
        assert!(names_version("trunk 0.21.14", "0.21.14"));
        assert!(names_version("wasm-bindgen 0.2.130 (a1b2c3)", "0.2.130"));
    }
}
