//! One page of a list.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

use super::query::Query;
use crate::refusal::Refusal;
use crate::store::Window;
use crate::wire::Link;

/// What the real server encodes in the values of a query.
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'*');
const DEFAULT_SIZE: u32 = 100;
const MAX_SIZE: u32 = 500;

/// Which page, of which size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    /// From 1.
    number: u32,
    /// From 1 to 500.
    size: u32,
    include_count: bool,
}

impl Page {
    pub(super) fn of(query: &Query) -> Result<Self, Refusal> {
        let number = query.number("pageNum", 1)?;
        let size = query.number("itemsPerPage", DEFAULT_SIZE)?;
        if number == 0 {
            return Err(Refusal::QueryParameter { name: "pageNum" });
        }
        if !(1..=MAX_SIZE).contains(&size) {
            return Err(Refusal::QueryParameter { name: "itemsPerPage" });
        }
        Ok(Self {
            number,
            size,
            include_count: query.flag("includeCount", true)?,
        })
    }

    /// The rows of the page.
    pub(crate) fn window(self) -> Window {
        Window {
            skip: (self.number - 1).saturating_mul(self.size),
            take: self.size,
        }
    }

    /// The page of a list that is at hand whole, and the length of that list.
    pub(crate) fn of_all<T>(self, all: Vec<T>) -> (Vec<T>, u64) {
        let window = self.window();
        let total = all.len() as u64;
        let page = all
            .into_iter()
            .skip(window.skip as usize)
            .take(window.take as usize);
        (page.collect(), total)
    }

    /// What is told of the length of the list. The real server sends 0, not nothing, to who does not want it.
    pub(super) fn total_count(self, total: u64) -> u64 {
        if self.include_count { total } else { 0 }
    }

    /// How far a list that is not at hand whole must be counted; `None` to its end. Who does not want to know its length
    /// must still learn whether there is a next page.
    pub(crate) fn count_to(self) -> Option<u64> {
        let window = self.window();
        (!self.include_count).then(|| u64::from(window.skip) + u64::from(window.take) + 1)
    }

    /// The links of the page: `previous` but on the first, `next` but on the last, and `self`. The parameters are in the
    /// real server's order: those of the list by name, the page behind them.
    pub(super) fn links(self, list: &str, filters: &[(&str, &str)], total: u64) -> Vec<Link> {
        let include_count = self.include_count.to_string();
        let mut parameters = vec![("includeCount", include_count.as_str())];
        parameters.extend(filters);
        parameters.sort_by_key(|(name, _)| *name);
        let mut query = String::new();
        for (name, value) in parameters {
            let value = percent_encoding::utf8_percent_encode(value, IN_QUERY);
            query.push_str(&format!("{name}={value}&"));
        }
        let size = self.size;
        let to = |rel, number: u32| {
            let href = format!("{list}?{query}pageNum={number}&itemsPerPage={size}");
            Link::new(rel, href)
        };
        let mut links = vec![];
        if self.number > 1 {
            links.push(to("previous", self.number - 1));
        }
        if u64::from(self.number) * u64::from(size) < total {
            links.push(to("next", self.number + 1));
        }
        links.push(to("self", self.number));
        links
    }
}
