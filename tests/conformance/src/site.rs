//! A server with one organization and the key of its owner: where every test begins.

use serde::Deserialize;
use support::{Error, Server, ServerOptions};

use crate::{answer::unexpected, request::Credential, session::Session};

/// A version of the API, by its base URL.
#[derive(Clone, Copy, Debug)]
pub struct Base {
    /// The path all its resources are below.
    pub path: &'static str,
    /// What its clients accept.
    pub accept: &'static str,
    /// The type of what it answers when it does not refuse.
    pub content_type: &'static str,
}

/// Atlas v2, where clients name the date of the resource's version.
pub const V2: Base = Base {
    path: "/api/atlas/v2",
    accept: "application/vnd.atlas.2023-01-01+json",
    content_type: "application/vnd.atlas.2023-01-01+json;charset=utf-8",
};

/// Atlas v1.0.
pub const V1: Base = Base {
    path: "/api/atlas/v1.0",
    accept: "application/json",
    content_type: "application/json",
};

/// A running server, and who owns the organization in it.
pub struct Site {
    /// The server.
    pub server: Server,
    /// The id of the organization.
    pub organization: String,
    /// A key with the role Organization Owner, whose access list is `127.0.0.1`.
    pub owner: Credential,
}

/// What the command line prints of a key it made.
#[derive(Deserialize)]
struct Created {
    #[serde(rename = "orgId")]
    organization: String,
    #[serde(flatten)]
    credential: Credential,
}

impl Site {
    /// Starts a server and makes the organization and its owner's key on the command line.
    ///
    /// # Errors
    /// When the binary is not there, or does not do it.
    pub async fn start() -> Result<Self, Error> {
        let server = Server::start(ServerOptions::default()).await?;
        let arguments =
            "admin-api key create --organization Conformance --role ORG_OWNER --access-list 127.0.0.1 --json";
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let output = server.run_cli(&arguments, "").await?;
        let created: Created = serde_json::from_str(&output.stdout)
            .map_err(|_| unexpected("no key was made on the command line", &output.stderr))?;
        Ok(Self {
            server,
            organization: created.organization,
            owner: created.credential,
        })
    }

    /// The path of the organization's keys, or of something below them, such as `/{id}/accessList`.
    #[must_use]
    pub fn keys(&self, base: Base, below: &str) -> String {
        format!("{}/orgs/{}/apiKeys{below}", base.path, self.organization)
    }

    /// A connection that asks as the organization's owner.
    ///
    /// # Errors
    /// When the server takes no connection.
    pub async fn owner_session(&self) -> Result<Session, Error> {
        Session::open(self.server.url(), &self.owner).await
    }
}
