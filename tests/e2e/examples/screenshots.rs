//! Writes each screen, in both themes and at two widths, to the directory named by the one argument. `KEYHOLD_BIN` names
//! the binary. The pictures are for people to look at: nothing is compared.
#![allow(clippy::print_stdout, reason = "an example is run by hand")]

use std::{
    env,
    path::{Path, PathBuf},
};

use e2e::{Browser, Error, Find, House, Person, Server, ServerOptions, on_every_screen};

const WIDTHS: [u32; 2] = [390, 1440];
const HEIGHT: u32 = 900;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let directory = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "docs/screens".to_owned()));
    let house = House::open().await?;
    on_every_screen(&house, async |browser, screen| {
        for width in WIDTHS {
            browser.resize(width, HEIGHT).await?;
            // A screen that cannot be reached is told, and its picture shows where the way ended.
            if let Err(error) = screen.open(&house, browser).await {
                println!("{} at {width}: {error}", screen.name);
            }
            shoot(browser, &directory, screen.name, width).await?;
        }
        Ok(())
    })
    .await?;
    // No house is without its operators any more.
    let fresh = Server::start(ServerOptions::default()).await?;
    for width in WIDTHS {
        let browser = Browser::sized(width, HEIGHT).await?;
        browser.goto(&fresh.set_up_link().await?).await?;
        browser.heading("Set Up Keyhold").wait().await?;
        shoot(&browser, &directory, "set-up", width).await?;
        let browser = house.visit(Person::Grace, "/organization/api-keys/new").await?;
        browser.resize(width, HEIGHT).await?;
        end_session(&house, &browser).await?;
        shoot(&browser, &directory, "sign-in-again", width).await?;
    }
    Ok(())
}

/// Lets the session end in the middle of a form.
async fn end_session(house: &House, browser: &Browser) -> Result<(), Error> {
    browser
        .textbox("Description")
        .fill("typed before the session ended")
        .await?;
    browser.checkbox("Organization Member").click().await?;
    house.end_sessions_of(Person::Grace).await?;
    browser.button("Create").click().await?;
    browser.dialog("Sign In Again").wait().await
}

/// Takes the screen as it is, in the dark and in the light.
async fn shoot(browser: &Browser, directory: &Path, name: &str, width: u32) -> Result<(), Error> {
    for (scheme, suffix) in [("dark", "-dark"), ("light", "")] {
        browser.prefer("prefers-color-scheme", scheme).await?;
        browser.settle().await?;
        let file = format!("{name}-{width}{suffix}.png");
        browser.screenshot(directory.join(&file)).await?;
        println!("{file}");
    }
    Ok(())
}
