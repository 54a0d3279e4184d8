//! One request: same-origin JSON, given up after fifteen seconds, every failure turned into [`Error`].

use super::Error;
use contract::Problem;
use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::callback::Timeout;
use serde::{Serialize, de::DeserializeOwned};
use std::{cell::Cell, future::Future, pin::Pin, rc::Rc};
use web_sys::AbortController;

const TIMEOUT_MILLISECONDS: u32 = 15_000;

/// A request without a body.
pub(super) async fn request<T: DeserializeOwned>(method: Method, path: &str) -> Result<T, Error> {
    read(&exchange(method, path.to_owned(), None).await?)
}

/// A request with a JSON body.
pub(super) async fn request_with<B: Serialize, T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &B,
) -> Result<T, Error> {
    let body = serde_json::to_string(body).map_err(|_| Error::Unreachable)?;
    read(&exchange(method, path.to_owned(), Some(body)).await?)
}

/// An answer, whatever it says.
struct Answer {
    status: u16,
    text: String,
}

/// Sends a request and waits for the answer. It knows nothing of types and is boxed, so that there is one copy of it.
fn exchange(
    method: Method,
    path: String,
    body: Option<String>,
) -> Pin<Box<dyn Future<Output = Result<Answer, Error>>>> {
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

fn read<T: DeserializeOwned>(answer: &Answer) -> Result<T, Error> {
    if !(200..300).contains(&answer.status) {
        return Err(refusal(answer));
    }
    // An answer without a body (204) is the unit value.
    let text = if answer.text.is_empty() {
        "null"
    } else {
        &answer.text
    };
    serde_json::from_str(text).map_err(|_| Error::Unreadable {
        status: answer.status,
    })
}

fn refusal(answer: &Answer) -> Error {
    let status = answer.status;
    match serde_json::from_str::<Problem>(&answer.text) {
        Ok(problem) => Error::Problem {
            problem: Box::new(problem),
            status,
        },
        Err(_) => Error::Unreadable { status },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, text: &str) -> Answer {
        Answer {
            status,
            text: text.to_owned(),
        }
    }

    #[test]
    fn what_is_not_the_agreed_json_is_unreadable() {
        assert_eq!(
            read::<bool>(&answer(200, "<html>")),
            Err(Error::Unreadable { status: 200 })
        );
        assert_eq!(
            read::<bool>(&answer(502, "Bad Gateway")),
            Err(Error::Unreadable { status: 502 })
        );
        assert_eq!(
            read::<bool>(&answer(200, "")),
            Err(Error::Unreadable { status: 200 })
        );
    }

    #[test]
    fn a_refusal_carries_what_the_backend_says() {
        let refused = read::<bool>(&answer(
            409,
            r#"{"code":"CONFLICT","message":"It is so already."}"#,
        ));
        assert_eq!(refused.unwrap_err().to_string(), "It is so already.");
    }

    #[test]
    fn an_answer_without_a_body_is_the_unit() {
        assert_eq!(read::<()>(&answer(204, "")), Ok(()));
        assert_eq!(read::<bool>(&answer(200, "true")), Ok(true));
    }
}
