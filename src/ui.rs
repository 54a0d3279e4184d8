//! The design system: pieces of interface that know nothing of routes, requests or API keys.
//!
//! Every piece here takes its data and its callbacks from outside, and keeps three promises: it works by keyboard
//! alone, it never says a thing by colour only, and it never panics. Each has its style sheet of the same name in
//! `style/ui/`. Anything that must know what a key or a project is belongs in `components`.
//!
//! The application provides three contexts once, at its root: [`provide_announcer`] with one [`LiveRegion`],
//! [`provide_toaster`] with one [`Toasts`], and [`provide_menus`] with one [`MenuPlace`].

mod badge;
mod browser_only;
mod button;
mod chart;
mod checkbox;
mod chooser;
mod confirm_dialog;
mod copy_button;
mod debounce;
mod definition_list;
mod dialog;
mod download;
mod dynamic;
pub mod element;
mod empty_state;
mod field;
mod focus;
mod frame;
mod icon;
mod icon_button;
mod id;
mod keyed;
mod link_button;
mod live_region;
mod lowercase;
mod matching;
mod menu;
mod notice;
mod page_header;
mod password_input;
mod relative_time;
mod secret_text;
mod select_input;
mod skip_link;
mod spinner;
mod switch;
mod table;
mod text_area;
mod text_input;
mod theme;
mod theme_switch;
mod toasts;
mod tone;

use self::browser_only::browser_only;

#[cfg(test)]
mod contrast;

pub use self::{
    badge::*, button::*, chart::*, checkbox::*, chooser::*, confirm_dialog::*, copy_button::*, debounce::*,
    definition_list::*, dialog::*, download::*, dynamic::*, empty_state::*, field::*, focus::*, frame::*,
    icon::*, icon_button::*, id::*, keyed::*, link_button::*, live_region::*, lowercase::*, matching::*,
    menu::*, notice::*, page_header::*, password_input::*, relative_time::*, secret_text::*, select_input::*,
    skip_link::*, spinner::*, switch::*, table::*, text_area::*, text_input::*, theme::*, theme_switch::*,
    toasts::*, tone::*,
};
