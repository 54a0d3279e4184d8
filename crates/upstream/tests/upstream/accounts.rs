//! An account, asked for as itself.

use access::{AccountId, PersonalKeyId};
use upstream::{Flavor, Upstream, UpstreamConfig};
use zeroize::Zeroizing;

use super::{KEY, ORGANIZATION, Script, challenge, empty_list, json, signed};

fn account() -> AccountId {
    ORGANIZATION.parse().unwrap()
}

/// The same server, asked in the version that has accounts.
fn as_account(script: &Script) -> Upstream {
    Upstream::new(UpstreamConfig {
        base_url: script.base_url.parse().unwrap(),
        flavor: Flavor::PublicV1,
        public_key: "ada@example.com".into(),
        private_key: Zeroizing::new("5d1f6a90-5f0e-4d0b-9c73-0e6d4f8a1b2c".into()),
        timeout: UpstreamConfig::TIMEOUT,
    })
    .unwrap()
}

#[tokio::test]
async fn whether_there_are_accounts_is_learned_without_proving_anything() {
    for (there, answer) in [(true, 401), (true, 200), (false, 404), (false, 301), (false, 500)] {
        let script = Script::new(move |_, _| match answer {
            401 => challenge("n1", false),
            status => json(status, "{}"),
        })
        .await;
        assert_eq!(as_account(&script).is_there().await.unwrap(), there, "{answer}");
        let asked = script.asked();
        assert_eq!((asked.len(), &asked[0].authorization), (1, &None));
        assert_eq!(asked[0].target, "/api/public/v1.0");
    }
}

#[tokio::test]
async fn an_account_finds_itself_by_its_link_and_an_api_key_finds_none() {
    for (links, found) in [
        (
            r#"{"rel":"self","href":"x"},{"rel":"http://mms.mongodb.com/user","href":"https://h/api/public/v1.0/users/65f0c0ffee65f0c0ffee65f0"}"#,
            Some(account()),
        ),
        (
            r#"{"rel":"self","href":"x"},{"rel":"http://mms.mongodb.com/apiKeys","href":"https://h/orgs/a/apiKeys/b"}"#,
            None,
        ),
    ] {
        let script =
            Script::new(move |asked, _| signed(asked, json(200, format!(r#"{{"links":[{links}]}}"#)))).await;
        assert_eq!(as_account(&script).own_account().await.unwrap(), found);
    }
}

#[tokio::test]
async fn a_key_is_read_also_where_little_of_it_is_told() {
    let body = format!(
        r#"{{"results":[{{"id":"{KEY}","enabled":false}},
            {{"id":"{ORGANIZATION}","enabled":true,"desc":"laptop","key":"****1b2c","created":"2026-08-10T10:11:12Z"}}]}}"#
    );
    let script = Script::new(move |asked, _| signed(asked, json(200, body.clone()))).await;
    let keys = as_account(&script).personal_keys(account()).await.unwrap();
    let id: PersonalKeyId = KEY.parse().unwrap();
    assert_eq!(keys[0].created.unix_timestamp(), i64::from(id.made_at()));
    assert!(!keys[0].enabled && keys[0].masked_key.is_empty());
    assert_eq!((keys[1].description.as_str(), keys[1].enabled), ("laptop", true));
}

#[tokio::test]
async fn entries_are_addresses_or_blocks_in_the_one_documented_field() {
    let script = Script::new(|asked, _| signed(asked, empty_list())).await;
    let upstream = as_account(&script);
    let entries = ["192.0.2.7", "10.0.0.0/8", "2001:db8::7"].map(|text| text.parse().unwrap());
    upstream.add_account_entries(account(), &entries).await.unwrap();
    upstream
        .delete_account_entry(account(), entries[1])
        .await
        .unwrap();
    let asked = script.asked();
    let [.., added, removed] = &asked[..] else {
        panic!()
    };
    assert_eq!(
        added.body,
        r#"[{"ipAddress":"192.0.2.7"},{"ipAddress":"10.0.0.0/8"},{"ipAddress":"2001:db8:0:0:0:0:0:7"}]"#
    );
    let target = format!("/api/public/v1.0/users/{ORGANIZATION}/accessList/10.0.0.0%2F8");
    assert_eq!((removed.method.as_str(), &removed.target), ("DELETE", &target));
}
