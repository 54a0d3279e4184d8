//! What must hold on every screen, whoever uses it and however: nothing for axe to find in either theme, contrast included;
//! nothing that makes a window scroll sideways or is cut off, from a phone's width on and at twice the size; and in forced
//! colours the focus is seen wherever it can be.

/// The other engines can neither be told of a person's wishes nor be as narrow as a phone.
mod only_chromium {
    use e2e::{Browser, Error, Find, House, Person, Screen, Server, ServerOptions, on_every_screen};

    /// A tablet both ways, a laptop and a desktop. A screen is opened as on a phone and then given more room.
    const WIDTHS: [u32; 4] = [768, 1024, 1280, 1440];
    const PHONE: (u32, u32) = (390, 844);

    /// Asks something of every screen, and fails with all the answers at once.
    async fn ask_every_screen(
        before: impl AsyncFn(&Browser) -> Result<(), Error>,
        ask: impl AsyncFn(&Browser, &Screen) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let house = House::open().await?;
        let found = on_every_screen(&house, async |browser, screen| {
            before(browser).await?;
            screen.open(&house, browser).await?;
            ask(browser, screen).await
        })
        .await?;
        assert!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    }

    async fn assert_usable(browser: &Browser, screen: &str) -> Result<(), Error> {
        browser.assert_fits(screen).await?;
        browser.assert_accessible(screen).await
    }

    #[tokio::test]
    async fn axe_finds_nothing_on_any_screen_in_either_theme() -> Result<(), Error> {
        ask_every_screen(
            async |_| Ok(()),
            async |browser, screen| browser.assert_accessible(screen.name).await,
        )
        .await
    }

    #[tokio::test]
    async fn every_screen_fits_a_phone_a_tablet_and_a_desktop() -> Result<(), Error> {
        ask_every_screen(
            async |browser| browser.resize(PHONE.0, PHONE.1).await,
            async |browser, screen| {
                browser
                    .assert_fits(&format!("{} on a phone", screen.name))
                    .await?;
                for width in WIDTHS {
                    browser.resize(width, 900).await?;
                    let state = format!("{} at {width} pixels", screen.name);
                    browser.assert_fits(&state).await?;
                }
                Ok(())
            },
        )
        .await
    }

    #[tokio::test]
    async fn every_screen_fits_at_twice_the_size_and_in_forced_colours_shows_the_focus() -> Result<(), Error>
    {
        ask_every_screen(
            async |browser| {
                browser.zoom_to_twice().await?;
                browser.prefer("forced-colors", "active").await
            },
            async |browser, screen| {
                browser
                    .assert_fits(&format!("{} at twice the size", screen.name))
                    .await?;
                browser.assert_focus_is_seen(screen.name).await
            },
        )
        .await
    }

    #[tokio::test]
    async fn the_first_visit_can_be_made_by_everybody() -> Result<(), Error> {
        let server = Server::start(ServerOptions::default()).await?;
        let browser = Browser::sized(PHONE.0, PHONE.1).await?;
        browser.goto(server.url()).await?;
        browser.text("The set-up link is needed").wait().await?;
        assert_usable(&browser, "without the set-up link").await?;
        browser.goto(&server.set_up_link().await?).await?;
        browser.button("Set Up Keyhold").click().await?;
        browser.text("Enter the name").some().await?;
        assert_usable(&browser, "the set-up form, refused").await?;
        browser.textbox("Operator Name").fill("ada").await?;
        browser.textbox("Password").fill("a long enough password").await?;
        browser.textbox("Organization Name").fill("Acme").await?;
        browser.button("Set Up Keyhold").click().await?;
        browser.heading("API Keys").wait().await?;
        assert_usable(&browser, "the one key there is at first").await?;
        browser.close().await
    }

    #[tokio::test]
    async fn what_interrupts_can_be_used_by_everybody() -> Result<(), Error> {
        let mut house = House::open().await?;
        let browser = house.visit(Person::Ada, "/organization/api-keys/new").await?;
        browser.resize(PHONE.0, PHONE.1).await?;
        browser.textbox("Description").fill("interrupted").await?;
        browser.checkbox("Organization Member").click().await?;
        house.end_sessions_of(Person::Ada).await?;
        browser.button("Create").click().await?;
        browser.dialog("Sign In Again").wait().await?;
        assert_usable(&browser, "the session that has ended").await?;
        house.sign_in(&browser, Person::Ada).await?;
        house.server.kill9().await?;
        browser.button("Create").click().await?;
        browser
            .alert("The Keyhold server cannot be reached")
            .some()
            .await?;
        assert_usable(&browser, "the server that cannot be reached").await?;
        browser.close().await
    }
}
