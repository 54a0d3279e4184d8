//! Every endpoint there is, asked by who must not get an answer, and asked in every way an answer can be asked for. A new
//! endpoint is in these tests as soon as it is in the table of actions.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::num::NonZeroU32;

use access::OrganizationRole::{Member, Owner};
use access::ProjectRole::ReadOnly;
use access::{Action, Method as ActionMethod, Permission};
use admin_api::{RateLimits, Serving};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Account, Answer, Client, Server, V2, assert_ok, assert_refused};

const BASES: &[&str] = &["/api/atlas/v1.0", "/api/atlas/v2", "/api/public/v1.0"];

/// What every key of an organization may do, however few its roles are. This list only shrinks: an endpoint that is not
/// on it is closed to the weakest key, and one that need not be on it is an error too.
const OPEN_TO_EVERY_KEY: &[Action] = &[
    Action::Root,
    Action::ListOrganizations,
    Action::GetOrganization,
    Action::ListOrganizationProjects,
    Action::GetOrganizationSettings,
    Action::ListOrganizationKeys,
    Action::GetOrganizationKey,
    Action::CreatePersonalKey,
    Action::ListProjects,
    Action::ListOrganizationEvents,
    Action::GetOrganizationEvent,
    Action::ListEventTypes,
    Action::ListRateLimits,
    Action::GetRateLimit,
];

/// What the parameters of the paths name: a project with a key in it, and an account with its keys. Both lists hold one
/// address.
struct World {
    server: Server,
    account: Account,
    parameters: Vec<(&'static str, String)>,
}

impl World {
    async fn new() -> Self {
        // So large that nothing here meets one.
        let server = Server::start_serving(Serving {
            rate_limits: RateLimits::default().times(NonZeroU32::MAX),
            ..Serving::default()
        })
        .await;
        let project = server.project("Payments").await;
        let key = server.key_in(&project, &[ReadOnly]).await;
        let account = server
            .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1"])
            .await;
        // Not the one that is asked with.
        let personal_keys = server.personal_keys(&account).await;
        let second = personal_keys.iter().find(|key| key["desc"] == "second");
        let personal_key = second.unwrap()["id"].as_str().unwrap().to_owned();
        let latest = |feed: String| {
            let client = server.owner();
            async move {
                let events = client.get(&format!("{feed}/events")).await.json();
                events["results"][0]["id"].as_str().unwrap().to_owned()
            }
        };
        let organization_event = latest(server.org("")).await;
        let project_event = latest(format!("/groups/{project}")).await;
        let organization = server.organization.to_string();
        let parameters = vec![
            (
                "{orgId}/events/{eventId}",
                format!("{organization}/events/{organization_event}"),
            ),
            (
                "{groupId}/events/{eventId}",
                format!("{project}/events/{project_event}"),
            ),
            ("{orgId}", organization),
            ("{groupId}", project),
            ("{apiUserId}", key.id.to_string()),
            ("{userId}", account.id.clone()),
            ("{keyId}", personal_key),
            ("{ipAddress}", "127.0.0.1".to_owned()),
            ("{clusterName}", "c0".to_owned()),
            ("{restoreJobId}", "65f0c0ffee00010203040507".to_owned()),
            ("{snapshotId}", "65f0c0ffee00010203040508".to_owned()),
            ("{endpointSetId}", "root_user".to_owned()),
        ];
        Self {
            server,
            account,
            parameters,
        }
    }

    /// Who may do everything an action of this path is about.
    fn master(&self, action: Action) -> Client {
        if action.rule().permission == Permission::SameAccount {
            self.server.as_account(&self.account)
        } else {
            self.server.owner()
        }
    }

    /// Every path of an action, with its base.
    fn paths(&self, action: Action) -> Vec<String> {
        let rule = action.rule();
        let mut paths = vec![];
        let has = |base: &&&str| match **base {
            "/api/atlas/v2" => rule.is_in_v2(),
            _ => rule.is_before_v2(),
        };
        for base in BASES.iter().filter(has) {
            paths.push(format!("{base}{}", self.filled(rule.path)));
            let deprecated = rule.deprecated_path().filter(|_| *base != "/api/atlas/v2");
            paths.extend(deprecated.map(|path| format!("{base}{}", self.filled(&path))));
        }
        paths
    }

    fn filled(&self, template: &str) -> String {
        let filled = self
            .parameters
            .iter()
            .fold(template.to_owned(), |path, (name, value)| {
                path.replace(name, value)
            });
        assert!(!filled.contains('{'), "nothing to put in {filled}");
        filled.trim_end_matches('/').to_owned()
    }
}

/// What refusals call a list below this path.
fn list_in_codes(path: &str) -> &'static str {
    let deprecated = path.starts_with("/api/atlas") && path.contains("/whitelist");
    if deprecated { "WHITELIST" } else { "ACCESS_LIST" }
}

async fn ask(client: &Client, action: Action, path: &str) -> Answer {
    client.send(method(action), path, None).await
}

