//! Reads an answer: JSON, taken apart once, and then given to the contract's types.
//!
//! The reader of `serde_json` is compiled anew for each type, with every order its parts may come in and the words for
//! every way it can be wrong. Here the text becomes a tree first, of which there is one copy, and a type takes its parts
//! from the tree. People are told only that an answer cannot be understood, so that an error has no words.

use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, Visitor, value::StrDeserializer},
    forward_to_deserialize_any,
};
use std::{fmt, vec};

/// The `T` that `text` holds; none if it holds something else.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(parse(text)?).ok()
}

fn parse(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

/// A JSON value.
enum Json {
    Null,
    Bool(bool),
    /// A number of the contract counts something.
    Number(u64),
    /// Any other number.
    OtherNumber,
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Parser)
    }
}

/// Makes the tree.
struct Parser;

impl<'de> Visitor<'de> for Parser {
    type Value = Json;

    fn expecting(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Json, E> {
        Ok(Json::OtherNumber)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::OtherNumber)
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            object.push(entry);
        }
        Ok(Json::Object(object))
    }
}

/// The tree is not of the type's shape.
#[derive(Debug, thiserror::Error)]
#[error("unlike what was agreed")]
struct Unlike;

impl de::Error for Unlike {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl<'de> Deserializer<'de> for Json {
    type Error = Unlike;

    /// For nothing in the contract, whose types each ask for what they are made of; so is what is forwarded here below.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unlike> {
        Err(Unlike)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlike> {
        match self {
            Self::Bool(value) => visitor.visit_bool(value),
            _ => Err(Unlike),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlike> {
        match self {
            Self::Number(value) => visitor.visit_u64(value),
            _ => Err(Unlike),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlike> {
        match self {
            Self::Text(value) => visitor.visit_string(value),
            _ => Err(Unlike),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlike> {
        match self {
            Self::Null => visitor.visit_unit(),
            _ => Err(Unlike),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlike> {
        match self {
            Self::Null => visitor.visit_none(),
            value => visitor.visit_some(value),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlike> {
        match self {
            Self::List(items) => visitor.visit_seq(Items(items.into_iter())),
            _ => Err(Unlike),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unlike> {
        match self {
            Self::Object(entries) => visitor.visit_map(Entries::of(entries)),
            _ => Err(Unlike),
        }
    }

    /// A variant is its name, or an object whose one entry is named like it and holds what it holds.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unlike> {
        visitor.visit_enum(match self {
            Self::Text(name) => Variant(name, Self::Null),
            Self::Object(mut entries) if entries.len() == 1 => {
                let (name, content) = entries.remove(0);
                Variant(name, content)
            }
            _ => return Err(Unlike),
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlike> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u128 f32 f64 char str bytes byte_buf unit_struct newtype_struct tuple
        tuple_struct map identifier
    }
}

/// What is left of a list.
struct Items(vec::IntoIter<Json>);

impl<'de> de::SeqAccess<'de> for Items {
    type Error = Unlike;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Unlike> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }
}

/// What is left of an object, and the value of the entry whose name was taken last.
struct Entries {
    left: vec::IntoIter<(String, Json)>,
    value: Json,
}

impl Entries {
    fn of(entries: Vec<(String, Json)>) -> Self {
        Self {
            left: entries.into_iter(),
            value: Json::Null,
        }
    }

    fn name(&mut self) -> Option<String> {
        let (name, value) = self.left.next()?;
        self.value = value;
        Some(name)
    }
}

impl<'de> de::MapAccess<'de> for Entries {
    type Error = Unlike;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Unlike> {
        self.name().map(|name| seed.deserialize(named(&name))).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Unlike> {
        seed.deserialize(std::mem::replace(&mut self.value, Json::Null))
    }
}

fn named(name: &str) -> StrDeserializer<'_, Unlike> {
    name.into_deserializer()
}

/// A variant's name, and what it holds.
struct Variant(String, Json);

impl<'de> de::EnumAccess<'de> for Variant {
    type Error = Unlike;
    type Variant = Json;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Json), Unlike> {
        Ok((seed.deserialize(named(&self.0))?, self.1))
    }
}

impl<'de> de::VariantAccess<'de> for Json {
    type Error = Unlike;

    fn unit_variant(self) -> Result<(), Unlike> {
        match self {
            Self::Null => Ok(()),
            _ => Err(Unlike),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Unlike> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Unlike> {
        Err(Unlike)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unlike> {
        self.deserialize_struct("", fields, visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{Actor, KeyList, LastUse, Problem, ProblemCode};

    #[test]
    fn what_is_not_json_or_not_of_the_shape_is_not_read() {
        assert!(read::<KeyList>("<html>").is_none());
        assert!(read::<KeyList>("[]").is_none());
        assert!(read::<KeyList>(r#"{"keys":[]}"#).is_none(), "an entry is missing");
        assert!(read::<KeyList>(r#"{"keys":[{}],"listsRead":0}"#).is_none());
        assert!(read::<KeyList>(r#"{"keys":[],"listsRead":-1}"#).is_none());
        assert!(read::<KeyList>(r#"{"keys":[],"listsRead":0} x"#).is_none());
        assert!(read::<LastUse>(r#""sometimes""#).is_none());
        assert!(read::<LastUse>(r#"{"never":{},"unknown":null}"#).is_none());
        assert!(read::<LastUse>(r#""at""#).is_none(), "a time is missing");
    }

    #[test]
    fn what_the_contract_writes_is_read_as_it_was() {
        fn survives<T: serde::Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
            let text = serde_json::to_string(value).unwrap();
            assert_eq!(read::<T>(&text).as_ref(), Some(value), "{text}");
        }
        survives(&LastUse::Never);
        survives(&LastUse::At {
            time: "2026-01-02T03:04:05Z".into(),
            address: None,
        });
        survives(&Actor::Account("\"Zoë\" \u{1f511}".into()));
        survives(&vec![Some(7_usize), None]);
        survives(&true);
        survives(&());
        survives(&KeyList {
            keys: Vec::new(),
            lists_read: 0,
        });
    }

    #[test]
    fn a_newer_server_may_say_more() {
        let text = r#"{"code":"SOMETHING_NEW","message":"no","more":[{"a":-1.5}]}"#;
        assert_eq!(read::<Problem>(text).unwrap().code, ProblemCode::Unknown);
    }
}
