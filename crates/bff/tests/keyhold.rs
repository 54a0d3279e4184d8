//! The binary as people run it: its arguments, its output, its exit codes, and what survives its end. HTTP is spoken
//! with curl, as in the documents.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    missing_docs
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use serde_json::{Value, json};
use tempfile::TempDir;

const PASSWORD: &str = "correct horse battery";
const ACCEPT: &str = "Accept: application/vnd.atlas.2023-01-01+json";

fn keyhold(data_dir: &Path, arguments: &[&str], stdin: &str) -> Output {
    let mut child = command(data_dir, arguments)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments does not wait for what it would have read.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    child.wait_with_output().unwrap()
}

fn command(data_dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_keyhold"));
    command
        .args(arguments)
        .arg("--data-dir")
        .arg(data_dir)
        .env_remove("RUST_LOG");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn assert_code(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
    text(&output.stderr)
}

/// A running `keyhold serve`.
struct Server {
    child: Child,
    origin: String,
    out: BufReader<ChildStdout>,
    /// The lines of stderr, read as they come: a full pipe would stop the server.
    log: Receiver<String>,
}

impl Server {
    fn start(data_dir: &Path, arguments: &[&str]) -> Self {
        let arguments = [&["serve", "--listen", "127.0.0.1:0"], arguments].concat();
        let mut child = command(data_dir, &arguments).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let (send, log) = mpsc::channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        thread::spawn(move || {
            stderr
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| send.send(line))
        });
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let Some(origin) = line.trim_end().strip_prefix("listening on ") else {
            panic!("{line:?}: {}", log.iter().collect::<String>());
        };
        let origin = origin.to_owned();
        Self {
            child,
            origin,
            out,
            log,
        }
    }

    /// The link that stands on stderr before the line on stdout.
    fn set_up_link(&self) -> String {
        let line = self
            .log
            .iter()
            .find(|line| line.contains("/set-up#"))
            .expect("a set-up link");
        line.split_whitespace().last().unwrap().to_owned()
    }

    /// What it logged until its end.
    fn rest_of_log(&self) -> String {
        self.log.iter().collect::<Vec<_>>().join("\n")
    }

    fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", name, &pid])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Ends it as the operating system does when it has had enough.
    fn kill_hard(mut self) {
        self.signal("KILL");
        self.child.wait().unwrap();
    }

    fn stop(mut self) -> (i32, String) {
        self.signal("TERM");
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code().unwrap(), rest)
    }

    /// A request of the console.
    fn ask(&self, method: &str, path: &str, cookie: &str, body: Option<&Value>) -> (u16, String, Value) {
        let url = format!("{}{path}", self.origin);
        let (origin, cookie) = (format!("Origin: {}", self.origin), format!("Cookie: {cookie}"));
        let mut arguments = vec!["-i", "-X", method, &url, "-H", &origin, "-H", &cookie];
        let body = body.map(Value::to_string);
        if let Some(body) = &body {
            arguments.extend(["-H", "Content-Type: application/json", "-d", body]);
        }
        let (status, answer) = curl(&arguments);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (
            status,
            head.to_owned(),
            serde_json::from_str(body).unwrap_or(Value::Null),
        )
    }

    fn sign_in(&self) -> String {
        let body = json!({"name": "ada", "password": PASSWORD});
        let (status, head, _) = self.ask("POST", "/bff/session", "", Some(&body));
        assert_eq!(status, 200, "{head}");
        let cookie = head
            .lines()
            .find_map(|line| line.strip_prefix("set-cookie: "))
            .unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    fn descriptions(&self, cookie: &str) -> Vec<String> {
        let (status, _, list) = self.ask("GET", "/bff/keys", cookie, None);
        assert_eq!(status, 200, "{list}");
        list["keys"]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| key["description"].as_str().unwrap().to_owned())
            .collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn curl(arguments: &[&str]) -> (u16, String) {
    let output = Command::new("curl")
        .args(["-s", "--noproxy", "*", "-w", "\n%{http_code}"])
        .args(arguments)
        .output()
        .unwrap();
    let text = text(&output.stdout);
    let (body, status) = text.rsplit_once('\n').unwrap();
    (status.parse().unwrap(), body.to_owned())
}

fn add_operator(data_dir: &Path) {
    let arguments = [
        "operator",
        "add",
        "ada",
        "--role",
        "organization-owner",
        "--password-stdin",
    ];
    assert_code(&keyhold(data_dir, &arguments, &format!("{PASSWORD}\n")), 0);
}

fn create_key(data_dir: &Path, organization: &str, role: &str) -> Value {
    let arguments = [
        "admin-api",
        "key",
        "create",
        "--organization",
        organization,
        "--role",
        role,
        "--access-list",
        "127.0.0.1",
        "--json",
    ];
    let output = keyhold(data_dir, &arguments, "");
    assert_code(&output, 0);
    serde_json::from_slice(&output.stdout).unwrap()
}

fn credential(key: &Value) -> String {
    format!(
        "{}:{}",
        key["publicKey"].as_str().unwrap(),
        key["privateKey"].as_str().unwrap()
    )
}

#[test]
fn a_wrong_command_line_is_told_from_a_refusal() {
    let home = TempDir::new().unwrap();
    let data = home.path();
    for arguments in [
        &["operator", "add", "ada"][..],
        &["operator", "add", "ada", "--role", "nobody", "--password-stdin"],
        &["serve", "--allow-origin", "keyhold.example"],
        &["serve", "--listen", "8080"],
        &["serve", "--trusted-proxy", "proxy.example"],
        &["serve", "--trusted-proxy", "0.0.0.0/0"],
        &["serve", "--public-url", "keyhold.example"],
        &["admin-api", "key", "create", "--organization", "Acme", "--json"],
        &[
            "admin-api",
            "key",
            "create",
            "--organization",
            "Acme",
            "--role",
            "GROUP_OWNER",
            "--json",
        ],
        &[
            "admin-api",
            "key",
            "create",
            "--organization",
            "Acme",
            "--role",
            "ORG_OWNER",
            "--access-list",
            "x",
            "--json",
        ],
        &[
            "connection",
            "add",
            "x",
            "--base-url",
            "nonsense",
            "--public-key",
            "k",
            "--private-key-stdin",
        ],
    ] {
        assert_code(&keyhold(data, arguments, ""), 2);
    }
    let add = [
        "operator",
        "add",
        "ada",
        "--role",
        "organization-owner",
        "--password-stdin",
    ];
    assert!(assert_code(&keyhold(data, &add, ""), 1).contains("stdin"));
    assert!(assert_code(&keyhold(data, &add, "short\n"), 1).contains("12 characters"));
    add_operator(data);
    let told = assert_code(
        &keyhold(
            data,
            &["operator", "add", "ADA", add[3], add[4], add[5]],
            PASSWORD,
        ),
        1,
    );
    assert!(told.contains("already"), "{told}");
}

#[test]
fn a_role_in_projects_names_them_and_one_in_the_organization_does_not() {
    let home = TempDir::new().unwrap();
    let add = |arguments: &[&str]| {
        let mut all = vec!["operator", "add", "--password-stdin"];
        all.extend(arguments);
        keyhold(home.path(), &all, PASSWORD)
    };
    for (code, arguments) in [
        (1, &["bob", "--role", "project-owner"][..]),
        (
            1,
            &[
                "bob",
                "--role",
                "organization-owner",
                "--project",
                "65f0c0ffee65f0c0ffee65f0",
            ],
        ),
        (2, &["bob", "--role", "project-owner", "--project", "payments"]),
    ] {
        let told = assert_code(&add(arguments), code);
        assert!(told.contains("project"), "{told}");
    }
    let (one, other) = ("65f0c0ffee65f0c0ffee65f0", "65f0c0ffee65f0c0ffee65f1");
    let bob = [
        "bob",
        "--role",
        "project-owner",
        "--project",
        other,
        "--project",
        one,
        "--project",
        one,
    ];
    assert_code(&add(&bob), 0);
    add_operator(home.path());
    let listed = keyhold(home.path(), &["operator", "list"], "");
    assert_code(&listed, 0);
    assert_eq!(
        text(&listed.stdout),
        format!("ada\torganization-owner\nbob\tproject-owner\t{one},{other}\n")
    );
}

#[test]
fn an_operator_is_removed_but_for_the_last_organization_owner() {
    let home = TempDir::new().unwrap();
    add_operator(home.path());
    let run = |arguments: &[&str], input| keyhold(home.path(), arguments, input);
    assert!(assert_code(&run(&["operator", "remove", "bob"], ""), 1).contains("no operator named bob"));
    assert!(assert_code(&run(&["operator", "remove", "ADA"], ""), 1).contains("last organization owner"));
    let bob = [
        "operator",
        "add",
        "bob",
        "--role",
        "organization-owner",
        "--password-stdin",
    ];
    assert_code(&run(&bob, PASSWORD), 0);
    assert_code(&run(&["operator", "remove", "ADA"], ""), 0);
    assert_eq!(
        text(&run(&["operator", "list"], "").stdout),
        "bob\torganization-owner\n"
    );
}

#[test]
fn a_password_is_replaced_by_one_that_may_be_used() {
    let home = TempDir::new().unwrap();
    add_operator(home.path());
    let set = |name, input| {
        let arguments = ["operator", "set-password", name, "--password-stdin"];
        keyhold(home.path(), &arguments, input)
    };
    assert!(assert_code(&set("bob", PASSWORD), 1).contains("no operator named bob"));
    assert!(assert_code(&set("ada", "short"), 1).contains("12 characters"));
    assert_code(&set("ada", "another horse battery"), 0);
}

#[test]
fn one_line_on_stdout_and_the_link_on_stderr() {
    let home = TempDir::new().unwrap();
    let server = Server::start(home.path(), &[]);
    let link = server.set_up_link();
    let (page, token) = link.split_once('#').unwrap();
    assert_eq!(page, format!("{}/set-up", server.origin));
    let form =
        json!({"token": token, "operatorName": "ada", "password": PASSWORD, "organizationName": "Acme"});
    assert_eq!(server.ask("POST", "/bff/set-up", "", Some(&form)).0, 201);
    server.sign_in();
    assert_eq!(server.stop(), (0, String::new()));

    let mut again = Server::start(home.path(), &[]);
    again.signal("INT");
    let log = again.rest_of_log();
    assert!(!log.contains("set-up#"), "{log}");
    assert_eq!(again.child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_new_start_replaces_the_link() {
    let home = TempDir::new().unwrap();
    let first = Server::start(home.path(), &[]);
    let old = first.set_up_link();
    first.stop();
    let second = Server::start(home.path(), &[]);
    assert_ne!(old.split('#').nth(1), second.set_up_link().split('#').nth(1));
    let token = old.split('#').nth(1).unwrap();
    let form =
        json!({"token": token, "operatorName": "ada", "password": PASSWORD, "organizationName": "Acme"});
    assert_eq!(second.ask("POST", "/bff/set-up", "", Some(&form)).0, 410);
}

#[test]
fn a_second_server_on_the_same_directory_is_refused_and_commands_are_not() {
    let home = TempDir::new().unwrap();
    let server = Server::start(home.path(), &[]);
    let second = keyhold(home.path(), &["serve", "--listen", "127.0.0.1:0"], "");
    let told = assert_code(&second, 1);
    assert!(
        told.contains("another keyhold server") && told.contains("--data-dir"),
        "{told}"
    );
    assert!(second.stdout.is_empty());
    create_key(home.path(), "Acme", "ORG_OWNER");
    add_operator(home.path());
    let cookie = server.sign_in();
    assert_eq!(server.descriptions(&cookie).len(), 2);
}

#[test]
fn a_key_made_on_the_command_line_works_with_curl() {
    let home = TempDir::new().unwrap();
    let server = Server::start(home.path(), &[]);
    let key = create_key(home.path(), "Acme", "ORG_OWNER");
    let mut names: Vec<_> = key.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["id", "orgId", "privateKey", "publicKey"]);
    let url = format!(
        "{}/api/atlas/v2/orgs/{}/apiKeys",
        server.origin,
        key["orgId"].as_str().unwrap()
    );
    let (status, body) = curl(&["--digest", "-u", &credential(&key), "-H", ACCEPT, &url]);
    assert_eq!(status, 200, "{body}");
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["totalCount"], 1);
    assert_eq!(
        curl(&["--digest", "-u", "abcdefgh:wrong", "-H", ACCEPT, &url]).0,
        401
    );
    let second = create_key(home.path(), "Acme", "ORG_MEMBER");
    assert_eq!(second["orgId"], key["orgId"], "the organization is made once");
}

#[test]
fn what_was_acknowledged_survives_the_hardest_end() {
    let home = TempDir::new().unwrap();
    add_operator(home.path());
    let mut cookie = String::new();
    let mut expected = vec!["Keyhold console".to_owned()];
    for round in 0..5 {
        let server = Server::start(home.path(), &[]);
        if cookie.is_empty() {
            cookie = server.sign_in();
        }
        let mut found = server.descriptions(&cookie);
        found.sort();
        assert_eq!(found, expected, "round {round}");
        let description = format!("key {round}");
        let wanted = json!({"description": description, "roles": ["ORG_MEMBER"]});
        let (status, _, made) = server.ask("POST", "/bff/keys", &cookie, Some(&wanted));
        assert_eq!(status, 201, "{made}");
        let id = made["key"]["id"].as_str().unwrap();
        let entries = json!({"entries": ["192.0.2.7"]});
        let (status, ..) = server.ask(
            "POST",
            &format!("/bff/keys/{id}/access-list"),
            &cookie,
            Some(&entries),
        );
        server.kill_hard();
        assert_eq!(status, 200);
        expected.push(description);
        expected.sort();
    }
    let server = Server::start(home.path(), &[]);
    let (_, _, list) = server.ask("GET", "/bff/keys", &cookie, None);
    let with_entry = list["keys"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|key| key["entries"] == json!(["192.0.2.7/32"]));
    assert_eq!(with_entry.count(), 5, "{list}");
}

#[test]
fn another_admin_api_is_managed_once_its_key_has_been_tried() {
    let (home, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let other = Server::start(elsewhere.path(), &[]);
    let key = create_key(elsewhere.path(), "Elsewhere", "ORG_OWNER");
    let public_key = key["publicKey"].as_str().unwrap();
    let add = [
        "connection",
        "add",
        "elsewhere",
        "--base-url",
        &other.origin,
        "--public-key",
        public_key,
        "--private-key-stdin",
    ];
    let told = assert_code(
        &keyhold(home.path(), &add, "11111111-2222-3333-4444-555555555555\n"),
        1,
    );
    assert!(told.contains("refused the key"), "{told}");
    let private_key = key["privateKey"].as_str().unwrap();
    let output = keyhold(home.path(), &add, private_key);
    let told = assert_code(&output, 0);
    assert!(
        told.contains("Elsewhere") && output.stdout.is_empty() && !told.contains(private_key),
        "{told}"
    );

    add_operator(home.path());
    let server = Server::start(home.path(), &[]);
    let cookie = server.sign_in();
    assert_eq!(server.descriptions(&cookie), ["Made on the command line"]);
    let database = std::fs::read(home.path().join("keyhold.db")).unwrap();
    let found = database
        .windows(private_key.len())
        .any(|part| part == private_key.as_bytes());
    assert!(!found, "the private key is stored sealed");
}

#[test]
fn the_sample_is_loaded_once() {
    let home = TempDir::new().unwrap();
    add_operator(home.path());
    for _ in 0..2 {
        let server = Server::start(home.path(), &["--sample"]);
        let cookie = server.sign_in();
        assert_eq!(
            server.descriptions(&cookie).len(),
            41,
            "forty keys and Keyhold's own"
        );
        server.stop();
    }
}

#[test]
fn the_samples_account_is_told_to_whoever_loads_it_and_once() {
    let home = TempDir::new().unwrap();
    let [first, second] = [(), ()].map(|()| {
        let server = Server::start(home.path(), &["--sample"]);
        server.signal("TERM");
        server.rest_of_log()
    });
    let told = keyhold(home.path(), &["admin-api", "account", "sample", "--json"], "");
    let account: Value = serde_json::from_slice(&told.stdout).unwrap();
    for part in ["userName", "key"] {
        let part = account[part].as_str().unwrap();
        assert!(first.contains(part), "{first}");
        assert!(!second.contains(part), "{second}");
    }
}

#[test]
fn the_log_has_the_form_that_was_asked_for_and_no_secret() {
    let home = TempDir::new().unwrap();
    add_operator(home.path());
    let server = Server::start(home.path(), &["--log", "json", "--log-level", "trace"]);
    let cookie = server.sign_in();
    let wanted = json!({"description": "ci", "roles": ["ORG_MEMBER"]});
    let (_, _, made) = server.ask("POST", "/bff/keys", &cookie, Some(&wanted));
    server.signal("TERM");
    let log = server.rest_of_log();
    let line: Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
    assert!(
        line["timestamp"].is_string() && line["level"].is_string(),
        "{line}"
    );
    assert!(log.contains("/bff/keys"));
    let token = cookie.strip_prefix("session=").unwrap();
    for secret in [PASSWORD, token, made["privateKey"].as_str().unwrap()] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

#[cfg(unix)]
#[test]
fn the_directory_and_everything_in_it_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = TempDir::new().unwrap();
    let data = home.path().join("deep").join("data");
    add_operator(&data);
    let server = Server::start(&data, &[]);
    server.sign_in();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&data), mode(data.parent().unwrap())), (0o700, 0o700));
    let files: Vec<_> = std::fs::read_dir(&data)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert!(files.len() >= 5, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let home = TempDir::new().unwrap();
    add_operator(home.path());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let url = format!("sqlite://{}", home.path().join("keyhold.db").display());
        let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
        sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'of tomorrow', 1, x'00', 0)",
        )
        .execute(&pool)
        .await
        .unwrap();
        pool.close().await;
    });
    let told = assert_code(
        &keyhold(home.path(), &["serve", "--listen", "127.0.0.1:0"], ""),
        1,
    );
    assert!(told.contains("newer version") && told.contains("9999"), "{told}");
}

