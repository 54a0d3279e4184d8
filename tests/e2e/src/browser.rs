//! One browser window, as a person has it in front of them.

use std::{path::Path, sync::Mutex};

use fantoccini::{Client, ClientBuilder, key::Key};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;

use crate::{
    commands, console::ConsoleEntry, driver::Driver, engine::Engine, error::Error, find::Find,
    locator::Locator, wait::until,
};

/// A headless browser with one window. It ends when this is dropped.
pub struct Browser {
    pub(crate) engine: Engine,
    pub(crate) client: Client,
    pub(crate) console: Mutex<Vec<ConsoleEntry>>,
    // Last: the session ends after everything that uses it.
    _driver: Driver,
}

impl Browser {
    /// A window of a desktop computer, 1280 by 900 CSS pixels.
    ///
    /// # Errors
    /// When the browser or its driver does not start.
    pub async fn start() -> Result<Self, Error> {
        Self::sized(1280, 900).await
    }

    /// A window whose page is `width` by `height` CSS pixels.
    ///
    /// # Errors
    /// When the browser or its driver does not start, or its window cannot be that narrow.
    pub async fn sized(width: u32, height: u32) -> Result<Self, Error> {
        Self::launched(Engine::of_this_run()?, width, height, &[]).await
    }

    /// A window of the engine, started with further arguments where it is Chromium.
    ///
    /// # Errors
    /// As [`Browser::sized`].
    pub async fn launched(
        engine: Engine,
        width: u32,
        height: u32,
        arguments: &[&str],
    ) -> Result<Self, Error> {
        let mut driver = Driver::start(engine).await?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(engine.capabilities(width, height, arguments)?)
            .connect(&driver.url())
            .await
            .map_err(Box::new)?;
        driver.holds(
            client
                .session_id()
                .await
                .map_err(Error::webdriver("asking for the session"))?,
        );
        let browser = Self {
            engine,
            client,
            console: Mutex::default(),
            _driver: driver,
        };
        browser.resize(width, height).await?;
        Ok(browser)
    }

    /// The engine that this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Opens a URL and waits until the page is loaded.
    ///
    /// # Errors
    /// When the browser cannot reach it.
    pub async fn goto(&self, url: &str) -> Result<(), Error> {
        self.client
            .goto(url)
            .await
            .map_err(Error::webdriver(format!("opening {url}")))?;
        self.record().await
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// When the browser cannot reach it.
    pub async fn reload(&self) -> Result<(), Error> {
        self.client
            .refresh()
            .await
            .map_err(Error::webdriver("reloading"))?;
        self.record().await
    }

    /// Goes back one step in the history.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn back(&self) -> Result<(), Error> {
        self.client.back().await.map_err(Error::webdriver("going back"))
    }

    /// The URL in the address bar.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn url(&self) -> Result<String, Error> {
        let url = self
            .client
            .current_url()
            .await
            .map_err(Error::webdriver("asking for the URL"))?;
        Ok(url.into())
    }

    /// Waits until the URL in the address bar contains `part`, and answers the URL.
    ///
    /// # Errors
    /// When it does not come to contain it.
    pub async fn wait_for_url(&self, part: &str) -> Result<String, Error> {
        until(format!("a URL with {part}"), async || {
            let url = self.url().await?;
            Ok(if url.contains(part) { Ok(url) } else { Err(url) })
        })
        .await
    }

    /// The window's title.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn title(&self) -> Result<String, Error> {
        self.client
            .title()
            .await
            .map_err(Error::webdriver("asking for the title"))
    }

    /// The document as it is now, as HTML.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn page_source(&self) -> Result<String, Error> {
        self.client
            .source()
            .await
            .map_err(Error::webdriver("asking for the source"))
    }

    /// Presses a key where the focus is.
    ///
    /// # Errors
    /// When what has the focus takes no keys.
    pub async fn press(&self, key: Key) -> Result<(), Error> {
        self.type_keys(&char::from(key).to_string()).await
    }

    /// Presses a letter's key with Control held.
    ///
    /// # Errors
    /// As [`Browser::press`].
    pub async fn press_with_control(&self, letter: char) -> Result<(), Error> {
        let keys = [char::from(Key::Control), letter, char::from(Key::Null)];
        self.type_keys(&String::from_iter(keys)).await
    }

    /// Types where the focus is; keys without a letter are in it as WebDriver writes them.
    ///
    /// # Errors
    /// When what has the focus takes no keys.
    pub async fn type_keys(&self, keys: &str) -> Result<(), Error> {
        let failed = || Error::webdriver(format!("typing {keys:?}"));
        let element = self.client.active_element().await.map_err(failed())?;
        element.send_keys(keys).await.map_err(failed())
    }

    /// Runs the body of a function in the page and answers what it returns.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn execute(&self, script: &str) -> Result<Value, Error> {
        self.client
            .execute(script, Vec::new())
            .await
            .map_err(Error::webdriver("running a script"))
    }

    /// Every cookie the page's server would be sent, also those that scripts cannot read, as the header has them.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn cookie_header(&self) -> Result<String, Error> {
        let cookies = self
            .client
            .get_all_cookies()
            .await
            .map_err(Error::webdriver("asking for the cookies"))?;
        let pairs: Vec<String> = cookies
            .iter()
            .map(|cookie| cookie.stripped().to_string())
            .collect();
        Ok(pairs.join("; "))
    }

    /// Writes a picture of the window to a PNG file, making its directory if need be.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn screenshot(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        let png = self
            .client
            .screenshot()
            .await
            .map_err(Error::webdriver("taking a screenshot"))?;
        let write = || {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(path, png)
        };
        write().map_err(Error::io(format!("writing {}", path.display())))
    }

    /// Ends the browser and says whether it would. Dropping it does the same in silence.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn close(self) -> Result<(), Error> {
        self.client
            .clone()
            .close()
            .await
            .map_err(Error::webdriver("closing the browser"))
    }

    /// Sends a command of the Chrome DevTools protocol. Chromium only.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn devtools(&self, method: &str, params: Value) -> Result<Value, Error> {
        commands::devtools(&self.client, method, params)
            .await
            .map_err(Error::webdriver(method))
    }
}

impl Find for Browser {
    fn page(&self) -> Locator {
        Locator::page(self.client.clone())
    }
}
