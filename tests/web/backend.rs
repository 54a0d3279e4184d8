//! Stands in for the backend: answers what a test tells it to, and remembers what it was asked.
//!
//! It replaces `window.fetch`, so that the console is tested with the requests it really makes.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Promise, Reflect};
use leptos::prelude::window;
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Request, Response, ResponseInit};

/// How long a request is on its way, in milliseconds: a test that takes the answer for being there at once fails every time,
/// and not by chance.
const ROUND_TRIP: u32 = 30;

/// How often a held request looks whether it may go on, in milliseconds.
const HELD: u32 = 5;

/// What a request gets.
#[derive(Clone)]
enum Answer {
    Json(u16, Value),
    Nothing,
}

#[derive(Default)]
struct State {
    answers: HashMap<String, Answer>,
    held: HashSet<String>,
    asked: Vec<(String, Value)>,
}

/// A request on its way: which of all it is, what it is called, and what it will get.
struct Asked {
    place: usize,
    name: String,
    answer: Answer,
}

impl State {
    /// Remembers a request at once: what must not be asked is looked for right after what would have asked it. Its body is
    /// known later.
    fn ask(&mut self, request: &Request) -> Asked {
        let path = web_sys::Url::new(&request.url()).map(|url| url.pathname());
        let name = format!("{} {}", request.method(), path.unwrap_or_default());
        let answer = self.answers.get(&name).cloned().unwrap_or(Answer::Nothing);
        self.asked.push((name.clone(), Value::Null));
        Asked {
            place: self.asked.len() - 1,
            name,
            answer,
        }
    }
}

/// The backend, in place of the real one until dropped.
pub(crate) struct Backend {
    state: Rc<RefCell<State>>,
    real: JsValue,
    _fetch: Closure<dyn Fn(Request) -> Promise>,
}

impl Backend {
    /// A backend that knows nothing yet: every request fails until it is given an answer.
    pub(crate) fn new() -> Self {
        let state = Rc::new(RefCell::new(State::default()));
        let fetch = Closure::<dyn Fn(Request) -> Promise>::new({
            let state = Rc::clone(&state);
            move |request| {
                let asked = state.borrow_mut().ask(&request);
                future_to_promise(answer(Rc::clone(&state), request, asked))
            }
        });
        let real = Reflect::get(&window(), &"fetch".into()).unwrap();
        Reflect::set(&window(), &"fetch".into(), fetch.as_ref()).unwrap();
        Self {
            state,
            real,
            _fetch: fetch,
        }
    }

    /// A backend with somebody signed in to an organization.
    pub(crate) fn signed_in() -> Self {
        let backend = Self::new();
        backend.answer("GET /bff/session", 200, session());
        backend
    }

    /// From now on `request` ("GET /bff/keys") gets this.
    pub(crate) fn answer(&self, request: &str, status: u16, body: Value) {
        self.state
            .borrow_mut()
            .answers
            .insert(request.to_owned(), Answer::Json(status, body));
    }

    /// From now on `request` is refused.
    pub(crate) fn refuse(&self, request: &str, status: u16, code: &str, message: &str, field: Option<&str>) {
        let problem = json!({ "code": code, "message": message, "field": field, "requestId": "request-7" });
        self.answer(request, status, problem);
    }

    /// From now on `request` gets no answer: the server is gone.
    pub(crate) fn lose(&self, request: &str) {
        self.state
            .borrow_mut()
            .answers
            .insert(request.to_owned(), Answer::Nothing);
    }

    /// From now on `request` stays on its way until [released](Self::release): for what must happen before the answer.
    pub(crate) fn hold(&self, request: &str) {
        self.state.borrow_mut().held.insert(request.to_owned());
    }

    /// Lets `request` arrive.
    pub(crate) fn release(&self, request: &str) {
        self.state.borrow_mut().held.remove(request);
    }

    /// The bodies of every `request` so far.
    pub(crate) fn asked(&self, request: &str) -> Vec<Value> {
        let state = self.state.borrow();
        state
            .asked
            .iter()
            .filter(|(asked, _)| asked == request)
            .map(|(_, body)| body.clone())
            .collect()
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        Reflect::set(&window(), &"fetch".into(), &self.real).ok();
    }
}

async fn answer(state: Rc<RefCell<State>>, request: Request, asked: Asked) -> Result<JsValue, JsValue> {
    let text = JsFuture::from(request.text()?)
        .await?
        .as_string()
        .unwrap_or_default();
    TimeoutFuture::new(ROUND_TRIP).await;
    while state.borrow().held.contains(&asked.name) {
        TimeoutFuture::new(HELD).await;
    }
    state.borrow_mut().asked[asked.place].1 = serde_json::from_str(&text).unwrap_or(Value::Null);
    let Answer::Json(status, body) = asked.answer else {
        return Err(js_sys::TypeError::new("no answer").unchecked_into());
    };
    let init = ResponseInit::new();
    init.set_status(status);
    let text = (status != 204).then(|| body.to_string());
    Response::new_with_opt_str_and_init(text.as_deref(), &init).map(Into::into)
}

/// Ada, signed in to Acme from 192.0.2.7.
pub(crate) fn session() -> Value {
    json!({
        "state": { "signedIn": {
            "operator": { "name": "ada", "role": "organization-owner", "projects": [] },
            "owners": ["ada"],
            "organization": { "id": "65f0c0ffee65f0c0ffee65f0", "name": "Acme", "accessListRequired": false },
            "connection": {
                "name": "embedded",
                "baseUrl": "http://127.0.0.1:8080/api/atlas/v2",
                "keyId": "65f0c0ffee65f0c0ffee6500"
            }
        } },
        "clientAddress": "192.0.2.7",
        "version": "0.1.0"
    })
}

/// Nobody signed in.
pub(crate) fn signed_out() -> Value {
    json!({ "state": "signedOut", "clientAddress": "192.0.2.7", "version": "0.1.0" })
}

/// A row of the table; the id ends in `number`.
pub(crate) fn row(number: u8, description: &str, entries: &[&str]) -> Value {
    json!({
        "id": format!("65f0c0ffee65f0c0ffee65{number:02x}"),
        "description": description,
        "publicKey": format!("public{number:02}"),
        "roles": ["ORG_READ_ONLY"],
        "projects": 0,
        "listRead": true,
        "entries": entries,
        "exposure": if entries.is_empty() { "noList" } else { "narrow" },
        "lastUse": if entries.is_empty() { "unknown" } else { "never" }
    })
}

/// A key with everything its page shows.
pub(crate) fn key(number: u8, description: &str, entries: &[&str]) -> Value {
    let entries: Vec<Value> = entries
        .iter()
        .map(|block| json!({ "block": block, "created": "2026-01-01T00:00:00Z", "count": 0, "lastUsed": null, "lastUsedAddress": null }))
        .collect();
    json!({
        "id": format!("65f0c0ffee65f0c0ffee65{number:02x}"),
        "description": description,
        "publicKey": format!("public{number:02}"),
        "maskedPrivateKey": "********-****-****-01bdd56c8977",
        "created": "2026-01-01T00:00:00Z",
        "roles": ["ORG_READ_ONLY"],
        "projects": [],
        "exposure": if entries.is_empty() { "noList" } else { "narrow" },
        "lastUse": if entries.is_empty() { "unknown" } else { "never" },
        "entries": entries
    })
}
