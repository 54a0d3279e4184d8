//! The three browser engines the stories run in: what drives each, with which capabilities, and how its driver tells that
//! it is ready. `KEYHOLD_BROWSER` names the engine of a run.

use std::{env, ffi::OsString, net::TcpListener};

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

use crate::error::Error;

/// The variable that names the engine.
const ENGINE: &str = "KEYHOLD_BROWSER";

/// Chromium's flags live in one file, which the WebAssembly tests read too.
const CHROMIUM: &str = include_str!("../../../webdriver.json");

/// Where Debian keeps WebKitGTK's browser, which is made for being driven.
const MINI_BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, driven by ChromeDriver.
    Chromium,
    /// Firefox, driven by geckodriver.
    Firefox,
    /// WebKitGTK's browser, driven by WebKitWebDriver. It needs a display.
    WebKit,
}

impl Engine {
    /// The engine of this run: Chromium unless another is named.
    ///
    /// # Errors
    /// When what is named is none.
    pub fn of_this_run() -> Result<Self, Error> {
        Self::named(env::var(ENGINE).ok().as_deref())
    }

    fn named(name: Option<&str>) -> Result<Self, Error> {
        match name {
            None | Some("chromium") => Ok(Self::Chromium),
            Some("firefox") => Ok(Self::Firefox),
            Some("webkit") => Ok(Self::WebKit),
            Some(other) => Err(unusable(ENGINE, other)),
        }
    }

    /// The driver: named by a variable, or the one on the path.
    pub(crate) fn program(self) -> OsString {
        let (variable, usual) = match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Self::Firefox => ("GECKODRIVER", "geckodriver"),
            Self::WebKit => ("WEBKITDRIVER", "WebKitWebDriver"),
        };
        env::var_os(variable).unwrap_or_else(|| usual.into())
    }

    /// The port a driver is to be started on; 0 where it chooses one itself and says which.
    pub(crate) fn port_to_ask_for(self) -> Result<u16, Error> {
        match self {
            Self::Chromium | Self::Firefox => Ok(0),
            // It would take 0 for a port. Another program may be faster: it is started again then.
            Self::WebKit => {
                let listener = TcpListener::bind("127.0.0.1:0").map_err(Error::io("finding a free port"))?;
                let address = listener.local_addr().map_err(Error::io("finding a free port"))?;
                Ok(address.port())
            }
        }
    }

    /// The port that a line of the driver's output names.
    pub(crate) fn port_in(self, line: &str) -> Option<u16> {
        let before = match self {
            Self::Chromium => "successfully on port ",
            Self::Firefox => "Listening on 127.0.0.1:",
            Self::WebKit => return None,
        };
        let (_, port) = line.split_once(before)?;
        port.trim_end_matches('.').parse().ok()
    }

    /// A headless browser whose console is recorded where it can be, with a window of about this size in CSS pixels.
    /// `arguments` are further ones of Chromium's.
    pub(crate) fn capabilities(
        self,
        width: u32,
        height: u32,
        arguments: &[&str],
    ) -> Result<Capabilities, Error> {
        let capabilities = match self {
            Self::Chromium => {
                let mut capabilities: Value =
                    serde_json::from_str(CHROMIUM).map_err(|_| unusable("webdriver.json", CHROMIUM))?;
                let all = capabilities["goog:chromeOptions"]["args"]
                    .as_array_mut()
                    .ok_or_else(|| unusable("webdriver.json", CHROMIUM))?;
                all.push(json!(format!("--window-size={width},{height}")));
                all.extend(arguments.iter().map(|argument| json!(argument)));
                capabilities["goog:loggingPrefs"] = json!({ "browser": "ALL" });
                capabilities
            }
            Self::Firefox => json!({ "moz:firefoxOptions": {
                "args": ["-headless", format!("--width={width}"), format!("--height={height}")],
                // Without a person there is nobody to ask, and nothing to tell anybody elsewhere.
                "prefs": {
                    "app.update.auto": false,
                    "browser.region.update.enabled": false,
                    "datareporting.policy.dataSubmissionEnabled": false,
                    "network.captive-portal-service.enabled": false,
                    "network.connectivity-service.enabled": false,
                },
            } }),
            Self::WebKit => json!({ "webkitgtk:browserOptions": {
                "binary": MINI_BROWSER,
                "args": ["--automation"],
            } }),
        };
        match capabilities {
            Value::Object(capabilities) => Ok(capabilities),
            other => Err(unusable("the capabilities", &other.to_string())),
        }
    }
}

fn unusable(what: &str, said: &str) -> Error {
    support::Error::Program {
        what: format!("{what} cannot be used"),
        said: said.to_owned(),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_there_is_not_is_refused() {
        assert!(Engine::named(Some("lynx")).is_err());
        assert_eq!(Engine::named(None).unwrap(), Engine::Chromium);
        assert_eq!(Engine::named(Some("webkit")).unwrap(), Engine::WebKit);
    }

    #[test]
    fn the_port_is_the_one_it_listens_on_not_the_one_it_was_asked_for() {
        let chromium = |line| Engine::Chromium.port_in(line);
        assert_eq!(
            chromium("Starting ChromeDriver 156.0.8078.79 (a21ce95) on port 0"),
            None
        );
        assert_eq!(
            chromium("ChromeDriver was started successfully on port 36475."),
            Some(36475)
        );
        let line = "1764093861123\tgeckodriver\tINFO\tListening on 127.0.0.1:41555";
        assert_eq!(Engine::Firefox.port_in(line), Some(41555));
    }

    #[test]
    fn the_flags_of_the_shared_file_are_kept() {
        let capabilities = Engine::Chromium.capabilities(390, 844, &["--more"]).unwrap();
        let arguments = capabilities["goog:chromeOptions"]["args"].as_array().unwrap();
        assert!(arguments.contains(&json!("--headless=new")));
        assert!(arguments.contains(&json!("--window-size=390,844")));
        assert!(arguments.contains(&json!("--more")));
    }
}
