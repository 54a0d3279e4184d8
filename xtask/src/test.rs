//! `cargo xtask test`: every check there is, in the order in which a fault is cheapest to find.

use std::{
    cell::OnceCell,
    fmt::Write,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use clap::ValueEnum;

use crate::{
    console,
    error::Error,
    shell,
    sizes::{self, FileSize},
    tools,
    workspace::Workspace,
};

/// How long all browser tests of the console may take together, in seconds. Generous: a loaded machine is no fault.
const BROWSER_TESTS_TIMEOUT: &str = "600";
/// How long the browser's driver may take to start, in seconds.
const DRIVER_TIMEOUT: &str = "60";

/// One step of the checks, in the order they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// Installs what is missing
    Tools,
    /// rustfmt
    Format,
    /// clippy on the whole workspace and on the fuzzers
    Lint,
    /// clippy on the console as WebAssembly
    LintWasm,
    /// Unit and integration tests of every crate
    Native,
    /// The Admin API with real clients, and after kills
    Conformance,
    /// Tests of the console's components in a headless browser
    Web,
    /// The release console and its size budget
    Size,
    /// The whole product in a real browser
    E2e,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Self::Tools => "tools",
            Self::Format => "format",
            Self::Lint => "lint",
            Self::LintWasm => "lint-wasm",
            Self::Native => "native",
            Self::Conformance => "conformance",
            Self::Web => "web",
            Self::Size => "size",
            Self::E2e => "e2e",
        }
    }
}

/// How one step went. A step after a failed one is not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Passed(Duration),
    Failed(Duration),
    NotRun,
}

/// Runs the steps named in `only`, or all of them, up to the first that fails; says how each went.
pub(crate) fn test(workspace: &Workspace, only: &[Step]) -> Result<(), Error> {
    let checks = Checks {
        workspace,
        console: OnceCell::new(),
    };
    let mut outcomes = Vec::new();
    let mut failure = None;
    for step in Step::value_variants()
        .iter()
        .copied()
        .filter(|step| only.is_empty() || only.contains(step))
    {
        if failure.is_some() {
            outcomes.push((step, Outcome::NotRun));
            continue;
        }
        shell::say(format_args!("\n==> {}", step.name()));
        let started = Instant::now();
        match checks.run(step) {
            Ok(()) => outcomes.push((step, Outcome::Passed(started.elapsed()))),
            Err(source) => {
                outcomes.push((step, Outcome::Failed(started.elapsed())));
                failure = Some(Error::Step {
                    step: step.name(),
                    source: Box::new(source),
                });
            }
        }
    }
    shell::say(format_args!("\n{}", summary(&outcomes)));
    failure.map_or(Ok(()), Err)
}

/// What the steps share: the console is built once for those that need it.
struct Checks<'a> {
    workspace: &'a Workspace,
    console: OnceCell<Vec<FileSize>>,
}

