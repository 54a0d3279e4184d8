//! Every screen of the console in the states it can be in, and how a person gets there. What must hold everywhere (that
//! everybody can use it, that it fits its window) is asked of each, and pictures are taken of each.

use fantoccini::key::Key;

use crate::{
    browser::Browser,
    error::Error,
    find::Find,
    house::{House, Person},
};

/// One screen in one state.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// What its pictures are called.
    pub name: &'static str,
    /// Who looks at it; nobody has signed in where there is none.
    pub person: Option<Person>,
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
    /// Types into a field.
    Type(&'static str, &'static str),
    /// Presses a key with Control held.
    Chord(char),
    /// Presses a key.
    Key(char),
}

use Step::{Chord, Dialog, Heading, Key as Stroke, Press, See, Type};

const fn screen(name: &'static str, path: &'static str, steps: &'static [Step]) -> Screen {
    Screen {
        name,
        person: Some(Person::Ada),
        path,
        steps,
    }
}

const fn seen_by(person: Person, screen: Screen) -> Screen {
    Screen {
        person: Some(person),
        ..screen
    }
}

/// The tour, those who have not signed in first.
pub const SCREENS: &[Screen] = &[
    Screen {
        name: "sign-in",
        person: None,
        path: "/sign-in",
        steps: &[Heading("Sign In")],
    },
    screen(
        "organization-api-keys",
        "/organization/api-keys",
        &[See("Grafana dashboards")],
    ),
    screen(
        "organization-api-keys-no-match",
        "/organization/api-keys?q=nothing-like-it",
        &[See("No key matches")],
    ),
    screen(
        "create-key",
        "/organization/api-keys/new",
        &[Heading("Create API Key")],
    ),
    screen(
        "create-key-refused",
        "/organization/api-keys/new",
        &[Press("Create"), See("Enter a description")],
    ),
    screen(
        "key",
        "/organization/api-keys/647116004f04e9c150ccb10e",
        &[
            Heading("Terraform Cloud agents, eu-central"),
            See("203.0.113.64/28"),
        ],
    ),
    screen(
        "delete-key",
        "/organization/api-keys/647116004f04e9c150ccb10e",
        &[Press("Delete API Key…"), Dialog("Delete API Key")],
    ),
    screen(
        "key-not-found",
        "/organization/api-keys/000000000000000000000000",
        &[Heading("API key not found")],
    ),
    screen(
        "edit-key",
        "/organization/api-keys/647116004f04e9c150ccb10e/edit",
        &[Heading("Edit API Key")],
    ),
    screen(
        "access-list",
        "/organization/api-keys/64bc3b80ca472e6c8e52666a/access-list",
        &[Heading("Edit Access List"), See("0.0.0.0/1")],
    ),
    seen_by(
        Person::Petra,
        screen(
            "access-list-read-only",
            "/organization/api-keys/64bc3b80ca472e6c8e52666a/access-list",
            &[See("You can see this list and not change it")],
        ),
    ),
    screen(
        "exposure",
        "/organization/exposure",
        &[Heading("Exposure"), Heading("By Permission")],
    ),
    screen(
        "access-list-pasted",
        "/organization/api-keys/64bc3b80ca472e6c8e52666a/access-list",
        &[
            Heading("Edit Access List"),
            Type(
                "Access List Entry (optional)",
                "198.51.100.7, 203.0.113.0/24 10.0.0.0/33",
            ),
        ],
    ),
    screen("settings", "/organization/settings", &[Heading("Settings")]),
    screen(
        "activity",
        "/organization/activity",
        &[Heading("Activity"), See("Meridian Parcel")],
    ),
    screen(
        "activity-no-match",
        "/organization/activity?key=zzzzzzzz",
        &[See("No event matches the filter")],
    ),
    screen("why", "/why", &[Heading("Who Can Use a Key, and Why")]),
    screen(
        "why-refused",
        "/why?key=654011802f10cba7d5f077d5&address=198.51.100.7&operation=ListOrganizationKeys",
        &[See("cannot use Grafana dashboards")],
    ),
    screen(
        "personal-api-keys",
        "/personal-api-keys",
        &[Heading("Personal API Keys")],
    ),
    screen(
        "project-api-keys",
        "/projects/642c8800a1b0f1d30d3c819f/api-keys",
        &[See("Nightly backup exporter")],
    ),
    seen_by(
        Person::Paul,
        screen(
            "project-api-keys-read-only",
            "/projects/642c8800a1b0f1d30d3c819f/api-keys",
            &[See("Nightly backup exporter")],
        ),
    ),
    seen_by(
        Person::Petra,
        screen(
            "project-forbidden",
            "/projects/66f472001c4c3d27c199f0d2/api-keys",
            &[See("Ask")],
        ),
    ),
    screen(
        "invite",
        "/projects/642c8800a1b0f1d30d3c819f/api-keys",
        &[Press("Invite to Project"), Dialog("Invite to Project")],
    ),
    screen(
        "create-project-key",
        "/projects/642c8800a1b0f1d30d3c819f/api-keys/new",
        &[Heading("Create API Key")],
    ),
    screen(
        "project-activity",
        "/projects/642c8800a1b0f1d30d3c819f/activity",
        &[Heading("Activity")],
    ),
    screen("not-found", "/nowhere", &[Heading("Page not found")]),
    screen(
        "palette",
        "/organization/settings",
        &[Heading("Settings"), Chord('k'), Dialog("Commands")],
    ),
    screen(
        "shortcuts",
        "/organization/settings",
        &[Heading("Settings"), Stroke('?'), Dialog("Keyboard Shortcuts")],
    ),
];

impl Screen {
    /// Leads the browser there. Whoever looks at it has signed in already.
    ///
    /// # Errors
    /// When a step does not lead on.
    pub async fn open(&self, house: &House, browser: &Browser) -> Result<(), Error> {
        browser.goto(&house.url(self.path)).await?;
        for step in self.steps {
            step.take(browser).await?;
        }
        Ok(())
    }
}

impl Step {
    async fn take(self, browser: &Browser) -> Result<(), Error> {
        match self {
            See(text) => browser.text(text).some().await,
            Heading(name) => browser.heading(name).wait().await,
            Dialog(title) => browser.dialog(title).wait().await,
            Press(name) => browser.button(name).click().await,
            Type(name, text) => browser.textbox(name).fill(text).await,
            Chord(letter) => {
                browser
                    .type_keys(&format!(
                        "{}{letter}{}",
                        char::from(Key::Control),
                        char::from(Key::Null)
                    ))
                    .await
            }
            Stroke(letter) => browser.type_keys(&letter.to_string()).await,
        }
    }
}
