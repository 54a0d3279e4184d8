//! Light, dark, or as the system says: kept in the browser, applied as `data-theme` on the root element.
//!
//! `public/start.js` applies the same choice before the first paint; keep the two alike. Where storage is
//! refused the page follows the system.

use leptos::prelude::*;
use web_sys::Storage;

/// Where the browser keeps the choice.
const STORAGE_KEY: &str = "keyhold-theme";

/// The person's choice of theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the operating system says.
    #[default]
    System,
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

impl Theme {
    /// Every choice, in the order offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name it is kept under.
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The choice kept under `name`; anything else is no choice, and follows the system.
    pub fn named(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|theme| theme.name() == name)
            .unwrap_or_default()
    }

    /// The choice this browser keeps.
    pub fn stored() -> Self {
        let name = storage().and_then(|storage| storage.get_item(STORAGE_KEY).ok().flatten());
        name.map_or_else(Self::default, |name| Self::named(&name))
    }

    /// Keeps the choice and applies it. Where the browser keeps nothing, it lasts until the page is left.
    pub fn choose(self) {
        if let Some(storage) = storage() {
            storage.set_item(STORAGE_KEY, self.name()).ok();
        }
        if let Some(root) = document().document_element() {
            root.set_attribute("data-theme", self.name()).ok();
        }
    }
}

/// The browser's storage, which private modes and policies may refuse.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn an_unknown_choice_follows_the_system() {
        assert_eq!(Theme::named("sepia"), Theme::System);
        assert_eq!(Theme::named(""), Theme::System);
    }

    #[test]
    fn every_choice_is_found_by_its_name() {
        for theme in Theme::ALL {
            assert_eq!(Theme::named(theme.name()), theme);
        }
    }
}
