//! How long a keystroke in the filter takes to be painted: from the key to the end of the frame that shows what it found.
//!
//! Keys come as fast as those of a key held down, which is faster than anybody types. Between a key and its frame nothing is
//! asked of the page: the driver's own scripts would be work beside what is measured.

use std::{fs, time::Duration};

use e2e::{Browser, until};
use serde_json::json;

use super::site::{self, Site};
use super::start_up::answer_with_rows;
use super::{ROWS, Settings};
use crate::error::Error;

/// What is typed, letter by letter, and taken out again: words that find many, few, one and none.
const WORDS: [&str; 4] = ["deploy", "nightly job 4", "10.7.1", "zzz"];

/// The frame that follows a key is over when a message posted from its animation callback arrives.
const NOTE_KEYS: &str = "window.keys = []; addEventListener('keydown', event => { \
    const began = event.timeStamp; \
    requestAnimationFrame(() => { const channel = new MessageChannel(); \
        channel.port1.onmessage = () => window.keys.push(performance.now() - began); \
        channel.port2.postMessage(null); }); }, true);";

/// Half of the time from one key to the next: a key held down comes thirty times a second.
const HALF_STROKE: Duration = Duration::from_micros(16_667);

/// Not found by its name: a browser that was asked for names goes on keeping its accessibility tree, frame by frame.
const FOCUS_FILTER: &str = "document.querySelector('input[type=search]').focus();";

/// What was measured.
pub(super) struct Typed {
    /// Milliseconds of each keystroke.
    pub(super) keys: Vec<f64>,
    /// How many rows were in the document before anything was typed.
    pub(super) drawn: usize,
}

/// In the console's table.
pub(super) async fn in_console(site: &Site, rows: usize, rounds: usize) -> Result<Typed, Error> {
    let browser = site.signed_in().await?;
    answer_with_rows(&browser, rows).await?;
    browser.goto(&site.table()).await?;
    type_into(browser, rounds).await
}

/// In React's table of the same rows, as many of them drawn.
pub(super) async fn in_react(settings: &Settings, rows: usize, drawn: usize) -> Result<Typed, Error> {
    let directory = tempfile::tempdir().map_err(Error::Generator)?;
    let page = include_str!("../../peer/table.html").replace(
        "const { createElement",
        &format!("{ROWS} const ROWS = makeRows({rows});\n      const {{ createElement"),
    );
    let put = |name: &str, content: &[u8]| {
        let path = directory.path().join(name);
        fs::write(&path, content).map_err(Error::file(path))
    };
    put("table.html", page.as_bytes())?;
    for (name, file) in [
        ("react.production.min.js", &settings.react),
        ("react-dom.production.min.js", &settings.react_dom),
    ] {
        put(name, &fs::read(file).map_err(Error::file(file))?)?;
    }
    let browser = site::elsewhere().await?;
    let url = format!("file://{}/table.html?drawn={drawn}", directory.path().display());
    browser.goto(&url).await?;
    type_into(browser, settings.rounds).await
}

async fn type_into(browser: Browser, rounds: usize) -> Result<Typed, Error> {
    let drawn = until("rows in the table", async || {
        let rows = browser
            .execute("return document.querySelectorAll('tbody tr:has(a[href])').length;")
            .await?;
        let rows = rows
            .as_u64()
            .and_then(|rows| usize::try_from(rows).ok())
            .unwrap_or_default();
        Ok(if rows > 0 {
            Ok(rows)
        } else {
            Err("none".to_owned())
        })
    })
    .await?;
    browser.execute(FOCUS_FILTER).await?;
    browser.execute(NOTE_KEYS).await?;
    let mut typed = 0;
    for word in WORDS.repeat(rounds) {
        let letters = word
            .chars()
            .map(|letter| (letter.to_string(), letter.to_string(), 0));
        let deletes = word.chars().map(|_| ("Backspace".to_owned(), String::new(), 8));
        let mut beat = tokio::time::interval(HALF_STROKE);
        for (key, text, code) in letters.chain(deletes) {
            for (kind, text) in [("keyDown", text.as_str()), ("keyUp", "")] {
                beat.tick().await;
                let event = json!({ "type": kind, "key": key, "text": text, "windowsVirtualKeyCode": code });
                browser.devtools("Input.dispatchKeyEvent", event).await?;
            }
            typed += 1;
        }
        until("the keystrokes to be painted", async || {
            let painted = browser.execute("return window.keys.length;").await?;
            Ok(if painted == typed {
                Ok(())
            } else {
                Err(painted.to_string())
            })
        })
        .await?;
    }
    let keys = browser.execute("return window.keys;").await?;
    let keys = keys
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(serde_json::Value::as_f64)
        .collect();
    browser.close().await?;
    Ok(Typed { keys, drawn })
}
