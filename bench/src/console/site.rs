//! A server with as many keys as an organization may have, and a browser that is signed in to it.

use access::{AddressBlock, Description, MAX_KEYS_PER_ORGANIZATION, OrganizationRole};
use admin_api::{AdminApi, Author, Clock};
use e2e::{Browser, Engine, Find, Server, ServerOptions};

use crate::error::Error;

const NAME: &str = "ada";
const PASSWORD: &str = "a long enough password";

/// Frames are drawn as soon as there is something to draw: what is measured is the work, not the wait for a display.
const UNTHROTTLED: [&str; 2] = ["--disable-frame-rate-limit", "--disable-gpu-vsync"];

/// The server.
pub(super) struct Site {
    server: Server,
}

impl Site {
    /// Starts it and makes its keys.
    pub(super) async fn start() -> Result<Self, Error> {
        let server = Server::start(ServerOptions::default())
            .await
            .map_err(e2e::Error::from)?;
        let site = Self { server };
        let add = [
            "operator",
            "add",
            NAME,
            "--role",
            "organization-owner",
            "--password-stdin",
        ];
        let added = site
            .server
            .run_cli(&add, PASSWORD)
            .await
            .map_err(e2e::Error::from)?;
        if !added.success {
            return Err(Error::Keys(added.stderr));
        }
        // Signing in for the first time makes the organization and the console's own key.
        site.signed_in().await?.close().await?;
        let api = AdminApi::open(site.server.data_dir(), Clock::system()).await?;
        let organization = api
            .organizations()
            .await?
            .into_iter()
            .next()
            .ok_or_else(|| Error::Keys("there is no organization".into()))?;
        for number in 1..MAX_KEYS_PER_ORGANIZATION {
            let description = Description::parse(&format!("One of many, number {number}"))
                .map_err(|error| Error::Keys(error.to_string()))?;
            let block: AddressBlock = format!("10.0.{}.0/24", number % 256)
                .parse()
                .map_err(|error: access::AddressError| Error::Keys(error.to_string()))?;
            let author = Author::User("bench".into());
            let roles = [OrganizationRole::ReadOnly];
            api.create_key(organization.id, &description, &roles, &[block], author)
                .await?;
        }
        Ok(site)
    }

    /// The table of keys.
    pub(super) fn table(&self) -> String {
        format!("{}/organization/api-keys", self.server.url())
    }

    /// A browser that is signed in.
    pub(super) async fn signed_in(&self) -> Result<Browser, Error> {
        let browser = Browser::launched(Engine::Chromium, 1440, 900, &UNTHROTTLED).await?;
        browser.goto(self.server.url()).await?;
        browser.textbox("Operator Name").fill(NAME).await?;
        browser.textbox("Password").fill(PASSWORD).await?;
        browser.button("Sign In").click().await?;
        browser.heading("API Keys").wait().await?;
        Ok(browser)
    }
}

/// A browser like those that are signed in, for what needs no server.
pub(super) async fn elsewhere() -> Result<Browser, Error> {
    Ok(Browser::launched(Engine::Chromium, 1440, 900, &UNTHROTTLED).await?)
}
