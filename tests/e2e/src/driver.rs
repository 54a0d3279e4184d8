//! A browser's driver as a child process.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpStream},
    process::Stdio,
    time::Duration,
};

use support::PATIENCE;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::{engine::Engine, error::Error};

/// How long the browser may take to end.
const FAREWELL: Duration = Duration::from_secs(5);

/// How often a driver that ends at once is started.
const MOST_TRIES: usize = 5;

/// How often a driver that tells nothing is asked whether it is there.
const ASK_EVERY: Duration = Duration::from_millis(40);

/// A running driver. Dropping it ends its session and with it the browser.
pub(crate) struct Driver {
    process: Child,
    port: u16,
    session: Option<String>,
}

impl Driver {
    /// Starts the engine's driver on a free port.
    ///
    /// ChromeDriver takes a port that is free in IPv4 and then wants the same in IPv6, where another driver may have it by
    /// then; WebKitWebDriver is given one that may be taken by then. Such a driver ends, and is started again.
    pub(crate) async fn start(engine: Engine) -> Result<Self, Error> {
        let mut tries = 0;
        loop {
            tries += 1;
            match Self::try_start(engine).await? {
                Some(driver) => return Ok(driver),
                None if tries == MOST_TRIES => return Err(no_port()),
                None => {}
            }
        }
    }

    async fn try_start(engine: Engine) -> Result<Option<Self>, Error> {
        let (program, asked) = (engine.program(), engine.port_to_ask_for()?);
        let mut process = Command::new(&program)
            .arg(format!("--port={asked}"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(Error::io(format!("starting {}", program.display())))?;
        let mut lines = BufReader::new(process.stdout.take().ok_or_else(no_port)?).lines();
        let port = tokio::time::timeout(PATIENCE, async {
            if asked != 0 {
                return answers(&mut process, asked).await;
            }
            while let Ok(Some(line)) = lines.next_line().await {
                if let Some(port) = engine.port_in(&line) {
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

/// Waits until the driver takes connections on its port; none when it has ended instead.
async fn answers(process: &mut Child, port: u16) -> Option<u16> {
    loop {
        if process.try_wait().ok()?.is_some() {
            return None;
        }
        if tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port))
            .await
            .is_ok()
        {
            return Some(port);
        }
        tokio::time::sleep(ASK_EVERY).await;
    }
}

fn no_port() -> Error {
    support::Error::Program {
        what: "the browser's driver did not say on which port it listens".into(),
        said: String::new(),
    }
    .into()
}
