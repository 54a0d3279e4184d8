//! The server under test.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use access::{AddressBlock, KeyId, OrganizationId, OrganizationRole, ProjectRole, PublicKey};
use admin_api::{AdminApi, Author, Clock, RateLimits, Serving};
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::client::Client;

/// 2026-08-10T03:02:57Z
pub const START: u64 = 1_786_330_977;

/// A running Admin API with one organization and an owner key whose list holds 127.0.0.1 and nothing else.
pub struct Server {
    pub api: AdminApi,
    pub address: SocketAddr,
    pub organization: OrganizationId,
    pub owner: Key,
    pub directory: TempDir,
    seconds: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

/// A key and its private half.
#[derive(Clone)]
pub struct Key {
    pub id: KeyId,
    pub public_key: PublicKey,
    pub private_key: String,
}

/// A row of the events.
#[derive(Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Event {
    pub r#type: String,
    pub target_public_key: Option<String>,
    pub access_list_entry: Option<String>,
    pub actor_public_key: Option<String>,
    pub remote_address: Option<String>,
    /// Of the feed it is in, where that is not the organization's.
    pub project_id: Option<String>,
}

impl Server {
    /// With no rate limits, which would stand in the way of whatever is tested.
    pub async fn start() -> Self {
        Self::start_serving(Serving {
            rate_limits: RateLimits::off(),
            ..Serving::default()
        })
        .await
    }

    pub async fn start_serving(serving: Serving) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let seconds = Arc::new(AtomicU64::new(START));
        let hand = Arc::clone(&seconds);
        let clock = Clock::new(move || UNIX_EPOCH + Duration::from_secs(hand.load(Ordering::SeqCst)));
        let api = AdminApi::open(directory.path(), clock).await.unwrap();
        let organization = api
            .create_organization(&"Acme".parse().unwrap())
            .await
            .unwrap()
            .id;
        let owner = create(&api, organization, &[OrganizationRole::Owner], &["127.0.0.1"]).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = api
            .router_with(serving)
            .into_make_service_with_connect_info::<SocketAddr>();
        let task = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        Self {
            api,
            address,
            organization,
            owner,
            directory,
            seconds,
            task,
        }
    }

    /// Another key of the organization.
    pub async fn key(&self, roles: &[OrganizationRole], access_list: &[&str]) -> Key {
        create(&self.api, self.organization, roles, access_list).await
    }

    /// The id of a new project.
    pub async fn project(&self, name: &str) -> String {
        let body = json!({ "name": name, "orgId": self.organization.to_string() });
        let answer = self.owner().post("/groups", body).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()["id"].as_str().unwrap().to_owned()
    }

    /// Another key of the organization, a member of it, with these roles in a project and 127.0.0.1 on its list.
    pub async fn key_in(&self, project: &str, roles: &[ProjectRole]) -> Key {
        let key = self.key(&[OrganizationRole::Member], &["127.0.0.1"]).await;
        let base = if roles.iter().all(|role| role.is_of_atlas()) {
            "/api/atlas/v2"
        } else {
            "/api/public/v1.0"
        };
        let roles: Vec<_> = roles.iter().map(|role| role.wire()).collect();
        let path = format!("{base}/groups/{project}/apiKeys/{}", key.id);
        let answer = self.owner().post(&path, json!({ "roles": roles })).await;
        assert_eq!(answer.status, 204, "{}", answer.text);
        key
    }

    /// An organization of its own, with an owner key whose list holds 127.0.0.1.
    pub async fn stranger(&self) -> Key {
        let organization = self.api.create_organization(&"Strangers".parse().unwrap()).await;
        let organization = organization.unwrap().id;
        create(
            &self.api,
            organization,
            &[OrganizationRole::Owner],
            &["127.0.0.1"],
        )
        .await
    }

    /// The owner, at 127.0.0.1.
    pub fn owner(&self) -> Client {
        self.client(&self.owner)
    }

    /// A client with this key, at 127.0.0.1.
    pub fn client(&self, key: &Key) -> Client {
        Client::new(self.address, key, "127.0.0.1")
    }

    /// A client with this key, at another address of this machine.
    pub fn client_at(&self, key: &Key, address: &str) -> Client {
        Client::new(self.address, key, address)
    }

    /// `/orgs/{orgId}` with this behind it.
    pub fn org(&self, below: &str) -> String {
        format!("/orgs/{}{below}", self.organization)
    }

    /// `/orgs/{orgId}/apiKeys/{apiUserId}` of this key with this behind it.
    pub fn of_key(&self, key: &Key, below: &str) -> String {
        self.org(&format!("/apiKeys/{}{below}", key.id))
    }

    /// `http://127.0.0.1:PORT/api/atlas/v2` with this behind it.
    pub fn url(&self, below: &str) -> String {
        format!("http://{}/api/atlas/v2{below}", self.address)
    }

    pub fn advance(&self, by: Duration) {
        self.seconds.fetch_add(by.as_secs(), Ordering::SeqCst);
    }

    /// A connection of another process, as it were.
    pub async fn database(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(self.directory.path().join("admin-api.db"));
        SqliteConnection::connect_with(&options).await.unwrap()
    }

    /// The events since the owner key was made, the oldest first.
    pub async fn events(&self) -> Vec<Event> {
        let all: Vec<Event> = sqlx::query_as(
            "SELECT type, target_public_key, access_list_entry, actor_public_key, remote_address, project_id
             FROM events ORDER BY sequence",
        )
        .fetch_all(&mut self.database().await)
        .await
        .unwrap();
        // The organization was created, and the owner with one entry.
        all.into_iter().skip(3).collect()
    }

    /// An event the owner caused over HTTP.
    pub fn event(&self, kind: &str, target: Option<&str>, entry: Option<&str>) -> Event {
        Event {
            r#type: kind.to_owned(),
            target_public_key: target.map(str::to_owned),
            access_list_entry: entry.map(str::to_owned),
            actor_public_key: Some(self.owner.public_key.to_string()),
            remote_address: Some("127.0.0.1".to_owned()),
            project_id: None,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn create(
    api: &AdminApi,
    organization: OrganizationId,
    roles: &[OrganizationRole],
    access_list: &[&str],
) -> Key {
    let access_list: Vec<AddressBlock> = access_list.iter().map(|block| block.parse().unwrap()).collect();
    let description = "made for a test".parse().unwrap();
    let author = Author::User("test".to_owned());
    let made = api
        .create_key(organization, &description, roles, &access_list, author)
        .await
        .unwrap();
    Key {
        id: made.id,
        public_key: made.public_key,
        private_key: made.private_key.to_string(),
    }
}
