//! What must hold on every screen, whoever uses it and however: nothing for axe to find in either theme, contrast included,
//! and nothing that makes a window scroll sideways, down to a phone's width and at twice the size.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

/// The other engines can neither be made to prefer a theme nor be as narrow as a phone.
mod only_chromium {
    use e2e::{Browser, Error, House, Person, SCREENS, Screen};

    /// A phone, a tablet, a desktop, and the desktop at twice the size.
    const WIDTHS: [u32; 4] = [390, 768, 1440, 720];

    /// Asks something of every screen, and fails with all the answers at once.
    async fn ask_every_screen(
        ask: impl AsyncFn(&Browser, &Screen) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let house = House::open().await?;
        let mut found = Vec::new();
        let mut window: Option<(Option<Person>, Browser)> = None;
        for screen in SCREENS {
            // One window serves all the screens in a row that one person looks at.
            let browser = match window.take() {
                Some((person, browser)) if person == screen.person => browser,
                _ => match screen.person {
                    Some(person) => house.visit(person, "/").await?,
                    None => Browser::start().await?,
                },
            };
            let asked = async {
                screen.open(&house, &browser).await?;
                ask(&browser, screen).await
            };
            if let Err(error) = asked.await {
                found.push(format!("{}: {error}", screen.name));
            }
            window = Some((screen.person, browser));
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    }

    #[tokio::test]
    async fn axe_finds_nothing_on_any_screen_in_either_theme() -> Result<(), Error> {
        ask_every_screen(async |browser, screen| {
            for theme in ["light", "dark"] {
                browser.prefer_color_scheme(theme).await?;
                browser
                    .assert_accessible(&format!("{} ({theme})", screen.name))
                    .await?;
            }
            Ok(())
        })
        .await
    }

    #[tokio::test]
    async fn no_screen_scrolls_sideways_at_any_width() -> Result<(), Error> {
        ask_every_screen(async |browser, screen| {
            for width in WIDTHS {
                browser.resize(width, 900).await?;
                let state = format!("{} at {width} pixels", screen.name);
                browser.assert_no_sideways_scrolling(&state).await?;
            }
            browser.resize(1440, 900).await
        })
        .await
    }
}
