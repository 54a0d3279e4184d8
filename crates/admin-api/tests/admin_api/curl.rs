//! The real curl, which first sends an empty body and waits for the challenge.

use std::process::Output;

use access::OrganizationRole::Member;
use serde_json::Value;
use tokio::process::Command;

use crate::support::{Key, Server};

/// Runs curl with a key. The last line of its output is the status.
async fn curl(key: &Key, arguments: &[&str]) -> (u16, Value) {
    curl_accepting("application/vnd.atlas.2023-01-01+json", key, arguments).await
}

async fn curl_accepting(accept: &str, key: &Key, arguments: &[&str]) -> (u16, Value) {
    let output: Output = Command::new("curl")
        .args([
            "--silent",
            "--show-error",
            "--noproxy",
            "*",
            "--digest",
            "--write-out",
            "\n%{http_code}",
        ])
        .args(["--user", &format!("{}:{}", key.public_key, key.private_key)])
        .args(["--header", &format!("Accept: {accept}")])
        .args(arguments)
        .output()
        .await
        .expect("this test needs curl: install it (on Debian: apt-get install curl)");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let (body, status) = text.rsplit_once('\n').unwrap();
    (
        status.parse().unwrap(),
        serde_json::from_str(body).unwrap_or_default(),
    )
}

#[tokio::test]
async fn a_wrong_password_ends_in_401() {
    let server = Server::start().await;
    let mut key = server.owner.clone();
    key.private_key = "wrong".to_owned();
    let (status, body) = curl(&key, &[&server.url("/orgs")]).await;
    assert_eq!((status, &body["reason"]), (401, &Value::from("Unauthorized")));
}

#[tokio::test]
async fn the_life_of_a_key() {
    let server = Server::start().await;
    let post = |body| {
        [
            "--request",
            "POST",
            "--header",
            "Content-Type: application/json",
            "--data",
            body,
        ]
    };
    let keys = server.url(&server.org("/apiKeys"));
    let body = r#"{"desc":"made by curl","roles":["ORG_READ_ONLY"]}"#;
    let (status, made) = curl(&server.owner, &[&post(body)[..], &[&keys]].concat()).await;
    assert_eq!(status, 200, "{made}");
    let key = Key {
        id: made["id"].as_str().unwrap().parse().unwrap(),
        public_key: made["publicKey"].as_str().unwrap().parse().unwrap(),
        private_key: made["privateKey"].as_str().unwrap().to_owned(),
    };
    assert_eq!(curl(&key, &[&keys]).await.0, 200);

    let list = server.url(&server.of_key(&key, "/accessList"));
    let body = r#"[{"cidrBlock":"192.0.2.0/24"}]"#;
    assert_eq!(
        curl(&server.owner, &[&post(body)[..], &[&list]].concat()).await.0,
        200
    );
    let (status, refused) = curl(&key, &[&keys]).await;
    assert_eq!(
        (status, &refused["errorCode"]),
        (403, &Value::from("IP_ADDRESS_NOT_ON_ACCESS_LIST"))
    );

    for escaped in ["192.0.2.0%2f24", "192.0.2.0%2F24"] {
        let entry = format!("{list}/{escaped}");
        assert_eq!(curl(&server.owner, &[&entry]).await.0, 200, "{escaped}");
    }
    let entry = format!("{list}/192.0.2.0%2F24");
    assert_eq!(curl(&server.owner, &["--request", "DELETE", &entry]).await.0, 204);
    assert_eq!(curl(&key, &[&keys]).await.0, 200);

    let own = server.url(&server.of_key(&key, ""));
    assert_eq!(curl(&server.owner, &["--request", "DELETE", &own]).await.0, 204);
    assert_eq!(curl(&key, &[&keys]).await.0, 401);
}

#[tokio::test]
async fn the_older_version_takes_what_curl_says_by_itself() {
    let server = Server::start().await;
    let key = server.key(&[Member], &[]).await;
    let url = format!("http://{}/api/atlas/v1.0/orgs", server.address);
    let (status, body) = curl_accepting("*/*", &key, &[&url]).await;
    assert_eq!((status, &body["totalCount"]), (200, &Value::from(1)));
}
