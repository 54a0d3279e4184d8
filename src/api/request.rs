//! One request: same-origin JSON, given up after fifteen seconds, every failure turned into [`Error`].

use super::Error;
use contract::Problem;
use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use serde::{Serialize, de::DeserializeOwned};
use std::{cell::Cell, rc::Rc};
use web_sys::AbortController;

const TIMEOUT_MILLISECONDS: u32 = 15_000;

/// A request without a body.
pub(super) async fn request<T: DeserializeOwned>(method: Method, path: &str) -> Result<T, Error> {
    send(method, path, None::<&()>).await
}

/// A request with a JSON body.
pub(super) async fn request_with<B: Serialize, T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &B,
) -> Result<T, Error> {
    send(method, path, Some(body)).await
}

async fn send<B: Serialize, T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: Option<&B>,
) -> Result<T, Error> {
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

    let builder = RequestBuilder::new(path)
        .method(method)
        .header("Accept", "application/json")
        .abort_signal(controller.as_ref().map(AbortController::signal).as_ref());
    let request = match body {
        Some(body) => builder.json(body),
        None => builder.build(),
    };
    let response = request
        .map_err(|_| Error::Unreachable)?
        .send()
        .await
        .map_err(lost)?;
    let text = response.text().await.map_err(lost)?;
    read(&response, &text)
}

fn read<T: DeserializeOwned>(response: &Response, text: &str) -> Result<T, Error> {
    let status = response.status();
    let unreadable = |_| Error::Unreadable { status };
    if response.ok() {
        // An answer without a body (204) is the unit value.
        serde_json::from_str(if text.is_empty() { "null" } else { text }).map_err(unreadable)
    } else {
        let problem: Problem = serde_json::from_str(text).map_err(unreadable)?;
        Err(Error::Problem {
            problem: Box::new(problem),
            status,
        })
    }
}
