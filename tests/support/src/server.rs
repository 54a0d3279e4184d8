//! The `keyhold` binary as an operator runs it: in a data directory of its own, on a free port of the loopback.

use std::{
    path::Path,
    process::Stdio,
    sync::{Arc, Mutex, PoisonError},
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader},
    process::{Child, Command},
};

use crate::{
    error::{Error, file_in},
    wait::{PATIENCE, until},
};

/// The variable that names the binary.
const BINARY: &str = "KEYHOLD_BIN";

/// The line a server prints when it is ready to answer.
const READY: &str = "listening on ";

/// How a server is started.
#[derive(Clone, Debug, Default)]
pub struct ServerOptions {
    /// Whether the sample organization is loaded.
    pub sample: bool,
    /// Further arguments of `keyhold serve`.
    pub arguments: Vec<String>,
}

/// What a command of the binary printed.
#[derive(Clone, Debug)]
pub struct CommandOutput {
    /// Whether it ended well.
    pub success: bool,
    /// What it answered.
    pub stdout: String,
    /// What it said about it.
    pub stderr: String,
}

/// A running `keyhold serve`. It is killed, and its data removed, when this is dropped.
pub struct Server {
    process: Child,
    url: String,
    stderr: Arc<Mutex<String>>,
    options: ServerOptions,
    // Last: the data outlives the process that uses it.
    directory: TempDir,
}

impl Server {
    /// Starts a server in an empty data directory and waits until it is ready.
    ///
    /// # Errors
    /// [`Error::NotGiven`] outside of `cargo xtask test`; otherwise when the server ends, or says something else first.
    pub async fn start(options: ServerOptions) -> Result<Self, Error> {
        let directory = tempfile::tempdir().map_err(Error::io("making a data directory"))?;
        let stderr = Arc::default();
        let (process, url) = serve(directory.path(), "127.0.0.1:0", &options, &stderr).await?;
        Ok(Self {
            process,
            url,
            stderr,
            options,
            directory,
        })
    }

    /// The server's origin: `http://127.0.0.1:PORT`, with no slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The data directory.
    pub fn data_dir(&self) -> &Path {
        self.directory.path()
    }

