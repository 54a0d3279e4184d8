//! `docs/api.md` prints who may do what; this is who compares it with the code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::net::{IpAddr, Ipv4Addr};

use access::{
    AccessList, Action, Actor, AddressBlock, Decision, Identity, KeyId, Method, Operation, OrganizationId,
    OrganizationPolicy, OrganizationRole, Permission, ProjectId, ProjectRole, Role, decide,
};

const DOCUMENT: &str = include_str!("../../../docs/api.md");
const HERE: OrganizationId = OrganizationId::from_bytes([1; 12]);
const PROJECT: ProjectId = ProjectId::from_bytes([2; 12]);

#[track_caller]
fn assert_documented(what: &str, table: &str) {
    let begin = format!("<!-- {what}: printed from the code -->\n");
    let (_, rest) = DOCUMENT.split_once(&begin).expect("where the table begins");
    let (documented, _) = rest.split_once("<!-- end -->").expect("where the table ends");
    assert!(
        documented == table,
        "put this in docs/api.md, between “<!-- {what}: …” and “<!-- end -->”:\n\n{table}"
    );
}

#[test]
fn the_table_of_endpoints_is_that_of_the_code() {
    let mut table =
        String::from("| method | path | what it does | who may | protected |\n|---|---|---|---|---|\n");
    for action in Action::ALL {
        let rule = action.rule();
        let method = match rule.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        };
        let deprecated = rule.deprecated_path();
        let mut notes = deprecated.map_or(String::new(), |path| format!("<br>deprecated: `{path}`"));
        if !rule.is_in_v2() {
            notes += "<br>not in v2";
        }
        if !rule.is_before_v2() {
            notes += "<br>in v2 only, from 2025-03-12";
        }
        if rule.is_passed_on() {
            notes += "<br>for the backend";
        }
        table += &format!(
            "| {method} | `{}`{notes} | {} | {} | {} |\n",
            rule.path,
            rule.name,
            rule.permission.label(),
            if rule.protected { "yes" } else { "" },
        );
    }
    assert_documented("endpoints", &table);
}

#[test]
fn the_table_of_permissions_is_that_of_the_decision() {
    let mut table = String::from("| who may | roles that give it |\n|---|---|\n");
    let mut told: Vec<Permission> = vec![];
    for &action in Action::ALL {
        let permission = action.rule().permission;
        if !told.contains(&permission) {
            told.push(permission);
            table += &format!("| {} | {} |\n", permission.label(), roles_that_give(action));
        }
    }
    assert_documented("permissions", &table);
}

fn roles_that_give(action: Action) -> String {
    let of_organization: Vec<_> = OrganizationRole::ALL
        .iter()
        .filter(|role| allows(Role::Organization(HERE, **role), action))
        .map(|role| role.wire())
        .collect();
    let of_project: Vec<_> = ProjectRole::ALL
        .iter()
        .filter(|role| allows(Role::Project(PROJECT, **role), action))
        .map(|role| role.wire())
        .collect();
    let kinds = [
        (
            of_organization,
            OrganizationRole::ALL.len(),
            "every role in the organization",
        ),
        (of_project, ProjectRole::ALL.len(), "every role in the project"),
    ];
    let parts: Vec<_> = kinds
        .into_iter()
        .filter(|(roles, ..)| !roles.is_empty())
        .map(|(roles, all, every)| {
            if roles.len() == all {
                every.to_owned()
            } else {
                roles.join(", ")
            }
        })
        .collect();
    if parts.is_empty() {
        "none".to_owned()
    } else {
        parts.join("; ")
    }
}

fn allows(role: Role, action: Action) -> bool {
    let client = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let decision = decide(
        &Actor {
            identity: Identity::Key(KeyId::from_bytes([3; 12])),
            organization: HERE,
            roles: &[role],
            access_list: &AccessList::default().with(AddressBlock::from_address(client)),
        },
        &OrganizationPolicy {
            organization: HERE,
            access_list_required: false,
        },
        client,
        &Operation {
            action,
            organization: HERE,
            project: Some(PROJECT),
            subject: None,
        },
    );
    matches!(decision, Decision::Allowed { .. })
}
