use std::time::Duration;

use access::OrganizationRole::{Member, Owner};
use serde_json::{Value, json};

use crate::orgs::org_id::groups::get::sample_key;
use crate::support::{Answer, Server, assert_ok, assert_refused};

/// The types of the events of an answer.
fn kinds(answer: &Answer) -> Vec<String> {
    assert_ok(answer);
    let json = answer.json();
    let events = json["results"].as_array().unwrap();
    events
        .iter()
        .map(|event| event["eventTypeName"].as_str().unwrap().to_owned())
        .collect()
}

/// A server that has seen, one an hour: a key, two entries and another description.
async fn eventful() -> (Server, Value) {
    let server = Server::start().await;
    let hour = Duration::from_secs(60 * 60);
    server.advance(hour);
    let made = server
        .owner()
        .post(
            &server.org("/apiKeys"),
            json!({ "desc": "new", "roles": ["ORG_MEMBER"] }),
        )
        .await;
    assert_ok(&made);
    let made = made.json();
    let key = server.org(&format!("/apiKeys/{}", made["id"].as_str().unwrap()));
    server.advance(hour);
    let entries = json!([{ "ipAddress": "192.168.0.229" }, { "cidrBlock": "10.0.0.0/8" }]);
    assert_ok(&server.owner().post(&format!("{key}/accessList"), entries).await);
    server.advance(hour);
    assert_ok(&server.owner().patch(&key, json!({ "desc": "newer" })).await);
    (server, made)
}

#[tokio::test]
async fn another_organization_is_refused() {
    let server = Server::start().await;
    let (organization, _) = sample_key(&server, Owner).await;
    let answer = server.owner().get(&format!("/orgs/{organization}/events")).await;
    assert_refused(&answer, 401, "USER_CANNOT_ACCESS_ORG", &[]);
}

#[tokio::test]
async fn filters_that_mean_nothing_are_refused() {
    let server = Server::start().await;
    for (query, code, parameters) in [
        ("minDate=yesterday", "INVALID_DATE_FORMAT", &["yesterday"][..]),
        ("maxDate=2026-02-30", "INVALID_DATE_FORMAT", &["2026-02-30"]),
        (
            "maxDate=2026-08-10T03:02:57",
            "INVALID_DATE_FORMAT",
            &["2026-08-10T03:02:57"],
        ),
        (
            "minDate=2026-08-10T00:00:01Z&maxDate=2026-08-10T00:00:00Z",
            "INVALID_DATE_RANGE",
            &["2026-08-10T00:00:01Z", "2026-08-10T00:00:00Z"],
        ),
        (
            "eventType=API_KEY_CREATED&eventType=key%20made",
            "INVALID_ENUM_VALUE",
            &["key made"],
        ),
        ("eventType=", "INVALID_ENUM_VALUE", &[""]),
        ("includeRaw=1", "INVALID_QUERY_PARAMETER", &["includeRaw"]),
        ("itemsPerPage=501", "INVALID_QUERY_PARAMETER", &["itemsPerPage"]),
    ] {
        let answer = server.owner().get(&server.org(&format!("/events?{query}"))).await;
        assert_refused(&answer, 400, code, parameters);
    }
}

#[tokio::test]
async fn the_newest_is_first_in_the_recorded_form() {
    let (server, key) = eventful().await;
    let reader = server.key(&[Member], &[]).await;
    let answer = server.client(&reader).get(&server.org("/events")).await;
    assert_eq!(
        kinds(&answer),
        [
            "API_KEY_CREATED",
            "API_KEY_DESCRIPTION_CHANGED",
            "API_KEY_ACCESS_LIST_ENTRY_ADDED",
            "API_KEY_ACCESS_LIST_ENTRY_ADDED",
            "API_KEY_CREATED",
            "API_KEY_ACCESS_LIST_ENTRY_ADDED",
            "API_KEY_CREATED",
            "ORG_CREATED",
        ]
    );
    let json = answer.json();
    assert_eq!(json["totalCount"], 8);
    let (id, url) = (&json["results"][3]["id"], server.url(&server.org("/events")));
    assert_eq!(
        json["results"][3],
        json!({
            "apiKeyId": server.owner.id.to_string(),
            "created": "2026-08-10T05:02:57Z",
            "eventTypeName": "API_KEY_ACCESS_LIST_ENTRY_ADDED",
            "id": id,
            "isGlobalAdmin": false,
            "links": [{ "href": format!("{url}/{}", id.as_str().unwrap()), "rel": "self" }],
            "orgId": server.organization.to_string(),
            "publicKey": server.owner.public_key.to_string(),
            "remoteAddress": "127.0.0.1",
            "targetPublicKey": key["publicKey"],
            "whitelistEntry": "192.168.0.229",
        })
    );
    assert_eq!(json["results"][2]["whitelistEntry"], "10.0.0.0/8");
    // What was not done over the network has a name in place of a key, and no address.
    let locally = &json["results"][7];
    assert_eq!(locally["username"], "keyhold");
    for absent in [
        "apiKeyId",
        "publicKey",
        "remoteAddress",
        "targetPublicKey",
        "groupId",
        "raw",
    ] {
        assert!(locally.get(absent).is_none(), "{absent}");
    }
}