fn method(action: Action) -> Method {
    match action.rule().method {
        ActionMethod::Get => Method::GET,
        ActionMethod::Post => Method::POST,
        ActionMethod::Patch => Method::PATCH,
        ActionMethod::Delete => Method::DELETE,
    }
}

#[tokio::test]
async fn without_a_proof_every_endpoint_answers_with_a_challenge() {
    let world = World::new().await;
    let client = world.server.owner();
    for &action in Action::ALL {
        for path in world.paths(action) {
            let answer = client.once(method(action), &path, |request| request).await;
            assert_eq!(answer.status, 401, "{action:?} {path}");
            assert!(answer.header("www-authenticate").starts_with("Digest "));
        }
    }
}

#[tokio::test]
async fn from_off_its_list_a_key_gets_nothing() {
    let world = World::new().await;
    let client = world.server.client_at(&world.server.owner, "127.0.0.2");
    for &action in Action::ALL {
        for path in world.paths(action) {
            let answer = ask(&client, action, &path).await;
            let code = format!("IP_ADDRESS_NOT_ON_{}", list_in_codes(&path));
            assert_refused(&answer, 403, &code, &["127.0.0.2"]);
        }
    }
}

#[tokio::test]
async fn without_a_list_a_key_gets_nothing_protected_and_nothing_at_all_where_one_is_required() {
    let world = World::new().await;
    let bare = world.server.client(&world.server.key(&[Owner], &[]).await);
    for required in [false, true] {
        let settings = json!({ "apiAccessListRequired": required });
        assert_ok(
            &world
                .server
                .owner()
                .patch(&world.server.org("/settings"), settings)
                .await,
        );
        for &action in Action::ALL {
            let protected = action.rule().protected;
            for path in world.paths(action).iter().filter(|_| required || protected) {
                let what = if required { "ORG" } else { "RESOURCE" };
                let code = format!("{what}_REQUIRES_{}", list_in_codes(path));
                let answer = ask(&bare, action, path).await;
                assert_refused(&answer, 403, &code, &["127.0.0.1"]);
            }
        }
    }
}

#[tokio::test]
async fn from_its_list_a_key_with_the_role_gets_everything() {
    let world = World::new().await;
    let mut actions = Action::ALL.to_vec();
    // What is within another thing is removed before that, and all is looked at before anything is removed.
    actions.sort_by_key(|action| {
        let rule = action.rule();
        (rule.method == ActionMethod::Delete, Reverse(rule.path.len()))
    });
    for action in actions {
        let master = world.master(action);
        for path in world.paths(action) {
            let answer = ask(&master, action, &path).await;
            assert!(
                !matches!(answer.status, 401 | 403),
                "{action:?} {path} {}",
                answer.text
            );
        }
    }
}

#[tokio::test]
async fn the_weakest_key_gets_what_every_key_gets_and_no_more() {
    let world = World::new().await;
    let weakest = world.server.key(&[Member], &["127.0.0.1"]).await;
    let weakest = world.server.client(&weakest);
    for &action in Action::ALL {
        for path in world.paths(action) {
            let answer = ask(&weakest, action, &path).await;
            if OPEN_TO_EVERY_KEY.contains(&action) {
                // Nobody can create a personal key any more, and everybody is told so.
                let gone = action == Action::CreatePersonalKey;
                let reads = action.rule().method == ActionMethod::Get;
                assert!(gone || reads, "{action:?} changes something");
                let status = if gone { 410 } else { 200 };
                assert_eq!(answer.status, status, "{action:?} {}", answer.text);
            } else {
                let of_a_list = answer.json()["errorCode"] == "API_KEY_ACCESS_LIST_ACCESS_DENIED";
                let refused = if of_a_list && path.starts_with("/api/public") {
                    400
                } else {
                    401
                };
                assert_eq!(answer.status, refused, "{action:?} {path} {}", answer.text);
                assert!(answer.headers.get("www-authenticate").is_none());
            }
        }
    }
}

#[tokio::test]
async fn the_owner_of_another_organization_gets_nothing_of_this_one() {
    let world = World::new().await;
    let stranger = world.server.client(&world.server.stranger().await);
    let elsewhere = |action: &Action| {
        let path = action.rule().path;
        path.contains("{orgId}") || path.contains("{groupId}")
    };
    for action in Action::ALL.iter().copied().filter(elsewhere) {
        for path in world.paths(action) {
            let answer = ask(&stranger, action, &path).await;
            let code = if path.contains("/groups/") {
                "NOT_IN_GROUP"
            } else {
                "USER_CANNOT_ACCESS_ORG"
            };
            assert_refused(&answer, 401, code, &[]);
        }
    }
}

