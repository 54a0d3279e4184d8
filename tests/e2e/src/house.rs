//! A server with the sample organization and one operator of each role: where most stories begin.

use serde_json::{Value, json};
use support::{Answer, Server, ServerOptions, curl};

use crate::{browser::Browser, error::Error, find::Find};

/// The password of every operator.
const PASSWORD: &str = "a long enough password";

/// The people of the stories, each with a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// Organization owner.
    Ada,
    /// Organization owner too, for stories in which two meet.
    Grace,
    /// Organization read only.
    Rhea,
    /// Project owner, of [`House::PROJECT`] alone.
    Petra,
    /// Project read only, of [`House::PROJECT`] alone.
    Paul,
}

impl Person {
    const ALL: [Self; 5] = [Self::Ada, Self::Grace, Self::Rhea, Self::Petra, Self::Paul];

    /// The name they sign in with.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ada => "ada",
            Self::Grace => "grace",
            Self::Rhea => "rhea",
            Self::Petra => "petra",
            Self::Paul => "paul",
        }
    }

    fn role(self) -> &'static str {
        match self {
            Self::Ada | Self::Grace => "organization-owner",
            Self::Rhea => "organization-read-only",
            Self::Petra => "project-owner",
            Self::Paul => "project-read-only",
        }
    }

    fn is_in_project(self) -> bool {
        matches!(self, Self::Petra | Self::Paul)
    }
}

/// A server with the sample organization.
pub struct House {
    /// The server.
    pub server: Server,
}

impl House {
    /// The sample's project `parcel-tracking-prod`, in which [`Person::Petra`] and [`Person::Paul`] are.
    pub const PROJECT: &str = "642c8800a1b0f1d30d3c819f";
    /// The sample's project `data-platform`, in which they are not.
    pub const OTHER_PROJECT: &str = "66f472001c4c3d27c199f0d2";

    /// Starts it and adds everybody.
    ///
    /// # Errors
    /// When it does not start, or does not take an operator.
    pub async fn open() -> Result<Self, Error> {
        let server = Server::start(ServerOptions {
            sample: true,
            ..ServerOptions::default()
        })
        .await?;
        for person in Person::ALL {
            let mut arguments = vec!["operator", "add", person.name(), "--role", person.role()];
            if person.is_in_project() {
                arguments.extend(["--project", Self::PROJECT]);
            }
            arguments.push("--password-stdin");
            let added = server.run_cli(&arguments, PASSWORD).await?;
            if !added.success {
                return Err(support::Error::Program {
                    what: format!("keyhold operator add {}", person.name()),
                    said: added.stderr,
                }
                .into());
            }
        }
        Ok(Self { server })
    }

    /// The URL of one of the console's paths.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.url())
    }

    /// A window in which `person` has signed in, at `path`.
    ///
    /// # Errors
    /// When the browser does not start or the person does not get in.
    pub async fn visit(&self, person: Person, path: &str) -> Result<Browser, Error> {
        let browser = Browser::start().await?;
        browser.goto(&self.url(path)).await?;
        self.sign_in(&browser, person).await?;
        Ok(browser)
    }

    /// Fills in the form that asks who one is, and waits until it is gone.
    ///
    /// # Errors
    /// When the person does not get in.
    pub async fn sign_in(&self, browser: &Browser, person: Person) -> Result<(), Error> {
        browser.textbox("Operator Name").fill(person.name()).await?;
        browser.textbox("Password").fill(PASSWORD).await?;
        browser.button("Sign In").click().await?;
        browser.textbox("Password").gone().await
    }

    /// The name of the sample's account, and one of its personal API keys.
    ///
    /// # Errors
    /// When the server's command does not tell.
    pub async fn sample_account(&self) -> Result<(String, String), Error> {
        let told = self
            .server
            .run_cli(&["admin-api", "account", "sample", "--json"], "")
            .await?;
        let account: Option<Value> = serde_json::from_str(&told.stdout).ok();
        let text = |field: &str| Some(account.as_ref()?[field].as_str()?.to_owned());
        text("userName").zip(text("key")).ok_or_else(|| {
            support::Error::Program {
                what: "keyhold admin-api account sample".into(),
                said: told.stderr,
            }
            .into()
        })
    }

    /// Links the sample's account for whoever has signed in in `browser`.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn link_account(&self, browser: &Browser) -> Result<(), Error> {
        let (name, key) = self.sample_account().await?;
        let account = json!({ "accountName": name, "personalKey": key });
        self.by_hand(browser, "PUT", "/bff/personal-account", Some(account))
            .await
            .map(drop)
    }

    /// Sends the backend a request that no control of the console has made, in the name of whoever has signed in in
    /// `browser`: what the console does not offer the backend must refuse all the same.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn by_hand(
        &self,
        browser: &Browser,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> Result<Answer, Error> {
        let cookies = format!("Cookie: {}", browser.cookie_header().await?);
        let origin = format!("Origin: {}", self.server.url());
        let (url, body) = (self.url(path), body.map(|body| body.to_string()));
        let mut arguments = vec!["--request", method, "--header", &cookies, "--header", &origin];
        if let Some(body) = &body {
            arguments.extend(["--header", "Content-Type: application/json", "--data", body]);
        }
        arguments.push(&url);
        Ok(curl(&arguments).await?)
    }

    /// Ends every session `person` has, as time would.
    ///
    /// # Errors
    /// When the server's command does not do it.
    pub async fn end_sessions_of(&self, person: Person) -> Result<(), Error> {
        let arguments = ["operator", "set-password", person.name(), "--password-stdin"];
        self.server.run_cli(&arguments, PASSWORD).await?;
        Ok(())
    }
}
