//! Lists come in pages; callers get the whole list.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::answer::Allowance;
use crate::client::Upstream;
use crate::error::Error;

/// The most items the Admin API gives in one page.
pub(crate) const ITEMS_PER_PAGE: usize = 500;

/// An end for a server that says "next" for ever.
const MOST_PAGES: usize = 200;

#[derive(Deserialize)]
pub(crate) struct Page<T> {
    pub(crate) results: Vec<T>,
    #[serde(default)]
    links: Vec<Link>,
}

#[derive(Deserialize)]
struct Link {
    rel: String,
}

impl<T> Page<T> {
    /// The address of the next page is not taken from the link: it may name another host.
    pub(crate) fn has_next(&self) -> bool {
        self.links.iter().any(|link| link.rel == "next")
    }
}

impl Upstream {
    pub(crate) async fn all<T: DeserializeOwned>(&self, url: Url) -> Result<Vec<T>, Error> {
        Ok(self.all_allowed(url).await?.0)
    }

    /// The whole list, and how much more may be read.
    pub(crate) async fn all_allowed<T: DeserializeOwned>(
        &self,
        url: Url,
    ) -> Result<(Vec<T>, Option<Allowance>), Error> {
        let mut items = Vec::new();
        for number in 1..=MOST_PAGES {
            let mut url = url.clone();
            url.query_pairs_mut()
                .append_pair("itemsPerPage", &ITEMS_PER_PAGE.to_string())
                .append_pair("pageNum", &number.to_string());
            let (page, allowance): (Page<T>, _) = self.read_allowed(url).await?;
            let more = page.has_next();
            items.extend(page.results);
            if !more {
                return Ok((items, allowance));
            }
        }
        Err(Error::Unreadable(format!(
            "a list of more than {MOST_PAGES} pages"
        )))
    }
}
