//! The people who may sign in.

use std::fmt;
use std::str::FromStr;

use access::{OperatorRole, ProjectId};
use sqlx::SqliteConnection;

use super::Store;
use crate::error::Error;
use crate::operator::Operator;
use crate::token::TokenHash;

/// The name an operator signs in with: 1 to 64 characters, none of them a control character. Case does not tell names
/// apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorName(String);

/// The most characters of a name.
const LONGEST_NAME: usize = 64;

impl OperatorName {
    /// The name as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two names that are the same have in common.
    pub(crate) fn fold(name: &str) -> String {
        name.trim().to_lowercase()
    }
}

impl FromStr for OperatorName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.trim();
        let length = name.chars().count();
        if length == 0 || length > LONGEST_NAME || name.chars().any(char::is_control) {
            let message = format!("A name to sign in with has 1 to {LONGEST_NAME} characters.");
            return Err(Error::invalid("operatorName", message));
        }
        Ok(Self(name.to_owned()))
    }
}

impl fmt::Display for OperatorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an operator may do, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    role: OperatorRole,
    projects: Vec<ProjectId>,
}

impl Duty {
    /// A role, and the projects it is in.
    ///
    /// # Errors
    /// [`Error::Invalid`] when a role in projects names none, or one in the organization names some.
    pub fn new(role: OperatorRole, mut projects: Vec<ProjectId>) -> Result<Self, Error> {
        if role.is_in_projects() && projects.is_empty() {
            let message =
                format!("The role {role} is one in projects: name at least one, with --project ID.");
            return Err(Error::invalid("project", message));
        }
        if !role.is_in_projects() && !projects.is_empty() {
            let message = format!("The role {role} is one in the whole organization: leave out --project.");
            return Err(Error::invalid("project", message));
        }
        projects.sort_unstable();
        projects.dedup();
        Ok(Self { role, projects })
    }

    /// Everything, in the whole organization.
    #[must_use]
    pub const fn owner() -> Self {
        Self {
            role: OperatorRole::OrganizationOwner,
            projects: Vec::new(),
        }
    }
}

/// An operator to be added.
pub struct NewOperator {
    /// The name to sign in with.
    pub name: OperatorName,
    /// What they may do.
    pub duty: Duty,
    /// From [`password::hash`](crate::password::hash).
    pub password_hash: String,
}

/// A row's number, which was no other operator's before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OperatorId(pub(super) i64);

/// An operator with what signing in needs.
pub(crate) struct StoredOperator {
    pub(crate) id: OperatorId,
    pub(crate) password_hash: String,
}

impl Store {
    /// Adds an operator.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the name is taken.
    pub async fn add_operator(&self, new: &NewOperator, now: i64) -> Result<(), Error> {
        let mut transaction = self.pool.begin().await?;
        insert(&mut transaction, new, now).await?;
        Ok(transaction.commit().await?)
    }

    /// Everybody who may sign in, in the order of their names.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn operators(&self) -> Result<Vec<Operator>, Error> {
        let rows: Vec<(i64, String, String, Option<String>)> = sqlx::query_as(
            "SELECT id, name, role, group_concat(project) FROM operators
             LEFT JOIN operators_projects ON operator = id GROUP BY id ORDER BY folded_name",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|(id, name, role, projects)| operator_of(id, name, &role, projects.as_deref()))
            .collect()
    }

    /// The names of those who may do everything.
    pub(crate) async fn owners(&self) -> Result<Vec<String>, Error> {
        Ok(
            sqlx::query_scalar("SELECT name FROM operators WHERE role = ? ORDER BY folded_name")
                .bind(OperatorRole::OrganizationOwner.wire())
                .fetch_all(&self.pool)
                .await?,
        )
    }

