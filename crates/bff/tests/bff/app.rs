//! A server of the test's own, with a clock the test sets, and a browser in short.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, UNIX_EPOCH};

use access::{AddressBlock, OperatorRole, OrganizationRole, TrustedProxies};
use admin_api::{AdminApi, Author, RateLimits};
use bff::connection::{NewConnection, try_out};
use bff::server::{Options, Server};
use bff::{Clock, Console, DataDir, Duty, NewOperator, Origin, Store, password};
use contract::{
    AddEntries, Change, ChangeAccessList, ChangeSettings, CreateKey, CreatedKey, Key, LinkAccount,
    PersonalAccount, PersonalKeys, Problem, ProblemCode, Report, SignIn, paths,
};
use reqwest::header::{COOKIE, HeaderMap, ORIGIN, SET_COOKIE};
use reqwest::{Client, Method};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use upstream::{Flavor, Upstream, UpstreamConfig};
use zeroize::Zeroizing;

pub(crate) const OPERATOR: &str = "Ada";
pub(crate) const PASSWORD: &str = "correct horse battery";

/// An account, and its two personal API keys.
pub(crate) const ACCOUNT: &str = "ada@example.com";
pub(crate) const PERSONAL_KEY: &str = "5d1f6a90-5f0e-4d0b-9c73-0e6d4f8a1b2c";
pub(crate) const OTHER_KEY: &str = "0b9d8c7e-6f5a-4432-8110-fedcba987654";

/// Seconds since 1970 at which every test begins.
pub(crate) const BEGINNING: i64 = 1_795_420_800;

pub(crate) struct App {
    pub(crate) server: Server,
    pub(crate) directory: TempDir,
    now: Arc<AtomicI64>,
    http: Client,
}

/// How a server is started.
#[derive(Default)]
pub(crate) struct Start {
    pub(crate) operator: bool,
    pub(crate) allowed_origins: Vec<Origin>,
    pub(crate) trusted_proxies: TrustedProxies,
    pub(crate) rate_limits: RateLimits,
    pub(crate) console: Option<PathBuf>,
    pub(crate) sample: bool,
}

/// Two projects of the sample organization.
pub(crate) const OUR_PROJECT: &str = "642c8800a1b0f1d30d3c819f";
pub(crate) const THEIR_PROJECT: &str = "66f472001c4c3d27c199f0d2";

impl App {
    /// With an operator, and nobody signed in.
    pub(crate) async fn new() -> Self {
        Self::start(Start {
            operator: true,
            ..Start::default()
        })
        .await
    }

    /// With an operator and the sample organization.
    pub(crate) async fn with_sample() -> Self {
        Self::start(Start {
            operator: true,
            sample: true,
            ..Start::default()
        })
        .await
    }

    /// Before anybody set it up.
    pub(crate) async fn untouched() -> Self {
        Self::start(Start::default()).await
    }

