use access::{AddressBlock, OperatorRole, OrganizationRole};
use admin_api::Author;
use contract::{Actor, Event, EventPage, Key, ProblemCode, paths};
use reqwest::Method;

use crate::app::{Answer, App, Browser, OUR_PROJECT};

const OTHER_PROJECT: &str = "66f472001c4c3d27c199f0d2";

async fn ask(browser: &Browser<'_>, query: &str) -> Answer {
    browser.get(&format!("{}?{query}", paths::EVENTS)).await
}

async fn page(browser: &Browser<'_>, query: &str) -> EventPage {
    let answer = ask(browser, query).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    answer.json()
}

fn kinds(page: &EventPage) -> Vec<&str> {
    page.events.iter().map(|event| event.kind.as_str()).collect()
}

/// Makes keys with one entry each, all at once: two events a key.
async fn make_keys(app: &App, how_many: usize) {
    let api = app.admin_api().await;
    let organization = api.organizations().await.unwrap().remove(0).id;
    let entry: AddressBlock = "192.0.2.0/24".parse().unwrap();
    for number in 0..how_many {
        let description = format!("many {number}").parse().unwrap();
        let author = Author::User("test".into());
        api.create_key(
            organization,
            &description,
            &[OrganizationRole::Member],
            &[entry],
            author,
        )
        .await
        .unwrap();
    }
}

async fn delete(browser: &Browser<'_>, key: &Key) {
    let answer = browser.ask(Method::DELETE, &paths::key(&key.id)).send().await;
    assert_eq!(answer.status, 204, "{}", answer.text());
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_refused_by_its_name() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    for (query, field) in [
        ("kind=API_KEY_EATEN", "kind"),
        ("kind=api_key_created", "kind"),
        ("address=192.0.2", "address"),
        ("address=0.0.0.0%2F0", "address"),
        ("from=yesterday", "from"),
        ("from=2026-02-30", "from"),
        ("from=9999-12-31T23:59:59-23:59", "from"),
        ("until=0000-01-01T00:00:00%2B23:59", "until"),
        ("until=-0001-01-01", "until"),
        ("until=2026-8-1", "until"),
        ("until=2026-08-10T10:00:00", "until"),
        ("from=2026-08-10&until=2026-08-09", "until"),
        ("after=2", "after"),
        ("project=payments", "project"),
    ] {
        let answer = ask(&browser, query).await;
        let problem = answer.assert_refused(422, ProblemCode::Invalid);
        assert_eq!(problem.field.as_deref(), Some(field), "{query}: {problem}");
    }
    for query in ["types=x", "kind=a&kind=b"] {
        ask(&browser, query)
            .await
            .assert_refused(400, ProblemCode::Invalid);
    }
    ask(&browser, "project=65f0c0ffee65f0c0ffee65f0")
        .await
        .assert_refused(404, ProblemCode::NotFound);
}

#[tokio::test]
async fn another_project_is_not_told_to_whoever_is_in_one() {
    let app = App::with_sample().await;
    let browser = app.sign_in_with(OperatorRole::ProjectReadOnly).await;
    let answer = ask(&browser, &format!("project={OTHER_PROJECT}")).await;
    answer.assert_refused(403, ProblemCode::Forbidden);
    page(&browser, &format!("project={OUR_PROJECT}")).await;
    page(&browser, "").await;
}

#[tokio::test]
async fn an_event_tells_who_did_what_to_which_key_from_where() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let made = browser.create_key("ci").await.key;
    app.wait(1);
    browser.add(&made.id, &["192.0.2.7"]).await;
    let page = page(&browser, "").await;
    assert_eq!(page.next, None);
    let Event {
        kind,
        time,
        actor,
        address,
        target,
        entry,
        ..
    } = &page.events[0];
    assert_eq!(
        (kind.as_str(), entry.as_deref(), address.as_deref()),
        (
            "API_KEY_ACCESS_LIST_ENTRY_ADDED",
            Some("192.0.2.7/32"),
            Some("127.0.0.1")
        )
    );
    assert!(time.ends_with('Z'), "{time}");
    let Actor::Key(actor) = actor else {
        panic!("{actor:?}")
    };
    assert_eq!(actor.description.as_deref(), Some("Keyhold console"));
    let target = target.as_ref().unwrap();
    assert_eq!(
        (
            &target.public_key,
            target.id.as_ref(),
            target.description.as_deref()
        ),
        (&made.public_key, Some(&made.id), Some("ci"))
    );
    assert!(
        page.types
            .iter()
            .any(|kind| kind == "ORG_PUBLIC_API_ACCESS_LIST_REQUIRED")
    );
    assert!(page.types.iter().all(|kind| kind != "SECURITY_CONTACT_MODIFIED"));
}

