//! How long it takes from asking for the page to a table with rows in it, with nothing in the browser's cache.

use e2e::{Browser, until};
use serde_json::{Value, json};

use super::ROWS;
use super::site::Site;
use crate::error::Error;

/// Notes when the first row is there.
const NOTE_FIRST_ROW: &str = "new MutationObserver((_, observer) => { \
    if (document.querySelector('tbody a[href]')) { \
        observer.disconnect(); requestAnimationFrame(() => { window.firstRow = performance.now(); }); \
    } }).observe(document, { childList: true, subtree: true });";

/// Milliseconds of each load.
pub(super) async fn measure(site: &Site, rows: usize, loads: usize) -> Result<Vec<f64>, Error> {
    let browser = site.signed_in().await?;
    answer_with_rows(&browser, rows).await?;
    before_every_page(&browser, NOTE_FIRST_ROW).await?;
    let mut found = Vec::with_capacity(loads);
    for _ in 0..loads {
        browser.devtools("Network.clearBrowserCache", json!({})).await?;
        browser.goto(&site.table()).await?;
        found.push(
            until("the first row", async || {
                let at = browser.execute("return window.firstRow || null;").await?;
                Ok(at.as_f64().ok_or_else(|| "none".to_owned()))
            })
            .await?,
        );
    }
    browser.close().await?;
    Ok(found)
}

/// From now on the page's question for the keys is answered in the page, with so many of them.
pub(super) async fn answer_with_rows(browser: &Browser, rows: usize) -> Result<(), Error> {
    let script = format!(
        "{{ {ROWS}
            const answer = JSON.stringify({{ keys: makeRows({rows}), listsRead: {rows} }});
            const ask = window.fetch;
            window.fetch = (input, init) => {{
                const url = new URL(typeof input === 'string' ? input : input.url, location.href);
                if (url.pathname !== '/bff/keys') return ask(input, init);
                return Promise.resolve(new Response(answer, {{ headers: {{ 'content-type': 'application/json' }} }}));
            }}; }}"
    );
    before_every_page(browser, &script).await
}

/// Runs a script in every page before its own.
async fn before_every_page(browser: &Browser, source: &str) -> Result<(), Error> {
    let _: Value = browser
        .devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )
        .await?;
    Ok(())
}
