//! The design system's pieces.

mod button;
mod confirm_dialog;
mod dialog;
mod element;
mod field;
mod keyed;
mod live_region;
mod menu;
mod secret_text;
mod table;
mod theme_switch;
mod toasts;
