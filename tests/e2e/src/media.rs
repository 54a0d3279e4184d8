//! How a page is looked at: in a window of which size, and by whom, as far as they have told their system what they wish.

use serde_json::json;

use crate::{browser::Browser, engine::Engine, error::Error, wait::until};

impl Browser {
    /// Makes the page `width` by `height` CSS pixels.
    ///
    /// # Errors
    /// When the engine's window cannot be that narrow: only Chromium's page can be any size.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Error> {
        if self.engine == Engine::Chromium {
            let metrics =
                json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            return self
                .devtools("Emulation.setDeviceMetricsOverride", metrics)
                .await
                .map(drop);
        }
        let failed = || Error::webdriver("sizing the window");
        let (window_width, window_height) = self.client.get_window_size().await.map_err(failed())?;
        let inner = self.execute("return [innerWidth, innerHeight];").await?;
        let frame = |window: u64, inner: Option<u64>| {
            u32::try_from(window.saturating_sub(inner.unwrap_or(window))).unwrap_or_default()
        };
        let (beside, above) = (
            frame(window_width, inner[0].as_u64()),
            frame(window_height, inner[1].as_u64()),
        );
        self.client
            .set_window_size(width + beside, height + above)
            .await
            .map_err(failed())?;
        until(format!("a page {width} pixels wide"), async || {
            let now = self.execute("return innerWidth;").await?;
            Ok(if now == width {
                Ok(())
            } else {
                Err(now.to_string())
            })
        })
        .await
    }

    /// What the page is told of a person's wish: of `prefers-color-scheme` that it is `dark`, for one. It is the only one
    /// it is told. Chromium only.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn prefer(&self, wish: &str, value: &str) -> Result<(), Error> {
        let features = json!({ "features": [{ "name": wish, "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", features)
            .await
            .map(drop)
    }

    /// Makes everything twice as large in a window of 1440 by 900 pixels, as a person does with the browser's zoom: the page
    /// has half of them left. Chromium only.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn zoom_to_twice(&self) -> Result<(), Error> {
        let metrics = json!({ "width": 720, "height": 450, "deviceScaleFactor": 2, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await
            .map(drop)
    }

    /// From the next page on keeps what begins to move or to fade, for [`Browser::moved`]. Chromium only.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn watch_for_motion(&self) -> Result<(), Error> {
        let watch = "window.moved = []; for (const kind of ['animationstart', 'transitionrun']) \
                     addEventListener(kind, event => moved.push(kind + ' ' + (event.animationName ?? event.propertyName) \
                     + ' of ' + event.target.className), true);";
        self.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": watch }),
        )
        .await
        .map(drop)
    }

    /// What has begun to move or to fade since the page was loaded.
    ///
    /// # Errors
    /// When the browser does not answer, or does not watch.
    pub async fn moved(&self) -> Result<Vec<String>, Error> {
        let moved = self.execute("return moved;").await?;
        serde_json::from_value(moved).map_err(|error| Error::webdriver("reading what moved")(error.into()))
    }

    /// Waits until nothing on the page moves or fades any more.
    ///
    /// # Errors
    /// When something goes on moving.
    pub async fn settle(&self) -> Result<(), Error> {
        until("what moves to have moved", async || {
            let moving = self.execute("return document.getAnimations().length;").await?;
            Ok(if moving == 0 {
                Ok(())
            } else {
                Err(moving.to_string())
            })
        })
        .await
    }
}
