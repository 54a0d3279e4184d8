//! A client that behaves: one connection, one nonce, and counts that rise.

use support::Error;

use crate::{
    answer::Answer,
    digest::{Challenge, Proof},
    request::Credential,
    site::{Base, V2},
    wire::{Connection, request},
};

/// An open connection of one key.
pub struct Session {
    connection: Connection,
    credential: Credential,
    nonce: Option<String>,
    count: u32,
}

impl Session {
    /// Connects to a server by its origin.
    ///
    /// # Errors
    /// When nobody listens there.
    pub async fn open(origin: &str, credential: &Credential) -> Result<Self, Error> {
        Ok(Self {
            connection: Connection::open(origin).await?,
            credential: credential.clone(),
            nonce: None,
            count: 0,
        })
    }

    /// Asks v2 with a proof. A body is JSON.
    ///
    /// # Errors
    /// When the connection breaks: whether the request was done is then not known.
    pub async fn call(&mut self, method: &str, target: &str, body: Option<&str>) -> Result<Answer, Error> {
        self.call_version(V2, method, target, body).await
    }

    /// Asks a version of the API with a proof.
    ///
    /// # Errors
    /// When the connection breaks: whether the request was done is then not known.
    pub async fn call_version(
        &mut self,
        base: Base,
        method: &str,
        target: &str,
        body: Option<&str>,
    ) -> Result<Answer, Error> {
        let nonce = match &self.nonce {
            Some(nonce) => nonce.clone(),
            None => self.challenged(target).await?,
        };
        self.count += 1;
        let proof = Proof {
            credential: &self.credential,
            method,
            uri: target,
            nonce: &nonce,
            nc: &format!("{:08x}", self.count),
            cnonce: "0a4f113b",
        };
        let (proof, length) = (proof.header(), body.unwrap_or_default().len().to_string());
        let mut headers = vec![("Authorization", proof.as_str()), ("Accept", base.accept)];
        if body.is_some() {
            headers.extend([("Content-Type", "application/json"), ("Content-Length", &length)]);
        }
        let text = request(method, target, &headers, body.unwrap_or_default());
        self.connection.ask(&text).await
    }

    async fn challenged(&mut self, target: &str) -> Result<String, Error> {
        let answer = self.connection.ask(&request("GET", target, &[], "")).await?;
        let nonce = Challenge::of(&answer)?.nonce;
        self.nonce = Some(nonce.clone());
        Ok(nonce)
    }
}
