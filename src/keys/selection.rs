//! Which keys an action is meant for.
//!
//! “All that match” is kept apart from any set, so that it stays true while the filter or the keys change. What a filter
//! hides is never acted upon, whether it was selected or not.

/// The keys that are selected, by their places in the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// None.
    #[default]
    None,
    /// These, in ascending order.
    Some(Vec<u32>),
    /// All that match the filter.
    All,
}

impl Selection {
    /// Whether the key at this place is selected, if it matches.
    pub fn contains(&self, place: u32) -> bool {
        match self {
            Self::None => false,
            Self::Some(places) => places.binary_search(&place).is_ok(),
            Self::All => true,
        }
    }

    /// Those of `matching` that are selected, in their order.
    pub fn of(&self, matching: &[u32]) -> Vec<u32> {
        matching
            .iter()
            .copied()
            .filter(|&place| self.contains(place))
            .collect()
    }

    /// How many of `places` are selected.
    pub fn count(&self, places: &[u32]) -> usize {
        places.iter().filter(|&&place| self.contains(place)).count()
    }

    /// With `places` selected or not, out of those `matching`.
    #[must_use]
    pub fn with(&self, places: &[u32], selected: bool, matching: &[u32]) -> Self {
        let mut all: Vec<u32> = match self {
            Self::None => vec![],
            Self::Some(all) => all.clone(),
            Self::All if selected => return Self::All,
            Self::All => matching.to_vec(),
        };
        if selected {
            all.extend(places);
        } else {
            all.retain(|place| !places.contains(place));
        }
        all.sort_unstable();
        all.dedup();
        if all.is_empty() {
            Self::None
        } else {
            Self::Some(all)
        }
    }

    /// The same keys at their new places. `moved` gives the place a key has come to; none when it is gone.
    #[must_use]
    pub fn moved(&self, moved: impl Fn(u32) -> Option<u32>) -> Self {
        match self {
            Self::Some(places) => {
                let places: Vec<u32> = places.iter().filter_map(|&place| moved(place)).collect();
                Self::None.with(&places, true, &[])
            }
            other => other.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_filter_hides_is_not_acted_upon() {
        let selection = Selection::None.with(&[3, 1, 7], true, &[]);
        assert_eq!(selection.of(&[7, 2, 3]), [7, 3]);
        assert_eq!(selection.count(&[2]), 0);
        assert_eq!(Selection::All.of(&[7, 2]), [7, 2]);
    }

    #[test]
    fn all_but_one_is_every_other_that_matches() {
        let matching = [5, 2, 9];
        assert_eq!(
            Selection::All.with(&[2], false, &matching),
            Selection::Some(vec![5, 9])
        );
        assert_eq!(Selection::All.with(&[2], true, &matching), Selection::All);
    }

    #[test]
    fn the_last_one_taken_away_leaves_none() {
        let one = Selection::None.with(&[4], true, &[]);
        assert_eq!(one.with(&[4], true, &[]), Selection::Some(vec![4]));
        assert_eq!(one.with(&[4], false, &[]), Selection::None);
    }

    #[test]
    fn a_selection_follows_its_keys_to_their_new_places() {
        let selection = Selection::Some(vec![0, 1, 2]);
        let moved = selection.moved(|place| match place {
            0 => Some(8),
            2 => Some(0),
            _ => None,
        });
        assert_eq!(moved, Selection::Some(vec![0, 8]));
        assert_eq!(Selection::Some(vec![1]).moved(|_| None), Selection::None);
        assert_eq!(Selection::All.moved(|_| None), Selection::All);
    }
}
