//! ChromeDriver as a child process, and the capabilities a session starts with.

use std::{
    env,
    io::{Read, Write},
    net::{Ipv4Addr, TcpStream},
    process::Stdio,
    time::Duration,
};

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use support::PATIENCE;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::error::Error;

/// The browser's flags live in one file, which the WebAssembly tests read too.
const CAPABILITIES: &str = include_str!("../../../webdriver.json");

/// How long the browser may take to end.
const FAREWELL: Duration = Duration::from_secs(5);

/// How often a driver that ends at once is started.
const MOST_TRIES: usize = 5;

/// A running ChromeDriver. Dropping it ends its session and with it the browser.
pub(crate) struct Driver {
    process: Child,
    port: u16,
    session: Option<String>,
}

impl Driver {
    /// Starts `CHROMEDRIVER`, or the `chromedriver` on the path, on a free port.
    ///
    /// It takes a port that is free in IPv4 and then wants the same in IPv6, where another driver may have it by then: it
    /// ends, and is started again.
    pub(crate) async fn start() -> Result<Self, Error> {
        let mut tries = 0;
        loop {
            tries += 1;
            match Self::try_start().await? {
                Some(driver) => return Ok(driver),
                None if tries == MOST_TRIES => return Err(no_port()),
                None => {}
            }
        }
    }

    async fn try_start() -> Result<Option<Self>, Error> {
        let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(Error::io(format!("starting {}", program.display())))?;
        let mut lines = BufReader::new(process.stdout.take().ok_or_else(no_port)?).lines();
        let port = tokio::time::timeout(PATIENCE, async {
            while let Ok(Some(line)) = lines.next_line().await {
                if let Some(port) = port_in(&line) {
                    return Some(port);
                }
            }
            None
        });
        let Some(port) = port.await.ok().flatten() else {
            return Ok(None);
        };
        // It goes on writing to this pipe, and would stop at a full one.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Some(Self {
            process,
            port,
            session: None,
        }))
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// The session to end when this is dropped.
    pub(crate) fn holds(&mut self, session: Option<String>) {
        self.session = session;
    }

    /// Asks for the session's end in a way that works while a test is failing, when nothing asynchronous runs any more.
    fn end_session(&self) -> Option<()> {
        let session = self.session.as_deref()?;
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).ok()?;
        stream.set_read_timeout(Some(FAREWELL)).ok()?;
        let request = format!(
            "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).ok()?;
        // The answer comes when the browser is gone.
        stream.read(&mut [0; 64]).ok().map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // A driver that is killed leaves its browser behind, so the browser goes first.
        let _ = self.end_session();
        let _ = self.process.start_kill();
    }
}

/// A headless browser whose console is recorded, with a window of this size in CSS pixels.
pub(crate) fn capabilities(width: u32, height: u32) -> Result<Capabilities, Error> {
    let malformed = |what: &str| support::Error::Program {
        what: what.into(),
        said: CAPABILITIES.into(),
    };
    let mut capabilities: Capabilities =
        serde_json::from_str(CAPABILITIES).map_err(|_| malformed("webdriver.json is not a JSON object"))?;
    capabilities
        .get_mut("goog:chromeOptions")
        .and_then(|options| options.get_mut("args"))
        .and_then(Value::as_array_mut)
        .ok_or_else(|| malformed("webdriver.json has no arguments for Chromium"))?
        .push(json!(format!("--window-size={width},{height}")));
    capabilities.insert("goog:loggingPrefs".into(), json!({ "browser": "ALL" }));
    Ok(capabilities)
}

fn port_in(line: &str) -> Option<u16> {
    line.split_once("successfully on port ")?
        .1
        .trim_end_matches('.')
        .parse()
        .ok()
}

fn no_port() -> Error {
    support::Error::Program {
        what: "ChromeDriver did not say on which port it listens".into(),
        said: String::new(),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_the_one_it_listens_on_not_the_one_it_was_asked_for() {
        assert_eq!(
            port_in("Starting ChromeDriver 156.0.8078.79 (a21ce95) on port 0"),
            None
        );
        assert_eq!(
            port_in("ChromeDriver was started successfully on port 36475."),
            Some(36475)
        );
    }

    #[test]
    fn the_flags_of_the_shared_file_are_kept() {
        let capabilities = capabilities(390, 844).unwrap();
        let arguments = capabilities["goog:chromeOptions"]["args"].as_array().unwrap();
        assert!(arguments.contains(&json!("--headless=new")));
        assert!(arguments.contains(&json!("--window-size=390,844")));
    }
}
