//! The events, written in the transaction of the change they tell of.

use super::Change;
use crate::error::Error;
use crate::model::{Author, Event, Origin};
use crate::random;

impl Change {
    pub(crate) async fn record(&mut self, origin: &Origin, event: Event) -> Result<(), Error> {
        let id = access::EventId::from_bytes(random::id(origin.at)?);
        let (key, user_id) = match &origin.author {
            Author::Key { id, .. } => (Some(id.to_string()), None),
            Author::Account { id, .. } => (None, Some(id.to_string())),
            Author::User(_) => (None, None),
        };
        let (public_key, user) = match &origin.author {
            Author::Key { public_key, .. } => (Some(public_key.to_string()), None),
            Author::Account { name, .. } => (None, Some(name.to_string())),
            Author::User(name) => (None, Some(name.clone())),
        };
        sqlx::query(
            "INSERT INTO events (id, type, organization_id, project_id, actor_key_id, actor_public_key, actor_user, actor_user_id,
                                 remote_address, target_public_key, access_list_entry, created)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(id.to_string())
        .bind(event.kind.wire())
        .bind(event.organization.to_string())
        .bind(event.project.map(|id| id.to_string()))
        .bind(key)
        .bind(public_key)
        .bind(user)
        .bind(user_id)
        .bind(origin.address.map(|address| address.to_string()))
        .bind(event.target.map(|key| key.to_string()))
        .bind(event.entry.map(|block| block.to_string()))
        .bind(origin.at.seconds())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }
}
