//! A request that may go on, as handlers see it.

use std::borrow::Cow;
use std::net::IpAddr;

use access::{
    AccountId, Action, AddressBlock, AddressError, Decision, EventId, Identity, KeyId, Operation,
    OrganizationId,
};
use axum::body::Body;
use http::HeaderMap;
use serde::Serialize;
use serde_json::Value;

use super::page::Page;
use super::query::{Presentation, Query};
use super::respond::Answer;
use super::route::{Malformed, Parameters, Version};
use super::{authorize, body};
use crate::error::Error;
use crate::model::{ApiKey, Caller, Origin, Principal, Project};
use crate::rate_limits::RateLimits;
use crate::refusal::Refusal;
use crate::state::Shared;
use crate::wire::Links;

/// One allowed request, without its body.
pub(crate) struct Call<'a> {
    pub(crate) shared: &'a Shared,
    /// The rate limits of the listener.
    pub(crate) limits: &'a RateLimits,
    pub(super) headers: &'a HeaderMap,
    pub(crate) version: Version,
    /// As it was sent, without the query.
    pub(crate) path: &'a str,
    pub(crate) parameters: Parameters<'a>,
    /// What was decided on.
    pub(crate) operation: Operation,
    /// The project it is about, if any.
    pub(super) project: Option<Project>,
    pub(crate) caller: &'a Caller,
    /// The caller's address.
    pub(crate) client: IpAddr,
    pub(crate) query: Query,
    pub(super) presentation: Presentation,
    pub(crate) links: Links,
}

impl Call<'_> {
    /// The organization it is about.
    pub(crate) fn organization(&self) -> OrganizationId {
        self.operation.organization
    }

    /// The id of the key it is about.
    pub(crate) fn key_id(&self) -> Result<KeyId, Refusal> {
        match self.operation.subject {
            Some(Identity::Key(id)) => Ok(id),
            _ => Err(Error::corrupt("an endpoint of keys without a key").into()),
        }
    }

    /// The key it is about, which need not be read again where it is the caller.
    pub(crate) async fn key(&self) -> Result<Cow<'_, ApiKey>, Refusal> {
        let id = self.key_id()?;
        if let Principal::Key(own) = &self.caller.principal
            && own.id == id
        {
            return Ok(Cow::Borrowed(own));
        }
        let key = self.shared.store.api_key(self.organization(), id).await?;
        key.map(Cow::Owned).ok_or(Refusal::KeyNotFound(id))
    }

    /// The id of the account it is about, which is the caller.
    pub(crate) fn account_id(&self) -> Result<AccountId, Refusal> {
        match self.operation.subject {
            Some(Identity::Account(id)) => Ok(id),
            _ => Err(Error::corrupt("an endpoint of accounts without an account").into()),
        }
    }

    /// The block at the end of an access list path.
    pub(crate) fn block(&self, not_found: impl FnOnce(String) -> Refusal) -> Result<AddressBlock, Refusal> {
        let address = self.parameters.address();
        address.parse().map_err(|error| match error {
            // Well written, but nothing any list holds.
            AddressError::WholeInternet { .. } | AddressError::Unspecified { .. } => not_found(address),
            _ => Refusal::NotAnAddress { text: address },
        })
    }

    /// The project it is about.
    pub(crate) fn project(&self) -> Result<&Project, Refusal> {
        let project = self.project.as_ref();
        Ok(project.ok_or_else(|| Error::corrupt("an endpoint of projects without a project"))?)
    }

    /// Refuses what is about another organization than the caller's. That of an endpoint which names it in its body is
    /// known only here.
    pub(crate) async fn require_own(&self, organization: OrganizationId) -> Result<(), Refusal> {
        self.require(Operation {
            organization,
            ..self.operation
        })
        .await
    }

    /// Refuses what its caller may not do where it may do this.
    pub(crate) async fn may(&self, action: Action) -> Result<(), Refusal> {
        self.require(Operation {
            action,
            ..self.operation
        })
        .await
    }

    /// Refuses what its caller may not do.
    pub(crate) async fn require(&self, operation: Operation) -> Result<(), Refusal> {
        match self.caller.decide(self.client, &operation) {
            Decision::Allowed { .. } => Ok(()),
            Decision::Denied(denial) => Err(authorize::refused(self.shared, denial, &operation).await?),
        }
    }

    /// The id of the event it is about.
    pub(crate) fn event_id(&self) -> Result<EventId, Refusal> {
        let id = self
            .parameters
            .event()
            .map_err(|Malformed| Refusal::MalformedPath {
                path: self.path.to_owned(),
            })?;
        Ok(id.ok_or_else(|| Error::corrupt("an endpoint of events without an event"))?)
    }

    /// Who makes a change by it.
    pub(crate) fn origin(&self) -> Origin {
        Origin {
            author: self.caller.author(),
            address: Some(self.client),
            at: self.shared.now(),
        }
    }

    /// Reads its body.
    pub(crate) async fn json(&self, body: &mut Body) -> Result<Value, Refusal> {
        body::json(self.headers, body).await
    }

    /// The page of a list it asks for.
    pub(crate) fn page(&self) -> Result<Page, Refusal> {
        Page::of(&self.query)
    }

    /// An answer with one thing.
    pub(crate) fn one(&self, content: &impl Serialize) -> Result<Answer, Refusal> {
        Answer::one(content, self.presentation)
    }

    /// An answer with what was created, and its URL.
    pub(crate) fn created(&self, content: &impl Serialize, location: String) -> Result<Answer, Refusal> {
        Answer::created(content, location, self.presentation)
    }

    /// It will be done, and there is nothing to tell.
    pub(crate) fn accepted(&self) -> Result<Answer, Refusal> {
        Answer::accepted(self.presentation)
    }

    /// An answer with a page of the list at `href`, which has `total` items in all. `name` is the filter of the lists
    /// that have one.
    pub(crate) fn list(
        &self,
        page: Page,
        href: &str,
        name: Option<&str>,
        results: &[impl Serialize],
        total: u64,
    ) -> Result<Answer, Refusal> {
        let filters: Vec<_> = name.map(|name| ("name", name)).into_iter().collect();
        self.filtered_list(page, href, &filters, results, total)
    }

    /// The same for a list with these filters.
    pub(crate) fn filtered_list(
        &self,
        page: Page,
        href: &str,
        filters: &[(&str, &str)],
        results: &[impl Serialize],
        total: u64,
    ) -> Result<Answer, Refusal> {
        let links = page.links(href, filters, total);
        Answer::list(&links, results, page.total_count(total), self.presentation)
    }
}
