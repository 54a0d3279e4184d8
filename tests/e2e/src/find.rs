//! Finding things by what they are to a person: a role and a name.

use crate::{locator::Locator, role::Role};

/// Where things can be looked for: the page in a [`crate::Browser`], or inside something found in it.
///
/// While a modal dialog is open, the page is that dialog: a person cannot reach behind it. Names are matched whole, with
/// runs of white space as one space. Finding waits; what matches twice is refused, as a person would not know which.
pub trait Find {
    /// The place that is searched.
    fn page(&self) -> Locator;

    /// Something with a role and an accessible name.
    fn find(&self, role: Role, name: &str) -> Locator {
        self.page().with_name(role, name)
    }

    /// Something with a role whose text contains `text`.
    fn containing(&self, role: Role, text: &str) -> Locator {
        self.page().with_text(role, text)
    }

    /// A button.
    fn button(&self, name: &str) -> Locator {
        self.find(Role::Button, name)
    }

    /// A link.
    fn link(&self, name: &str) -> Locator {
        self.find(Role::Link, name)
    }

    /// A field to type text into; passwords and searches too.
    fn textbox(&self, name: &str) -> Locator {
        self.find(Role::Textbox, name)
    }

    /// A checkbox.
    fn checkbox(&self, name: &str) -> Locator {
        self.find(Role::Checkbox, name)
    }

    /// One choice of several.
    fn radio(&self, name: &str) -> Locator {
        self.find(Role::Radio, name)
    }

    /// A list to choose from.
    fn combobox(&self, name: &str) -> Locator {
        self.find(Role::Combobox, name)
    }

    /// A heading.
    fn heading(&self, name: &str) -> Locator {
        self.find(Role::Heading, name)
    }

    /// An open dialog, modal or not.
    fn dialog(&self, title: &str) -> Locator {
        self.find(Role::Dialog, title)
    }

    /// A table's row whose text contains `text`.
    fn row(&self, text: &str) -> Locator {
        self.containing(Role::Row, text)
    }

    /// A message that a screen reader speaks at once, whose text contains `text`.
    fn alert(&self, text: &str) -> Locator {
        self.containing(Role::Alert, text)
    }

    /// A message that a screen reader speaks when it is idle, whose text contains `text`.
    fn status(&self, text: &str) -> Locator {
        self.containing(Role::Status, text)
    }

    /// The innermost visible element whose text contains `text`.
    fn text(&self, text: &str) -> Locator {
        self.page().with_words(text)
    }
}