    pub(crate) async fn start(start: Start) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let now = Arc::new(AtomicI64::new(BEGINNING));
        let data_dir = data_dir(&directory);
        if start.operator {
            add_operator(&data_dir, OPERATOR, Duty::owner()).await;
        }
        let clock = Arc::clone(&now);
        let server = Server::start(Options {
            data_dir,
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            backend: None,
            sample: start.sample,
            allowed_origins: start.allowed_origins,
            rate_limits: start.rate_limits,
            trusted_proxies: start.trusted_proxies,
            public_url: None,
            console: Console::find(Some(
                start
                    .console
                    .unwrap_or_else(|| directory.path().join("no-console")),
            )),
            clock: Clock::new(move || {
                UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::SeqCst).unsigned_abs())
            }),
        })
        .await
        .unwrap();
        Self {
            server,
            directory,
            now,
            http: client(),
        }
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Where the console is, as a browser names it.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.server.address())
    }

    pub(crate) fn data_dir(&self) -> DataDir {
        data_dir(&self.directory)
    }

    /// A request as one of our own pages sends it.
    pub(crate) fn ask(&self, method: Method, path: &str) -> Ask<'_> {
        let origin = (method != Method::GET && method != Method::HEAD).then(|| self.origin());
        Ask {
            app: self,
            method,
            path: path.to_owned(),
            origin,
            headers: HeaderMap::new(),
            body: None,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path).send().await
    }

    /// Signs in the organization owner; gives the cookie.
    pub(crate) async fn sign_in(&self) -> Browser<'_> {
        self.sign_in_as(OPERATOR).await
    }

    /// Adds an operator with this role, in [`OUR_PROJECT`] if it is one in projects, named after it, and signs them in.
    pub(crate) async fn sign_in_with(&self, role: OperatorRole) -> Browser<'_> {
        let projects = role.is_in_projects().then(|| OUR_PROJECT.parse().unwrap());
        let duty = Duty::new(role, projects.into_iter().collect()).unwrap();
        add_operator(&self.data_dir(), role.wire(), duty).await;
        self.sign_in_as(role.wire()).await
    }

    /// Signs in somebody with the password everybody has here.
    pub(crate) async fn sign_in_as(&self, name: &str) -> Browser<'_> {
        let answer = self
            .ask(Method::POST, paths::SESSION)
            .json(&credentials(name, PASSWORD))
            .send()
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        Browser {
            app: self,
            cookie: answer.cookie(),
        }
    }

    /// Makes the console manage another Admin API.
    pub(crate) async fn manage(&self, new: NewConnection) {
        let tried = try_out(new).await.unwrap();
        let store = Store::open(&self.data_dir()).await.unwrap();
        store.activate_connection(&tried, BEGINNING).await.unwrap();
        store.close().await;
    }

    /// Imports an account with two enabled personal API keys; gives what proves it.
    pub(crate) async fn import_account(&self, access_list: &[&str]) -> LinkAccount {
        let api = self.admin_api().await;
        let organization = api.organizations().await.unwrap().remove(0).name;
        let file = serde_json::json!({ "accounts": [{
            "userName": ACCOUNT,
            "organization": organization.as_str(),
            "roles": ["ORG_MEMBER"],
            "keys": [{ "description": "laptop", "key": PERSONAL_KEY }, { "description": "crontab", "key": OTHER_KEY }],
            "accessList": access_list,
        }]});
        api.import_accounts(&file.to_string()).await.unwrap();
        LinkAccount {
            account_name: ACCOUNT.into(),
            personal_key: PERSONAL_KEY.into(),
        }
    }

    /// The Admin API from the inside, for what the console cannot do or did not do.
    pub(crate) async fn admin_api(&self) -> AdminApi {
        AdminApi::open(self.directory.path(), admin_api::Clock::system())
            .await
            .unwrap()
    }

    /// Another client of the Admin API than the backend, with a key of its own.
    pub(crate) async fn somebody_else(&self) -> (Upstream, access::OrganizationId) {
        let api = self.admin_api().await;
        let organization = api.organizations().await.unwrap().remove(0).id;
        let here = AddressBlock::from_address(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let key = api
            .create_key(
                organization,
                &"somebody else".parse().unwrap(),
                &[OrganizationRole::Owner],
                &[here],
                Author::User("test".into()),
            )
            .await
            .unwrap();
        let upstream = Upstream::new(UpstreamConfig {
            base_url: self.origin().parse().unwrap(),
            flavor: Flavor::AtlasV2,
            public_key: key.public_key.to_string(),
            private_key: key.private_key,
            timeout: UpstreamConfig::TIMEOUT,
        });
        (upstream.unwrap(), organization)
    }
}

/// A second server with an organization named Elsewhere, and a key for it.
pub(crate) async fn elsewhere(start: Start, roles: &[OrganizationRole]) -> (App, NewConnection) {
    let other = App::start(start).await;
    let api = other.admin_api().await;
    let organization = api
        .create_organization(&"Elsewhere".parse().unwrap())
        .await
        .unwrap();
    let key = api
        .create_key(
            organization.id,
            &"for Keyhold".parse().unwrap(),
            roles,
            &["127.0.0.1".parse().unwrap()],
            Author::User("test".into()),
        )
        .await
        .unwrap();
    let new = NewConnection {
        name: "elsewhere".into(),
        base_url: other.origin().parse().unwrap(),
        public_key: key.public_key.to_string(),
        private_key: key.private_key,
    };
    (other, new)
}

