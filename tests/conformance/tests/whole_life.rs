//! The whole life of a key, from its creation to its end, with each of the clients people have.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use conformance::{Answer, Base, Client, Credential, Curl, Error, Python, Request, Site, V1, V2, Wget};
use serde_json::{Value, json};

#[tokio::test]
async fn with_curl_in_v2() -> Result<(), Error> {
    Life::of(Curl, V2).await?.whole().await
}

#[tokio::test]
async fn with_curl_in_v1() -> Result<(), Error> {
    Life::of(Curl, V1).await?.whole().await
}

#[tokio::test]
async fn with_wget_in_v2() -> Result<(), Error> {
    Life::of(Wget, V2).await?.whole().await
}

#[tokio::test]
async fn with_wget_in_v1() -> Result<(), Error> {
    Life::of(Wget, V1).await?.whole().await
}

#[tokio::test]
async fn with_requests_in_v2() -> Result<(), Error> {
    Life::of(Python::requests()?, V2).await?.whole().await
}

#[tokio::test]
async fn with_requests_in_v1() -> Result<(), Error> {
    Life::of(Python::requests()?, V1).await?.whole().await
}

#[tokio::test]
async fn with_httpx_in_v2() -> Result<(), Error> {
    Life::of(Python::httpx()?, V2).await?.whole().await
}

#[tokio::test]
async fn with_httpx_in_v1() -> Result<(), Error> {
    Life::of(Python::httpx()?, V1).await?.whole().await
}

/// What the key is for, before and after it is changed: letters of several bytes are counted and sent by every client
/// in its own way.
const DESCRIPTION: &str = "Nächtlicher Export – 夜間";
const CHANGED: &str = "Nächtlicher Import";

/// One client, one version of the API, and a site for the two alone.
struct Life<C> {
    client: C,
    base: Base,
    site: Site,
}

impl<C: Client> Life<C> {
    async fn of(client: C, base: Base) -> Result<Self, Error> {
        let site = Site::start().await?;
        Ok(Self { client, base, site })
    }

    async fn whole(mut self) -> Result<(), Error> {
        let (id, key) = self.is_created().await?;
        self.is_read(&id, &key).await?;
        self.is_used_from_its_list(&id, &key).await?;
        self.is_changed_after_a_restart(&id).await?;
        self.is_refused_off_its_list(&id, &key).await?;
        self.is_used_without_a_list(&id, &key).await?;
        self.is_deleted(&id, &key).await
    }

