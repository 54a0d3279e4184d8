//! HTTP/1.1 by hand, for requests that no client library would write that way.

use support::{Error, PATIENCE};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use crate::answer::{Answer, unexpected};

/// The text of a request: its headers are these, and `Host`.
#[must_use]
pub fn request(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> String {
    let mut text = format!("{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (name, value) in headers {
        text.extend([name, ": ", value, "\r\n"]);
    }
    text + "\r\n" + body
}

/// A connection that stays open for as many requests as are sent over it.
pub struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    /// Connects to a server by its origin.
    ///
    /// # Errors
    /// When nobody listens there.
    pub async fn open(origin: &str) -> Result<Self, Error> {
        let address = origin.strip_prefix("http://").unwrap_or(origin);
        let stream = TcpStream::connect(address)
            .await
            .map_err(Error::io(format!("connecting to {address}")))?;
        // A request is written whole, and waits for nothing.
        stream
            .set_nodelay(true)
            .map_err(Error::io("preparing a connection"))?;
        Ok(Self {
            stream: BufReader::new(stream),
        })
    }

    /// Sends a request as it stands, and waits for the response to it.
    ///
    /// # Errors
    /// When the connection breaks first, or what comes is not HTTP.
    pub async fn ask(&mut self, request: &str) -> Result<Answer, Error> {
        self.send(request).await?;
        self.receive(!request.starts_with("HEAD ")).await
    }

    /// Sends text as it stands.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn send(&mut self, text: &str) -> Result<(), Error> {
        self.stream
            .write_all(text.as_bytes())
            .await
            .map_err(Error::io("sending a request"))
    }

    /// Waits for a response. After `HEAD` it has no body, whatever length it gives.
    ///
    /// # Errors
    /// When the connection breaks first, or what comes is not HTTP.
    pub async fn receive(&mut self, has_body: bool) -> Result<Answer, Error> {
        let received = tokio::time::timeout(PATIENCE, self.read(has_body)).await;
        received.map_err(|_| Error::TimedOut {
            what: "a response".into(),
            seen: "an open connection".into(),
            waited: PATIENCE,
        })?
    }

    async fn read(&mut self, has_body: bool) -> Result<Answer, Error> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            let read = self.stream.read_line(&mut head).await;
            if read.map_err(Error::io("receiving a response"))? == 0 {
                return Err(unexpected("the server closed the connection", &head));
            }
        }
        let mut answer = Answer::new(&head, "")?;
        if answer.header("Transfer-Encoding").is_some() {
            return Err(unexpected("a response of known length was expected", &head));
        }
        let length = answer.header("Content-Length").map_or(Ok(0), str::parse);
        let length = length.map_err(|_| unexpected("the length of a body was expected", &head))?;
        if has_body {
            let mut body = vec![0; length];
            self.stream
                .read_exact(&mut body)
                .await
                .map_err(Error::io("receiving the body of a response"))?;
            answer.body = String::from_utf8_lossy(&body).into_owned();
        }
        Ok(answer)
    }
}
