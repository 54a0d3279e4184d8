use crate::support::Server;

#[tokio::test]
async fn it_wants_a_proof() {
    let server = Server::start().await;
    let mut stranger = server.owner.clone();
    stranger.private_key = "wrong".to_owned();
    assert_eq!(
        server.client(&stranger).get("/api/private/ipinfo").await.status,
        401
    );
}

#[tokio::test]
async fn it_tells_a_caller_its_address_even_off_its_list() {
    let server = Server::start().await;
    let answer = server
        .client_at(&server.owner, "127.0.0.9")
        .get("/api/private/ipinfo")
        .await;
    assert_eq!(answer.text, r#"{"currentIpv4Address":"127.0.0.9"}"#);
    assert_eq!(answer.header("content-type"), "application/json");
}
