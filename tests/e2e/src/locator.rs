//! A description of something on the page, looked up anew for every use: the console renders again at any time, so that
//! an element which was found once may be gone when it is clicked.

use std::fmt;

use fantoccini::{
    Client,
    elements::Element,
    error::{CmdError, ErrorStatus, WebDriver},
    key::Key,
    wd::Locator as Search,
};

use crate::{commands, engine::Engine, error::Error, find::Find, role::Role, wait::until};

/// What is looked for in one place.
#[derive(Clone, Debug)]
enum Target {
    Named(Role, String),
    Containing(Role, String),
    Words(String),
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(role, name) => write!(formatter, "{role:?} “{name}”"),
            Self::Containing(role, text) => write!(formatter, "{role:?} with the text “{text}”"),
            Self::Words(text) => write!(formatter, "the text “{text}”"),
        }
    }
}

/// Something that can be found, used and read. Each use waits until there is exactly one such thing and it can be used.
#[derive(Clone)]
pub struct Locator {
    client: Client,
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
        match self.look().await {
            Ok(found) => Ok(found.elements.len()),
            Err(error) if may_pass(&error) => Ok(0),
            Err(error) => Err(Error::webdriver(format!("counting {self}"))(error)),
        }
    }

    /// Clicks it.
    ///
    /// # Errors
    /// When it is not there or cannot be clicked: disabled, covered, or of no size.
    pub async fn click(&self) -> Result<(), Error> {
        self.using("clicking", async |element| {
            // A click on a disabled control is silently lost; a person would wait.
            if !element.is_enabled().await? {
                return Err(disabled());
            }
            // A bar that stays at an edge of the window would lie over what is only just in it.
            let centre = "arguments[0].scrollIntoView({ block: 'center' })";
            self.client
                .execute(centre, vec![serde_json::to_value(element)?])
                .await?;
            match element.click().await {
                Err(CmdError::Standard(error)) if error.error == ErrorStatus::ElementClickIntercepted => {
                    self.click_label(element, error).await
                }
                Err(CmdError::Standard(error)) if matches!(Engine::of_this_run(), Ok(Engine::WebKit)) => {
                    match error.error {
                        // Its driver looks at the element again after the click, which may have taken it away.
                        ErrorStatus::StaleElementReference => Ok(()),
                        // It has no name for not reaching what lies over the page; the keyboard does.
                        ErrorStatus::UnknownError => {
                            element.send_keys(&char::from(Key::Enter).to_string()).await
                        }
                        _ => Err(CmdError::Standard(error)),
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
            text.to_owned()
        };
        self.using("filling", async |element| {
            if !element.is_enabled().await? {
                return Err(disabled());
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

    /// Its visible text.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn read(&self) -> Result<String, Error> {
        self.using("reading", async |element| element.text().await).await
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

    /// Whether a checkbox, radio button or option is chosen.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn is_checked(&self) -> Result<bool, Error> {
        self.using("reading", async |element| element.is_selected().await)
            .await
    }

    /// Whether it can be used.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn is_enabled(&self) -> Result<bool, Error> {
        self.using("reading", async |element| element.is_enabled().await)
            .await
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

    /// Waits until there is exactly one, and does something with it; again, when the page changed in between.
    async fn using<T>(
        &self,
        doing: &str,
        action: impl AsyncFn(&Element) -> Result<T, CmdError>,
    ) -> Result<T, Error> {
        until(format!("{doing} {self}"), async || {
            let attempt = async {
                let found = self.look().await?;
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

    /// Looks once.
    async fn look(&self) -> Result<Found, CmdError> {
        let Some((last, outer)) = self.targets.split_last() else {
            return Ok(Found {
                elements: self.roots(false).await?,
                instead: "no page".to_owned(),
            });
        };
        let first = self.targets.first().unwrap_or(last);
        let above =
            matches!(first, Target::Named(role, _) | Target::Containing(role, _) if role.is_above_dialogs());
        let mut places = self.roots(above).await?;
        for target in outer {
            let mut found = self.matches(&places, target).await?;
            if found.elements.len() != 1 {
                found.instead = format!("{} of {target}; {}", found.elements.len(), found.instead);
                found.elements.clear();
                return Ok(found);
            }
            places = found.elements;
        }
        self.matches(&places, last).await
    }

    /// Where a search begins: the topmost modal dialog, or the page.
    async fn roots(&self, above_dialogs: bool) -> Result<Vec<Element>, CmdError> {
        if !above_dialogs {
            let modals = "dialog:modal, [aria-modal=true]:not([hidden], dialog)";
            let mut modals = self.client.find_all(Search::Css(modals)).await?;
            if let Some(topmost) = modals.pop() {
                return Ok(vec![topmost]);
            }
        }
        Ok(vec![self.client.find(Search::Css("html")).await?])
    }

    async fn matches(&self, places: &[Element], target: &Target) -> Result<Found, CmdError> {
        let mut elements = Vec::new();
        let mut others = Vec::new();
        for place in places {
            match target {
                Target::Named(role, name) => {
                    for candidate in place.find_all(Search::Css(role.candidates())).await? {
                        let label = normal(&commands::computed_label(&self.client, &candidate).await?);
                        let matches = label == *name;
                        // The role costs another question, so it is asked last.
                        if matches && role.is(&commands::computed_role(&self.client, &candidate).await?) {
                            elements.push(candidate);
                        } else if !label.is_empty() {
                            others.push(label);
                        }
                    }
                }
                Target::Containing(role, text) => {
                    for candidate in place.find_all(Search::Css(role.candidates())).await? {
                        let content = normal(&candidate.text().await?);
                        let matches = content.contains(text.as_str());
                        if matches && role.is(&commands::computed_role(&self.client, &candidate).await?) {
                            elements.push(candidate);
                        } else if !content.is_empty() {
                            others.push(content);
                        }
                    }
                }
                Target::Words(text) => {
                    for candidate in place.find_all(Search::XPath(&innermost_with(text))).await? {
                        if candidate.is_displayed().await? {
                            elements.push(candidate);
                        }
                    }
                    if elements.is_empty() {
                        others.push(normal(&place.text().await?));
                    }
                }
            }
        }
        let instead = if others.is_empty() {
            "nothing like it".into()
        } else {
            format!("saw {}", others.join(" | "))
        };
        Ok(Found { elements, instead })
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

/// What one look found, and what it saw instead, for the message of a wait in vain.
struct Found {
    elements: Vec<Element>,
    instead: String,
}

/// Text as the accessibility tree has it: runs of white space are one space.
fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The elements whose text contains `text` while no child's does.
fn innermost_with(text: &str) -> String {
    let text = xpath_literal(text);
    format!(".//*[contains(normalize-space(.), {text})][not(*[contains(normalize-space(.), {text})])]")
}

/// XPath 1.0 has no escapes in its string literals, only two kinds of quotes.
fn xpath_literal(text: &str) -> String {
    if !text.contains('"') {
        return format!("\"{text}\"");
    }
    let parts: Vec<String> = text.split('"').map(|part| format!("\"{part}\"")).collect();
    format!("concat({})", parts.join(", '\"', "))
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

fn disabled() -> CmdError {
    CmdError::Standard(fantoccini::error::WebDriver::new(
        ErrorStatus::InvalidElementState,
        "it is disabled",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_quotes_is_still_one_xpath_literal() {
        assert_eq!(xpath_literal("it's"), "\"it's\"");
        assert_eq!(
            xpath_literal("say \"no\""),
            "concat(\"say \", '\"', \"no\", '\"', \"\")"
        );
    }

    #[test]
    fn white_space_is_one_space_and_none_at_the_ends() {
        assert_eq!(normal("\n Create\u{a0} API \t Key "), "Create API Key");
    }
}
