//! The access list of a key.

use std::collections::HashMap;
use std::sync::Arc;

use access::{AddressBlock, AddressError};
use axum::Json;
use axum::extract::{Path, State};
use contract::{AddEntries, Key};

use super::extract::{Input, KeyOfPath};
use crate::app::App;
use crate::error::Error;

pub(super) async fn add(
    State(app): State<Arc<App>>,
    KeyOfPath(id): KeyOfPath,
    Input(wanted): Input<AddEntries>,
) -> Result<Json<Key>, Error> {
    let entries = blocks(&wanted.entries)?;
    Ok(Json(
        app.connections.active().await?.add_entries(id, &entries).await?,
    ))
}

pub(super) async fn remove(
    State(app): State<Arc<App>>,
    KeyOfPath(id): KeyOfPath,
    Path((_, entry)): Path<(String, String)>,
) -> Result<Json<Key>, Error> {
    let entry = entry
        .parse()
        .map_err(|error: AddressError| Error::unreadable(error.to_string()))?;
    Ok(Json(
        app.connections.active().await?.remove_entry(id, entry).await?,
    ))
}

/// Reads what was typed. Two texts that mean the same block are told here, where both are still known as typed.
fn blocks(texts: &[String]) -> Result<Vec<AddressBlock>, Error> {
    if texts.is_empty() {
        return Err(Error::invalid("entries", "Name at least one address or block."));
    }
    let mut first = HashMap::new();
    let mut blocks = Vec::with_capacity(texts.len());
    for (index, text) in texts.iter().enumerate() {
        let block: AddressBlock = text
            .parse()
            .map_err(|error: AddressError| Error::invalid_item("entries", index, error.to_string()))?;
        if let Some(same) = first.insert(block, text) {
            let message = format!("{} is the same as {}. Name it once.", text.trim(), same.trim());
            return Err(Error::invalid_item("entries", index, message));
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
        match blocks(&texts) {
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
        assert_eq!(refused(&[]).1, None);
        let (field, index, message) = refused(&["192.0.2.1", "192.0.2.999"]);
        assert_eq!((field, index), (Some("entries"), Some(1)));
        assert!(message.contains("192.0.2.999"), "{message}");
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
