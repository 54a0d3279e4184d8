//! Keyhold with its keys: each has a role and an access list of 200 entries, and asks for itself.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Command;

use access::{AddressBlock, Description, MAX_ACCESS_LIST_ENTRIES, OrganizationName, OrganizationRole};
use admin_api::{AdminApi, Author, Clock};

use super::{Process, Server, directory, last_words};
use crate::error::Error;
use crate::load::Client;

/// Fewer than an organization may have: the console makes one for itself.
const KEYS_PER_ORGANIZATION: usize = 400;

/// The 199 entries that do not match, and the last that does.
pub(super) fn blocks() -> impl Iterator<Item = String> {
    let others = (1..MAX_ACCESS_LIST_ENTRIES).map(|number| format!("10.0.{number}.0/24"));
    others.chain(std::iter::once("127.0.0.1/32".to_owned()))
}

/// Makes the keys and starts the server.
pub(crate) fn start(program: &Path, keys: usize, core: Option<usize>) -> Result<Server, Error> {
    let directory = directory()?;
    let clients = clients(directory.path(), keys)?;
    let log = directory.path().join("bench.log");
    let mut command = Command::new(program);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(directory.path())
        // What is measured is how fast it is, not how fast it lets anybody be.
        .args(["--rate-limits", "off"]);
    let mut process = Process::start(command, &log, core, None)?;
    let mut line = String::new();
    if let Some(output) = process.child.stdout.take() {
        // An empty line says as much as an error.
        let _ = BufReader::new(output).read_line(&mut line);
    }
    let address = line
        .trim()
        .strip_prefix("listening on http://")
        .and_then(|text| text.parse().ok());
    let address = address.ok_or_else(|| Error::NotStarted {
        server: "keyhold",
        reason: last_words(&log),
    })?;
    Ok(Server {
        name: "keyhold",
        address,
        clients,
        process,
        _directory: directory,
    })
}

fn clients(directory: &Path, keys: usize) -> Result<Vec<Client>, Error> {
    let runtime = tokio::runtime::Runtime::new().map_err(Error::Generator)?;
    runtime.block_on(async {
        let api = AdminApi::open(directory, Clock::system()).await?;
        let description: Description = parsed("One of many")?;
        let blocks = blocks()
            .map(|block| parsed(&block))
            .collect::<Result<Vec<AddressBlock>, _>>()?;
        let mut clients = Vec::with_capacity(keys);
        while clients.len() < keys {
            let name: OrganizationName = parsed(&format!("Organization {}", clients.len()))?;
            let organization = api.create_organization(&name).await?.id;
            for _ in 0..KEYS_PER_ORGANIZATION.min(keys - clients.len()) {
                let author = Author::User("bench".into());
                let roles = [OrganizationRole::ReadOnly];
                let key = api
                    .create_key(organization, &description, &roles, &blocks, author)
                    .await?;
                clients.push(Client {
                    user: key.public_key.to_string(),
                    password: key.private_key.to_string(),
                    target: format!("/api/atlas/v2/orgs/{organization}/apiKeys/{}", key.id),
                });
            }
        }
        Ok(clients)
    })
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, Error> {
    text.parse()
        .map_err(|error: T::Err| Error::Keys(error.to_string()))
}