#[tokio::test]
async fn members_stand_in_alphabetical_order() {
    let (server, _) = eventful().await;
    let text = server
        .owner()
        .get(&server.org("/events?includeRaw=true"))
        .await
        .text;
    let order = [
        "apiKeyId",
        "created",
        "eventTypeName",
        "id",
        "isGlobalAdmin",
        "links",
        "orgId",
        "publicKey",
        "raw",
        "remoteAddress",
        "targetPublicKey",
    ];
    let first = &text[text.find("results").unwrap()..];
    let places: Vec<_> = order
        .iter()
        .map(|name| first.find(&format!("\"{name}\":")).unwrap())
        .collect();
    assert!(places.is_sorted(), "{first}");
}

#[tokio::test]
async fn filters_narrow_the_feed_and_stand_in_its_links() {
    let (server, _) = eventful().await;
    let from_five = "minDate=2026-08-10T05:02:57Z";
    for (query, found) in [
        ("eventType=ORG_CREATED", 1),
        ("eventType=API_KEY_ACCESS_LIST_ENTRY_ADDED", 3),
        ("eventType=ORG_CREATED&eventType=API_KEY_DESCRIPTION_CHANGED", 2),
        ("eventType=CLUSTER_CREATED", 0),
        (from_five, 3),
        ("minDate=2026-08-10T05:02:57.5Z", 1),
        ("minDate=2026-08-10T07:02:57%2B02:00", 3),
        ("maxDate=2026-08-10T05:02:57.5Z&minDate=2026-08-10T05:02:57Z", 2),
        ("maxDate=2026-08-10", 0),
        ("minDate=2026-08-10&eventType=API_KEY_CREATED", 2),
        // Only projects' feeds know it.
        ("excludedEventType=ORG_CREATED", 7),
    ] {
        let answer = server.owner().get(&server.org(&format!("/events?{query}"))).await;
        assert_eq!(kinds(&answer).len(), found, "{query}");
        assert_eq!(answer.json()["totalCount"], found, "{query}");
    }
    let query = format!("{from_five}&eventType=API_KEY_CREATED&eventType=API_KEY_DELETED&maxDate=2026-08-11");
    let json = server
        .owner()
        .get(&server.org(&format!("/events?{query}")))
        .await
        .json();
    let url = server.url(&server.org("/events"));
    assert_eq!(
        json["links"],
        json!([{
            "href": format!(
                "{url}?eventType=API_KEY_CREATED&eventType=API_KEY_DELETED&includeCount=true&includeRaw=false\
                 &maxDate=2026-08-11&minDate=2026-08-10T05%3A02%3A57Z&pageNum=1&itemsPerPage=100"
            ),
            "rel": "self",
        }])
    );
}

#[tokio::test]
async fn pages_lead_to_each_other_whether_counted_or_not() {
    let (server, _) = eventful().await;
    for (count, total) in [("true", 7), ("false", 0)] {
        let mut seen = vec![];
        let mut next = Some(format!(
            "/api/atlas/v2{}?itemsPerPage=3&includeCount={count}",
            server.org("/events")
        ));
        while let Some(path) = next {
            let json = server.owner().get(&path).await.json();
            assert_eq!(json["totalCount"], total);
            let events = json["results"].as_array().unwrap();
            seen.extend(events.iter().map(|event| event["id"].to_string()));
            let links = json["links"].as_array().unwrap();
            let link = links.iter().find(|link| link["rel"] == "next");
            next = link.map(|link| {
                let href = link["href"].as_str().unwrap();
                href[href.find("/api").unwrap()..].to_owned()
            });
        }
        assert_eq!(seen.len(), 7);
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 7);
    }
}

#[tokio::test]
async fn the_raw_form_names_the_organization() {
    let (server, _) = eventful().await;
    let json = server
        .owner()
        .get(&server.org("/events?includeRaw=true&itemsPerPage=1"))
        .await
        .json();
    let event = &json["results"][0];
    assert_eq!(
        event["raw"],
        json!({
            "cre": event["created"],
            "description": "The description of an API key was changed",
            "id": event["id"],
            "orgId": server.organization.to_string(),
            "orgName": "Acme",
            "severity": "INFO",
        })
    );
}

#[tokio::test]
async fn what_happens_in_a_project_is_in_the_projects_feed_alone() {
    let server = Server::start().await;
    let (organization, key) = sample_key(&server, Owner).await;
    let feed = format!("/orgs/{organization}/events?itemsPerPage=500");
    let client = server.client(&key);
    let json = client.get(&feed).await.json();
    let events = json["results"].as_array().unwrap();
    assert!(
        events
            .iter()
            .all(|event| event["orgId"] == organization.to_string())
    );
    let of = |kind: &str| {
        events
            .iter()
            .filter(|event| event["eventTypeName"] == kind)
            .count()
    };
    assert_eq!((of("API_KEY_ADDED_TO_GROUP"), of("GROUP_CREATED")), (0, 3));
    let created = events
        .iter()
        .find(|event| event["eventTypeName"] == "GROUP_CREATED");
    assert!(created.unwrap()["groupId"].is_string());
}