#[test]
fn rate_limits_are_those_of_the_command_line() {
    let home = TempDir::new().unwrap();
    let file = home.path().join("limits.json");
    let named = file.to_str().unwrap();
    let data = home.path().join("data");
    let serve = ["serve", "--listen", "127.0.0.1:0", "--rate-limits", named];
    let told = assert_code(&keyhold(&data, &serve, ""), 1);
    assert!(told.contains(named), "{told}");
    std::fs::write(
        &file,
        r#"{"endpointSets": {"root": {"capacity": 1, "refillRate": 1}}}"#,
    )
    .unwrap();
    let told = assert_code(&keyhold(&data, &serve, ""), 1);
    assert!(told.contains("root_user"), "{told}");
    std::fs::write(&file, r#"{"times": 7}"#).unwrap();
    let key = credential(&create_key(&data, "Acme", "ORG_MEMBER"));
    for (arguments, limit) in [
        (&["--rate-limits", named][..], Some("ratelimit-limit: 2100")),
        (&["--rate-limits", "off"], None),
        (&[], Some("ratelimit-limit: 300")),
    ] {
        let server = Server::start(&data, arguments);
        let url = format!("{}/api/atlas/v2", server.origin);
        let (status, headers) = curl(&["-i", "--digest", "-u", &key, "-H", ACCEPT, &url]);
        assert_eq!(status, 200, "{headers}");
        let mut lines = headers.lines().map(str::trim);
        let told = lines.find(|line| line.starts_with("ratelimit-limit"));
        assert_eq!(told, limit, "{headers}");
    }
}