impl Checks<'_> {
    fn run(&self, step: Step) -> Result<(), Error> {
        match step {
            Step::Tools => tools::for_everything(self.workspace),
            Step::Format => {
                tools::component("rustfmt")?;
                self.cargo(&["fmt", "--all", "--check"])
            }
            Step::Lint => {
                tools::component("clippy")?;
                self.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
                self.lint_fuzzers()
            }
            Step::LintWasm => self.lint_wasm(),
            Step::Native => self.native(),
            Step::Conformance => self.conformance(),
            Step::Web => self.web(),
            Step::Size => self.size(),
            Step::E2e => self.e2e(),
        }
    }

    fn cargo(&self, arguments: &[&str]) -> Result<(), Error> {
        shell::run_reporting(&mut shell::cargo(self.workspace.root(), arguments))
    }

    /// The fuzzers, which are a workspace of their own and nothing else compiles. It takes no C++ compiler: nothing is
    /// linked, so the library they run in is not built, and any file does in its place.
    fn lint_fuzzers(&self) -> Result<(), Error> {
        let manifest = self.workspace.root().join("fuzz/Cargo.toml");
        let mut clippy = shell::cargo(self.workspace.root(), &["clippy", "--locked", "--all-targets"]);
        clippy.arg("--manifest-path").arg(&manifest);
        clippy.env("CUSTOM_LIBFUZZER_PATH", &manifest);
        clippy.env("CARGO_TARGET_DIR", self.workspace.root().join("target/fuzz"));
        shell::run_reporting(clippy.args(["--", "-D", "warnings"]))
    }

    fn lint_wasm(&self) -> Result<(), Error> {
        tools::component("clippy")?;
        tools::wasm_target()?;
        let package = [
            "clippy",
            "--package",
            "keyhold-console",
            "--all-targets",
            "--target",
            tools::WASM_TARGET,
        ];
        self.cargo(&[&package[..], &["--", "-D", "warnings"]].concat())
    }

    /// Every test that needs nothing but the workspace.
    fn native(&self) -> Result<(), Error> {
        let others = ["--exclude", "keyhold-e2e", "--exclude", "keyhold-conformance"];
        self.cargo(&[&["test", "--workspace"], &others[..]].concat())
    }

    fn conformance(&self) -> Result<(), Error> {
        tools::curl()?;
        tools::wget()?;
        let python = tools::python()?;
        self.cargo(&["build", "--package", "keyhold"])?;
        shell::run_reporting(
            shell::cargo(
                self.workspace.root(),
                &["test", "--package", "keyhold-conformance"],
            )
            .env("KEYHOLD_BIN", self.workspace.keyhold("debug"))
            .env("KEYHOLD_PYTHON", python),
        )
    }

    fn web(&self) -> Result<(), Error> {
        tools::wasm_target()?;
        let runner = tools::for_console(self.workspace)?.test_runner();
        let (chromium, firefox) = (tools::chromium()?, tools::firefox()?);
        // The runner takes the driver that it is told of, and with it the browser.
        for (name, driver) in [("CHROMEDRIVER", chromium.driver), ("GECKODRIVER", firefox.driver)] {
            self.web_in(&runner, name, &driver)?;
        }
        Ok(())
    }

    fn web_in(&self, runner: &Path, variable: &str, driver: &Path) -> Result<(), Error> {
        let arguments = [
            "test",
            "--package",
            "keyhold-console",
            "--test",
            "web",
            "--target",
            tools::WASM_TARGET,
        ];
        shell::run_reporting(
            shell::cargo(self.workspace.root(), &arguments)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
                .env(variable, driver)
                .env(
                    "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
                    self.workspace.root().join("webdriver.json"),
                )
                .env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_TESTS_TIMEOUT)
                .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", DRIVER_TIMEOUT),
        )
    }

    fn size(&self) -> Result<(), Error> {
        let files = self.console()?;
        shell::say(format_args!("\n{}", sizes::table(files)));
        let brotli = sizes::within_budget(files, sizes::BUDGET)?;
        shell::say(format_args!("  {brotli} of {} budgeted bytes", sizes::BUDGET));
        Ok(())
    }

    fn e2e(&self) -> Result<(), Error> {
        let (chromium, firefox, webkit) = (tools::chromium()?, tools::firefox()?, tools::webkit()?);
        tools::curl()?;
        let axe = tools::AXE.file()?;
        self.console()?;
        self.cargo(&["build", "--package", "keyhold", "--features", "embed-console"])?;
        let stories = ["test", "--package", "keyhold-e2e"];
        // Whatever a driver of another engine cannot do stands in modules of this name.
        let others = [&stories[..], &["--", "--skip", "only_chromium"]].concat();
        let root = self.workspace.root();
        let mut in_chromium = shell::cargo(root, &stories);
        in_chromium.env("KEYHOLD_AXE", axe);
        let mut in_firefox = shell::cargo(root, &others);
        let mut in_webkit = Command::new("xvfb-run");
        in_webkit
            .current_dir(root)
            .args([
                "--auto-servernum",
                "--server-args=-screen 0 1600x1200x24 -nolisten tcp",
                "cargo",
            ])
            .args(&others);
        if tools::is_root() {
            // Its sandbox does not start for root, who needs none against a page of our own.
            in_webkit.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
        }
        for (run, engine, variable, driver) in [
            (&mut in_chromium, "chromium", "CHROMEDRIVER", chromium.driver),
            (&mut in_firefox, "firefox", "GECKODRIVER", firefox.driver),
            (&mut in_webkit, "webkit", "WEBKITDRIVER", webkit.driver),
        ] {
            run.env("KEYHOLD_BIN", self.workspace.keyhold("debug"))
                .env("KEYHOLD_BROWSER", engine)
                .env(variable, driver);
            shell::run_reporting(run)?;
        }
        Ok(())
    }

    fn console(&self) -> Result<&[FileSize], Error> {
        if let Some(files) = self.console.get() {
            return Ok(files);
        }
        let files = console::build(self.workspace)?;
        Ok(self.console.get_or_init(|| files))
    }
}

/// The steps as a table with their times.
fn summary(outcomes: &[(Step, Outcome)]) -> String {
    let mut text = String::from("  step        result   time\n");
    let mut total = Duration::ZERO;
    for (step, outcome) in outcomes {
        let (result, time) = match outcome {
            Outcome::Passed(time) => ("ok", *time),
            Outcome::Failed(time) => ("FAILED", *time),
            Outcome::NotRun => ("not run", Duration::ZERO),
        };
        total += time;
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {:<11} {result:<8} {}", step.name(), shell::seconds(time));
    }
    let _ = writeln!(text, "  {:<11} {:<8} {}", "total", "", shell::seconds(total));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_the_failed_step_and_those_that_were_not_run() {
        let outcomes = [
            (Step::Format, Outcome::Passed(Duration::from_millis(1200))),
            (Step::Lint, Outcome::Failed(Duration::from_secs(63))),
            (Step::E2e, Outcome::NotRun),
        ];
        let expected = "  \
  step        result   time
  format      ok       1.2 s
  lint        FAILED   1 min 03 s
  e2e         not run  0.0 s
  total                1 min 04 s
";
        assert_eq!(summary(&outcomes), expected);
    }

    #[test]
    fn a_step_is_asked_for_by_the_name_the_summary_gives_it() {
        for step in Step::value_variants() {
            assert_eq!(Step::from_str(step.name(), false), Ok(*step));
        }
    }
}
