//! Requests made beforehand. Every one carries a nonce count that was never sent, so that no server can take it for a
//! replay and none is spared the work of checking it.

use std::net::SocketAddr;

use digest::client::{Challenge, Session};

use super::block_on;
use super::connection::Connection;
use crate::error::Error;

/// Somebody who asks for something.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    pub(crate) user: String,
    pub(crate) password: String,
    /// Path and query of what is asked for.
    pub(crate) target: String,
}

/// The requests of one connection, one after the other in one piece of memory.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Requests {
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| &self.bytes[start..*end])
    }

    fn push(&mut self, request: &str) {
        self.bytes.extend_from_slice(request.as_bytes());
        self.ends.push(self.bytes.len());
    }
}

/// Prepares `count` requests for so many connections. The clients take turns, those of one connection in a fixed order;
/// where there are fewer clients than connections, several connections are one client's. Each client has a nonce of its
/// own on each of its connections, as separate programs would.
pub(crate) fn prepare(
    address: SocketAddr,
    clients: &[Client],
    connections: usize,
    count: usize,
) -> Result<Vec<Requests>, Error> {
    let sessions = sessions(address, clients, connections)?;
    let each = count.div_ceil(connections);
    let mut cnonce: u128 = 0;
    let mut prepared = Vec::with_capacity(connections);
    for connection in 0..connections {
        let mut requests = Requests::default();
        let turns = sessions.iter().skip(connection).step_by(connections);
        for (client, session) in turns.cycle().take(each) {
            cnonce += 1;
            let authorization = session.authorize("GET", &client.target, cnonce.to_be_bytes());
            requests.push(&request(address, &client.target, authorization.as_deref()));
        }
        prepared.push(requests);
    }
    Ok(prepared)
}

/// One session for each client on each of its connections: session `n` is used on connection `n % connections`.
fn sessions(
    address: SocketAddr,
    clients: &[Client],
    connections: usize,
) -> Result<Vec<(&Client, Session)>, Error> {
    let count = clients.len().max(connections);
    block_on(async {
        let mut connection = Connection::open(address).await?;
        let mut sessions = Vec::with_capacity(count);
        for client in clients.iter().cycle().take(count) {
            let session = Session::new(client.user.as_str(), client.password.clone());
            let question = request(address, &client.target, None);
            let answer = connection.exchange(question.as_bytes()).await?.expect(401)?;
            let challenges = answer.challenges();
            let challenge = Challenge::parse_best(challenges.iter().map(String::as_str));
            session.learn(challenge.map_err(|_| Error::NoChallenge { address })?);
            sessions.push((client, session));
        }
        Ok(sessions)
    })
}

fn request(address: SocketAddr, target: &str, authorization: Option<&str>) -> String {
    let authorization = authorization.map_or_else(String::new, |value| format!("Authorization: {value}\r\n"));
    format!(
        "GET {target} HTTP/1.1\r\nHost: {address}\r\nAccept: application/vnd.atlas.2023-01-01+json\r\n\
         {authorization}\r\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_come_out_as_they_went_in() {
        let mut requests = Requests::default();
        assert_eq!(requests.iter().count(), 0);
        requests.push("one");
        requests.push("three");
        assert_eq!(requests.iter().collect::<Vec<_>>(), [&b"one"[..], b"three"]);
    }

    #[test]
    fn a_request_proves_itself_only_when_it_can() {
        let address = SocketAddr::from(([127, 0, 0, 1], 80));
        let asking =
            "GET /a HTTP/1.1\r\nHost: 127.0.0.1:80\r\nAccept: application/vnd.atlas.2023-01-01+json\r\n";
        assert_eq!(request(address, "/a", None), format!("{asking}\r\n"));
        assert_eq!(
            request(address, "/a", Some("Digest b")),
            format!("{asking}Authorization: Digest b\r\n\r\n")
        );
    }
}
