use bff::Duty;
use contract::{ProblemCode, Session, SessionState, SetUp, paths};
use reqwest::Method;

use crate::app::{Answer, App, PASSWORD, add_operator};

fn form(token: &str) -> SetUp {
    SetUp {
        token: token.into(),
        operator_name: "Grace".into(),
        password: PASSWORD.into(),
        organization_name: Some("Acme Robotics".into()),
    }
}

fn token(app: &App) -> String {
    let link = app.server.set_up_link().unwrap();
    let token = link.strip_prefix(&format!("{}/set-up#", app.origin())).unwrap();
    token.to_owned()
}

async fn set_up(app: &App, form: &SetUp) -> Answer {
    app.ask(Method::POST, paths::SET_UP).json(form).send().await
}

#[tokio::test]
async fn without_the_token_nothing_is_looked_at() {
    let app = App::untouched().await;
    for wrong in ["", "x", &"A".repeat(43)] {
        let sent = SetUp {
            password: "short".into(),
            ..form(wrong)
        };
        set_up(&app, &sent)
            .await
            .assert_refused(410, ProblemCode::LinkExpired);
    }
}

#[tokio::test]
async fn what_cannot_be_taken_is_told_at_its_field_and_costs_no_token() {
    let app = App::untouched().await;
    let good = form(&token(&app));
    for (sent, field) in [
        (
            SetUp {
                operator_name: "  ".into(),
                ..good.clone()
            },
            "operatorName",
        ),
        (
            SetUp {
                operator_name: "x".repeat(65),
                ..good.clone()
            },
            "operatorName",
        ),
        (
            SetUp {
                password: "elevenchars".into(),
                ..good.clone()
            },
            "password",
        ),
        (
            SetUp {
                organization_name: None,
                ..good.clone()
            },
            "organizationName",
        ),
        (
            SetUp {
                organization_name: Some("bad/name".into()),
                ..good.clone()
            },
            "organizationName",
        ),
    ] {
        let problem = set_up(&app, &sent)
            .await
            .assert_refused(422, ProblemCode::Invalid);
        assert_eq!(problem.field.as_deref(), Some(field), "{problem:?}");
    }
    assert_eq!(set_up(&app, &good).await.status, 201);
}

#[tokio::test]
async fn the_link_counts_once() {
    let app = App::untouched().await;
    let good = form(&token(&app));
    assert_eq!(set_up(&app, &good).await.status, 201);
    let again = SetUp {
        operator_name: "Mallory".into(),
        ..good
    };
    set_up(&app, &again)
        .await
        .assert_refused(410, ProblemCode::LinkExpired);
}

#[tokio::test]
async fn of_two_who_have_the_link_one_wins() {
    let app = App::untouched().await;
    let (one, other) = (
        form(&token(&app)),
        SetUp {
            operator_name: "Mallory".into(),
            ..form(&token(&app))
        },
    );
    let (one, other) = tokio::join!(set_up(&app, &one), set_up(&app, &other));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 410]);
}

#[tokio::test]
async fn an_operator_added_elsewhere_ends_the_link() {
    let app = App::untouched().await;
    add_operator(&app.data_dir(), "Ada", Duty::owner()).await;
    set_up(&app, &form(&token(&app)))
        .await
        .assert_refused(410, ProblemCode::LinkExpired);
}

#[tokio::test]
async fn the_first_operator_is_signed_in_to_the_organization_they_named() {
    let app = App::untouched().await;
    let answer = set_up(&app, &form(&token(&app))).await;
    let SessionState::SignedIn {
        operator,
        organization,
        ..
    } = answer.json::<Session>().state
    else {
        panic!()
    };
    assert_eq!(
        (operator.name.as_str(), organization.name.as_str()),
        ("Grace", "Acme Robotics")
    );
    let answer = app
        .ask(Method::GET, paths::KEYS)
        .cookie(&answer.cookie())
        .send()
        .await;
    assert_eq!(answer.json::<contract::KeyList>().keys.len(), 1);
}

#[tokio::test]
async fn an_organization_that_is_there_is_taken() {
    let app = App::untouched().await;
    app.admin_api()
        .await
        .create_organization(&"Acme".parse().unwrap())
        .await
        .unwrap();
    let answer = set_up(
        &app,
        &SetUp {
            organization_name: None,
            ..form(&token(&app))
        },
    )
    .await;
    let SessionState::SignedIn { organization, .. } = answer.json::<Session>().state else {
        panic!()
    };
    assert_eq!(organization.name, "Acme");
}
