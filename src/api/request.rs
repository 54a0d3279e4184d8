//! One request: same-origin JSON, given up after fifteen seconds, every failure turned into [`Error`].

use super::{Error, json};
use contract::Problem;
use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::callback::Timeout;
use serde::{Serialize, de::DeserializeOwned};
use std::{
    cell::Cell,
    future::{Future, ready},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};
use web_sys::AbortController;

const TIMEOUT_MILLISECONDS: u32 = 15_000;

/// What a request comes to. A type of its own and not an `async fn`, which would be compiled anew for every request there
/// is.
pub struct Reply<T> {
    exchange: Exchange,
    read: fn(Result<Answer, Error>) -> Result<T, Error>,
}

impl<T: DeserializeOwned> Reply<T> {
    /// The same, where it is an answer and not a failure that there is no such thing: none.
    pub fn or_none(self) -> Reply<Option<T>> {
        Reply {
            exchange: self.exchange,
            read: |answer| match read(answer) {
                Err(error) if error.is_not_found() => Ok(None),
                found => found.map(Some),
            },
        }
    }
}

impl<T> Future for Reply<T> {
    type Output = Result<T, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = self.get_mut();
        reply.exchange.as_mut().poll(context).map(reply.read)
    }
}

/// A request without a body.
pub(super) fn request<T: DeserializeOwned>(method: Method, path: &str) -> Reply<T> {
    Reply {
        exchange: exchange(method, path.to_owned(), None),
        read,
    }
}

/// A request that is not made if `answered` has the body of a good answer.
pub(super) fn request_unless<T: DeserializeOwned>(
    answered: Pin<Box<dyn Future<Output = Option<String>>>>,
    method: Method,
    path: &str,
) -> Reply<T> {
    let exchange = exchange(method, path.to_owned(), None);
    Reply {
        exchange: Box::pin(async move {
            match answered.await {
                Some(text) => Ok(Answer { status: 200, text }),
                None => exchange.await,
            }
        }),
        read,
    }
}

/// A request with a JSON body.
pub(super) fn request_with<B: Serialize, T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &B,
) -> Reply<T> {
    let exchange = match serde_json::to_string(body) {
        Ok(body) => exchange(method, path.to_owned(), Some(body)),
        Err(_) => Box::pin(ready(Err(Error::Unreachable))),
    };
    Reply { exchange, read }
}

/// An answer, whatever it says.
struct Answer {
    status: u16,
    text: String,
}

type Exchange = Pin<Box<dyn Future<Output = Result<Answer, Error>>>>;

/// Sends a request and waits for the answer. It knows nothing of types and is boxed, so that there is one copy of it.
fn exchange(method: Method, path: String, body: Option<String>) -> Exchange {
    Box::pin(async move {
        let controller = AbortController::new().ok();
        let timed_out = Rc::new(Cell::new(false));
        let _timer = Timeout::new(TIMEOUT_MILLISECONDS, {
            let (controller, timed_out) = (controller.clone(), Rc::clone(&timed_out));
            move || {
                timed_out.set(true);
                if let Some(controller) = controller {
                    controller.abort();
                }
            }
        });
        let lost = |_| {
            if timed_out.get() {
                Error::TimedOut
            } else {
                Error::Unreachable
            }
        };

        let builder = RequestBuilder::new(&path)
            .method(method)
            .header("Accept", "application/json")
            .abort_signal(controller.as_ref().map(AbortController::signal).as_ref());
        let request = match body {
            Some(body) => builder.header("Content-Type", "application/json").body(body),
            None => builder.build(),
        };
        let response = request
            .map_err(|_| Error::Unreachable)?
            .send()
            .await
            .map_err(lost)?;
        let text = response.text().await.map_err(lost)?;
        Ok(Answer {
            status: response.status(),
            text,
        })
    })
}

fn read<T: DeserializeOwned>(answer: Result<Answer, Error>) -> Result<T, Error> {
    let answer = accepted(answer)?;
    json::read(&answer.text).ok_or(Error::Unreadable {
        status: answer.status,
    })
}

/// The answer, unless it is a refusal. One without a body (204) is the unit value.
fn accepted(answer: Result<Answer, Error>) -> Result<Answer, Error> {
    let mut answer = answer?;
    if !(200..300).contains(&answer.status) {
        return Err(refusal(&answer));
    }
    if answer.text.is_empty() {
        answer.text.push_str("null");
    }
    Ok(answer)
}

fn refusal(answer: &Answer) -> Error {
    let status = answer.status;
    match json::read::<Problem>(&answer.text) {
        Some(problem) => Error::Problem {
            problem: Box::new(problem),
            status,
        },
        None => Error::Unreadable { status },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, text: &str) -> Result<Answer, Error> {
        Ok(Answer {
            status,
            text: text.to_owned(),
        })
    }

    #[test]
    fn what_is_not_the_agreed_json_is_unreadable() {
        assert_eq!(
            read::<bool>(answer(200, "<html>")),
            Err(Error::Unreadable { status: 200 })
        );
        assert_eq!(
            read::<bool>(answer(502, "Bad Gateway")),
            Err(Error::Unreadable { status: 502 })
        );
        assert_eq!(
            read::<bool>(answer(200, "")),
            Err(Error::Unreadable { status: 200 })
        );
    }

    #[test]
    fn a_refusal_carries_what_the_backend_says() {
        let refused = read::<bool>(answer(
            409,
            r#"{"code":"CONFLICT","message":"It is so already."}"#,
        ));
        assert_eq!(refused.unwrap_err().to_string(), "It is so already.");
    }

    #[test]
    fn an_answer_without_a_body_is_the_unit() {
        assert_eq!(read::<()>(answer(204, "")), Ok(()));
        assert_eq!(read::<bool>(answer(200, "true")), Ok(true));
    }
}
