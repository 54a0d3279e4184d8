//! Holding answers to the published description: whatever is not as described is found, and every difference that is on
//! purpose is met. One that is met no more must go.

use access::OrganizationRole::Member;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, RequestBuilder, Version};
use serde_json::{Value, json};

use crate::support::description::{Description, Deviation};
use crate::support::{Answer, Client, DIFFERENCES, Server};

const NEWEST: &str = "application/vnd.atlas.2025-03-12+json";

/// In what the answer to a request is not as described.
async fn met(
    description: &Description,
    client: &Client,
    (method, path): (Method, &str),
    make: impl Fn(RequestBuilder) -> RequestBuilder,
) -> Vec<Deviation> {
    let answer: Answer = client.proven(method.clone(), path, make).await;
    description.deviations(&method, &client.target(path), &answer)
}

/// A description of one thing, of our own.
fn of_one_thing() -> Description {
    let thing = json!({
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": { "type": "string", "pattern": "^[a-f0-9]{4}$" },
            "count": { "type": "integer", "format": "int32", "minimum": 1 },
            "made": { "type": "string", "format": "date-time" },
            "note": { "type": "string", "nullable": true },
            "colour": { "type": "string", "enum": ["red", "blue"] },
            "parts": { "type": "array", "minItems": 1, "items": { "$ref": "#/components/schemas/Thing" } },
        },
    });
    Description::of(json!({
        "paths": { "/api/atlas/v2/things/{id}": { "get": { "responses": {
            "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
            "404": { "$ref": "#/components/responses/gone" },
        } } } },
        "components": {
            "schemas": { "Thing": thing },
            "responses": { "gone": { "content": { "application/json": { "schema": { "type": "object" } } } } },
        },
    }))
}

fn answer(status: u16, content_type: &str, body: &Value) -> Answer {
    Answer {
        status,
        version: Version::HTTP_11,
        headers: [(CONTENT_TYPE, content_type.parse().unwrap())]
            .into_iter()
            .collect(),
        text: body.to_string(),
    }
}

#[test]
fn whatever_is_not_as_described_is_found() {
    let description = of_one_thing();
    let found = |target: &str, method: Method, answer: Answer| {
        let deviations = description.deviations(&method, &format!("/api/atlas/v2{target}"), &answer);
        deviations
            .iter()
            .map(|deviation| deviation.what.to_string())
            .collect::<Vec<_>>()
    };
    let thing = |body: Value| found("/things/1", Method::GET, answer(200, "application/json", &body));
    for (body, what) in [
        (json!({}), "id: required"),
        (json!([]), ": type"),
        (json!({ "id": "xyz" }), "id: pattern"),
        (json!({ "id": "12ab", "count": 0 }), "count: minimum"),
        (
            json!({ "id": "12ab", "count": 4_294_967_296_u64 }),
            "count: maximum",
        ),
        (json!({ "id": "12ab", "made": "yesterday" }), "made: format"),
        (json!({ "id": "12ab", "count": null }), "count: type"),
        (json!({ "id": "12ab", "colour": "green" }), "colour: enum"),
        (json!({ "id": "12ab", "parts": [] }), "parts: minItems"),
        (
            json!({ "id": "12ab", "parts": [{ "id": "12ab", "size": 1 }] }),
            "parts/*/size: additionalProperties",
        ),
    ] {
        assert_eq!(thing(body.clone()), [what], "{body}");
    }
    let good =
        json!({ "id": "12ab", "note": null, "made": "2026-08-10T03:02:57Z", "parts": [{ "id": "34cd" }] });
    assert_eq!(thing(good.clone()), [""; 0]);
    let envelope = json!({ "content": { "id": "xyz" }, "status": 200 });
    let enveloped = found(
        "/things/1?envelope=true",
        Method::GET,
        answer(200, "application/json", &envelope),
    );
    assert_eq!(enveloped, ["id: pattern"]);
    let good = |status, content_type| answer(status, content_type, &good);
    assert_eq!(
        found("/things/1", Method::GET, good(201, "application/json")),
        ["status 201"]
    );
    assert_eq!(
        found("/things/1", Method::GET, good(200, "text/plain")),
        ["type text/plain"]
    );
    assert_eq!(
        found("/things/1", Method::PATCH, good(200, "application/json")),
        ["method"]
    );
    assert_eq!(
        found("/things", Method::GET, good(200, "application/json")),
        ["path"]
    );
    assert_eq!(
        found(
            "/things/1/",
            Method::GET,
            answer(404, "application/json", &json!([]))
        ),
        [": type"]
    );
}

#[tokio::test]
async fn each_difference_is_still_there() {
    let Some(description) = Description::get() else {
        return;
    };
    let server = Server::start().await;
    let (owner, project) = (server.owner(), server.project("Payments").await);
    let stranger = server.client_at(&server.owner, "127.0.0.2");
    let unused = server.key(&[Member], &["192.0.2.7"]).await;
    let spoilt = server.key(&[Member], &[]).await;
    sqlx::query("UPDATE api_keys SET sealed_ha1 = x'00' WHERE id = ?")
        .bind(spoilt.id.to_string())
        .execute(&mut server.database().await)
        .await
        .unwrap();
    let spoilt = server.client(&spoilt);

    let keys = server.org("/apiKeys");
    let badly_paged = format!("{keys}?pageNum=0");
    let long = format!("/orgs?name={}", "a".repeat(4096));
    let list = server.of_key(&unused, "/accessList");
    let events = server.org("/events");
    let of_project = format!("/groups/{project}");
    let cluster = format!("{of_project}/clusters/c0/backup/restoreJobs");
    let serverless = format!("{of_project}/serverless/c0/backup/restoreJobs");
    let nowhere = "/rateLimits?groupId=111111111111111111111111";
    let another = json!({ "name": "Point of Sale", "orgId": server.organization.to_string() });
    let taken = json!({ "name": "Point of Sale" });
    let too_large = " ".repeat(1024 * 1024 + 1);

    let mut found = vec![];
    for (client, method, path, body) in [
        (&owner, Method::GET, badly_paged.as_str(), None),
        (&owner, Method::GET, &long, None),
        (&owner, Method::POST, "/orgs", Some(json!({}).to_string())),
        (&owner, Method::POST, &keys, Some(too_large)),
        (&stranger, Method::GET, &cluster, None),
        (&stranger, Method::GET, &serverless, None),
        (&spoilt, Method::GET, "/orgs", None),
        (&owner, Method::GET, &list, None),
        (&owner, Method::GET, &events, None),
        (&owner, Method::POST, "/groups", Some(another.to_string())),
        (&owner, Method::PATCH, &of_project, Some(taken.to_string())),
        (&owner, Method::GET, nowhere, None),
        (&owner, Method::DELETE, &of_project, None),
    ] {
        let json = |request: RequestBuilder| {
            let request = request
                .header("accept", NEWEST)
                .header("content-type", "application/json");
            request.body(body.clone().unwrap_or_default())
        };
        found.extend(met(description, client, (method, path), json).await);
    }
    let any_version = |request: RequestBuilder| request.header("accept", "*/*");
    found.extend(met(description, &owner, (Method::GET, &keys), any_version).await);
    let text = |request: RequestBuilder| {
        let request = request
            .header("accept", NEWEST)
            .header("content-type", "text/plain");
        request.body("{}")
    };
    found.extend(met(description, &owner, (Method::POST, &keys), text).await);

    for difference in DIFFERENCES {
        let met = found.iter().any(|deviation| difference.explains(deviation));
        assert!(met, "met no more, so that it must go: {}", difference.told());
    }
}