    async fn is_created(&mut self) -> Result<(String, Credential), Error> {
        let nothing = self.owner("POST", "", Some(json!({}))).await?;
        assert_refused(&nothing, 400, nothing.header("X-Error-Code").unwrap());
        let wanted = json!({ "desc": DESCRIPTION, "roles": ["ORG_MEMBER"] });
        let created = self.content(200, "POST", "", Some(wanted)).await?;
        assert_eq!(created["desc"], DESCRIPTION);
        assert_eq!(
            created["roles"],
            json!([{ "orgId": self.site.organization, "roleName": "ORG_MEMBER" }])
        );
        let key: Credential = serde_json::from_value(created.clone()).unwrap();
        let groups: Vec<usize> = key.private_key.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12]);
        Ok((text(&created["id"]), key))
    }

    async fn is_read(&mut self, id: &str, key: &Credential) -> Result<(), Error> {
        let redacted = format!(
            "********-****-****-{}",
            key.private_key.rsplit('-').next().unwrap()
        );
        let read = self.content(200, "GET", &format!("/{id}"), None).await?;
        assert_eq!(
            (&read["privateKey"], &read["desc"]),
            (&json!(redacted), &json!(DESCRIPTION))
        );
        let list = self.content(200, "GET", "?itemsPerPage=500", None).await?;
        assert!(list["results"].as_array().unwrap().contains(&read), "{list}");
        Ok(())
    }

    async fn is_used_from_its_list(&mut self, id: &str, key: &Credential) -> Result<(), Error> {
        let entries = json!([{ "ipAddress": "127.0.0.1" }]);
        let list = self
            .content(200, "POST", &format!("/{id}/accessList"), Some(entries))
            .await?;
        assert_eq!(blocks(&list), ["127.0.0.1/32"]);
        let used = self.use_of(key).await?;
        assert_eq!(used.status, 200, "{used:?}");
        assert_eq!(used.json()?["id"], json!(self.site.organization));
        Ok(())
    }

    /// A client that keeps its nonce is told that it is stale, and goes on by itself.
    async fn is_changed_after_a_restart(&mut self, id: &str) -> Result<(), Error> {
        self.site.server.restart().await?;
        let change = json!({ "desc": CHANGED, "roles": ["ORG_READ_ONLY"] });
        let changed = self
            .content(200, "PATCH", &format!("/{id}"), Some(change))
            .await?;
        assert_eq!(
            (&changed["desc"], &changed["roles"][0]["roleName"]),
            (&json!(CHANGED), &json!("ORG_READ_ONLY"))
        );
        Ok(())
    }

    async fn is_refused_off_its_list(&mut self, id: &str, key: &Credential) -> Result<(), Error> {
        let below = format!("/{id}/accessList");
        let entries = json!([{ "ipAddress": "192.0.2.7" }, { "cidrBlock": "198.51.100.0/24" }]);
        let list = self.content(200, "POST", &below, Some(entries)).await?;
        assert_eq!(blocks(&list), ["127.0.0.1/32", "192.0.2.7/32", "198.51.100.0/24"]);
        let block = self
            .content(200, "GET", &format!("{below}/198.51.100.0%2F24"), None)
            .await?;
        assert_eq!(block["cidrBlock"], "198.51.100.0/24");
        self.removes(&format!("{below}/127.0.0.1")).await?;
        let refused = self.use_of(key).await?;
        assert_refused(&refused, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST");
        assert_eq!(refused.json()?["parameters"], json!(["127.0.0.1"]));
        Ok(())
    }

    async fn is_used_without_a_list(&mut self, id: &str, key: &Credential) -> Result<(), Error> {
        let below = format!("/{id}/accessList");
        self.removes(&format!("{below}/198.51.100.0%2F24")).await?;
        self.removes(&format!("{below}/192.0.2.7%2F32")).await?;
        let gone = self
            .owner("GET", &format!("{below}/198.51.100.0%2F24"), None)
            .await?;
        assert_eq!(gone.status, 404, "{gone:?}");
        let list = self.content(200, "GET", &below, None).await?;
        assert_eq!((blocks(&list), &list["totalCount"]), (vec![], &json!(0)));
        assert_eq!(self.use_of(key).await?.status, 200);
        Ok(())
    }

    async fn is_deleted(&mut self, id: &str, key: &Credential) -> Result<(), Error> {
        self.removes(&format!("/{id}")).await?;
        let unknown = self.use_of(key).await?;
        assert_eq!(unknown.status, 401, "{unknown:?}");
        let challenge = unknown.header("WWW-Authenticate").unwrap();
        assert!(challenge.starts_with("Digest realm=\"MMS Public API\", domain=\"\", nonce=\""));
        assert!(challenge.ends_with(", algorithm=MD5, qop=\"auth\", stale=false"));
        let list = self.content(200, "GET", "", None).await?;
        assert!(!list.to_string().contains(id), "{list}");
        Ok(())
    }

    async fn removes(&mut self, below: &str) -> Result<(), Error> {
        let removed = self.owner("DELETE", below, None).await?;
        assert_eq!((removed.status, removed.body.as_str()), (204, ""), "{below}");
        assert_eq!(removed.header("Content-Type"), Some(self.base.content_type));
        Ok(())
    }

    /// What the owner is answered when all is well.
    async fn content(
        &mut self,
        status: u16,
        method: &str,
        below: &str,
        body: Option<Value>,
    ) -> Result<Value, Error> {
        let answer = self.owner(method, below, body).await?;
        assert_eq!(answer.status, status, "{method} {below}: {answer:?}");
        assert_eq!(answer.header("Content-Type"), Some(self.base.content_type));
        answer.json()
    }

    async fn owner(&mut self, method: &str, below: &str, body: Option<Value>) -> Result<Answer, Error> {
        let owner = self.site.owner.clone();
        let path = self.site.keys(self.base, below);
        self.send(&owner, method, &path, body).await
    }

    /// The new key at work: it looks at its organization.
    async fn use_of(&mut self, key: &Credential) -> Result<Answer, Error> {
        let path = format!("{}/orgs/{}", self.base.path, self.site.organization);
        self.send(key, "GET", &path, None).await
    }

    async fn send(
        &mut self,
        credential: &Credential,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> Result<Answer, Error> {
        let body = body.map(|body| body.to_string());
        let request = Request {
            method,
            url: &format!("{}{path}", self.site.server.url()),
            accept: self.base.accept,
            body: body.as_deref(),
            credential,
        };
        self.client.send(&request).await
    }
}

/// The refusal is told in the status, in the body and in the header, and all three agree.
fn assert_refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.header("X-Error-Code"), Some(code));
    assert_eq!(answer.header("Content-Type"), Some("application/json"));
    let body = answer.json().unwrap();
    assert_eq!(
        (&body["error"], &body["errorCode"]),
        (&json!(status), &json!(code))
    );
}

/// The blocks of an access list, sorted.
fn blocks(list: &Value) -> Vec<String> {
    let results = list["results"].as_array().unwrap();
    let mut blocks: Vec<String> = results.iter().map(|entry| text(&entry["cidrBlock"])).collect();
    blocks.sort();
    blocks
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
