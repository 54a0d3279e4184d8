//! The console's own controls, used in the steps that each takes.

use fantoccini::key::Key;

use crate::{browser::Browser, error::Error, find::Find, role::Role};

impl Browser {
    /// Chooses an action of something's menu.
    ///
    /// # Errors
    /// When it has no such menu or the menu no such action.
    pub async fn choose_action(&self, of: &str, action: &str) -> Result<(), Error> {
        self.button(&format!("Actions for {of}")).click().await?;
        self.find(Role::Menuitem, action).click().await
    }

    /// Opens the palette of commands.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open_palette(&self) -> Result<(), Error> {
        self.press_with_control('k').await?;
        self.dialog("Commands").wait().await
    }

    /// Leaves an open dialog by the Escape key.
    ///
    /// # Errors
    /// When it stays.
    pub async fn dismiss(&self, dialog: &str) -> Result<(), Error> {
        self.press(Key::Escape).await?;
        self.dialog(dialog).gone().await
    }
}
