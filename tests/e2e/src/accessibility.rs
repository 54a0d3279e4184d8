//! What keeps a page from being used by everybody, as axe finds it: every rule it has, contrast included.

use std::fmt::Write;

use serde::Deserialize;

use crate::{browser::Browser, error::Error};

/// The variable that names axe's file.
const AXE: &str = "KEYHOLD_AXE";

/// Runs axe over what is on the page now, and hands its findings back.
const RUN: &str = "const done = arguments[arguments.length - 1]; \
                   axe.run(document, { resultTypes: ['violations'] }) \
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
    /// Fails when axe finds anything on the page as it is now.
    ///
    /// # Errors
    /// [`Error::Inaccessible`] with what it found; an error when axe is not there.
    pub async fn assert_accessible(&self, screen: &str) -> Result<(), Error> {
        let file = support::file_in(AXE)?;
        let source =
            std::fs::read_to_string(&file).map_err(Error::io(format!("reading {}", file.display())))?;
        self.settle().await?;
        // Given to the page as a script of the driver's, which its content security policy does not concern.
        self.execute(&source).await?;
        let found = self.execute_async(RUN).await?;
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

    /// Fails when the page is wider than its window, so that it would have to be moved sideways.
    ///
    /// # Errors
    /// [`Error::Inaccessible`] with the widths.
    pub async fn assert_no_sideways_scrolling(&self, screen: &str) -> Result<(), Error> {
        let widths = self
            .execute("const page = document.documentElement; return [page.scrollWidth, page.clientWidth];")
            .await?;
        let (page, window) = (widths[0].as_u64(), widths[1].as_u64());
        if page <= window {
            return Ok(());
        }
        Err(Error::Inaccessible {
            screen: screen.to_owned(),
            words: format!("the page is {page:?} pixels wide and its window {window:?}"),
        })
    }
}
