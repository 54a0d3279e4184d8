//! What each call asks for.

use access::{OrganizationRole, ProjectRole};
use upstream::{KeyChange, Settings};

use super::{Asked, KEY, ORGANIZATION, Script, empty_list, json, signed};

const PROJECT: &str = "65f0c0ffee65f0c0ffee65f2";
const BASE: &str = "/api/atlas/v2";

/// Answers everything with an empty list; most calls cannot read that, and none of these tests cares.
async fn script() -> Script {
    Script::new(|asked, _| signed(asked, empty_list())).await
}

fn last(script: &Script) -> Asked {
    script.asked().pop().unwrap()
}

#[tokio::test]
async fn every_call_asks_for_the_version_it_understands() {
    let script = script().await;
    script.upstream.organizations().await.unwrap();
    assert_eq!(last(&script).accept, "application/vnd.atlas.2023-01-01+json");
    assert_eq!(
        last(&script).target,
        format!("{BASE}/orgs?itemsPerPage=500&pageNum=1")
    );
}

#[tokio::test]
async fn the_digest_names_the_target_as_sent() {
    let script = script().await;
    let (organization, key) = (ORGANIZATION.parse().unwrap(), KEY.parse().unwrap());
    script
        .upstream
        .delete_entry(organization, key, "192.0.2.0/24".parse().unwrap())
        .await
        .unwrap();
    let asked = last(&script);
    let target = format!("{BASE}/orgs/{ORGANIZATION}/apiKeys/{KEY}/accessList/192.0.2.0%2F24");
    assert_eq!((asked.method.as_str(), &asked.target), ("DELETE", &target));
    assert!(
        asked
            .authorization
            .unwrap()
            .contains(&format!("uri=\"{target}\""))
    );
}

#[tokio::test]
async fn a_single_address_goes_without_a_prefix() {
    let script = script().await;
    let (organization, key) = (ORGANIZATION.parse().unwrap(), KEY.parse().unwrap());
    let entries =
        ["192.0.2.7", "10.0.0.0/8", "2001:db8::7", "2001:db8::/32"].map(|text| text.parse().unwrap());
    script
        .upstream
        .add_entries(organization, key, &entries)
        .await
        .unwrap();
    assert_eq!(
        last(&script).body,
        r#"[{"ipAddress":"192.0.2.7"},{"cidrBlock":"10.0.0.0/8"},{"ipAddress":"2001:db8:0:0:0:0:0:7"},{"cidrBlock":"2001:db8:0:0:0:0:0:0/32"}]"#
    );
    script
        .upstream
        .delete_entry(organization, key, entries[0])
        .await
        .unwrap();
    assert!(last(&script).target.ends_with("/accessList/192.0.2.7"));
}

#[tokio::test]
async fn bodies_say_only_what_is_meant() {
    let script = script().await;
    let (organization, key) = (ORGANIZATION.parse().unwrap(), KEY.parse().unwrap());
    let _ = script
        .upstream
        .create_key(organization, &"ci".parse().unwrap(), &[OrganizationRole::Owner])
        .await;
    assert_eq!(last(&script).body, r#"{"desc":"ci","roles":["ORG_OWNER"]}"#);
    let change = KeyChange {
        description: Some("cd".parse().unwrap()),
        roles: None,
    };
    let _ = script.upstream.change_key(organization, key, &change).await;
    assert_eq!(last(&script).method, "PATCH");
    assert_eq!(last(&script).body, r#"{"desc":"cd"}"#);
    let settings = Settings {
        api_access_list_required: true,
    };
    let _ = script.upstream.change_settings(organization, settings).await;
    assert_eq!(
        last(&script).target,
        format!("{BASE}/orgs/{ORGANIZATION}/settings")
    );
    assert_eq!(last(&script).body, r#"{"apiAccessListRequired":true}"#);
}

#[tokio::test]
async fn a_key_is_assigned_with_a_list_of_one_set_of_roles_and_changed_with_the_set_alone() {
    let script = script().await;
    let (project, key) = (PROJECT.parse().unwrap(), KEY.parse().unwrap());
    let roles = [ProjectRole::ReadOnly, ProjectRole::ClusterManager];
    let target = format!("{BASE}/groups/{PROJECT}/apiKeys/{KEY}");
    script.upstream.assign_key(project, key, &roles).await.unwrap();
    let asked = last(&script);
    assert_eq!((asked.method.as_str(), &asked.target), ("POST", &target));
    assert_eq!(
        asked.body,
        r#"[{"roles":["GROUP_READ_ONLY","GROUP_CLUSTER_MANAGER"]}]"#
    );
    let _ = script.upstream.change_project_roles(project, key, &roles).await;
    let asked = last(&script);
    assert_eq!((asked.method.as_str(), &asked.target), ("PATCH", &target));
    assert_eq!(
        asked.body,
        r#"{"roles":["GROUP_READ_ONLY","GROUP_CLUSTER_MANAGER"]}"#
    );
    script.upstream.unassign_key(project, key).await.unwrap();
    let asked = last(&script);
    assert_eq!((asked.method.as_str(), &asked.target), ("DELETE", &target));
}

#[tokio::test]
async fn every_page_is_asked_for_on_the_same_host() {
    let script = Script::new(|asked, _| {
        let next = r#"{"href":"http://elsewhere.example/","rel":"next"}"#;
        let page = |id: &str, links: &str| {
            json(
                200,
                format!(r#"{{"links":[{links}],"results":[{{"id":"{id}","name":"a"}}],"totalCount":2}}"#),
            )
        };
        signed(
            asked,
            if asked.target.ends_with("pageNum=1") {
                page(KEY, next)
            } else {
                page(ORGANIZATION, "")
            },
        )
    })
    .await;
    let found = script
        .upstream
        .projects(ORGANIZATION.parse().unwrap())
        .await
        .unwrap();
    let ids: Vec<_> = found.iter().map(|project| project.id.to_string()).collect();
    assert_eq!(ids, [KEY, ORGANIZATION]);
    assert_eq!(script.asked().len(), 3);
    assert!(
        last(&script)
            .target
            .ends_with("/groups?itemsPerPage=500&pageNum=2")
    );
}

#[tokio::test]
async fn an_organization_of_five_thousand_keys_is_ten_pages() {
    let script = Script::new(|asked, _| {
        let number: usize = asked.target.rsplit('=').next().unwrap().parse().unwrap();
        let key = |index: usize| {
            let id = format!("{:024x}", (number - 1) * 500 + index);
            format!(
                r#"{{"desc":"ci","id":"{id}","privateKey":"********-****-****-01bdd56c8977","publicKey":"gswvkocq","roles":[]}}"#
            )
        };
        let keys: Vec<_> = (0..500).map(key).collect();
        let next = if number < 10 { r#"{"href":"x","rel":"next"}"# } else { "" };
        let page = format!(r#"{{"links":[{next}],"results":[{}]}}"#, keys.join(","));
        signed(asked, json(200, page))
    })
    .await;
    let keys = script.upstream.keys(ORGANIZATION.parse().unwrap()).await.unwrap();
    assert_eq!((keys.len(), script.asked().len()), (5000, 11));
    assert_eq!(keys[4999].id.to_string(), format!("{:024x}", 4999));
}
