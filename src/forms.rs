//! One file per form: its draft, its judgement of what was typed, and its submission.

pub mod key_details;
pub mod set_up;
pub mod sign_in;
pub mod submission;
