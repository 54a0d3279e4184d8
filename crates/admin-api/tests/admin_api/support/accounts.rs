//! Accounts of the server under test: each with two keys that work and one that is disabled.

use serde_json::{Value, json};

use super::client::Client;
use super::server::Server;

pub const FIRST_KEY: &str = "5d1f6a90-5f0e-4d0b-9c73-0e6d4f8a1b2c";
pub const SECOND_KEY: &str = "a3c9e27f-88b1-4b62-bd15-7c41f09e3d64";
pub const DISABLED_KEY: &str = "0b9d8c7e-6f5a-4432-8110-fedcba987654";

/// The path of an account below the version that has it.
pub struct Account {
    pub name: String,
    pub id: String,
}

impl Account {
    /// `/api/atlas/v1.0/users/{userId}` with this behind it.
    pub fn path(&self, below: &str) -> String {
        format!("/api/atlas/v1.0/users/{}{below}", self.id)
    }
}

impl Server {
    /// An account of the organization, with these roles in it.
    pub async fn account(&self, name: &str, roles: &[&str], access_list: &[&str]) -> Account {
        let file = json!({ "accounts": [{
            "userName": name,
            "organization": "Acme",
            "roles": roles,
            "keys": [
                { "description": "first", "key": FIRST_KEY },
                { "description": "second", "key": SECOND_KEY },
                { "description": "disabled", "key": DISABLED_KEY, "enabled": false },
            ],
            "accessList": access_list,
        }] });
        self.api.import_accounts(&file.to_string()).await.unwrap();
        let id = sqlx::query_scalar("SELECT id FROM accounts WHERE name = ?")
            .bind(name)
            .fetch_one(&mut self.database().await)
            .await
            .unwrap();
        Account {
            name: name.to_owned(),
            id,
        }
    }

    /// A client with the first key of an account, at 127.0.0.1.
    pub fn as_account(&self, account: &Account) -> Client {
        self.as_account_at(account, "127.0.0.1")
    }

    pub fn as_account_at(&self, account: &Account, address: &str) -> Client {
        Client::with(self.address, &account.name, FIRST_KEY, address)
    }

    /// A client that uses this key for an account.
    pub fn with_key(&self, account: &Account, key: &str) -> Client {
        Client::with(self.address, &account.name, key, "127.0.0.1")
    }

    /// The keys of an account, as it sees them.
    pub async fn personal_keys(&self, account: &Account) -> Vec<Value> {
        let answer = self.as_account(account).get(&account.path("/keys")).await;
        answer.json()["results"].as_array().unwrap().clone()
    }
}
