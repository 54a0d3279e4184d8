//! The texts people give things: a key's description, the names of organizations and accounts, with the limits of the
//! Admin API.

use std::{fmt, str::FromStr};

/// What a key is for, in 1 to 250 characters, without spaces around it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Description(String);

/// A description that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DescriptionError {
    /// Nothing but spaces.
    #[error("Enter a description: it is how people recognise the key")]
    Empty,
    /// More than [`Description::MAX`] characters.
    #[error("The description has {length} characters; shorten it to {max} at most", max = Description::MAX)]
    TooLong {
        /// How many characters there are.
        length: usize,
    },
    /// A line break or another control character.
    #[error("The description has a line break or another control character; write it on one line")]
    ControlCharacter,
}

impl Description {
    /// The longest description, in characters.
    pub const MAX: usize = 250;

    /// Takes a description as typed.
    pub fn parse(text: &str) -> Result<Self, DescriptionError> {
        let text = text.trim();
        let length = text.chars().count();
        if text.is_empty() {
            Err(DescriptionError::Empty)
        } else if length > Self::MAX {
            Err(DescriptionError::TooLong { length })
        } else if text
            .chars()
            .any(|character| character.is_control() || turns_round(character))
        {
            Err(DescriptionError::ControlCharacter)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a character makes what follows read the other way (Unicode Standard Annex 9, sections 2.1 to 2.4): a description
/// with one would rewrite the sentence that it stands in.
const fn turns_round(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl FromStr for Description {
    type Err = DescriptionError;
    fn from_str(text: &str) -> Result<Self, DescriptionError> {
        Self::parse(text)
    }
}

impl fmt::Display for Description {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of an organization or a project: 1 to 64 letters, digits, spaces and `-_.(),:&@+'`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganizationName(String);

/// A name that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrganizationNameError {
    /// Nothing but spaces.
    #[error("Enter a name")]
    Empty,
    /// More than [`OrganizationName::MAX`] characters.
    #[error("The name has {length} characters; shorten it to {max} at most", max = OrganizationName::MAX)]
    TooLong {
        /// How many characters there are.
        length: usize,
    },
    /// A character outside the set.
    #[error("“{character}” cannot stand in a name: use letters, digits, spaces and - _ . ( ) , : & @ + '")]
    Character {
        /// The first one that is outside.
        character: char,
    },
}

impl OrganizationName {
    /// The longest name, in characters.
    pub const MAX: usize = 64;

    /// Takes a name as typed.
    pub fn parse(text: &str) -> Result<Self, OrganizationNameError> {
        let text = text.trim();
        let length = text.chars().count();
        if text.is_empty() {
            return Err(OrganizationNameError::Empty);
        }
        if length > Self::MAX {
            return Err(OrganizationNameError::TooLong { length });
        }
        match text
            .chars()
            .find(|&c| !(c.is_alphanumeric() || " -_.(),:&@+'".contains(c)))
        {
            Some(character) => Err(OrganizationNameError::Character { character }),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OrganizationName {
    type Err = OrganizationNameError;
    fn from_str(text: &str) -> Result<Self, OrganizationNameError> {
        Self::parse(text)
    }
}

impl fmt::Display for OrganizationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name an account proves itself under, mostly an e-mail address: 1 to 254 visible ASCII characters without `"`, `\`
/// and `:`, which digest cannot carry or would take for a separator (RFC 7616, section 3.4.2).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountName(String);

/// An account name that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountNameError {
    /// Nothing at all.
    #[error("an account has a name")]
    Empty,
    /// More than [`AccountName::MAX`] characters.
    #[error("the name of an account has at most {max} characters", max = AccountName::MAX)]
    TooLong,
    /// A character outside the set.
    #[error("{character:?} cannot stand in the name of an account")]
    Character {
        /// The first one that is outside.
        character: char,
    },
}

impl AccountName {
    /// The longest name, in characters: that of an e-mail address.
    pub const MAX: usize = 254;

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountName {
    type Err = AccountNameError;
    fn from_str(text: &str) -> Result<Self, AccountNameError> {
        let outside = |c: &char| !c.is_ascii_graphic() || matches!(c, '"' | '\\' | ':');
        if text.is_empty() {
            Err(AccountNameError::Empty)
        } else if let Some(character) = text.chars().find(outside) {
            Err(AccountNameError::Character { character })
        } else if text.len() > Self::MAX {
            Err(AccountNameError::TooLong)
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_name_is_refused_where_digest_could_not_carry_it() {
        assert_eq!("".parse::<AccountName>(), Err(AccountNameError::Empty));
        for character in [' ', ':', '"', '\\', 'é', '\n'] {
            assert_eq!(
                format!("ada{character}").parse::<AccountName>(),
                Err(AccountNameError::Character { character })
            );
        }
        assert_eq!(
            "a".repeat(255).parse::<AccountName>(),
            Err(AccountNameError::TooLong)
        );
        assert_eq!(
            "ada+api@example.com".parse::<AccountName>().unwrap().as_str(),
            "ada+api@example.com"
        );
    }

    #[test]
    fn a_description_is_refused_empty_too_long_or_on_two_lines() {
        assert_eq!(Description::parse("  \t"), Err(DescriptionError::Empty));
        assert_eq!(
            Description::parse(&"é".repeat(251)),
            Err(DescriptionError::TooLong { length: 251 })
        );
        assert_eq!(
            Description::parse("a\nb"),
            Err(DescriptionError::ControlCharacter)
        );
        for character in ['\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}'] {
            assert_eq!(
                Description::parse(&format!("safe {character}txt.exe")),
                Err(DescriptionError::ControlCharacter)
            );
        }
    }

    #[test]
    fn a_description_of_250_characters_is_kept_without_its_spaces() {
        let text = "é".repeat(250);
        assert_eq!(Description::parse(&format!(" {text} ")).unwrap().as_str(), text);
    }

    #[test]
    fn a_name_is_refused_with_the_character_that_is_wrong() {
        assert_eq!(OrganizationName::parse(" "), Err(OrganizationNameError::Empty));
        assert_eq!(
            OrganizationName::parse("a/b"),
            Err(OrganizationNameError::Character { character: '/' })
        );
        assert_eq!(
            OrganizationName::parse(&"a".repeat(65)),
            Err(OrganizationNameError::TooLong { length: 65 })
        );
    }

    #[test]
    fn a_name_may_have_letters_of_any_script_and_the_listed_marks() {
        assert_eq!(
            OrganizationName::parse("Ünïcorn & Søn (EU), v2.0")
                .unwrap()
                .to_string(),
            "Ünïcorn & Søn (EU), v2.0"
        );
    }
}