/// A console of another server's organization with so many keys, each with a list of one entry, where so many requests
/// about keys may be made a minute.
pub(crate) async fn console_of_another(keys: usize, requests: usize) -> (App, App) {
    let limits = format!(
        r#"{{"endpointSets": {{"programmaticApiKeys_organization":
            {{"capacity": {requests}, "refillRate": {requests}, "refillDurationSeconds": 60}}}}}}"#
    );
    let start = Start {
        rate_limits: RateLimits::from_json(&limits).unwrap(),
        ..Start::default()
    };
    let (other, new) = elsewhere(start, &[OrganizationRole::Owner]).await;
    let api = other.admin_api().await;
    let organization = api.organizations().await.unwrap().remove(0).id;
    let here: AddressBlock = "192.0.2.0/24".parse().unwrap();
    for number in 1..keys {
        let description = format!("ci {number}").parse().unwrap();
        let author = Author::User("test".into());
        api.create_key(
            organization,
            &description,
            &[OrganizationRole::Member],
            &[here],
            author,
        )
        .await
        .unwrap();
    }
    let app = App::new().await;
    app.manage(new).await;
    (app, other)
}

/// Looks until what is there is what is waited for, and gives that.
pub(crate) async fn until<T: std::fmt::Debug>(
    mut look: impl AsyncFnMut() -> T,
    good: impl Fn(&T) -> bool,
) -> T {
    let began = Instant::now();
    loop {
        let seen = look().await;
        if good(&seen) {
            return seen;
        }
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "waited in vain; there is {seen:?}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Somebody who is signed in.
pub(crate) struct Browser<'a> {
    pub(crate) app: &'a App,
    pub(crate) cookie: String,
}

impl Browser<'_> {
    pub(crate) fn ask(&self, method: Method, path: &str) -> Ask<'_> {
        self.app.ask(method, path).cookie(&self.cookie)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path).send().await
    }

    pub(crate) async fn create_key(&self, description: &str) -> CreatedKey {
        let wanted = CreateKey {
            description: description.into(),
            roles: vec!["ORG_MEMBER".into()],
        };
        let answer = self.ask(Method::POST, paths::KEYS).json(&wanted).send().await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()
    }

    pub(crate) async fn add(&self, id: &str, entries: &[&str]) -> Answer {
        let entries = owned(entries);
        self.ask(Method::POST, &paths::access_list(id))
            .json(&AddEntries { entries })
            .send()
            .await
    }

    /// What a change would do.
    pub(crate) async fn preflight(&self, change: &Change) -> Report {
        let answer = self.ask(Method::POST, paths::PREFLIGHT).json(change).send().await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// Changes the list of a key.
    pub(crate) async fn change_list(
        &self,
        id: &str,
        add: &[&str],
        remove: &[&str],
        accepted: Option<&str>,
    ) -> Answer {
        let change = ChangeAccessList {
            add: owned(add),
            remove: owned(remove),
            accepted: accepted.map(str::to_owned),
        };
        let ask = self.ask(Method::PATCH, &paths::access_list(id));
        ask.json(&change).send().await
    }

    /// Turns the requirement on or off.
    pub(crate) async fn require(&self, required: bool, accepted: Option<&str>) -> Answer {
        let change = ChangeSettings {
            access_list_required: required,
            accepted: accepted.map(str::to_owned),
        };
        self.ask(Method::PATCH, paths::SETTINGS)
            .json(&change)
            .send()
            .await
    }

    /// Links an account.
    pub(crate) async fn link(&self, account: &LinkAccount) -> Answer {
        let ask = self.ask(Method::PUT, paths::PERSONAL_ACCOUNT);
        ask.json(account).send().await
    }

    /// Links an account with this access list, which is taken.
    pub(crate) async fn with_account(&self, access_list: &[&str]) -> Box<PersonalAccount> {
        let account = self.app.import_account(access_list).await;
        self.link(&account).await.linked()
    }

    pub(crate) async fn personal_keys(&self) -> PersonalKeys {
        self.get(paths::PERSONAL_KEYS).await.json()
    }

    /// The key the backend itself uses.
    pub(crate) async fn own_key(&self) -> Key {
        let session: contract::Session = self.get(paths::SESSION).await.json();
        let contract::SessionState::SignedIn { connection, .. } = session.state else {
            panic!("{session:?}")
        };
        self.get(&paths::key(&connection.key_id)).await.json()
    }
}

