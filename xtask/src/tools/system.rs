//! What comes from the operating system: compilers, curl, wget, Python, npm, Apache, and for `browsers` the browsers. Where
//! Debian's package manager is there and may be used without a question, it installs what is missing; elsewhere the
//! person is told what to do.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

use crate::{error::Error, shell};

/// Sees to curl, the plain client that the end-to-end stories use keys with.
pub(crate) fn curl() -> Result<(), Error> {
    client("curl")
}

/// Sees to wget, which speaks digest in its own way.
pub(crate) fn wget() -> Result<(), Error> {
    client("wget")
}

/// Sees to a client that Debian has in the package of its name.
fn client(name: &'static str) -> Result<(), Error> {
    if shell::on_path(&[name]).is_some() {
        return Ok(());
    }
    let tried = apt_install(&[name]);
    shell::on_path(&[name]).map(drop).ok_or_else(|| Error::Missing {
        what: name.into(),
        why: "to use API keys as a plain client in the tests",
        tried,
        remedy: apt_command(&[name]),
    })
}

/// Sees to a Python that can make virtual environments, which Debian has in a package of its own.
pub(super) fn python() -> Result<PathBuf, Error> {
    let find = || {
        let python = shell::on_path(&["python3"])?;
        shell::capture(Command::new(&python).args(["-c", "import ensurepip, venv"])).map(|_| python)
    };
    if let Some(python) = find() {
        return Ok(python);
    }
    let packages = ["python3", "python3-venv"];
    let tried = apt_install(&packages);
    find().ok_or_else(|| Error::Missing {
        what: "Python 3 with venv".into(),
        why: "to use API keys as Python programs do",
        tried: format!("python3 on the PATH, then {tried}"),
        remedy: apt_command(&packages),
    })
}

/// Sees to npm, which Debian has in a package of its own.
pub(super) fn npm() -> Result<PathBuf, Error> {
    let find = || {
        shell::on_path(&["node"])?;
        shell::on_path(&["npm"])
    };
    if let Some(npm) = find() {
        return Ok(npm);
    }
    let tried = apt_install(&["nodejs", "npm"]);
    find().ok_or_else(|| Error::Missing {
        what: "npm".into(),
        why: "to check the console for accessibility, and to measure it",
        tried: format!("node and npm on the PATH, then {tried}"),
        remedy: apt_command(&["nodejs", "npm"]),
    })
}

/// Sees to Apache's program with its modules, the server that the benchmarks compare with. Debian's package of the
/// program alone brings no service: nothing of the system is started, stopped or configured.
pub(crate) fn apache() -> Result<PathBuf, Error> {
    let find = || {
        let program = shell::on_path(&["apache2"]).unwrap_or_else(|| PathBuf::from("/usr/sbin/apache2"));
        program.is_file().then_some(program)
    };
    if let Some(apache) = find() {
        return Ok(apache);
    }
    let tried = apt_install(&["apache2-bin"]);
    find().ok_or_else(|| Error::Missing {
        what: "Apache".into(),
        why: "to measure beside it",
        tried: format!("apache2 on the PATH and in /usr/sbin, then {tried}"),
        remedy: apt_command(&["apache2-bin"]),
    })
}

/// Sees to a C compiler, before anything that takes minutes.
pub(super) fn c_compiler() -> Result<(), Error> {
    const NAMES: &[&str] = &["cc", "gcc", "clang", "cl"];
    compiler(
        "a C compiler",
        "CC",
        NAMES,
        "to compile SQLite and the cryptography",
    )
}

/// Sees to a C++ compiler.
pub(super) fn cpp_compiler() -> Result<(), Error> {
    const NAMES: &[&str] = &["c++", "g++", "clang++", "cl"];
    compiler("a C++ compiler", "CXX", NAMES, "to compile the fuzzer")
}

fn compiler(what: &str, variable: &str, names: &[&str], why: &'static str) -> Result<(), Error> {
    if std::env::var_os(variable).is_some() || shell::on_path(names).is_some() {
        return Ok(());
    }
    let tried = apt_install(&["build-essential"]);
    shell::on_path(names).map(drop).ok_or_else(|| Error::Missing {
        what: what.to_owned(),
        why,
        tried: format!("{} on the PATH, then {tried}", names.join(", ")),
        remedy: apt_command(&["build-essential"]),
    })
}

/// Installs Debian packages where that takes no question to the person; answers what was tried, for an error message.
pub(super) fn apt_install(packages: &[&str]) -> String {
    let line = apt_command(packages);
    if shell::on_path(&["apt-get"]).is_none() {
        return format!("nothing more: there is no apt-get here to run `{line}`");
    }
    let prefix: &[&str] = if is_root() {
        &[]
    } else if may_sudo() {
        &["sudo", "-n"]
    } else {
        return format!("nothing more: `{line}` needs root, and sudo would ask for a password");
    };
    shell::say(format_args!("installing {} with apt-get", packages.join(", ")));
    let apt = |arguments: &[&str]| {
        let words = [
            prefix,
            &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"],
            arguments,
        ]
        .concat();
        let (program, arguments) = words.split_first().unwrap_or((&"env", &[]));
        shell::run(Command::new(program).args(arguments))
    };
    let install = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    match apt(&["update"]).and_then(|()| apt(&install)) {
        Ok(()) => format!("`{line}`, which succeeded without providing it"),
        Err(error) => error.to_string(),
    }
}

/// What a person types to install the packages.
pub(super) fn apt_command(packages: &[&str]) -> String {
    format!(
        "sudo apt-get update && sudo apt-get install {}",
        packages.join(" ")
    )
}

pub(crate) fn is_root() -> bool {
    shell::capture(Command::new("id").arg("-u")).is_some_and(|user| user == "0")
}

fn may_sudo() -> bool {
    let mut sudo = Command::new("sudo");
    sudo.args(["-n", "true"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    sudo.status().is_ok_and(|status| status.success())
}
