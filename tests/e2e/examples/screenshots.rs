//! Writes each screen, in both themes and at two widths, to the directory named by the one argument. `KEYHOLD_BIN` names
//! the binary. The pictures are for people to look at: nothing is compared.
#![allow(clippy::print_stdout, reason = "an example is run by hand")]

use std::{env, path::PathBuf};

use e2e::{Browser, Error, Find, Key, Server, ServerOptions, until};

const PASSWORD: &str = "a long enough password";
const WIDTHS: [(u32, u32); 2] = [(1280, 900), (390, 844)];

#[tokio::main]
async fn main() -> Result<(), Error> {
    let directory = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "docs/screens".to_owned()));
    for (width, height) in WIDTHS {
        let server = Server::start(ServerOptions {
            sample: true,
            ..ServerOptions::default()
        })
        .await?;
        let browser = Browser::sized(width, height).await?;
        let camera = Camera {
            browser,
            server,
            directory: directory.clone(),
            width,
        };
        camera.tour().await?;
        camera.browser.close().await?;
    }
    Ok(())
}

struct Camera {
    browser: Browser,
    server: Server,
    directory: PathBuf,
    width: u32,
}

impl Camera {
    async fn tour(&self) -> Result<(), Error> {
        let (server, browser) = (&self.server, &self.browser);
        browser.goto(&server.set_up_link().await?).await?;
        browser.heading("Set Up Keyhold").wait().await?;
        self.shoot("set-up").await?;
        browser.textbox("Operator Name").fill("ada").await?;
        browser.textbox("Password").fill(PASSWORD).await?;
        browser.button("Set Up Keyhold").click().await?;
        browser
            .row("terraform")
            .wait()
            .await
            .or(browser.heading("API Keys").wait().await)?;
        self.shoot("organization-api-keys").await?;
        browser
            .goto(&format!(
                "{}/organization/api-keys?q=nothing-like-it",
                server.url()
            ))
            .await?;
        browser.text("No key matches the filter").wait().await?;
        self.shoot("organization-api-keys-no-match").await?;
        browser
            .goto(&format!("{}/organization/api-keys/new", server.url()))
            .await?;
        browser.textbox("Description").wait().await?;
        self.shoot("create-details").await?;
        browser
            .textbox("Description")
            .fill("Nightly export of invoices")
            .await?;
        browser
            .checkbox("Organization Read Only")
            .press(Key::Space)
            .await?;
        browser.button("Create").click().await?;
        browser.checkbox("I have stored the private key").click().await?;
        browser
            .textbox("Access List Entry")
            .fill("198.51.100.7, 203.0.113.0/24 10.0.0.0/33")
            .await?;
        self.shoot("create-private-key").await?;
        browser
            .textbox("Access List Entry")
            .fill("198.51.100.7, 203.0.113.0/24")
            .await?;
        browser.button("Add Access List Entry").click().await?;
        browser.row("203.0.113.0/24").wait().await?;
        browser.button("Done").click().await?;
        browser.heading("Nightly export of invoices").wait().await?;
        self.shoot("api-key").await?;
        browser
            .row("203.0.113.0/24")
            .button("Remove 203.0.113.0/24")
            .click()
            .await?;
        browser.dialog("Remove 203.0.113.0/24?").wait().await?;
        self.shoot("remove-entry").await?;
        browser.button("Cancel").click().await?;
        browser.button("Delete API Key…").click().await?;
        browser.dialog("Delete API Key").wait().await?;
        self.shoot("delete-key").await?;
        browser.button("Cancel").click().await?;
        browser.goto(&format!("{}/nowhere", server.url())).await?;
        browser.text("not").wait().await.or(Ok::<(), Error>(()))?;
        self.shoot("not-found").await?;
        browser
            .button("Signed in as ada, Organization Owner")
            .click()
            .await?;
        browser.button("Sign Out").click().await?;
        browser.heading("Sign In").wait().await?;
        self.shoot("sign-in").await
    }

    /// Takes the screen as it is, in the light and in the dark.
    async fn shoot(&self, name: &str) -> Result<(), Error> {
        for scheme in ["dark", "light"] {
            self.browser.prefer_color_scheme(scheme).await?;
            until("what moves to have moved", async || {
                let moving = self
                    .browser
                    .execute("return document.getAnimations().length")
                    .await?;
                Ok(if moving == 0 {
                    Ok(())
                } else {
                    Err(moving.to_string())
                })
            })
            .await?;
            let suffix = if scheme == "dark" { "-dark" } else { "" };
            let file = format!("{name}-{}{suffix}.png", self.width);
            self.browser.screenshot(self.directory.join(&file)).await?;
            println!("{file}");
        }
        Ok(())
    }
}
