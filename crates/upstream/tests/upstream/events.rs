//! What is read of events, and how they are asked for.

use access::ProjectId;
use time::OffsetDateTime;
use upstream::{Actor, EventFilter, Feed};

use super::{KEY, ORGANIZATION, Script, empty_list, json, signed};

/// As recorded from the real server, without what is not read.
const EVENTS: &str = r#"{"links":[{"href":"x","rel":"next"}],"results":[
    {"apiKeyId":"65f0c0ffee65f0c0ffee65f1","created":"2026-08-10T10:11:12Z","eventTypeName":"API_KEY_ACCESS_LIST_ENTRY_ADDED",
     "id":"65f0c0ffee65f0c0ffee65f2","isGlobalAdmin":false,"links":[],"orgId":"65f0c0ffee65f0c0ffee65f0",
     "publicKey":"gswvkocq","remoteAddress":"192.0.2.7","targetPublicKey":"abcdefgh","whitelistEntry":"192.0.2.229"},
    {"created":"2026-08-10T10:11:11.250Z","eventTypeName":"SOMETHING_OF_TOMORROW","id":"65f0c0ffee65f0c0ffee65f3",
     "userId":"65f0c0ffee65f0c0ffee65f4","username":"ada@example.com","remoteAddress":"unknown","more":{"a":1}},
    {"created":"2026-08-10T10:11:10Z","eventTypeName":"ORG_CREATED","id":"65f0c0ffee65f0c0ffee65f5","whitelistEntry":"0.0.0.0/0"}
],"totalCount":0}"#;

#[tokio::test]
async fn an_event_is_read_with_whoever_did_it() {
    let script = Script::new(|asked, _| signed(asked, json(200, EVENTS))).await;
    let feed = Feed::Organization(ORGANIZATION.parse().unwrap());
    let page = script
        .upstream
        .events(feed, &EventFilter::default(), 1, 500)
        .await
        .unwrap();
    assert!(page.more);
    let [added, unknown, created] = page.events.try_into().unwrap();
    let by_key = Actor::Key {
        public_key: "gswvkocq".into(),
        id: Some(KEY.parse().unwrap()),
    };
    assert_eq!(
        (added.actor, added.kind.as_str()),
        (by_key, "API_KEY_ACCESS_LIST_ENTRY_ADDED")
    );
    assert_eq!(added.address, Some("192.0.2.7".parse().unwrap()));
    assert_eq!(added.target.as_deref(), Some("abcdefgh"));
    assert_eq!(added.entry.as_deref(), Some("192.0.2.229/32"));
    assert_eq!(unknown.actor, Actor::Account("ada@example.com".into()));
    assert_eq!((unknown.address, unknown.time.millisecond()), (None, 250));
    assert_eq!(
        (created.actor, created.entry.as_deref()),
        (Actor::Unnamed, Some("0.0.0.0/0"))
    );
}

#[tokio::test]
async fn what_is_asked_for_is_what_is_meant() {
    let script = Script::new(|asked, _| signed(asked, empty_list())).await;
    let project: ProjectId = KEY.parse().unwrap();
    let filter = EventFilter {
        kind: Some("API_KEY_CREATED".into()),
        from: Some(OffsetDateTime::UNIX_EPOCH),
        until: Some(OffsetDateTime::from_unix_timestamp(90).unwrap()),
    };
    let page = script
        .upstream
        .events(Feed::Project(project), &filter, 3, 100)
        .await
        .unwrap();
    assert!(!page.more && page.events.is_empty());
    assert_eq!(
        script.asked().pop().unwrap().target,
        format!(
            "/api/atlas/v2/groups/{KEY}/events?eventType=API_KEY_CREATED&minDate=1970-01-01T00%3A00%3A00Z\
             &maxDate=1970-01-01T00%3A01%3A30Z&includeCount=false&itemsPerPage=100&pageNum=3"
        )
    );
}

#[tokio::test]
async fn a_full_page_without_a_link_has_a_next_one() {
    let script = Script::new(|asked, _| signed(asked, json(200, EVENTS.replace("next", "self")))).await;
    let feed = Feed::Organization(ORGANIZATION.parse().unwrap());
    for (size, more) in [(3, true), (4, false)] {
        let page = script
            .upstream
            .events(feed, &EventFilter::default(), 1, size)
            .await
            .unwrap();
        assert_eq!(page.more, more, "{size}");
    }
}
