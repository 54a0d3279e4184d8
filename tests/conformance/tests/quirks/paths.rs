//! How clients spell paths, and what they ask for without wanting it.

use conformance::{Base, Error, V1, V2};
use serde_json::json;

use crate::Hand;

const BLOCK: &str = "198.51.100.0/24";

impl Hand {
    /// The path of the access list of a new key, in this spelling, with one block on it.
    async fn list_of_new_key(&mut self, base: Base, spelling: &str) -> Result<String, Error> {
        let mut owner = self.site.owner_session().await?;
        let wanted = json!({ "desc": "for its list", "roles": ["ORG_MEMBER"] }).to_string();
        let keys = self.site.keys(base, "");
        let created = owner.call_version(base, "POST", &keys, Some(&wanted)).await?;
        let id = created.json()?["id"].as_str().unwrap().to_owned();
        let list = format!("{keys}/{id}/{spelling}");
        let entries = json!([{ "cidrBlock": BLOCK }]).to_string();
        let added = owner.call_version(base, "POST", &list, Some(&entries)).await?;
        assert_eq!(added.status, 200, "{list}: {added:?}");
        Ok(list)
    }
}

#[tokio::test]
async fn a_slash_at_the_end_counts_for_nothing() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let mut owner = hand.site.owner_session().await?;
    for base in [V1, V2] {
        let organization = format!("/orgs/{}", hand.site.organization);
        let keys = format!("{organization}/apiKeys");
        for below in ["", "/orgs", "/groups", &organization, &keys] {
            let path = format!("{}{below}", base.path);
            let plain = owner.call_version(base, "GET", &path, None).await?;
            assert_eq!(plain.status, 200, "{path}: {plain:?}");
            let slash = owner.call_version(base, "GET", &format!("{path}/"), None).await?;
            assert_eq!((slash.status, &slash.body), (200, &plain.body), "{path}/");
            let query = format!("{path}/?pretty=false");
            assert_eq!(
                owner.call_version(base, "GET", &query, None).await?.status,
                200,
                "{query}"
            );
        }
    }
    let list = hand.list_of_new_key(V2, "accessList/").await?;
    assert_eq!(owner.call("GET", &list, None).await?.json()?["totalCount"], 1);
    Ok(())
}

#[tokio::test]
async fn the_access_list_is_found_in_lower_case() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let mut owner = hand.site.owner_session().await?;
    for base in [V1, V2] {
        let lower = hand.list_of_new_key(base, "accesslist").await?;
        let entry = format!("{lower}/198.51.100.0%2F24");
        for path in [&lower, &entry] {
            let usual = path.replace("accesslist", "accessList");
            let read = owner.call_version(base, "GET", path, None).await?;
            assert_eq!(read.status, 200, "{path}");
            assert_eq!(
                read.body,
                owner.call_version(base, "GET", &usual, None).await?.body,
                "{path}"
            );
        }
        assert_eq!(
            owner.call_version(base, "DELETE", &entry, None).await?.status,
            204
        );
        let list = owner.call_version(base, "GET", &lower, None).await?;
        assert_eq!(list.json()?["results"], json!([]));
    }
    Ok(())
}

#[tokio::test]
async fn the_slash_of_a_block_is_encoded_in_either_case_and_stands_so_in_the_proof() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let list = hand.list_of_new_key(V2, "accessList").await?;
    let (upper, lower) = (
        format!("{list}/198.51.100.0%2F24"),
        format!("{list}/198.51.100.0%2f24"),
    );
    for entry in [&upper, &lower] {
        let found = hand.prove("GET", entry).await?;
        assert_eq!(found.json()?["cidrBlock"], BLOCK, "{entry}");
    }
    let nonce = hand.nonce().await?;
    for uri in [lower.as_str(), &format!("{list}/{BLOCK}")] {
        let other_spelling = hand.proof("GET", uri, &nonce).header();
        assert_eq!(
            hand.ask_with(&other_spelling, "GET", &upper).await?.status,
            401,
            "{uri}"
        );
    }
    let bare = hand.prove("GET", &format!("{list}/{BLOCK}")).await?;
    assert_eq!(bare.status, 404, "a slash that is not encoded parts the path");
    assert_eq!(bare.header("X-Error-Code"), Some("RESOURCE_NOT_FOUND"));
    Ok(())
}

#[tokio::test]
async fn the_link_of_an_entry_leads_to_it() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let list = hand.list_of_new_key(V2, "accessList").await?;
    let entries = hand.prove("GET", &list).await?.json()?;
    let link = entries["results"][0]["links"][0]["href"].as_str().unwrap();
    assert!(link.ends_with("/accessList/198.51.100.0%2F24"), "{link}");
    let path = &link[link.find("/api/").unwrap()..];
    assert_eq!(hand.prove("GET", path).await?.json()?["cidrBlock"], BLOCK);
    Ok(())
}

#[tokio::test]
async fn head_is_get_without_the_body() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let missing = hand.site.keys(V2, "/6b0000000000000000000000");
    let keys = hand.site.keys(V2, "/?itemsPerPage=1");
    for (target, status) in [(hand.organization(), 200), (keys, 200), (missing, 404)] {
        let got = hand.prove("GET", &target).await?;
        let head = hand.prove("HEAD", &target).await?;
        assert_eq!((head.status, got.status), (status, status), "{target}");
        let but_the_date = |headers: &[(String, String)]| -> Vec<(String, String)> {
            headers
                .iter()
                .filter(|(name, _)| name != "date")
                .cloned()
                .collect()
        };
        assert_eq!(
            but_the_date(&head.headers),
            but_the_date(&got.headers),
            "{target}"
        );
        assert_ne!(head.header("Content-Length"), Some("0"), "{target}");
    }
    assert_eq!(
        hand.prove("GET", V2.path).await?.status,
        200,
        "the connection is still good"
    );
    Ok(())
}
