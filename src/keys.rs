//! The organization's keys as a person works on them: what is flagged, filtered, sorted, selected and exported.
//!
//! Plain functions over rows that are there. The table's filters and the pictures of exposure count with the same ones,
//! so that a bar and the list behind it cannot disagree.

mod csv;
mod facets;
mod flags;
mod index;
mod indexed;
mod query;
mod replacement;
mod selection;
mod time;

pub use csv::csv;
pub use facets::{Openness, Presence, UseAge};
pub use flags::{Flag, Flags, Surroundings};
pub use index::KeyIndex;
pub use indexed::Indexed;
pub use query::{Column, TableQuery};
pub use replacement::{description_of_copy, replaced_by};
pub use selection::Selection;
