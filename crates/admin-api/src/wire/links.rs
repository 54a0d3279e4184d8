//! Links to resources, absolute as the real server's are.

use std::borrow::Cow;

use access::{AccountId, KeyId, OrganizationId, PersonalKeyId, ProjectId};
use http::header;
use http::request::Parts;
use http::uri::Authority;
use serde::Serialize;

use crate::http::Version;
use crate::model::Feed;

/// A link and what it is to the thing it stands on.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Link {
    href: String,
    rel: Cow<'static, str>,
}

impl Link {
    pub(crate) fn new(rel: impl Into<Cow<'static, str>>, href: String) -> Self {
        Self {
            href,
            rel: rel.into(),
        }
    }

    pub(crate) fn to_self(href: String) -> Self {
        Self::new("self", href)
    }
}

/// Makes the URLs of resources, in the version and under the host the client asked.
#[derive(Clone, Debug)]
pub(crate) struct Links {
    base: String,
    version: Version,
    /// The segment of access lists, which was another once.
    access_list: &'static str,
}

impl Links {
    /// The links of an answer at this site (scheme, host and port) in this version, asked for by the deprecated path or
    /// not.
    pub(crate) fn of(site: &str, version: Version, deprecated: bool) -> Self {
        Self {
            base: format!("{site}{}", version.base()),
            version,
            access_list: if deprecated { "whitelist" } else { "accessList" },
        }
    }

    /// A link to what belongs to the thing it stands on. Its relation is a URL of the product's own.
    pub(crate) fn related(&self, name: &str, href: String) -> Link {
        let product = match self.version {
            Version::V1 | Version::V2 => "https://cloud.mongodb.com",
            Version::Public => "http://mms.mongodb.com",
        };
        Link::new(format!("{product}/{name}"), href)
    }

    /// What the product calls itself.
    pub(crate) fn product(&self) -> &'static str {
        match self.version {
            Version::V1 | Version::V2 => "MongoDB Atlas",
            Version::Public => "MongoDB Ops Manager",
        }
    }

    pub(crate) fn root(&self) -> String {
        self.base.clone()
    }

    pub(crate) fn organizations(&self) -> String {
        format!("{}/orgs", self.base)
    }

    pub(crate) fn organization(&self, id: OrganizationId) -> String {
        format!("{}/orgs/{id}", self.base)
    }

    pub(crate) fn projects(&self) -> String {
        format!("{}/groups", self.base)
    }

    pub(crate) fn project(&self, id: ProjectId) -> String {
        format!("{}/groups/{id}", self.base)
    }

    pub(crate) fn keys_of_project(&self, id: ProjectId) -> String {
        format!("{}/apiKeys", self.project(id))
    }

    /// The events of an organization or a project. The real server links those of an organization to
    /// `/groups/null/events`, which leads nowhere.
    pub(crate) fn events(&self, feed: Feed) -> String {
        match feed {
            Feed::Organization(id) => format!("{}/events", self.organization(id)),
            Feed::Project(id) => format!("{}/events", self.project(id)),
        }
    }

    pub(crate) fn event_types(&self) -> String {
        format!("{}/eventTypes", self.base)
    }

    pub(crate) fn rate_limits(&self) -> String {
        format!("{}/rateLimits", self.base)
    }

    pub(crate) fn keys(&self, organization: OrganizationId) -> String {
        format!("{}/apiKeys", self.organization(organization))
    }

    pub(crate) fn key(&self, organization: OrganizationId, key: KeyId) -> String {
        format!("{}/{key}", self.keys(organization))
    }

    pub(crate) fn access_list(&self, organization: OrganizationId, key: KeyId) -> String {
        format!("{}/{}", self.key(organization, key), self.access_list)
    }

    pub(crate) fn account(&self, id: AccountId) -> String {
        format!("{}/users/{id}", self.base)
    }

    pub(crate) fn personal_keys(&self, account: AccountId) -> String {
        format!("{}/keys", self.account(account))
    }

    pub(crate) fn personal_key(&self, account: AccountId, key: PersonalKeyId) -> String {
        format!("{}/{key}", self.personal_keys(account))
    }

    pub(crate) fn account_list(&self, account: AccountId) -> String {
        format!("{}/{}", self.account(account), self.access_list)
    }
}

/// The site the client named, and `https` if it came so, as far as it can be written into a URL.
pub(crate) fn asked_site(parts: &Parts, https: bool) -> String {
    let host = parts
        .headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let host = host.and_then(|host| host.parse::<Authority>().ok());
    let host = host
        .as_ref()
        .or(parts.uri.authority())
        .map_or("localhost", Authority::as_str);
    let scheme = if https { "https" } else { "http" };
    format!("{scheme}://{host}")
}
