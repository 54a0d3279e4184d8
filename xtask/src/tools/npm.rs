//! Packages of npm that tests and benchmarks use as they are published: one of exactly one version each, in a directory of
//! its own in the cache. No script of a package is run when it is installed.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{cached, system};
use crate::{error::Error, shell};

/// A package, pinned.
#[derive(Clone, Copy)]
pub(crate) struct Package {
    name: &'static str,
    version: &'static str,
    /// The file of it that is used, below its own directory.
    file: &'static str,
}

/// Finds what keeps a page from being used with assistive technology.
pub(crate) const AXE: Package = Package {
    name: "axe-core",
    version: "4.14.1",
    file: "axe.min.js",
};

/// Judges how fast and how sound a page is.
pub(crate) const LIGHTHOUSE: Package = Package {
    name: "lighthouse",
    version: "13.5.0",
    file: "cli/index.js",
};

/// What the console's table is measured beside.
pub(crate) const REACT: Package = Package {
    name: "react",
    version: "18.3.1",
    file: "umd/react.production.min.js",
};

/// The other half of [`REACT`].
pub(crate) const REACT_DOM: Package = Package {
    name: "react-dom",
    version: "18.3.1",
    file: "umd/react-dom.production.min.js",
};

impl Package {
    /// Sees to the package, and answers the path of its file.
    pub(crate) fn file(self) -> Result<PathBuf, Error> {
        let place = format!("{}-{}", self.name, self.version);
        let root = cached::directory()?.join("npm").join(place);
        let file = root.join("node_modules").join(self.name).join(self.file);
        if !file.is_file() {
            self.install(&root)?;
        }
        Ok(file)
    }

    /// Installs beside the place and moves it there whole, so that an interrupted installation is never taken for one.
    fn install(self, root: &Path) -> Result<(), Error> {
        let npm = system::npm()?;
        let staging = root.with_extension("new");
        fs::create_dir_all(&staging).map_err(Error::file(&staging))?;
        let mut install = Command::new(npm);
        install
            .args([
                "install",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--prefix",
            ])
            .arg(&staging)
            .arg(format!("{}@{}", self.name, self.version));
        shell::run(&mut install)?;
        if root.exists() {
            fs::remove_dir_all(root).map_err(Error::file(root))?;
        }
        fs::rename(&staging, root).map_err(Error::file(root))
    }
}
