//! What a person has set in their system is heeded: in forced colours what differs by colour alone differs by more, and
//! where less motion is wished nothing moves.

/// The other engines cannot be told of a person's wishes.
mod only_chromium {
    use e2e::{Browser, Error, Find, House, Locator, Person, Role};

    use crate::{REQUIREMENT, require_access_lists};

    async fn in_forced_colours(house: &House, person: Person, path: &str) -> Result<Browser, Error> {
        let browser = house.visit(person, path).await?;
        browser.prefer("forced-colors", "active").await?;
        Ok(browser)
    }

    async fn is_outlined(what: &Locator) -> Result<bool, Error> {
        Ok(what.style("outline-style").await? == "solid")
    }

    async fn is_underlined(what: &Locator) -> Result<bool, Error> {
        Ok(what.style("text-decoration-line").await? == "underline")
    }

    #[tokio::test]
    async fn what_may_not_be_done_looks_it_in_forced_colours() -> Result<(), Error> {
        let house = House::open().await?;
        let browser = in_forced_colours(&house, Person::Rhea, "/organization/api-keys").await?;
        browser.checkbox("Select Grafana dashboards").click().await?;
        let (refused, allowed) = (browser.button("Delete…"), browser.button("Export as CSV"));
        assert!(refused.is_disabled().await? && !allowed.is_disabled().await?);
        for property in ["color", "border-top-color"] {
            assert_ne!(
                refused.style(property).await?,
                allowed.style(property).await?,
                "{property}"
            );
        }
        browser.close().await
    }

    #[tokio::test]
    async fn what_is_chosen_and_how_things_stand_is_seen_in_forced_colours() -> Result<(), Error> {
        let house = House::open().await?;
        let browser = in_forced_colours(&house, Person::Ada, "/organization/api-keys").await?;
        let row = browser.row("Grafana dashboards");
        assert!(!is_outlined(&row).await?);
        browser.checkbox("Select Grafana dashboards").click().await?;
        browser.text("1 key selected").wait().await?;
        assert!(is_outlined(&row).await?);
        assert!(is_underlined(&browser.link("API Keys")).await?, "here one is");
        assert!(!is_underlined(&browser.link("Exposure")).await?);
        let badge = browser.row("GitHub Actions deployer").text("Whole internet");
        assert_eq!(badge.style("border-top-style").await?, "solid");

        browser.open_palette().await?;
        browser
            .combobox("Find a page, a key, a project or an action")
            .fill("api keys")
            .await?;
        let pages = ["API Keys Access Manager", "Personal API Keys Account"];
        let [keys, personal] = pages.map(|page| browser.find(Role::Option, page));
        assert_ne!(
            is_outlined(&keys).await?,
            is_outlined(&personal).await?,
            "one is chosen"
        );
        browser.dismiss("Commands").await?;

        browser.goto(&house.url("/organization/exposure")).await?;
        browser.find(Role::Table, "API keys by exposure").wait().await?;
        let colours = browser
            .execute(
                "return [getComputedStyle(document.querySelector('.chart__fill')).fill, \
                 getComputedStyle(document.querySelector('.chart__bar')).backgroundColor];",
            )
            .await?;
        assert_ne!(colours[0], colours[1], "a bar and what it stands on");

        browser.goto(&house.url("/organization/settings")).await?;
        let switch = browser.find(Role::Switch, REQUIREMENT);
        let track = async || {
            let colour = "return getComputedStyle(document.querySelector('.switch__track')).backgroundColor;";
            Ok::<_, Error>((switch.read().await?, browser.execute(colour).await?))
        };
        let off = track().await?;
        require_access_lists(&browser).await?;
        browser.settle().await?;
        let on = track().await?;
        assert!(off.0 == "Off" && on.0 == "On", "by a word: {off:?} {on:?}");
        assert_ne!(off.1, on.1, "and by the picture");
        browser.close().await
    }

    #[tokio::test]
    async fn nothing_moves_where_less_motion_is_wished() -> Result<(), Error> {
        let house = House::open().await?;
        let browser = house.visit(Person::Ada, "/organization/settings").await?;
        browser.watch_for_motion().await?;
        for (wish, entry) in [("no-preference", "192.0.2.7"), ("reduce", "192.0.2.8")] {
            browser.prefer("prefers-reduced-motion", wish).await?;
            let list = "/organization/api-keys/64efa60044085ef06b7fbb2b/access-list";
            browser.goto(&house.url(&format!("{list}?add={entry}"))).await?;
            browser.button("Review Changes").click().await?;
            browser.button("Change Access List").click().await?;
            browser.row(entry).wait().await?;
            browser.button("Organization Meridian Parcel").click().await?;
            browser.dismiss("Organization and Projects").await?;
            browser.link("API Keys").click().await?;
            browser.checkbox("Select Grafana dashboards").click().await?;
            browser
                .choose_action("Grafana dashboards", "View Details")
                .await?;
            browser.heading("Grafana dashboards").wait().await?;
            let moved = browser.moved().await?;
            if wish == "reduce" {
                assert!(moved.is_empty(), "{moved:?}");
            } else {
                assert!(!moved.is_empty(), "it is motion that this watches for");
            }
        }
        browser.close().await
    }
}
