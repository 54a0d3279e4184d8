//! Secrets: read in the one moment they are shown, and looked for wherever they must not be afterwards.

use crate::{browser::Browser, error::Error, find::Find, role::Role, wait::until};

/// Everything a page can keep things in, and where it is: one text to search for what must not be there.
const STORAGE: &str = "return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), \
                       history.state, document.cookie, location.href, document.referrer, window.name]);";

/// Secrets and public keys are at least this long; the words of a button to copy them are not.
const SHORTEST: usize = 8;

impl Browser {
    /// The value that is shown under `label`, with its button to copy it.
    ///
    /// # Errors
    /// When none comes.
    pub async fn shown_value(&self, label: &str) -> Result<String, Error> {
        let group = self.find(Role::Group, label);
        until(format!("a value for {label}"), async || {
            let shown = group.read().await?;
            // Some engines put the label, the value and the button on one line.
            let value = shown
                .replacen(label, " ", 1)
                .split_whitespace()
                .find(|word| word.len() >= SHORTEST)
                .map(ToOwned::to_owned);
            Ok(value.ok_or(shown))
        })
        .await
    }

    /// Everything the page has kept: local and session storage, history state, cookies that scripts can read, and the
    /// URL, as one text.
    ///
    /// # Errors
    /// When the page has no storage, as on a `data:` URL.
    pub async fn storage_dump(&self) -> Result<String, Error> {
        let dump = self.execute(STORAGE).await?;
        Ok(dump.as_str().unwrap_or_default().to_owned())
    }

    /// Fails when `secret` is anywhere in the page as it is now, in what it keeps, or in its URL.
    ///
    /// # Errors
    /// [`Error::SecretKept`] with the URL.
    pub async fn assert_holds_no(&self, secret: &str) -> Result<(), Error> {
        let url = self.url().await?;
        let places = [self.page_source().await?, self.storage_dump().await?, url.clone()];
        if places.iter().any(|place| place.contains(secret)) {
            return Err(Error::SecretKept(url));
        }
        Ok(())
    }
}
