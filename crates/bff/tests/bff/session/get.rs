use access::OperatorRole;
use bff::Store;
use contract::{Session, SessionState, paths};

use crate::app::{App, OPERATOR, OUR_PROJECT};

async fn state(app: &App, cookie: &str) -> SessionState {
    let answer = app
        .ask(reqwest::Method::GET, paths::SESSION)
        .cookie(cookie)
        .send()
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json::<Session>().state
}

#[tokio::test]
async fn before_set_up_an_organization_is_asked_for_only_where_there_is_none() {
    let app = App::untouched().await;
    assert_eq!(
        state(&app, "").await,
        SessionState::SetUpNeeded {
            needs_organization: true
        }
    );
    app.admin_api()
        .await
        .create_organization(&"Acme".parse().unwrap())
        .await
        .unwrap();
    assert_eq!(
        state(&app, "").await,
        SessionState::SetUpNeeded {
            needs_organization: false
        }
    );
}

#[tokio::test]
async fn nobody_is_signed_in_without_a_session_that_counts() {
    let app = App::new().await;
    let made_up = format!("session={}", "A".repeat(43));
    for cookie in ["", "session=", "session=x", &made_up] {
        assert_eq!(state(&app, cookie).await, SessionState::SignedOut);
    }
}

#[tokio::test]
async fn half_an_hour_without_a_request_ends_a_session() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    for _ in 0..4 {
        app.wait(29 * 60);
        assert!(matches!(
            state(&app, &browser.cookie).await,
            SessionState::SignedIn { .. }
        ));
    }
    app.wait(30 * 60);
    assert_eq!(state(&app, &browser.cookie).await, SessionState::SignedOut);
    app.wait(-30 * 60);
    assert_eq!(
        state(&app, &browser.cookie).await,
        SessionState::SignedOut,
        "it is gone, not asleep"
    );
}

#[tokio::test]
async fn twelve_hours_end_a_session_however_busy() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    for _ in 0..47 {
        app.wait(15 * 60);
        assert!(matches!(
            state(&app, &browser.cookie).await,
            SessionState::SignedIn { .. }
        ));
    }
    app.wait(15 * 60);
    assert_eq!(state(&app, &browser.cookie).await, SessionState::SignedOut);
}

#[tokio::test]
async fn who_is_signed_in_and_to_what() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let session: Session = browser.get(paths::SESSION).await.json();
    assert_eq!(session.client_address, "127.0.0.1");
    assert_eq!(session.version, env!("CARGO_PKG_VERSION"));
    let SessionState::SignedIn {
        operator,
        organization,
        connection,
        owners,
    } = session.state
    else {
        panic!()
    };
    assert_eq!(operator.name, OPERATOR);
    assert_eq!(
        (operator.role.as_str(), operator.projects),
        ("organization-owner", vec![])
    );
    assert_eq!(owners, [OPERATOR]);
    assert_eq!(
        (organization.name.as_str(), organization.access_list_required),
        ("My Organization", false)
    );
    assert_eq!(
        (connection.name.as_str(), connection.base_url),
        ("embedded", format!("{}/api/atlas/v2", app.origin()))
    );
    assert_eq!(browser.own_key().await.description, "Keyhold console");
}

#[tokio::test]
async fn whoever_works_in_a_project_learns_which_and_whom_to_ask() {
    let app = App::with_sample().await;
    let browser = app.sign_in_with(OperatorRole::ProjectReadOnly).await;
    let SessionState::SignedIn { operator, owners, .. } = state(&app, &browser.cookie).await else {
        panic!()
    };
    assert_eq!(operator.role, "project-read-only");
    assert_eq!(
        (operator.projects, owners),
        (vec![OUR_PROJECT.to_owned()], vec![OPERATOR.to_owned()])
    );
}

#[tokio::test]
async fn a_removed_operator_and_one_with_another_password_are_signed_out() {
    let app = App::with_sample().await;
    let browser = app.sign_in_with(OperatorRole::ProjectOwner).await;
    let owner = app.sign_in().await;
    let store = Store::open(&app.data_dir()).await.unwrap();
    store
        .set_password(&OPERATOR.parse().unwrap(), "no hash at all")
        .await
        .unwrap();
    store
        .remove_operator(&"Project-Owner".parse().unwrap())
        .await
        .unwrap();
    for cookie in [&browser.cookie, &owner.cookie] {
        assert_eq!(state(&app, cookie).await, SessionState::SignedOut);
    }
}

#[tokio::test]
async fn a_setting_changed_elsewhere_is_seen_within_a_minute() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let (upstream, organization) = app.somebody_else().await;
    let settings = upstream::Settings {
        api_access_list_required: true,
    };
    upstream.change_settings(organization, settings).await.unwrap();
    app.wait(60);
    let SessionState::SignedIn { organization, .. } = state(&app, &browser.cookie).await else {
        panic!()
    };
    assert!(organization.access_list_required);
}
