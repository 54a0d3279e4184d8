use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn a_page_that_cannot_be_is_refused() {
    let server = Server::start().await;
    for (query, parameter) in [
        ("pageNum=0", "pageNum"),
        ("pageNum=x", "pageNum"),
        ("itemsPerPage=0", "itemsPerPage"),
        ("itemsPerPage=501", "itemsPerPage"),
        ("includeCount=1", "includeCount"),
    ] {
        let answer = server.owner().get(&format!("/orgs?{query}")).await;
        assert_refused(&answer, 400, "INVALID_QUERY_PARAMETER", &[parameter]);
    }
}

#[tokio::test]
async fn a_key_sees_its_own_organization_in_the_recorded_form() {
    let server = Server::start().await;
    server
        .api
        .create_organization(&"Another".parse().unwrap())
        .await
        .unwrap();
    for path in ["/orgs", "/orgs/"] {
        let answer = server.owner().get(path).await;
        assert_ok(&answer);
        let (list, own) = (server.url("/orgs"), server.url(&server.org("")));
        let id = server.organization;
        assert_eq!(
            answer.text,
            format!(
                r#"{{"links":[{{"href":"{list}?includeCount=true&name=&pageNum=1&itemsPerPage=100","rel":"self"}}],"results":[{{"id":"{id}","isDeleted":false,"links":[{{"href":"{own}","rel":"self"}}],"name":"Acme","skipDefaultAlertsSettings":false}}],"totalCount":1}}"#
            )
        );
    }
}

#[tokio::test]
async fn the_filter_takes_the_beginning_of_a_name_in_any_case() {
    let server = Server::start().await;
    for (name, found) in [("ac", 1), ("ACME", 1), ("cme", 0), ("acme2", 0)] {
        let answer = server.owner().get(&format!("/orgs?name={name}")).await.json();
        assert_eq!(answer["totalCount"], found, "{name}");
        assert_eq!(answer["results"].as_array().unwrap().len(), found, "{name}");
    }
}