    /// What the server has written to stderr since the story began.
    pub fn stderr(&self) -> String {
        self.stderr.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits for the link that sets up the first operator: the first URL on stderr with a fragment.
    ///
    /// # Errors
    /// When the server does not print one.
    pub async fn set_up_link(&self) -> Result<String, Error> {
        until("a set-up link on stderr", async || {
            let stderr = self.stderr();
            Ok(url_with_fragment(&stderr).ok_or(stderr))
        })
        .await
    }

    /// Ends the server as a power cut would: at once, with no chance to write anything.
    ///
    /// # Errors
    /// When it has ended already.
    pub async fn kill9(&mut self) -> Result<(), Error> {
        self.process.kill().await.map_err(Error::io("killing keyhold"))
    }

    /// Ends the server if it still runs, and starts it again on the same data and the same port.
    ///
    /// # Errors
    /// When it does not become ready again.
    pub async fn restart(&mut self) -> Result<(), Error> {
        if self
            .process
            .try_wait()
            .map_err(Error::io("asking after keyhold"))?
            .is_none()
        {
            self.kill9().await?;
        }
        let address = self.url.strip_prefix("http://").unwrap_or(&self.url).to_owned();
        let (process, url) = serve(self.directory.path(), &address, &self.options, &self.stderr).await?;
        self.process = process;
        self.url = url;
        Ok(())
    }

    /// Runs another command of the binary on this server's data directory, with `input` on its stdin.
    ///
    /// # Errors
    /// When it cannot be started. A command that fails is an answer.
    pub async fn run_cli(&self, arguments: &[&str], input: &str) -> Result<CommandOutput, Error> {
        run_cli(self.data_dir(), arguments, input).await
    }
}

impl Drop for Server {
    /// Tells what went wrong in the server. Only a test that fails shows what it printed.
    #[expect(clippy::print_stderr, reason = "a failed test has no other place to say it")]
    fn drop(&mut self) {
        let stderr = self.stderr();
        let is_grave = |line: &&str| line.contains(" WARN ") || line.contains(" ERROR ");
        for line in stderr.lines().filter(is_grave) {
            eprintln!("{line}");
        }
    }
}

async fn run_cli(data_dir: &Path, arguments: &[&str], input: &str) -> Result<CommandOutput, Error> {
    let failed = || Error::io(format!("running keyhold {}", arguments.join(" ")));
    let mut process = Command::new(file_in(BINARY)?)
        .args(arguments)
        .arg("--data-dir")
        .arg(data_dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(failed())?;
    if let Some(mut stdin) = process.stdin.take() {
        // A command that refuses its arguments ends without having read anything; its exit code tells.
        let _ = stdin.write_all(input.as_bytes()).await;
    }
    let output = tokio::time::timeout(PATIENCE, process.wait_with_output())
        .await
        .map_err(|_| Error::TimedOut {
            what: format!("keyhold {}", arguments.join(" ")),
            seen: "it is still running".into(),
            waited: PATIENCE,
        })?
        .map_err(failed())?;
    Ok(CommandOutput {
        success: output.status.success(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// Starts the server and answers its URL once it is ready.
async fn serve(
    data_dir: &Path,
    listen: &str,
    options: &ServerOptions,
    stderr: &Arc<Mutex<String>>,
) -> Result<(Child, String), Error> {
    let mut command = Command::new(file_in(BINARY)?);
    command
        .args(["serve", "--listen", listen, "--data-dir"])
        .arg(data_dir);
    // Tests ask more in a minute than the documented limits let anybody.
    command.args(["--rate-limits", "off"]);
    if options.sample {
        command.arg("--sample");
    }
    let mut process = command
        .args(&options.arguments)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(Error::io("starting keyhold"))?;
    let (Some(out), Some(err)) = (process.stdout.take(), process.stderr.take()) else {
        return Err(Error::Program {
            what: "keyhold has no output".into(),
            said: String::new(),
        });
    };
    tokio::spawn(collect(err, Arc::clone(stderr)));
    let mut lines = BufReader::new(out).lines();
    let first = tokio::time::timeout(PATIENCE, lines.next_line())
        .await
        .ok()
        .and_then(Result::ok)
        .flatten();
    let ready = first
        .as_deref()
        .and_then(|line| line.strip_prefix(READY))
        .map(str::to_owned);
    let url = ready.ok_or_else(|| Error::Program {
        what: format!("keyhold should first print `{READY}URL`, and printed {first:?}"),
        said: stderr.lock().unwrap_or_else(PoisonError::into_inner).clone(),
    })?;
    // Nothing more is expected there, but a full pipe would stop the server.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok((process, url))
}

async fn collect(from: impl AsyncRead + Unpin, into: Arc<Mutex<String>>) {
    let mut lines = BufReader::new(from).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let mut text = into.lock().unwrap_or_else(PoisonError::into_inner);
        text.push_str(&line);
        text.push('\n');
    }
}

/// The first URL in `text` that has a fragment.
fn url_with_fragment(text: &str) -> Option<String> {
    let words = text.split(|c: char| c.is_whitespace() || "\"'<>()".contains(c));
    words
        .filter(|word| word.starts_with("http://") || word.starts_with("https://"))
        .find(|word| {
            word.split_once('#')
                .is_some_and(|(_, fragment)| !fragment.is_empty())
        })
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_without_a_fragment_is_not_a_set_up_link() {
        assert_eq!(
            url_with_fragment("serving http://127.0.0.1:8080/ and http://127.0.0.1:8080/#"),
            None
        );
    }

    #[test]
    fn the_set_up_link_is_found_among_log_lines() {
        let log =
            "INFO ready on http://127.0.0.1:8080\nTo set up, open http://127.0.0.1:8080/set-up#abc_1-2\n";
        assert_eq!(
            url_with_fragment(log).as_deref(),
            Some("http://127.0.0.1:8080/set-up#abc_1-2")
        );
    }
}
