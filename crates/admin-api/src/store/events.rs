//! The events: written in the transaction of the change they tell of, and read as feeds, the newest first.

use access::EventId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::rows::{moment, parse, parsed};
use super::{Change, Store, Window};
use crate::error::Error;
use crate::model::{Author, Event, EventFilter, Feed, Origin, RecordedEvent};
use crate::random;

/// What is asked of one kind of feed, whose id is `?1`.
struct Statements {
    page: &'static str,
    count: &'static str,
    one: &'static str,
}

macro_rules! columns {
    () => {
        "id, type, organization_id, project_id, about_project_id, actor_key_id, actor_public_key, actor_user, \
         actor_user_id, remote_address, target_public_key, access_list_entry, created"
    };
}

macro_rules! filtered {
    ($feed:literal) => {
        concat!(
            $feed,
            " AND created BETWEEN ?2 AND ?3",
            " AND (?4 IS NULL OR type IN (SELECT value FROM json_each(?4)))",
            " AND (?5 IS NULL OR type NOT IN (SELECT value FROM json_each(?5)))"
        )
    };
}

macro_rules! statements {
    ($feed:literal) => {
        Statements {
            page: concat!(
                "SELECT ",
                columns!(),
                " FROM events WHERE ",
                filtered!($feed),
                " ORDER BY created DESC, sequence DESC LIMIT ?6 OFFSET ?7"
            ),
            count: concat!(
                "SELECT count(*) FROM (SELECT 1 FROM events WHERE ",
                filtered!($feed),
                " LIMIT ?6)"
            ),
            one: concat!(
                "SELECT ",
                columns!(),
                " FROM events WHERE ",
                $feed,
                " AND id = ?2"
            ),
        }
    };
}

const OF_ORGANIZATION: Statements = statements!("organization_id = ?1 AND project_id IS NULL");
const OF_PROJECT: Statements = statements!("project_id = ?1");

impl Feed {
    const fn statements(self) -> Statements {
        match self {
            Self::Organization(_) => OF_ORGANIZATION,
            Self::Project(_) => OF_PROJECT,
        }
    }

    fn id(self) -> String {
        match self {
            Self::Organization(id) => id.to_string(),
            Self::Project(id) => id.to_string(),
        }
    }
}

impl Store {
    /// Some of the events of a feed, and how many there are; but it stops counting at `count_to` where that is given.
    pub(crate) async fn events(
        &self,
        feed: Feed,
        filter: &EventFilter,
        window: Window,
        count_to: Option<u64>,
    ) -> Result<(Vec<RecordedEvent>, u64), Error> {
        let statements = feed.statements();
        let (kinds, excluded) = (list(&filter.kinds)?, list(&filter.excluded)?);
        let rows = sqlx::query(statements.page)
            .bind(feed.id())
            .bind(filter.from.seconds())
            .bind(filter.until.seconds())
            .bind(&kinds)
            .bind(&excluded)
            .bind(window.take)
            .bind(window.skip)
            .fetch_all(&self.readers)
            .await?;
        // A negative limit is none.
        let limit = count_to.map_or(-1, |limit| i64::try_from(limit).unwrap_or(-1));
        let count: i64 = sqlx::query_scalar(statements.count)
            .bind(feed.id())
            .bind(filter.from.seconds())
            .bind(filter.until.seconds())
            .bind(&kinds)
            .bind(&excluded)
            .bind(limit)
            .fetch_one(&self.readers)
            .await?;
        let events = rows.iter().map(recorded).collect::<Result<_, _>>()?;
        Ok((events, count.unsigned_abs()))
    }

    /// One event of a feed.
    pub(crate) async fn event(&self, feed: Feed, id: EventId) -> Result<Option<RecordedEvent>, Error> {
        let row = sqlx::query(feed.statements().one)
            .bind(feed.id())
            .bind(id.to_string())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(recorded).transpose()
    }
}

/// A list for `json_each`; `None` where there is nothing on it.
fn list(texts: &[String]) -> Result<Option<String>, Error> {
    let json = serde_json::to_string(texts).map_err(|cause| Error::corrupt(cause.to_string()))?;
    Ok((!texts.is_empty()).then_some(json))
}

fn recorded(row: &SqliteRow) -> Result<RecordedEvent, Error> {
    Ok(RecordedEvent {
        id: parsed(row, "id")?,
        event: Event {
            kind: parsed(row, "type")?,
            organization: parsed(row, "organization_id")?,
            project: optional(row, "project_id")?,
            about_project: optional(row, "about_project_id")?,
            target: optional(row, "target_public_key")?,
            entry: optional(row, "access_list_entry")?,
        },
        origin: Origin {
            author: author(row)?,
            address: optional(row, "remote_address")?,
            at: moment(row, "created")?,
        },
    })
}

fn author(row: &SqliteRow) -> Result<Author, Error> {
    let key = optional(row, "actor_key_id")?.zip(optional(row, "actor_public_key")?);
    let user: Option<String> = row.try_get("actor_user")?;
    match (key, user) {
        (Some((id, public_key)), None) => Ok(Author::Key { id, public_key }),
        (None, Some(name)) => Ok(match optional(row, "actor_user_id")? {
            Some(id) => Author::Account {
                id,
                name: parse(&name)?,
            },
            None => Author::User(name),
        }),
        _ => Err(Error::corrupt("an event with no author, or two")),
    }
}

fn optional<T: std::str::FromStr<Err: std::fmt::Display>>(
    row: &SqliteRow,
    column: &'static str,
) -> Result<Option<T>, Error> {
    let text: Option<&str> = row.try_get(column)?;
    text.map(parse).transpose()
}

impl Change {
    pub(crate) async fn record(&mut self, origin: &Origin, event: Event) -> Result<(), Error> {
        let id = EventId::from_bytes(random::id(origin.at)?);
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
            "INSERT INTO events (id, type, organization_id, project_id, about_project_id, actor_key_id,
                                 actor_public_key, actor_user, actor_user_id, remote_address, target_public_key,
                                 access_list_entry, created)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(id.to_string())
        .bind(event.kind.wire())
        .bind(event.organization.to_string())
        .bind(event.project.map(|id| id.to_string()))
        .bind(event.about_project.map(|id| id.to_string()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::plan::{self, assert_indexed};

    #[tokio::test]
    async fn a_feed_is_one_indexed_read() {
        let (_directory, store) = plan::store().await;
        for (statements, index) in [
            (OF_ORGANIZATION, "events_of_organization"),
            (OF_PROJECT, "events_of_project"),
        ] {
            assert_indexed(
                &store,
                statements.page,
                &[&format!("SEARCH events USING INDEX {index} ")],
            )
            .await;
            let covering = format!("SEARCH events USING COVERING INDEX {index} ");
            assert_indexed(&store, statements.count, &[&covering]).await;
            assert_indexed(
                &store,
                statements.one,
                &["SEARCH events USING INDEX sqlite_autoindex_events_1 (id=?)"],
            )
            .await;
        }
    }
}
