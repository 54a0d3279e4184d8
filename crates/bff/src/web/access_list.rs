//! The access list of a key.

use std::collections::HashMap;
use std::sync::Arc;

use access::{AddressBlock, AddressError, KeyId};
use axum::Json;
use axum::extract::State;
use contract::{AddEntries, ChangeAccessList, Key};

use super::extract::{Input, KeyOfPath};
use crate::app::App;
use crate::connection::ListChange;
use crate::error::Error;

pub(super) async fn add(
    State(app): State<Arc<App>>,
    KeyOfPath(key): KeyOfPath,
    Input(wanted): Input<AddEntries>,
) -> Result<Json<Key>, Error> {
    let change = ListChange {
        key,
        add: new_blocks("entries", &wanted.entries)?,
        remove: Vec::new(),
    };
    if change.add.is_empty() {
        return Err(Error::invalid("entries", "Name at least one address or block."));
    }
    let connection = app.connections.active().await?;
    Ok(Json(connection.change_list(change, None).await?))
}

pub(super) async fn change(
    State(app): State<Arc<App>>,
    KeyOfPath(key): KeyOfPath,
    Input(wanted): Input<ChangeAccessList>,
) -> Result<Json<Key>, Error> {
    let change = list_change(key, &wanted.add, &wanted.remove)?;
    let connection = app.connections.active().await?;
    Ok(Json(
        connection.change_list(change, wanted.accepted.as_deref()).await?,
    ))
}

/// Reads a change of a list as it was typed.
pub(super) fn list_change(key: KeyId, add: &[String], remove: &[String]) -> Result<ListChange, Error> {
    let change = ListChange {
        key,
        add: new_blocks("add", add)?,
        remove: blocks("remove", remove, AddressBlock::listed)?,
    };
    if change.add.is_empty() && change.remove.is_empty() {
        return Err(Error::unreadable(
            "Nothing is to be changed. Name addresses to add or to remove.",
        ));
    }
    let both = |block: &AddressBlock| change.remove.contains(block);
    if let Some(index) = change.add.iter().position(both) {
        let message = "This is to be removed as well. Keep it or remove it.";
        return Err(Error::invalid_item("add", index, message));
    }
    Ok(change)
}

/// Reads entries to be added, as they were typed.
pub(super) fn new_blocks(field: &'static str, texts: &[String]) -> Result<Vec<AddressBlock>, Error> {
    blocks(field, texts, str::parse)
}

/// Reads entries. Two texts that mean the same block are told here, where both are still known as typed.
fn blocks(
    field: &'static str,
    texts: &[String],
    read: impl Fn(&str) -> Result<AddressBlock, AddressError>,
) -> Result<Vec<AddressBlock>, Error> {
    let mut first = HashMap::new();
    let mut blocks = Vec::with_capacity(texts.len());
    for (index, text) in texts.iter().enumerate() {
        let block = read(text).map_err(|error| Error::invalid_item(field, index, error.to_string()))?;
        if let Some(same) = first.insert(block, text) {
            let message = format!("{} is the same as {}. Name it once.", text.trim(), same.trim());
            return Err(Error::invalid_item(field, index, message));
        }
        blocks.push(block);
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(texts: &[&str]) -> (Option<&'static str>, Option<usize>, String) {
        let texts: Vec<String> = texts.iter().map(|&text| text.to_owned()).collect();
        match new_blocks("entries", &texts) {
            Err(Error::Invalid {
                field,
                index,
                message,
            }) => (field, index, message),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_refusal_names_the_item() {
        let (field, index, message) = refused(&["192.0.2.1", "192.0.2.999"]);
        assert_eq!((field, index), (Some("entries"), Some(1)));
        assert!(message.contains("192.0.2.999"), "{message}");
    }

    #[test]
    fn what_is_on_a_list_can_be_removed_though_nobody_could_add_it() {
        let key = KeyId::from_bytes([1; 12]);
        let all = ["0.0.0.0/0".to_owned()];
        assert!(list_change(key, &all, &[]).is_err());
        assert_eq!(list_change(key, &[], &all).unwrap().remove.len(), 1);
    }

    #[test]
    fn the_same_block_in_two_spellings_is_named_twice() {
        let (_, index, message) = refused(&["192.0.2.0/24", "10.0.0.1", "192.0.2.77/24"]);
        assert_eq!(index, Some(2));
        assert!(
            message.contains("192.0.2.77/24") && message.contains("192.0.2.0/24"),
            "{message}"
        );
    }
}
