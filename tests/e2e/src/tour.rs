//! Every screen of the console in the states it can be in, and how a person gets there. What must hold everywhere (that
//! everybody can use it, that it fits its window) is asked of each, and pictures are taken of each.

mod screens;

use serde_json::json;

use crate::{
    browser::Browser,
    error::Error,
    find::Find,
    house::{House, Person},
    role::Role,
};

use screens::SCREENS;

/// One screen in one state.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// What its pictures are called.
    pub name: &'static str,
    /// Who looks at it; nobody has signed in where there is none.
    person: Option<Person>,
    path: &'static str,
    steps: &'static [Step],
}

/// What a person does, or waits for.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Waits for a text.
    See(&'static str),
    /// Waits for a heading.
    Heading(&'static str),
    /// Waits for a dialog with this title.
    Dialog(&'static str),
    /// Presses a button.
    Press(&'static str),
    /// Chooses an item of an open menu.
    Pick(&'static str),
    /// Follows a link.
    Follow(&'static str),
    /// Ticks a box.
    Tick(&'static str),
    /// Turns a switch.
    Turn(&'static str),
    /// Types into a field.
    Type(&'static str, &'static str),
    /// Types into a field with suggestions.
    Search(&'static str, &'static str),
    /// Presses a key with Control held.
    Chord(char),
    /// Presses a key.
    Stroke(char),
    /// Takes the network away, until the next screen is opened. Chromium only, as is the tour.
    GoOffline,
    /// Links the sample's account with personal API keys, unless that has been done.
    LinkAccount,
}

/// Leads through every screen, one person's after the other in one window, and asks something of each. What was found goes
/// on the list; the tour goes on.
///
/// # Errors
/// When a window does not open.
pub async fn on_every_screen(
    house: &House,
    ask: impl AsyncFn(&Browser, &Screen) -> Result<(), Error>,
) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let mut window: Option<(Option<Person>, Browser)> = None;
    for screen in SCREENS {
        let browser = match window.take() {
            Some((person, browser)) if person == screen.person => browser,
            _ => match screen.person {
                Some(person) => house.visit(person, "/").await?,
                None => Browser::start().await?,
            },
        };
        if let Err(error) = ask(&browser, screen).await {
            found.push(format!("{}: {error}", screen.name));
        }
        window = Some((screen.person, browser));
    }
    Ok(found)
}

impl Screen {
    /// Leads the browser there. Whoever looks at it has signed in already.
    ///
    /// # Errors
    /// When a step does not lead on.
    pub async fn open(&self, house: &House, browser: &Browser) -> Result<(), Error> {
        set_offline(browser, false).await?;
        browser.goto(&house.url(self.path)).await?;
        for step in self.steps {
            step.take(house, browser).await?;
        }
        Ok(())
    }
}

impl Step {
    async fn take(self, house: &House, browser: &Browser) -> Result<(), Error> {
        match self {
            Self::See(text) => browser.text(text).some().await,
            Self::Heading(name) => browser.heading(name).wait().await,
            Self::Dialog(title) => browser.dialog(title).wait().await,
            Self::Press(name) => browser.button(name).click().await,
            Self::Pick(name) => browser.find(Role::Menuitem, name).click().await,
            Self::Follow(name) => browser.link(name).click().await,
            Self::Tick(name) => browser.checkbox(name).click().await,
            Self::Turn(name) => browser.find(Role::Switch, name).click().await,
            Self::Type(name, text) => browser.textbox(name).fill(text).await,
            Self::Search(name, text) => browser.combobox(name).fill(text).await,
            Self::Chord(letter) => browser.press_with_control(letter).await,
            Self::Stroke(letter) => browser.type_keys(&letter.to_string()).await,
            Self::GoOffline => set_offline(browser, true).await,
            Self::LinkAccount => {
                house.link_account(browser).await?;
                browser.reload().await
            }
        }
    }
}

async fn set_offline(browser: &Browser, offline: bool) -> Result<(), Error> {
    browser.devtools("Network.enable", json!({})).await?;
    let conditions =
        json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser
        .devtools("Network.emulateNetworkConditions", conditions)
        .await?;
    Ok(())
}
