//! What keeps a page from being used by everybody: as axe finds it, by every rule it has, contrast in both themes included; what does not
//! fit its window; and what does not show that it has the focus.

use std::fmt::Write;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{browser::Browser, error::Error};

/// The variable that names axe's file.
const AXE: &str = "KEYHOLD_AXE";

/// Runs axe over what is on the page now, by every rule or by some, and hands its findings back.
const RUN: &str = "const [rules, done] = arguments; \
                   axe.run(document, { resultTypes: ['violations'], ...(rules && { runOnly: rules }) }) \
                   .then(found => done(found.violations), error => done([{ id: 'axe itself', help: String(error), nodes: [] }]));";

/// A rule that is broken.
#[derive(Debug, Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

/// An element that breaks it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    html: String,
    #[serde(default)]
    failure_summary: String,
}

impl Browser {
    /// Fails when axe finds anything on the page as it is now, in either theme: by every rule in the light, and in the
    /// dark by those of colours again. Chromium only.
    ///
    /// # Errors
    /// [`Error::Inaccessible`] with what it found; an error when axe is not there.
    pub async fn assert_accessible(&self, screen: &str) -> Result<(), Error> {
        let file = support::file_in(AXE)?;
        let source =
            std::fs::read_to_string(&file).map_err(Error::io(format!("reading {}", file.display())))?;
        // Given to the page as a script of the driver's, which its content security policy does not concern.
        self.execute(&source).await?;
        let colours = json!(["color-contrast", "link-in-text-block"]);
        for (theme, rules) in [("light", Value::Null), ("dark", colours)] {
            self.prefer("prefers-color-scheme", theme).await?;
            self.settle().await?;
            self.assert_axe_finds_nothing(&format!("{screen} ({theme})"), rules)
                .await?;
        }
        Ok(())
    }

    async fn assert_axe_finds_nothing(&self, screen: &str, rules: Value) -> Result<(), Error> {
        let found = self
            .client
            .execute_async(RUN, vec![rules])
            .await
            .map_err(Error::webdriver("running axe"))?;
        let violations: Vec<Violation> = serde_json::from_value(found)
            .map_err(|error| Error::webdriver("reading what axe found")(error.into()))?;
        if violations.is_empty() {
            return Ok(());
        }
        let mut words = String::new();
        for Violation { id, help, nodes } in violations {
            // Writing to a String cannot fail.
            let _ = writeln!(words, "{id}: {help}");
            for node in nodes {
                let _ = writeln!(
                    words,
                    "  {}\n    {}",
                    node.html,
                    node.failure_summary.replace('\n', " ")
                );
            }
        }
        Err(Error::Inaccessible {
            screen: screen.to_owned(),
            words,
        })
    }

    /// Fails when something on the page does not fit its window: it would have to be moved sideways, or is cut off.
    ///
    /// # Errors
    /// [`Error::Inaccessible`] with what does not fit.
    pub async fn assert_fits(&self, screen: &str) -> Result<(), Error> {
        self.settle().await?;
        self.assert_none(screen, include_str!("fits.js")).await
    }

    /// Fails when something that can have the keyboard's focus does not show that it has it.
    ///
    /// # Errors
    /// [`Error::Inaccessible`] with what does not show it.
    pub async fn assert_focus_is_seen(&self, screen: &str) -> Result<(), Error> {
        self.assert_none(screen, include_str!("rings.js")).await
    }

    /// Fails when a script, which looks for what is wrong, finds any.
    async fn assert_none(&self, screen: &str, script: &str) -> Result<(), Error> {
        let found = self.execute(script).await?;
        let found: Vec<String> = serde_json::from_value(found)
            .map_err(|error| Error::webdriver("reading what was found")(error.into()))?;
        if found.is_empty() {
            return Ok(());
        }
        Err(Error::Inaccessible {
            screen: screen.to_owned(),
            words: found.join("\n"),
        })
    }
}
