//! Debian's Apache with `mod_auth_digest`: the same users, the same addresses, a file of the same size. It is set up as
//! Debian ships it but for what would hold it back here: it keeps connections open for any number of requests, has in
//! each of its processes a thread for every connection, because one that has none left closes connections, ends no
//! process because it is idle for a moment, and writes no log of requests, as Keyhold does not.

use std::fmt::Write;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use digest::server::ADMIN_API_REALM;
use digest::{Algorithm, Ha1};

use super::{Process, Server, directory, keyhold, last_words};
use crate::error::Error;
use crate::load::Client;

/// Where Debian keeps the modules.
const MODULES: &str = "/usr/lib/apache2/modules";
/// How many processes it has.
const PROCESSES: usize = 2;
/// How long it may take until it answers.
const PATIENCE: Duration = Duration::from_secs(10);

/// Starts Apache with these users and a file of this content, for so many connections at once.
pub(crate) fn start(
    program: &Path,
    users: &[Client],
    content: &[u8],
    connections: usize,
    core: Option<usize>,
) -> Result<Server, Error> {
    let directory = directory()?;
    let root = directory.path();
    let files = root.join("files");
    fs::create_dir(&files).map_err(Error::file(&files))?;
    readable_by_all(root)?;
    write(&files.join("key.json"), content)?;
    write(&root.join("users"), passwords(users).as_bytes())?;
    let address = free_address()?;
    let configuration = root.join("apache2.conf");
    write(&configuration, text(root, address, connections).as_bytes())?;

    let apache = || {
        let mut command = Command::new(program);
        command.arg("-f").arg(&configuration);
        command
    };
    let (mut start, mut stop) = (apache(), apache());
    start.arg("-DFOREGROUND");
    stop.args(["-k", "stop"]);
    let log = root.join("error.log");
    let mut process = Process::start(start, &log, core, Some(stop))?;
    let started = Instant::now();
    while TcpStream::connect(address).is_err() {
        if started.elapsed() > PATIENCE || !matches!(process.child.try_wait(), Ok(None)) {
            return Err(Error::NotStarted {
                server: "apache",
                reason: last_words(&log),
            });
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let clients = users.iter().map(|user| Client {
        target: "/key.json".into(),
        ..user.clone()
    });
    Ok(Server {
        name: "apache",
        address,
        clients: clients.collect(),
        process,
        _directory: directory,
    })
}

/// The lines of an `htdigest` file.
fn passwords(users: &[Client]) -> String {
    let mut lines = String::new();
    for Client { user, password, .. } in users {
        let ha1 = Ha1::compute(Algorithm::Md5, user, ADMIN_API_REALM, password);
        lines.extend([user, ":", ADMIN_API_REALM, ":"]);
        for byte in ha1.as_bytes() {
            // Writing to a String cannot fail.
            let _ = write!(lines, "{byte:02x}");
        }
        lines.push('\n');
    }
    lines
}

/// The configuration. Started by root, Apache answers as nobody.
fn text(root: &Path, address: SocketAddr, connections: usize) -> String {
    let root = root.display();
    // One more, because whoever asks whether it has started is a connection too.
    let threads = connections + 1;
    let workers = threads * PROCESSES;
    let mut blocks = String::new();
    for block in keyhold::blocks() {
        let _ = writeln!(blocks, "      Require ip {block}");
    }
    let mut modules = String::new();
    for module in [
        "mpm_event",
        "authn_core",
        "authn_file",
        "authz_core",
        "authz_user",
        "authz_host",
        "auth_digest",
    ] {
        let _ = writeln!(modules, "LoadModule {module}_module {MODULES}/mod_{module}.so");
    }
    format!(
        r#"{modules}
ServerName 127.0.0.1
Listen {address}
User #65534
Group #65534
ServerRoot "{root}"
DefaultRuntimeDir "{root}"
PidFile "{root}/apache2.pid"
ErrorLog "{root}/error.log"
DocumentRoot "{root}/files"

StartServers {PROCESSES}
MinSpareThreads 1
MaxSpareThreads {workers}
ThreadLimit {threads}
ThreadsPerChild {threads}
MaxRequestWorkers {workers}
KeepAlive On
KeepAliveTimeout 60
MaxKeepAliveRequests 0

<Directory "{root}/files">
  AllowOverride None
  AuthType Digest
  AuthName "{ADMIN_API_REALM}"
  AuthDigestProvider file
  AuthUserFile "{root}/users"
  <RequireAll>
    Require valid-user
    <RequireAny>
{blocks}    </RequireAny>
  </RequireAll>
</Directory>
"#
    )
}

/// A port nobody listens on. Apache cannot be asked which one it took.
fn free_address() -> Result<SocketAddr, Error> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let listener = TcpListener::bind(address);
    listener
        .and_then(|listener| listener.local_addr())
        .map_err(|source| Error::Connection { address, source })
}

fn write(path: &Path, content: &[u8]) -> Result<(), Error> {
    fs::write(path, content).map_err(Error::file(path))
}

/// Temporary directories are their owner's only, and Apache gives up being root.
#[cfg(unix)]
fn readable_by_all(directory: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(directory, fs::Permissions::from_mode(0o755)).map_err(Error::file(directory))
}

#[cfg(not(unix))]
fn readable_by_all(_directory: &Path) -> Result<(), Error> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_has_the_line_htdigest_writes() {
        let user = Client {
            user: "Mufasa".into(),
            password: "Circle of Life".into(),
            target: "/".into(),
        };
        assert_eq!(
            passwords(&[user]),
            "Mufasa:MMS Public API:0f8b3b7d900408c243e06953a5c302c1\n"
        );
    }

    #[test]
    fn the_block_that_matches_is_the_last_of_two_hundred() {
        let address = SocketAddr::from(([127, 0, 0, 1], 8088));
        let text = text(Path::new("/somewhere"), address, 32);
        let blocks: Vec<_> = text.lines().filter(|line| line.contains("Require ip")).collect();
        assert_eq!(
            (blocks.len(), blocks[199].trim()),
            (200, "Require ip 127.0.0.1/32")
        );
        assert!(!text.contains("AuthDigestNcCheck"));
    }
}