#[tokio::test]
async fn a_key_that_is_gone_is_found_by_its_public_key_and_has_no_page() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let made = browser.create_key("ci").await.key;
    app.wait(1);
    delete(&browser, &made).await;
    let found = page(&browser, &format!("key={}", made.public_key)).await;
    assert_eq!(kinds(&found), ["API_KEY_DELETED", "API_KEY_CREATED"]);
    let target = found.events[0].target.as_ref().unwrap();
    assert_eq!((&target.id, &target.description), (&None, &None));
}

#[tokio::test]
async fn each_filter_narrows() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let first = browser.create_key("deploy first").await.key;
    app.wait(24 * 60 * 60);
    let browser = app.sign_in().await;
    let second = browser.create_key("deploy second").await.key;
    app.wait(1);
    browser.add(&second.id, &["192.0.2.7"]).await;

    for key in [&second.id, &second.public_key] {
        let found = page(&browser, &format!("key={key}")).await;
        assert_eq!(
            kinds(&found),
            ["API_KEY_ACCESS_LIST_ENTRY_ADDED", "API_KEY_CREATED"]
        );
    }
    let created = page(&browser, "kind=API_KEY_CREATED&address=&key=").await;
    let targets: Vec<_> = created
        .events
        .iter()
        .map(|event| event.target.as_ref().unwrap())
        .collect();
    assert_eq!(
        (&targets[0].public_key, &targets[1].public_key),
        (&second.public_key, &first.public_key)
    );

    // A description is found by a part of it, whatever its case; several keys may have it.
    for (part, wanted) in [
        ("SECON", 2),
        ("%20deploy%20first%20", 1),
        ("deploy", 3),
        ("third", 0),
    ] {
        let found = page(&browser, &format!("key={part}")).await;
        assert_eq!(found.events.len(), wanted, "{part}: {:?}", kinds(&found));
    }

    // The first key of all was not made over the network.
    let everything = page(&browser, "").await.events.len();
    for address in ["127.0.0.1", "127.0.0.0/8", "::ffff:127.0.0.1"] {
        let found = page(&browser, &format!("address={}", address.replace('/', "%2F"))).await;
        assert_eq!(kinds(&found).len(), 3, "{address}");
        assert!(everything > 3);
    }
    assert!(page(&browser, "address=192.0.2.7").await.events.is_empty());

    // The clock begins on 2026-11-23 at 08:00.
    let day = |text: &str| created.events[1].time.starts_with(text);
    assert!(day("2026-11-23"), "{}", created.events[1].time);
    for (query, events) in [
        ("from=2026-11-24", 2),
        ("until=2026-11-23&key={first}", 1),
        (
            "from=2026-11-23&until=2026-11-23&kind=API_KEY_CREATED&key={first}",
            1,
        ),
        ("from=2026-11-25", 0),
    ] {
        let found = page(&browser, &query.replace("{first}", &first.public_key)).await;
        assert_eq!(found.events.len(), events, "{query}");
    }
}

#[tokio::test]
async fn the_next_page_goes_on_where_this_one_ended_whatever_comes_in_meanwhile() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    make_keys(&app, 60).await;
    let all = {
        let mut all = vec![];
        let mut query = String::new();
        loop {
            let found = page(&browser, &query).await;
            all.extend(found.events.into_iter().map(|event| event.id));
            match found.next {
                Some(next) => query = format!("after={next}"),
                None => break all,
            }
            // In the same second.
            browser.create_key("meanwhile").await;
        }
    };
    let mut distinct = all.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), all.len(), "nothing twice");
    let now = page(&browser, "kind=API_KEY_CREATED&key=zzzzzzzz").await;
    assert!(now.events.is_empty() && now.next.is_none());
    // Every key and every entry, and the organization with the key of the console.
    assert!(all.len() >= 2 * 60 + 2, "{}", all.len());
}

#[tokio::test]
async fn a_key_is_looked_for_far_back() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let made = browser.create_key("long ago").await.key;
    app.wait(1);
    make_keys(&app, 300).await;
    let found = page(&browser, &format!("key={}", made.id)).await;
    assert_eq!(kinds(&found), ["API_KEY_CREATED"]);
    assert_eq!(found.next, None);
}
