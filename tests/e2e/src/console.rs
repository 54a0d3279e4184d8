//! The browser's console: what a page and its browser had to complain of.

use std::sync::PoisonError;

use serde::Deserialize;

use crate::{browser::Browser, commands, engine::Engine, error::Error};

/// Engines that keep no log of a page's errors are made to: from the moment the page is loaded on.
const RECORD: &str = "if (!window.keptErrors) { const kept = window.keptErrors = []; \
                      const keep = (source, message) => kept.push({ level: 'SEVERE', source, message: String(message) }); \
                      addEventListener('error', event => keep('javascript', event.message)); \
                      addEventListener('unhandledrejection', event => keep('javascript', event.reason)); \
                      addEventListener('securitypolicyviolation', event => keep('security', \
                      'Content Security Policy: ' + event.violatedDirective + ' ' + event.blockedURI)); \
                      const error = console.error; \
                      console.error = (...words) => { keep('console-api', words.join(' ')); error(...words); }; }";

/// One line of the browser's console.
#[derive(Clone, Debug, Deserialize)]
pub struct ConsoleEntry {
    /// `SEVERE` for errors, refused requests and violations of the content security policy.
    pub level: String,
    /// `javascript`, `network`, `security`, `console-api` and others.
    #[serde(default)]
    pub source: String,
    /// What was written.
    pub message: String,
}

impl Browser {
    /// Every line of the console so far: in Chromium all there are, in the others the errors since a page was loaded.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn console(&self) -> Result<Vec<ConsoleEntry>, Error> {
        let failed = || Error::webdriver("reading the console");
        let log = match self.engine {
            Engine::Chromium => commands::console_log(&self.client).await.map_err(failed())?,
            Engine::Firefox | Engine::WebKit => {
                self.execute("return (window.keptErrors || []).splice(0);")
                    .await?
            }
        };
        let new: Vec<ConsoleEntry> = serde_json::from_value(log).map_err(|error| failed()(error.into()))?;
        // The browser hands each line out once.
        let mut console = self.console.lock().unwrap_or_else(PoisonError::into_inner);
        console.extend(new);
        Ok(console.clone())
    }

    /// Fails when the page has written an error to the console, broken its content security policy, or had a request
    /// refused.
    ///
    /// # Errors
    /// [`Error::Console`] with those lines.
    pub async fn assert_console_clean(&self) -> Result<(), Error> {
        self.assert_console_clean_except(&[]).await
    }

    /// As [`Browser::assert_console_clean`], but for lines that contain one of these texts: a story that provokes a
    /// refusal expects the browser to note it, as `status of 401`.
    ///
    /// # Errors
    /// [`Error::Console`] with the other lines.
    pub async fn assert_console_clean_except(&self, expected: &[&str]) -> Result<(), Error> {
        let unexpected: Vec<String> = self
            .console()
            .await?
            .into_iter()
            .filter(|entry| entry.level == "SEVERE")
            .map(|entry| entry.message)
            .filter(|message| !expected.iter().any(|text| message.contains(text)))
            .collect();
        if unexpected.is_empty() {
            Ok(())
        } else {
            Err(Error::Console(unexpected))
        }
    }

    /// Begins to keep what the page just loaded complains of, where the engine does not.
    pub(crate) async fn record(&self) -> Result<(), Error> {
        match self.engine {
            Engine::Chromium => Ok(()),
            Engine::Firefox | Engine::WebKit => self.execute(RECORD).await.map(drop),
        }
    }
}