    /// Removes an operator, whose sessions end with it. The last organization owner stays.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there is none of that name, [`Error::Conflict`] when it is the last organization owner.
    pub async fn remove_operator(&self, name: &OperatorName) -> Result<(), Error> {
        let (folded, owner) = (
            OperatorName::fold(name.as_str()),
            OperatorRole::OrganizationOwner.wire(),
        );
        let removed = sqlx::query(
            "DELETE FROM operators WHERE folded_name = ?1 AND (role <> ?2 OR EXISTS
                 (SELECT 1 FROM operators AS other WHERE other.role = ?2 AND other.folded_name <> ?1))",
        )
        .bind(&folded)
        .bind(owner)
        .execute(&self.pool)
        .await?;
        if removed.rows_affected() > 0 {
            return Ok(());
        }
        self.operator(&folded).await?.ok_or_else(|| no_such(name))?;
        Err(Error::Conflict(format!(
            "{name} is the last organization owner, and nobody else could do everything. Add another first."
        )))
    }

    /// Gives an operator another password. Whoever is signed in under that name is signed out.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there is none of that name.
    pub async fn set_password(&self, name: &OperatorName, password_hash: &str) -> Result<(), Error> {
        let folded = OperatorName::fold(name.as_str());
        let mut transaction = self.pool.begin().await?;
        let changed = sqlx::query("UPDATE operators SET password_hash = ? WHERE folded_name = ?")
            .bind(password_hash)
            .bind(&folded)
            .execute(&mut *transaction)
            .await?;
        if changed.rows_affected() == 0 {
            return Err(no_such(name));
        }
        sqlx::query("DELETE FROM sessions WHERE operator = (SELECT id FROM operators WHERE folded_name = ?)")
            .bind(&folded)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Adds the first operator and uses up the set-up token, both or neither.
    pub(crate) async fn add_first_operator(
        &self,
        new: &NewOperator,
        token: &TokenHash,
        now: i64,
    ) -> Result<OperatorId, Error> {
        let mut transaction = self.pool.begin().await?;
        let used = sqlx::query("DELETE FROM set_up WHERE token_hash = ?")
            .bind(token.as_bytes())
            .execute(&mut *transaction)
            .await?;
        if used.rows_affected() == 0 {
            return Err(Error::LinkExpired);
        }
        let id = insert(&mut transaction, new, now).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Whether anybody may sign in.
    pub(crate) async fn has_operators(&self) -> Result<bool, Error> {
        Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM operators)")
            .fetch_one(&self.pool)
            .await?)
    }

    pub(crate) async fn operator(&self, folded_name: &str) -> Result<Option<StoredOperator>, Error> {
        let row: Option<(i64, String)> =
            sqlx::query_as("SELECT id, password_hash FROM operators WHERE folded_name = ?")
                .bind(folded_name)
                .fetch_optional(&self.pool)
                .await?;
        Ok(row.map(|(id, password_hash)| StoredOperator {
            id: OperatorId(id),
            password_hash,
        }))
    }
}

async fn insert(
    transaction: &mut SqliteConnection,
    new: &NewOperator,
    now: i64,
) -> Result<OperatorId, Error> {
    let id: i64 = sqlx::query_scalar("UPDATE last_operator SET id = id + 1 RETURNING id")
        .fetch_one(&mut *transaction)
        .await?;
    let added = sqlx::query(
        "INSERT INTO operators (id, name, folded_name, role, password_hash, created) VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(id)
    .bind(new.name.as_str())
    .bind(OperatorName::fold(new.name.as_str()))
    .bind(new.duty.role.wire())
    .bind(&new.password_hash)
    .bind(now)
    .execute(&mut *transaction)
    .await;
    added.map_err(|error| match error {
        sqlx::Error::Database(error) if error.is_unique_violation() => {
            Error::Conflict(format!("There is an operator named {} already.", new.name))
        }
        error => error.into(),
    })?;
    for project in &new.duty.projects {
        sqlx::query("INSERT INTO operators_projects (operator, project) VALUES (?, ?)")
            .bind(id)
            .bind(project.to_string())
            .execute(&mut *transaction)
            .await?;
    }
    Ok(OperatorId(id))
}

fn no_such(name: &OperatorName) -> Error {
    let message = format!("There is no operator named {name}. See all with keyhold operator list.");
    Error::invalid("operatorName", message)
}

/// An operator as the database holds one; the ids of their projects stand in one text.
pub(super) fn operator_of(
    id: i64,
    name: String,
    role: &str,
    projects: Option<&str>,
) -> Result<Operator, Error> {
    let corrupt = |what: &str| Error::Corrupt(format!("an operator with {what}"));
    let projects = projects.into_iter().flat_map(|ids| ids.split(','));
    Ok(Operator {
        id: OperatorId(id),
        name,
        role: role.parse().map_err(|_| corrupt("an unknown role"))?,
        projects: projects
            .map(|id| id.parse().map_err(|_| corrupt("a broken project id")))
            .collect::<Result<_, _>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data_dir::DataDir;

    #[tokio::test]
    async fn the_id_of_a_removed_operator_is_never_given_again() {
        let home = tempfile::tempdir().unwrap();
        let directory = DataDir::open(Some(home.path().join("data"))).unwrap();
        let store = Store::open(&directory).await.unwrap();
        let mut given = Vec::new();
        for name in ["keeper", "one", "two", "one"] {
            let name: OperatorName = name.parse().unwrap();
            let new = NewOperator {
                name: name.clone(),
                duty: Duty::owner(),
                password_hash: String::new(),
            };
            store.add_operator(&new, 0).await.unwrap();
            store.add_operator(&new, 0).await.unwrap_err();
            let stored = store.operator(&OperatorName::fold(name.as_str())).await.unwrap();
            given.push(stored.unwrap().id.0);
            if given.len() > 1 {
                store.remove_operator(&name).await.unwrap();
            }
        }
        assert!(given.is_sorted_by(|before, after| before < after), "{given:?}");
    }
}
