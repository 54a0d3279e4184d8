use access::ProjectRole::{AccessManager, ReadOnly};

use crate::support::{Server, assert_ok, assert_refused, role_names};

#[tokio::test]
async fn only_who_owns_the_project_may() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let path = format!("/groups/{project}");
    let manager = server.key_in(&project, &[AccessManager]).await;
    let answer = server.client(&manager).delete(&path).await;
    assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
    assert_ok(&server.owner().get(&path).await);
}

#[tokio::test]
async fn its_keys_stay_in_the_organization_and_what_happened_stays_on_record() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let key = server.key_in(&project, &[ReadOnly]).await;
    let before = server.events().await;
    let path = format!("/groups/{project}");
    let answer = server.owner().delete(&path).await;
    assert_eq!((answer.status, answer.text.as_str()), (202, "{}"));
    assert_eq!(
        answer.header("content-type"),
        "application/vnd.atlas.2023-01-01+json;charset=utf-8"
    );
    assert_refused(
        &server.owner().get(&path).await,
        404,
        "GROUP_NOT_FOUND",
        &[&project],
    );
    let left = server.owner().get(&server.of_key(&key, "")).await;
    assert_ok(&left);
    assert_eq!(role_names(&left.json()), ["ORG_MEMBER"]);
    let events = server.events().await;
    let (kept, new) = events.split_at(before.len());
    for (kept, before) in kept.iter().zip(&before) {
        assert_eq!(
            (&kept.r#type, &kept.target_public_key),
            (&before.r#type, &before.target_public_key)
        );
        assert_eq!(kept.project_id, None);
    }
    assert_eq!(new, [server.event("GROUP_DELETED", None, None)]);
    server.project("Payments").await;
}
