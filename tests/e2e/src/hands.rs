//! What a person does with something on the page: clicks it, types into it, chooses in it.

use fantoccini::{
    elements::Element,
    error::{CmdError, ErrorStatus, WebDriver},
    key::Key,
    wd::Locator as Search,
};

use crate::{engine::Engine, error::Error, locator::Locator};

/// Before a click: a bar that stays at an edge of the window would lie over what is only just in it; and the page notes
/// whether the click hit what was meant. A page that is gone by then notes nothing.
const PREPARE: &str = "const [element] = arguments; element.scrollIntoView({ block: 'center' }); window.wasHit = false; \
                       addEventListener('click', event => { window.wasHit = event.composedPath().includes(element); }, \
                       { capture: true, once: true });";

/// Before typing: with its next picture a page that is new may give the focus to its first field, and a driver types so soon
/// that half of a word would be there.
const FOCUS: &str = "const [field, done] = arguments; field.focus(); \
                     requestAnimationFrame(() => requestAnimationFrame(() => done(document.activeElement === field)));";

impl Locator {
    /// Clicks it.
    ///
    /// # Errors
    /// When it is not there or cannot be clicked: disabled, covered, or of no size.
    pub async fn click(&self) -> Result<(), Error> {
        self.using("clicking", async |element| {
            // A click on a disabled control is silently lost; a person would wait.
            if !element.is_enabled().await? {
                return Err(refused("it is disabled"));
            }
            self.client
                .execute(PREPARE, vec![serde_json::to_value(element)?])
                .await?;
            let outcome = element.click().await;
            match outcome {
                Err(CmdError::Standard(error)) if error.error == ErrorStatus::ElementClickIntercepted => {
                    self.click_label(element, error).await
                }
                // WebKit's driver may miss what has moved, and looks at the element again after the click, which may have
                // taken it away: the page itself knows.
                Ok(()) | Err(CmdError::Standard(_))
                    if Engine::of_this_run().is_ok_and(|engine| engine == Engine::WebKit) =>
                {
                    let was_hit = self.client.execute("return window.wasHit;", Vec::new()).await?;
                    if was_hit == false {
                        outcome.and(Err(refused("the click went elsewhere")))
                    } else {
                        Ok(())
                    }
                }
                other => other,
            }
        })
        .await
    }

    /// Clicks the label that lies over a box to tick, as a person does; whatever else lies over something is in the way.
    async fn click_label(&self, element: &Element, intercepted: WebDriver) -> Result<(), CmdError> {
        match element.attr("id").await? {
            Some(id) => {
                self.client
                    .find(Search::Css(&format!("label[for='{id}']")))
                    .await?
                    .click()
                    .await
            }
            None => Err(CmdError::Standard(intercepted)),
        }
    }

    /// Replaces what is in a field with `text`, key by key.
    ///
    /// # Errors
    /// When it is not there or takes no text.
    pub async fn fill(&self, text: &str) -> Result<(), Error> {
        // With the keyboard, so that the page sees the same events as from a person.
        let select_all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
        let typed = if text.is_empty() {
            char::from(Key::Delete).to_string()
        } else {
            // Not every driver takes a line feed for the key that makes one.
            text.replace('\n', &char::from(Key::Enter).to_string())
        };
        self.using("filling", async |element| {
            if !element.is_enabled().await? {
                return Err(refused("it is disabled"));
            }
            let focused = self
                .client
                .execute_async(FOCUS, vec![serde_json::to_value(element)?])
                .await?;
            if focused != true {
                return Err(refused("the focus went elsewhere"));
            }
            element.send_keys(&select_all).await?;
            element.send_keys(&typed).await
        })
        .await
    }

    /// Presses a key in it.
    ///
    /// # Errors
    /// When it is not there or takes no keys.
    pub async fn press(&self, key: Key) -> Result<(), Error> {
        let keys = char::from(key).to_string();
        self.using("pressing a key in", async |element| {
            element.send_keys(&keys).await
        })
        .await
    }

    /// Chooses an option of a list by the name it shows.
    ///
    /// # Errors
    /// When it is not there or has no such option.
    pub async fn choose(&self, option: &str) -> Result<(), Error> {
        self.using("choosing in", async |element| {
            element.select_by_label(option).await
        })
        .await
    }
}

/// A refusal of our own, which may pass.
fn refused(why: &'static str) -> CmdError {
    CmdError::Standard(WebDriver::new(ErrorStatus::InvalidElementState, why))
}
