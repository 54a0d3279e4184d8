//! A description of something on the page, looked up anew for every use: the console renders again at any time, so that
//! an element which was found once may be gone when it is clicked.

use std::fmt;

use fantoccini::{
    Client,
    elements::Element,
    error::{CmdError, ErrorStatus},
    wd::Locator as Search,
};

use crate::{
    error::Error,
    find::Find,
    look::{Target, look, normal},
    role::Role,
    wait::until,
};

/// Something that can be found, used and read. Each use waits until there is exactly one such thing and it can be used.
#[derive(Clone)]
pub struct Locator {
    pub(crate) client: Client,
    /// From the outside in; empty for the page itself.
    targets: Vec<Target>,
}

impl Locator {
    pub(crate) fn page(client: Client) -> Self {
        Self {
            client,
            targets: Vec::new(),
        }
    }

    pub(crate) fn with_name(self, role: Role, name: &str) -> Self {
        self.with(Target::Named(role, normal(name)))
    }

    pub(crate) fn with_text(self, role: Role, text: &str) -> Self {
        self.with(Target::Containing(role, normal(text)))
    }

    pub(crate) fn with_words(self, text: &str) -> Self {
        self.with(Target::Words(normal(text)))
    }

    fn with(mut self, target: Target) -> Self {
        self.targets.push(target);
        self
    }

    /// Waits until it is there.
    ///
    /// # Errors
    /// When it does not come, or there are several.
    pub async fn wait(&self) -> Result<(), Error> {
        self.using("seeing", async |_| Ok(())).await
    }

    /// Waits until at least one is there.
    ///
    /// # Errors
    /// When none comes.
    pub async fn some(&self) -> Result<(), Error> {
        until(format!("some {self}"), async || {
            Ok(match self.count().await? {
                0 => Err("none".to_owned()),
                _ => Ok(()),
            })
        })
        .await
    }

    /// Waits until it is not there.
    ///
    /// # Errors
    /// When it stays.
    pub async fn gone(&self) -> Result<(), Error> {
        until(format!("{self} to go away"), async || {
            Ok(match self.count().await? {
                0 => Ok(()),
                _ => Err("it is still there".to_owned()),
            })
        })
        .await
    }

    /// How many there are now, without waiting.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn count(&self) -> Result<usize, Error> {
        match look(&self.client, &self.targets).await {
            Ok(found) => Ok(found.elements.len()),
            Err(error) if may_pass(&error) => Ok(0),
            Err(error) => Err(Error::webdriver(format!("counting {self}"))(error)),
        }
    }

    /// Its visible text.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn read(&self) -> Result<String, Error> {
        self.using("reading", async |element| element.text().await).await
    }

    /// The visible text of each cell of a row.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn cells(&self) -> Result<Vec<String>, Error> {
        self.using("reading", async |row| {
            let mut texts = Vec::new();
            for cell in row.find_all(Search::Css("th, td")).await? {
                texts.push(normal(&cell.text().await?));
            }
            Ok(texts)
        })
        .await
    }

    /// What is typed or chosen in a field.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn value(&self) -> Result<String, Error> {
        let value = self
            .using("reading", async |element| element.prop("value").await)
            .await?;
        Ok(value.unwrap_or_default())
    }

    /// An attribute, such as `aria-invalid` or `href`.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn attribute(&self, name: &str) -> Result<Option<String>, Error> {
        self.using("reading", async |element| element.attr(name).await)
            .await
    }

    /// A property of its style as it is at the end, such as `outline-style`.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn style(&self, property: &str) -> Result<String, Error> {
        self.using("reading", async |element| element.css_value(property).await)
            .await
    }

    /// Whether a checkbox, radio button or option is chosen.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn is_checked(&self) -> Result<bool, Error> {
        self.using("reading", async |element| element.is_selected().await)
            .await
    }

    /// Whether it says that it is not to be used, as what a person may not do, and may still read, does.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn is_disabled(&self) -> Result<bool, Error> {
        Ok(self.attribute("aria-disabled").await?.as_deref() == Some("true"))
    }

    /// Whether it has the keyboard's focus.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn is_focused(&self) -> Result<bool, Error> {
        self.using("reading", async |element| {
            let active = self.client.active_element().await?;
            Ok(active.element_id() == element.element_id())
        })
        .await
    }

    /// Waits until it has the keyboard's focus.
    ///
    /// # Errors
    /// When it does not get it.
    pub async fn wait_for_focus(&self) -> Result<(), Error> {
        until(format!("the focus on {self}"), async || {
            Ok(if self.is_focused().await? {
                Ok(())
            } else {
                Err("it is elsewhere".to_owned())
            })
        })
        .await
    }

    /// Waits until there is exactly one, and does something with it; again, when the page changed in between.
    pub(crate) async fn using<T>(
        &self,
        doing: &str,
        action: impl AsyncFn(&Element) -> Result<T, CmdError>,
    ) -> Result<T, Error> {
        until(format!("{doing} {self}"), async || {
            let attempt = async {
                let found = look(&self.client, &self.targets).await?;
                match found.elements.as_slice() {
                    [element] => action(element).await.map(Ok),
                    [] => Ok(Err(found.instead)),
                    several => Ok(Err(format!("there are {}", several.len()))),
                }
            };
            match attempt.await {
                Ok(outcome) => Ok(outcome),
                Err(error) if may_pass(&error) => Ok(Err(error.to_string())),
                Err(error) => Err(Error::webdriver(format!("{doing} {self}"))(error)),
            }
        })
        .await
    }
}

impl Find for Locator {
    fn page(&self) -> Locator {
        self.clone()
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, target) in self.targets.iter().rev().enumerate() {
            let joint = if depth == 0 { "" } else { " in " };
            write!(formatter, "{joint}{target}")?;
        }
        Ok(())
    }
}

/// Whether this can be over at the next look: the page was being changed, or something is still in the way.
fn may_pass(error: &CmdError) -> bool {
    matches!(
        error,
        CmdError::Standard(refusal) if matches!(
            refusal.error,
            ErrorStatus::StaleElementReference
                | ErrorStatus::NoSuchElement
                | ErrorStatus::ElementClickIntercepted
                | ErrorStatus::ElementNotInteractable
                | ErrorStatus::InvalidElementState
        )
    )
}
