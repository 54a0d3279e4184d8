//! What a status means. A tone always comes with words and an icon, so that its colour is never the only sign.

use icondata_core::Icon as IconData;

/// The meaning of a badge, a notice or a toast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// A plain fact.
    #[default]
    Neutral,
    /// Worth knowing.
    Info,
    /// It worked, or it is as it should be.
    Success,
    /// It works, and deserves attention.
    Warning,
    /// It failed, or it will.
    Danger,
}

impl Tone {
    /// The name the style sheets select by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }

    /// The icon that says the same as the colour.
    pub fn icon(self) -> IconData {
        match self {
            Self::Neutral | Self::Info => icondata_lu::LuInfo,
            Self::Success => icondata_lu::LuCircleCheck,
            Self::Warning => icondata_lu::LuTriangleAlert,
            Self::Danger => icondata_lu::LuOctagonAlert,
        }
    }
}
