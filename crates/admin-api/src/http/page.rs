//! One page of a list.

use super::query::Query;
use crate::refusal::Refusal;
use crate::store::Window;
use crate::wire::Link;

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

    /// The links of the page: `previous` but on the first, `next` but on the last, and `self`. The order of the
    /// parameters is the real server's. `name` is the filter of the lists that have one.
    pub(super) fn links(self, list: &str, name: Option<&str>, total: u64) -> Vec<Link> {
        let name = name.map_or(String::new(), |name| {
            let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
            format!("&name={name}")
        });
        let include_count = self.include_count;
        let size = self.size;
        let to = |rel, number: u32| {
            let href =
                format!("{list}?includeCount={include_count}{name}&pageNum={number}&itemsPerPage={size}");
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