#[tokio::test]
async fn a_method_that_is_not_declared_is_refused_and_options_tells_those_that_are() {
    let world = World::new().await;
    let mut declared: BTreeMap<String, Vec<Method>> = BTreeMap::new();
    for &action in Action::ALL {
        for path in world.paths(action) {
            declared.entry(path).or_default().push(method(action));
        }
    }
    let client = world.server.owner();
    for (path, methods) in &declared {
        let options = client.once(Method::OPTIONS, path, |request| request).await;
        assert_eq!(options.status, 204, "{path}");
        let allow = options.header("allow");
        let known = |method: &Method| allow.split(", ").any(|allowed| allowed == method.as_str());
        assert!(methods.iter().all(known), "{path} {allow}");
        for undeclared in [
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ] {
            let head = undeclared == Method::HEAD && methods.contains(&Method::GET);
            if methods.contains(&undeclared) || head {
                continue;
            }
            let is_head = undeclared == Method::HEAD;
            let answer = client.once(undeclared, path, |request| request).await;
            assert_eq!(answer.header("allow"), allow, "{path}");
            if is_head {
                assert_eq!(answer.status, 405, "{path}");
            } else {
                assert_refused(&answer, 405, "METHOD_NOT_ALLOWED", &[allow]);
            }
        }
    }
}

#[tokio::test]
async fn what_can_be_read_can_be_read_in_every_way() {
    let world = World::new().await;
    let reads = |action: &Action| action.rule().method == ActionMethod::Get && !action.rule().is_passed_on();
    for action in Action::ALL.iter().copied().filter(reads) {
        for path in world.paths(action) {
            let client = world.master(action);
            let plain = client.get(&path).await;
            assert_ok(&plain);
            assert_eq!(client.get(&format!("{path}/")).await.text, plain.text);
            let head = client.send(Method::HEAD, &path, None).await;
            assert_eq!((head.status, head.text.as_str()), (200, ""));
            assert_eq!(head.header("content-length"), plain.text.len().to_string());

            let json = plain.json();
            let pretty = client.get(&format!("{path}?pretty=true")).await;
            assert!(pretty.text.lines().count() > 5, "{path}");
            assert_eq!(pretty.json(), json);
            let mut enveloped = client.get(&format!("{path}?envelope=true")).await.json();
            assert_eq!(enveloped["status"], 200, "{path}");
            if json.get("results").is_none() {
                assert_eq!(enveloped["content"], json);
                continue;
            }
            enveloped.as_object_mut().unwrap().remove("status");
            assert_eq!(enveloped, json);
            assert_list(&client, &path, &json).await;
        }
    }
}

async fn assert_list(client: &Client, path: &str, list: &Value) {
    assert_eq!(
        list["totalCount"],
        list["results"].as_array().unwrap().len(),
        "{path}"
    );
    let own = list["links"][0]["href"].as_str().unwrap();
    let expected = |parameter| own.contains(parameter);
    assert!(
        ["?includeCount=true", "&pageNum=1&itemsPerPage=100"]
            .into_iter()
            .all(expected),
        "{own}"
    );
    for (query, parameter) in [
        ("pageNum=0", "pageNum"),
        ("itemsPerPage=501", "itemsPerPage"),
        ("includeCount=x", "includeCount"),
    ] {
        let answer = client.get(&format!("{path}?{query}")).await;
        assert_refused(&answer, 400, "INVALID_QUERY_PARAMETER", &[parameter]);
    }
    let uncounted = client.get(&format!("{path}?includeCount=false")).await.json();
    assert_eq!(uncounted["totalCount"], 0);
    assert_eq!(uncounted["results"], list["results"]);
    let beyond = client
        .get(&format!("{path}?pageNum=9&itemsPerPage=100"))
        .await
        .json();
    assert_eq!(beyond["results"], serde_json::json!([]));
    let relations: Vec<_> = beyond["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| &link["rel"])
        .collect();
    assert_eq!(relations, ["previous", "self"]);
}

#[tokio::test]
async fn what_takes_a_body_takes_json_of_a_mebibyte_and_nothing_else() {
    let world = World::new().await;
    let takes_one = |action: &Action| {
        let writes = matches!(action.rule().method, ActionMethod::Post | ActionMethod::Patch);
        // One answers without looking at the body, others leave that to the backend.
        writes && *action != Action::CreatePersonalKey && !action.rule().is_passed_on()
    };
    for action in Action::ALL.iter().copied().filter(takes_one) {
        let client = world.master(action);
        for path in world.paths(action) {
            for (content_type, body, status, code) in [
                ("text/plain", "{}".to_owned(), 415, "UNSUPPORTED_MEDIA_TYPE"),
                ("application/json", "{".to_owned(), 400, "MALFORMED_JSON"),
                ("application/json", "true".to_owned(), 400, "INVALID_JSON"),
                (
                    "application/json",
                    " ".repeat(1024 * 1024 + 1),
                    413,
                    "REQUEST_BODY_TOO_LARGE",
                ),
            ] {
                let answer = client
                    .proven(method(action), &path, |request| {
                        request
                            .header("accept", format!("application/json, {V2}"))
                            .header("content-type", content_type)
                            .body(body.clone())
                    })
                    .await;
                assert_refused(&answer, status, code, &[]);
            }
        }
    }
}