pub(crate) struct Ask<'a> {
    app: &'a App,
    method: Method,
    path: String,
    origin: Option<String>,
    headers: HeaderMap,
    body: Option<Vec<u8>>,
}

impl Ask<'_> {
    pub(crate) fn cookie(self, cookie: &str) -> Self {
        self.header(COOKIE.as_str(), cookie)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        let name = reqwest::header::HeaderName::try_from(name).unwrap();
        self.headers.insert(name, value.parse().unwrap());
        self
    }

    pub(crate) fn origin(mut self, origin: Option<&str>) -> Self {
        self.origin = origin.map(str::to_owned);
        self
    }

    pub(crate) fn json(self, body: &impl Serialize) -> Self {
        let body = serde_json::to_vec(body).unwrap();
        Self {
            body: Some(body),
            ..self.header("content-type", "application/json")
        }
    }

    pub(crate) fn text(self, body: &str) -> Self {
        Self {
            body: Some(body.into()),
            ..self.header("content-type", "application/json")
        }
    }

    pub(crate) async fn send(self) -> Answer {
        let mut request = self
            .app
            .http
            .request(self.method, format!("{}{}", self.app.origin(), self.path))
            .headers(self.headers);
        if let Some(origin) = self.origin {
            request = request.header(ORIGIN, origin);
        }
        if let Some(body) = self.body {
            request = request.body(body);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer {
            status,
            headers,
            body: response.bytes().await.unwrap().to_vec(),
        }
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The account that is linked.
    pub(crate) fn linked(&self) -> Box<PersonalAccount> {
        assert_eq!(self.status, 200, "{}", self.text());
        match self.json() {
            PersonalKeys::Linked(account) => account,
            other => panic!("{other:?}"),
        }
    }

    /// The refusal, which always names its request.
    pub(crate) fn problem(&self) -> Problem {
        let problem: Problem = self.json();
        assert!(
            problem.request_id.as_ref().is_some_and(|id| id.len() == 16),
            "{problem:?}"
        );
        problem
    }

    pub(crate) fn assert_refused(&self, status: u16, code: ProblemCode) -> Problem {
        assert_eq!(self.status, status, "{}", self.text());
        let problem = self.problem();
        assert_eq!(problem.code, code, "{problem:?}");
        problem
    }

    /// The name and value of the cookie that was set.
    pub(crate) fn cookie(&self) -> String {
        self.headers[SET_COOKIE]
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned()
    }
}

/// A change of a list as the console asks about it.
pub(crate) fn list_change(id: &str, add: &[&str], remove: &[&str]) -> Change {
    Change::AccessList {
        key: id.into(),
        add: owned(add),
        remove: owned(remove),
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

pub(crate) fn credentials(name: &str, password: &str) -> SignIn {
    SignIn {
        name: name.into(),
        password: password.into(),
    }
}

pub(crate) async fn add_operator(directory: &DataDir, name: &str, duty: Duty) {
    let store = Store::open(directory).await.unwrap();
    let operator = NewOperator {
        name: name.parse().unwrap(),
        duty,
        password_hash: password::hash(Zeroizing::new(PASSWORD.into())).await.unwrap(),
    };
    store.add_operator(&operator, BEGINNING).await.unwrap();
    store.close().await;
}

fn data_dir(directory: &TempDir) -> DataDir {
    DataDir::open(Some(directory.path().to_path_buf())).unwrap()
}

fn client() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .tls_certs_only([])
        .no_proxy()
        .timeout(Duration::from_secs(30))
        .build()
        .unwrap()
}
