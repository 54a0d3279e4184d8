//! Where things are: the workspace's root, cargo's target directory, and the versions that Cargo.lock has settled.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use crate::{error::Error, shell};

/// The directories of this clone.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// The workspace that this program was compiled from.
    pub(crate) fn find() -> Result<Self, Error> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.parent().unwrap_or(here).to_owned();
        // Only cargo knows: the target directory can come from the environment and from configuration files.
        let mut metadata = shell::cargo(&root, &["metadata", "--no-deps", "--format-version=1"]);
        // What is wrong with a manifest is cargo's to say.
        let output = metadata.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
        let target = output
            .ok()
            .and_then(|output| serde_json::from_slice::<serde_json::Value>(&output.stdout).ok())
            .and_then(|value| value.get("target_directory")?.as_str().map(PathBuf::from))
            .ok_or(Error::Metadata)?;
        Ok(Self { root, target })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The finished console, as it is served: what the binary embeds and what a static host is given.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Where Trunk builds the console, before it is published to [`Workspace::dist`].
    pub(crate) fn staging(&self) -> PathBuf {
        self.target.join("console")
    }

    /// The `keyhold` binary of a cargo profile's directory: `debug` or `release`.
    pub(crate) fn keyhold(&self, profile: &str) -> PathBuf {
        self.program(profile, "keyhold")
    }

    /// A binary of this workspace in a cargo profile's directory.
    pub(crate) fn program(&self, profile: &str, name: &str) -> PathBuf {
        self.target
            .join(profile)
            .join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// The version of `package` in Cargo.lock.
    pub(crate) fn locked_version(&self, package: &'static str) -> Result<String, Error> {
        let path = self.root.join("Cargo.lock");
        let lock = fs::read_to_string(&path).map_err(Error::file(path))?;
        let versions = locked_versions(&lock, package);
        match versions.as_slice() {
            [version] => Ok((*version).to_owned()),
            several => Err(Error::LockedVersion {
                package,
                found: several.len(),
            }),
        }
    }
}

/// Every version of `package` in the text of a lock file, where cargo writes a package's version below its name.
fn locked_versions<'a>(lock: &'a str, package: &str) -> Vec<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    let mut versions = Vec::new();
    while let Some(line) = lines.next() {
        if line == name
            && let Some(version) = lines.next().and_then(|line| line.strip_prefix("version = \""))
        {
            versions.push(version.trim_end_matches('"'));
        }
    }
    versions
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"version = 4

[[package]]
name = "syn"
version = "1.0.109"

[[package]]
name = "syn"
version = "2.0.100"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "wasm-bindgen-macro",
]

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.131"
"#;

    #[test]
    fn a_package_that_is_not_locked_has_no_version() {
        assert!(locked_versions(LOCK, "bindgen").is_empty());
        assert!(locked_versions("", "wasm-bindgen").is_empty());
    }

    #[test]
    fn every_version_of_a_package_is_found() {
        assert_eq!(locked_versions(LOCK, "syn"), ["1.0.109", "2.0.100"]);
    }

    #[test]
    fn a_package_is_not_taken_for_one_whose_name_it_begins() {
        assert_eq!(locked_versions(LOCK, "wasm-bindgen"), ["0.2.130"]);
    }

    #[test]
    fn this_workspace_locks_one_wasm_bindgen() {
        let workspace = Workspace::find().unwrap();
        assert!(
            workspace
                .locked_version("wasm-bindgen")
                .unwrap()
                .starts_with("0.2.")
        );
    }
}
