//! One keep-alive connection: a request out, its answer in, nothing in between. Only what the measured servers send is
//! understood: HTTP/1.1 with a `Content-Length`.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::error::Error;

/// More headers than any measured server sends.
const MAX_HEADERS: usize = 32;

/// A connection to a measured server.
pub(super) struct Connection {
    address: SocketAddr,
    stream: TcpStream,
    received: Vec<u8>,
}

/// An answer, as it stands in the connection's buffer.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    address: SocketAddr,
    pub(super) status: u16,
    head: &'a [u8],
    pub(super) body: &'a [u8],
}

impl Connection {
    pub(super) async fn open(address: SocketAddr) -> Result<Self, Error> {
        let stream = TcpStream::connect(address).await.map_err(broken(address))?;
        stream.set_nodelay(true).map_err(broken(address))?;
        Ok(Self {
            address,
            stream,
            received: Vec::with_capacity(16 * 1024),
        })
    }

    /// Sends a request and waits for the whole answer.
    pub(super) async fn exchange(&mut self, request: &[u8]) -> Result<Answer<'_>, Error> {
        let address = self.address;
        self.stream.write_all(request).await.map_err(broken(address))?;
        self.received.clear();
        let shape = loop {
            let read = self
                .stream
                .read_buf(&mut self.received)
                .await
                .map_err(broken(address))?;
            if read == 0 {
                return Err(Error::Closed { address });
            }
            if let Some(shape) = Shape::of(&self.received).map_err(|Unreadable| Error::NotHttp { address })? {
                break shape;
            }
        };
        let (head, body) = self.received.split_at(shape.head);
        Ok(Answer {
            address,
            status: shape.status,
            head,
            body,
        })
    }
}

impl Answer<'_> {
    /// Refuses every status but this one.
    pub(super) fn expect(self, wanted: u16) -> Result<Self, Error> {
        if self.status == wanted {
            return Ok(self);
        }
        Err(Error::WrongStatus {
            address: self.address,
            wanted,
            found: self.status,
            body: String::from_utf8_lossy(self.body).into_owned(),
        })
    }

    /// The values of its `WWW-Authenticate` headers.
    pub(super) fn challenges(&self) -> Vec<String> {
        let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut response = httparse::Response::new(&mut headers);
        // It was parsed before, to find its end.
        let _ = response.parse(self.head);
        let challenges = response
            .headers
            .iter()
            .filter(|header| header.name.eq_ignore_ascii_case("www-authenticate"));
        challenges
            .map(|header| String::from_utf8_lossy(header.value).into_owned())
            .collect()
    }
}

/// Where an answer's parts are.
#[derive(Debug, PartialEq, Eq)]
struct Shape {
    status: u16,
    head: usize,
}

#[derive(Debug, PartialEq, Eq)]
struct Unreadable;

impl Shape {
    /// The shape of the answer that fills this buffer; `None` while part of it is missing.
    fn of(received: &[u8]) -> Result<Option<Self>, Unreadable> {
        let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut response = httparse::Response::new(&mut headers);
        let httparse::Status::Complete(head) = response.parse(received).map_err(|_| Unreadable)? else {
            return Ok(None);
        };
        let status = response.code.ok_or(Unreadable)?;
        let length = response
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case("content-length"));
        let length = length.and_then(|header| std::str::from_utf8(header.value).ok()?.parse::<usize>().ok());
        match (head + length.ok_or(Unreadable)?).cmp(&received.len()) {
            std::cmp::Ordering::Greater => Ok(None),
            std::cmp::Ordering::Equal => Ok(Some(Self { status, head })),
            // Nobody asked for more than one answer.
            std::cmp::Ordering::Less => Err(Unreadable),
        }
    }
}

fn broken(address: SocketAddr) -> impl FnOnce(io::Error) -> Error {
    move |source| Error::Connection { address, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_length_or_too_much_content_is_refused() {
        for answer in [
            "HTTP/1.1 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab",
            "SSH-2.0\r\n",
        ] {
            assert_eq!(Shape::of(answer.as_bytes()), Err(Unreadable), "{answer}");
        }
    }

    #[test]
    fn an_answer_is_waited_for_to_its_last_byte() {
        let answer = b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 2\r\n\r\nab";
        for end in 0..answer.len() {
            assert_eq!(Shape::of(&answer[..end]), Ok(None), "{end}");
        }
        assert_eq!(
            Shape::of(answer),
            Ok(Some(Shape {
                status: 401,
                head: 48
            }))
        );
    }
}
