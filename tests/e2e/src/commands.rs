//! WebDriver commands that the client library has no methods for.

use fantoccini::{
    Client,
    elements::Element,
    error::{CmdError, ErrorStatus},
    wd::WebDriverCompatibleCommand,
};
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// A command below `/session/{id}/`: a GET without a body, a POST with one.
#[derive(Debug)]
struct SessionCommand {
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for SessionCommand {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        base_url.join(&format!(
            "session/{}/{}",
            session_id.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _request_url: &Url) -> (Method, Option<String>) {
        match &self.body {
            Some(body) => (Method::POST, Some(body.to_string())),
            None => (Method::GET, None),
        }
    }
}

/// The element's accessible name (WebDriver, "Get Computed Label").
pub(crate) async fn computed_label(client: &Client, element: &Element) -> Result<String, CmdError> {
    computed(client, element, "label").await
}

/// The element's role in the accessibility tree (WebDriver, "Get Computed Role").
pub(crate) async fn computed_role(client: &Client, element: &Element) -> Result<String, CmdError> {
    computed(client, element, "role").await
}

/// What was written to the browser's console since this was last asked (ChromeDriver's own command).
pub(crate) async fn console_log(client: &Client) -> Result<Value, CmdError> {
    post(client, "se/log", json!({ "type": "browser" })).await
}

/// A command of the Chrome DevTools protocol (ChromeDriver's own command).
pub(crate) async fn devtools(client: &Client, method: &str, params: Value) -> Result<Value, CmdError> {
    post(
        client,
        "goog/cdp/execute",
        json!({ "cmd": method, "params": params }),
    )
    .await
}

/// What the accessibility tree says of an element; empty where it has no such element, for which WebKit fails.
async fn computed(client: &Client, element: &Element, what: &str) -> Result<String, CmdError> {
    let path = format!("element/{}/computed{what}", element.element_id());
    match client.issue_cmd(SessionCommand { path, body: None }).await {
        Ok(Value::String(text)) => Ok(text),
        Ok(other) => Err(CmdError::NotW3C(other)),
        Err(CmdError::Standard(error)) if error.error == ErrorStatus::UnknownError => Ok(String::new()),
        Err(error) => Err(error),
    }
}

async fn post(client: &Client, path: &str, body: Value) -> Result<Value, CmdError> {
    client
        .issue_cmd(SessionCommand {
            path: path.to_owned(),
            body: Some(body),
        })
        .await
}
