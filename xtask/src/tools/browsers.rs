//! The browsers the console is tested in, each with the program that drives it. They come from the operating system, but for
//! Firefox's driver, which is compiled once and kept.

use std::path::{Path, PathBuf};

use super::{
    cached::CachedTool,
    system::{apt_command, apt_install},
};
use crate::{error::Error, shell};

/// Firefox's driver is pinned like every tool that is compiled here.
const GECKODRIVER: &str = "0.37.1";

/// Where Debian keeps WebKitGTK's browser.
const MINI_BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/// A browser and the program that drives it.
pub(crate) struct Browser {
    pub(crate) program: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Sees to Chromium (or Chrome) and its ChromeDriver.
pub(crate) fn chromium() -> Result<Browser, Error> {
    installed(
        "Chromium with ChromeDriver of the same version",
        &["chromium", "chromium-driver", "fonts-liberation"],
        || {
            let program = shell::on_path(&[
                "chromium",
                "chromium-browser",
                "google-chrome",
                "google-chrome-stable",
            ])?;
            let driver = shell::on_path(&["chromedriver"])?;
            Some(Browser { program, driver })
        },
    )
}

/// Sees to Firefox and its geckodriver.
pub(crate) fn firefox() -> Result<Browser, Error> {
    let program = installed("Firefox", &["firefox-esr"], || {
        shell::on_path(&["firefox", "firefox-esr"])
    })?;
    if let Some(driver) = shell::on_path(&["geckodriver"]) {
        return Ok(Browser { program, driver });
    }
    let geckodriver = CachedTool::new("geckodriver", "geckodriver", GECKODRIVER.to_owned(), true)?;
    if !geckodriver.is_installed() {
        shell::say(format_args!("{geckodriver} will be compiled once and kept."));
        geckodriver.install("to test the console in Firefox")?;
    }
    Ok(Browser {
        program,
        driver: geckodriver.program(),
    })
}

/// Sees to WebKitGTK's browser with its driver, and to a display for it: it has no headless mode.
pub(crate) fn webkit() -> Result<Browser, Error> {
    let packages = ["webkit2gtk-driver", "xvfb", "xauth"];
    installed("WebKitGTK with its driver, and Xvfb", &packages, || {
        shell::on_path(&["xvfb-run"])?;
        let program = PathBuf::from(MINI_BROWSER);
        let driver = shell::on_path(&["WebKitWebDriver"])?;
        Path::new(MINI_BROWSER)
            .is_file()
            .then_some(Browser { program, driver })
    })
}

/// What `find` finds, now or once the packages are installed.
fn installed<T>(what: &str, packages: &[&str], find: impl Fn() -> Option<T>) -> Result<T, Error> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let tried = apt_install(packages);
    find().ok_or_else(|| Error::Missing {
        what: what.into(),
        why: "to test the console in a real browser",
        tried: format!("the PATH, then {tried}"),
        remedy: apt_command(packages),
    })
}
