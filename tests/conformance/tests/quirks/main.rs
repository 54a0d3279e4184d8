//! What clients of the Admin API are known to do on the wire, request by request, made by hand: a server that is
//! stricter than this breaks them, and one that is laxer is not safe.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod bodies;
mod challenges;
mod paths;
mod proofs;
mod replays;

use conformance::{Answer, Challenge, Connection, Error, Proof, Site, V2, request};

/// A site, and one connection to it that stays open.
struct Hand {
    site: Site,
    connection: Connection,
}

impl Hand {
    async fn start() -> Result<Self, Error> {
        let site = Site::start().await?;
        let connection = Connection::open(site.server.url()).await?;
        Ok(Self { site, connection })
    }

    /// The organization's own path in v2.
    fn organization(&self) -> String {
        format!("{}/orgs/{}", V2.path, self.site.organization)
    }

    /// A nonce that nobody has used.
    async fn nonce(&mut self) -> Result<String, Error> {
        let answer = self.ask("GET", V2.path, &[], "").await?;
        Ok(Challenge::of(&answer)?.nonce)
    }

    /// What the owner proves for the first request with this nonce, as long as the test does not say otherwise.
    fn proof<'a>(&'a self, method: &'a str, uri: &'a str, nonce: &'a str) -> Proof<'a> {
        Proof {
            credential: &self.site.owner,
            method,
            uri,
            nonce,
            nc: "00000001",
            cnonce: "9a7c2f51be6d0384",
        }
    }

    /// Asks v2 with this `Authorization`.
    async fn ask_with(&mut self, authorization: &str, method: &str, target: &str) -> Result<Answer, Error> {
        let headers = [("Accept", V2.accept), ("Authorization", authorization)];
        self.ask(method, target, &headers, "").await
    }

    /// Asks v2 with a fresh nonce.
    async fn prove(&mut self, method: &str, target: &str) -> Result<Answer, Error> {
        let nonce = self.nonce().await?;
        let authorization = self.proof(method, target, &nonce).header();
        self.ask_with(&authorization, method, target).await
    }

    async fn ask(
        &mut self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Answer, Error> {
        self.connection.ask(&request(method, target, headers, body)).await
    }

    /// How many keys the organization has with this description.
    async fn keys_called(&mut self, description: &str) -> Result<usize, Error> {
        let list = self.prove("GET", &self.site.keys(V2, "")).await?.json()?;
        let keys = list["results"].as_array().unwrap();
        Ok(keys.iter().filter(|key| key["desc"] == description).count())
    }
}
