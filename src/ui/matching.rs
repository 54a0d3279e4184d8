//! Finding things by typing a few words of them.

use super::lowercase;

/// What was typed, ready to be looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    words: Vec<String>,
}

impl Typed {
    /// Prepares what was typed.
    pub fn new(text: &str) -> Self {
        Self {
            words: lowercase(text).split_whitespace().map(Into::into).collect(),
        }
    }

    /// Nothing was typed, and everything matches.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How far `text`, in lower case, is from what was typed; none when a word of it is missing. A word at the very
    /// beginning is nearer than one at the beginning of another word, and that nearer than one inside.
    pub fn distance(&self, text: &str) -> Option<u32> {
        self.words.iter().map(|word| word_distance(text, word)).sum()
    }
}

fn word_distance(text: &str, word: &str) -> Option<u32> {
    text.match_indices(word)
        .map(
            |(at, _)| match text.get(..at).and_then(|before| before.chars().next_back()) {
                None => 0,
                Some(before) if !before.is_alphanumeric() => 1,
                Some(_) => 2,
            },
        )
        .min()
}

/// The items of `items` that match, the nearest first, and at most `most` of them. Equally near ones keep their order.
pub fn nearest<'a, T>(items: &'a [T], typed: &Typed, text: impl Fn(&T) -> &str, most: usize) -> Vec<&'a T> {
    let mut found: Vec<(u32, &T)> = items
        .iter()
        .filter_map(|item| Some((typed.distance(text(item))?, item)))
        .collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().take(most).map(|(_, item)| item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> Vec<&'static str> {
        let items = [
            "ci deploy",
            "deploy preview",
            "redeploy",
            "billing export",
            "größe",
        ];
        nearest(&items, &Typed::new(typed), |item| item, 9)
            .into_iter()
            .copied()
            .collect()
    }

    #[test]
    fn every_word_must_be_found() {
        assert!(found("deploy billing").is_empty());
        assert!(found("nothing").is_empty());
    }

    #[test]
    fn the_nearest_comes_first_and_equals_keep_their_order() {
        assert_eq!(found("deploy"), ["deploy preview", "ci deploy", "redeploy"]);
        assert_eq!(
            found("e"),
            [
                "billing export",
                "ci deploy",
                "deploy preview",
                "redeploy",
                "größe"
            ]
        );
    }

    #[test]
    fn words_are_found_in_any_order_and_in_either_case() {
        assert_eq!(found(" DEPLOY  ci"), ["ci deploy"]);
        assert_eq!(found("GRÖSSE"), Vec::<&str>::new());
        assert_eq!(found("GRÖß"), ["größe"]);
    }

    #[test]
    fn nothing_typed_finds_everything_up_to_the_most() {
        assert_eq!(found("").len(), 5);
        assert_eq!(nearest(&["a", "b"], &Typed::default(), |item| item, 1), [&"a"]);
    }
}
