//! What Lighthouse says of the table with 500 keys, with its own throttling to a phone's speed.

use std::{path::Path, process::Stdio};

use serde::Deserialize;
use serde_json::json;
use tokio::process::Command;

use super::Settings;
use super::site::Site;
use crate::error::Error;

/// As for the tests: nothing of the browser's own goes on the network.
const CHROME_FLAGS: &str = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run \
                            --disable-background-networking --disable-component-update --disable-sync";

/// How often a run is tried: on a busy machine its browser now and then does not begin to load the page in time.
const ATTEMPTS: usize = 3;

/// The scores of one run, from 0 to 1, and the times behind the first, in milliseconds.
pub(super) struct Scores {
    pub(super) performance: f64,
    pub(super) accessibility: f64,
    pub(super) best_practices: f64,
    pub(super) largest_paint: f64,
    pub(super) blocked: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    runtime_error: Option<RuntimeError>,
    categories: Categories,
    audits: Audits,
}

/// Why it measured nothing.
#[derive(Deserialize)]
struct RuntimeError {
    message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Categories {
    performance: Category,
    accessibility: Category,
    best_practices: Category,
}

#[derive(Deserialize)]
struct Category {
    score: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Audits {
    largest_contentful_paint: Audit,
    total_blocking_time: Audit,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Audit {
    numeric_value: Option<f64>,
}

/// Runs Lighthouse as often as was asked for.
pub(super) async fn measure(site: &Site, settings: &Settings) -> Result<Vec<Scores>, Error> {
    let browser = site.signed_in().await?;
    let headers = json!({ "Cookie": browser.cookie_header().await? }).to_string();
    let mut all = Vec::with_capacity(settings.lighthouse_runs);
    for _ in 0..settings.lighthouse_runs {
        let mut attempts = 1;
        all.push(loop {
            match run(&settings.lighthouse, &site.table(), &headers).await {
                Err(error) if attempts == ATTEMPTS => return Err(error),
                Err(_) => attempts += 1,
                Ok(scores) => break scores,
            }
        });
    }
    browser.close().await?;
    Ok(all)
}

async fn run(lighthouse: &Path, url: &str, headers: &str) -> Result<Scores, Error> {
    let output = Command::new("node")
        .arg(lighthouse)
        .arg(url)
        .args([
            "--quiet",
            "--output=json",
            "--only-categories=performance,accessibility,best-practices",
        ])
        .arg(format!("--chrome-flags={CHROME_FLAGS}"))
        .arg(format!("--extra-headers={headers}"))
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .map_err(Error::Generator)?;
    let failed = |reason: String| Error::NotStarted {
        server: "lighthouse",
        reason,
    };
    let told: Told = serde_json::from_slice(&output.stdout)
        .map_err(|_| failed(String::from_utf8_lossy(&output.stderr).into_owned()))?;
    if let Some(error) = told.runtime_error {
        return Err(failed(error.message));
    }
    Ok(Scores {
        performance: told.categories.performance.score.unwrap_or_default(),
        accessibility: told.categories.accessibility.score.unwrap_or_default(),
        best_practices: told.categories.best_practices.score.unwrap_or_default(),
        largest_paint: told
            .audits
            .largest_contentful_paint
            .numeric_value
            .unwrap_or_default(),
        blocked: told.audits.total_blocking_time.numeric_value.unwrap_or_default(),
    })
}
