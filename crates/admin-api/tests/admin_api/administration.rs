//! What the command line and the BFF's binary do without HTTP.

use access::OrganizationRole::{Member, Owner};
use admin_api::{Author, Error};

use crate::support::Server;

#[tokio::test]
async fn a_second_organization_of_a_name_is_refused() {
    let server = Server::start().await;
    let name = "Acme".parse().unwrap();
    let error = server.api.create_organization(&name).await.unwrap_err();
    assert!(
        matches!(&error, Error::OrganizationNameTaken(taken) if *taken == name),
        "{error}"
    );
    assert_eq!(error.to_string(), "there is an organization named “Acme” already");
}

#[tokio::test]
async fn a_key_of_no_organization_or_without_a_role_is_refused() {
    let server = Server::start().await;
    let description = "x".parse().unwrap();
    let author = || Author::User("test".to_owned());
    let nowhere = "0123456789abcdef01234567".parse().unwrap();
    let nobody = server
        .api
        .create_key(nowhere, &description, &[Owner], &[], author())
        .await;
    assert!(matches!(
        nobody,
        Err(Error::Refused {
            code: "ORG_NOT_FOUND",
            ..
        })
    ));
    let nothing = server
        .api
        .create_key(server.organization, &description, &[], &[], author())
        .await;
    assert!(matches!(
        nothing,
        Err(Error::Refused {
            code: "MISSING_API_KEY_ROLES",
            ..
        })
    ));
}

#[tokio::test]
async fn organizations_are_found() {
    let server = Server::start().await;
    let made = server
        .api
        .create_organization(&"Beta".parse().unwrap())
        .await
        .unwrap();
    assert!(!made.access_list_required);
    let names: Vec<_> = server
        .api
        .organizations()
        .await
        .unwrap()
        .into_iter()
        .map(|one| one.name.to_string())
        .collect();
    assert_eq!(names, ["Acme", "Beta"]);
    let found = server
        .api
        .organization_by_name(&made.name)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.id, made.id);
    assert!(
        server
            .api
            .organization_by_name(&"Gamma".parse().unwrap())
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn repeated_roles_and_blocks_count_once() {
    let server = Server::start().await;
    let key = server
        .key(&[Member, Member], &["127.0.0.1", "127.0.0.1/32"])
        .await;
    let root = server.client(&key).get("/").await.json();
    assert_eq!(root["apiKey"]["accessList"].as_array().unwrap().len(), 1);
    assert_eq!(root["apiKey"]["roles"].as_array().unwrap().len(), 1);
}
