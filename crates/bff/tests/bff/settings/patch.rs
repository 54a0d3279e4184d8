use contract::{Change, Organization, ProblemCode, Session, SessionState, paths};

use crate::app::{App, Browser};

const REQUIRE: Change = Change::Requirement {
    access_list_required: true,
};

async fn required(browser: &Browser<'_>) -> bool {
    let SessionState::SignedIn { organization, .. } =
        browser.get(paths::SESSION).await.json::<Session>().state
    else {
        panic!()
    };
    organization.access_list_required
}

#[tokio::test]
async fn keys_without_a_list_must_be_accepted_first() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = browser.create_key("ci").await.key.id;
    let problem = browser
        .require(true, None)
        .await
        .assert_refused(409, ProblemCode::ReportChanged);
    let report = problem.report.unwrap();
    assert_eq!(report.lockouts[0].id, id);
    assert!(!required(&browser).await);
}

#[tokio::test]
async fn a_report_that_is_stale_is_answered_with_the_new_one() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    browser.create_key("first").await;
    let stale = browser.preflight(&REQUIRE).await.fingerprint;
    let second = browser.create_key("second").await.key.id;
    let problem = browser
        .require(true, Some(&stale))
        .await
        .assert_refused(409, ProblemCode::ReportChanged);
    let report = problem.report.unwrap();
    assert_eq!((report.lockouts.len(), report.judged), (2, 3));
    assert!(report.lockouts.iter().any(|lockout| lockout.id == second));
    assert!(!required(&browser).await, "nothing has been done");
    assert_eq!(browser.require(true, Some(&report.fingerprint)).await.status, 200);
}

#[tokio::test]
async fn what_would_shut_keyhold_out_is_refused_whatever_was_accepted() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let own = browser.own_key().await.id.parse().unwrap();
    let (upstream, organization) = app.somebody_else().await;
    upstream
        .delete_entry(organization, own, "127.0.0.1".parse().unwrap())
        .await
        .unwrap();
    let fingerprint = browser.preflight(&REQUIRE).await.fingerprint;
    for accepted in [None, Some(fingerprint.as_str())] {
        let answer = browser.require(true, accepted).await;
        answer.assert_refused(409, ProblemCode::WouldLockOut);
    }
    assert!(!required(&browser).await);
}

#[tokio::test]
async fn the_requirement_is_seen_at_once_and_turned_off_without_a_question() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    assert!(!required(&browser).await);
    let answer = browser.require(true, None).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.json::<Organization>().access_list_required);
    assert!(required(&browser).await, "within the minute for which it is kept");
    browser.create_key("ci").await;
    assert_eq!(browser.require(false, None).await.status, 200);
    assert!(!required(&browser).await);
}
