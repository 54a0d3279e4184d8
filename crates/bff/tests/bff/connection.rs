//! Which Admin API is managed, and what becomes of it while the server runs.

use bff::Error;
use bff::connection::{NewConnection, try_out};
use contract::{KeyList, ProblemCode, Session, SessionState, paths};
use upstream::KeyChange;
use zeroize::Zeroizing;

use super::app::{App, Start, elsewhere};

const OWNER: access::OrganizationRole = access::OrganizationRole::Owner;

async fn refusal(new: NewConnection) -> String {
    match try_out(new).await {
        Err(Error::Connection(words)) => words,
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("it was taken"),
    }
}

#[tokio::test]
async fn what_does_not_work_is_refused_in_words() {
    let (other, new) = elsewhere(Start::default(), &[OWNER]).await;
    let with = |change: fn(&mut NewConnection)| {
        let mut new = NewConnection {
            name: new.name.clone(),
            base_url: new.base_url.clone(),
            public_key: new.public_key.clone(),
            private_key: new.private_key.clone(),
        };
        change(&mut new);
        new
    };
    assert!(
        refusal(with(|new| new.private_key = Zeroizing::new("wrong".into())))
            .await
            .contains("refused the key")
    );
    assert!(
        refusal(with(|new| new.name = "Embedded".into()))
            .await
            .contains("Choose another")
    );
    assert!(
        refusal(with(|new| new.base_url = "ftp://127.0.0.1".parse().unwrap()))
            .await
            .contains("http")
    );
    assert!(
        refusal(with(|new| new.base_url.set_port(Some(1)).unwrap()))
            .await
            .contains("cannot be reached")
    );
    assert!(
        refusal(with(|new| new.base_url.set_path("/bff")))
            .await
            .contains("--base-url")
    );
    drop(other);
}

#[tokio::test]
async fn a_key_that_cannot_manage_keys_is_refused() {
    let (_other, new) = elsewhere(Start::default(), &[access::OrganizationRole::Member]).await;
    assert!(refusal(new).await.contains("ORG_OWNER"));
}

#[tokio::test]
async fn a_running_server_follows_to_another_admin_api() {
    let (other, new) = elsewhere(Start::default(), &[OWNER]).await;
    let app = App::new().await;
    let browser = app.sign_in().await;
    assert_eq!(browser.get(paths::KEYS).await.status, 200);

    app.manage(new).await;

    let session: Session = browser.get(paths::SESSION).await.json();
    let SessionState::SignedIn {
        organization,
        connection,
        ..
    } = session.state
    else {
        panic!()
    };
    assert_eq!(
        (organization.name.as_str(), connection.name.as_str()),
        ("Elsewhere", "elsewhere")
    );
    assert_eq!(connection.base_url, format!("{}/api/atlas/v2", other.origin()));
    let list: KeyList = browser.get(paths::KEYS).await.json();
    assert_eq!(list.keys[0].description, "for Keyhold");

    other.server.stop().await;
    app.wait(60);
    browser
        .get(paths::KEYS)
        .await
        .assert_refused(504, ProblemCode::UpstreamUnreachable);
    assert_eq!(
        browser.get(paths::SESSION).await.status,
        200,
        "the console still opens"
    );
}

#[tokio::test]
async fn a_key_taken_away_elsewhere_is_told_with_the_way_out() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let own = browser.own_key().await.id.parse().unwrap();
    let (upstream, organization) = app.somebody_else().await;

    let member = KeyChange {
        roles: Some(vec![access::OrganizationRole::Member]),
        ..KeyChange::default()
    };
    upstream.change_key(organization, own, &member).await.unwrap();
    let made = browser.ask(reqwest::Method::POST, paths::KEYS);
    let made = made
        .json(&serde_json::json!({"description": "ci", "roles": ["ORG_MEMBER"]}))
        .send()
        .await;
    let problem = made.assert_refused(502, ProblemCode::Upstream);
    assert!(problem.message.contains("Organization Owner"), "{problem}");
    assert!(problem.upstream_code.is_some());

    upstream.delete_key(organization, own).await.unwrap();
    app.wait(60);
    let problem = browser
        .get(paths::KEYS)
        .await
        .assert_refused(502, ProblemCode::Upstream);
    assert!(problem.message.contains("keyhold connection add"), "{problem}");
    let session = browser.get(paths::SESSION).await;
    assert_eq!(session.status, 200, "the console still opens");
}
