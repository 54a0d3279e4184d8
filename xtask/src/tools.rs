//! The tools a task needs: found when they are there, installed with progress shown when they are not, and asked for in
//! plain words when that cannot be done. A tool that is there costs only the question for its version.

mod browsers;
mod cached;
mod npm;
mod python;
mod system;
mod toolchain;

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use self::cached::CachedTool;
pub(crate) use self::{
    browsers::{chromium, firefox, webkit},
    npm::{AXE, LIGHTHOUSE, REACT, REACT_DOM},
    python::python,
    system::{apache, curl, is_root, wget},
    toolchain::{WASM_TARGET, component, std_source, wasm_target},
};
use crate::{error::Error, shell, workspace::Workspace};

/// Trunk is pinned: the console's index.html and Trunk.toml are written for this version.
const TRUNK: &str = "0.21.14";

/// The version that the fuzz targets are written for.
const CARGO_FUZZ: &str = "0.13.2";

/// What building the console takes.
pub(crate) struct ConsoleTools {
    /// The `trunk` program.
    pub(crate) trunk: PathBuf,
    /// The directory of the programs `wasm-bindgen` and `wasm-bindgen-test-runner`.
    wasm_bindgen: PathBuf,
}

impl ConsoleTools {
    /// The program that runs WebAssembly tests in a browser.
    pub(crate) fn test_runner(&self) -> PathBuf {
        self.wasm_bindgen
            .join(format!("wasm-bindgen-test-runner{}", env::consts::EXE_SUFFIX))
    }

    /// A `PATH` on which this version of `wasm-bindgen` comes first, since Trunk takes the first it finds.
    pub(crate) fn search_path(&self) -> Result<OsString, Error> {
        let path = env::var_os("PATH").unwrap_or_default();
        let directories = std::iter::once(self.wasm_bindgen.clone()).chain(env::split_paths(&path));
        env::join_paths(directories).map_err(|error| Error::File {
            path: self.wasm_bindgen.clone(),
            source: std::io::Error::other(error),
        })
    }
}

/// Sees to the wasm target, wasm-bindgen of the lock file's version, and Trunk.
pub(crate) fn for_console(workspace: &Workspace) -> Result<ConsoleTools, Error> {
    system::c_compiler()?;
    wasm_target()?;
    let tools = console_tools(workspace)?;
    let missing: Vec<&CachedTool> = tools.iter().filter(|tool| !tool.is_installed()).collect();
    if !missing.is_empty() {
        let names: Vec<String> = missing.iter().map(|tool| tool.to_string()).collect();
        shell::say(format_args!(
            "{} will be compiled once and kept in {}; with two cores this takes up to ten minutes.",
            names.join(" and "),
            cached::directory()?.display()
        ));
        for tool in missing {
            tool.install("to build the console")?;
        }
        cached::discard_build_files()?;
    }
    let [trunk, wasm_bindgen] = tools;
    Ok(ConsoleTools {
        trunk: trunk.program(),
        wasm_bindgen: wasm_bindgen.directory(),
    })
}

/// Sees to cargo-fuzz and what it compiles the fuzzer with.
pub(crate) fn cargo_fuzz() -> Result<PathBuf, Error> {
    system::cpp_compiler()?;
    let tool = CachedTool::new("cargo-fuzz", "cargo-fuzz", CARGO_FUZZ.to_owned(), true)?;
    if !tool.is_installed() {
        shell::say(format_args!("{tool} will be compiled once, in about a minute."));
        tool.install("to run the fuzz targets")?;
        cached::discard_build_files()?;
    }
    Ok(tool.program())
}

/// Sees to everything that `cargo xtask test` uses, so that a machine which lacks something says so at once.
pub(crate) fn for_everything(workspace: &Workspace) -> Result<(), Error> {
    component("rustfmt")?;
    component("clippy")?;
    chromium()?;
    firefox()?;
    webkit()?;
    curl()?;
    wget()?;
    python()?;
    AXE.file()?;
    for_console(workspace).map(drop)
}

/// Sees to everything and says which version of each tool is in use.
pub(crate) fn list(workspace: &Workspace) -> Result<(), Error> {
    for_everything(workspace)?;
    let browsers = [chromium()?, firefox()?, webkit()?];
    let python = python()?;
    let programs = [
        Path::new("rustc"),
        Path::new("cargo"),
        Path::new("curl"),
        Path::new("wget"),
        &python,
    ];
    let tools = console_tools(workspace)?;
    let cached = tools.iter().map(CachedTool::program);
    let browsers = browsers
        .into_iter()
        .flat_map(|browser| [browser.program, browser.driver]);
    for program in programs
        .into_iter()
        .map(Path::to_owned)
        .chain(browsers)
        .chain(cached)
    {
        let version = shell::capture(Command::new(&program).arg("--version")).unwrap_or_default();
        let name = program
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        shell::say(format_args!(
            "  {name:<14} {}",
            version.lines().next().unwrap_or("no version")
        ));
        shell::say(format_args!("  {:<14} {}", "", program.display()));
    }
    Ok(())
}

fn console_tools(workspace: &Workspace) -> Result<[CachedTool; 2], Error> {
    let trunk = CachedTool::new("trunk", "trunk", TRUNK.to_owned(), true)?;
    // The program and the crate of the lock file speak one private format, so that their versions must be equal.
    // Without --locked: the lock file published with this program does not match its own manifest.
    let version = workspace.locked_version("wasm-bindgen")?;
    let wasm_bindgen = CachedTool::new("wasm-bindgen-cli", "wasm-bindgen", version, false)?;
    Ok([trunk, wasm_bindgen])
}
