//! What the table is asked to show, and its form in the URL.

use super::{
    facets::{Openness, Presence, UseAge},
    flags::Flag,
};
use crate::{query, ui::SortOrder};

/// The columns that can be sorted by, in the order they stand in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The key's description: what the table is sorted by unless asked otherwise.
    #[default]
    Description,
    /// The public key.
    PublicKey,
    /// The organization permissions.
    Roles,
    /// How many projects the key is on.
    Projects,
    /// How many entries the access list has.
    AccessList,
    /// How open the access list is.
    Exposure,
    /// The last use.
    LastUsed,
    /// What deserves a look.
    Flags,
}

impl Column {
    /// Every column, from left to right.
    pub const ALL: [Self; 8] = [
        Self::Description,
        Self::PublicKey,
        Self::Roles,
        Self::Projects,
        Self::AccessList,
        Self::Exposure,
        Self::LastUsed,
        Self::Flags,
    ];

    /// Its heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Description => "Description",
            Self::PublicKey => "Public Key",
            Self::Roles => "Permissions",
            Self::Projects => "Projects",
            Self::AccessList => "Entries",
            Self::Exposure => "Exposure",
            Self::LastUsed => "Last Used",
            Self::Flags => "Flags",
        }
    }

    /// Whether it holds numbers.
    pub const fn is_numeric(self) -> bool {
        matches!(self, Self::Projects | Self::AccessList)
    }

    /// Its name in the URL.
    const fn name(self) -> &'static str {
        match self {
            Self::Description => "description",
            Self::PublicKey => "public-key",
            Self::Roles => "roles",
            Self::Projects => "projects",
            Self::AccessList => "access-list",
            Self::Exposure => "exposure",
            Self::LastUsed => "last-used",
            Self::Flags => "flags",
        }
    }
}

/// What the table is asked to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableQuery {
    /// What is searched for, as typed.
    pub text: String,
    /// Only keys with this organization role, by its wire name.
    pub role: Option<String>,
    /// Only keys as open as this.
    pub exposure: Option<Openness>,
    /// Only keys last used so long ago.
    pub used: Option<UseAge>,
    /// Only keys with this flag.
    pub flag: Option<Flag>,
    /// Only keys on a project, or on none.
    pub projects: Option<Presence>,
    /// The column sorted by.
    pub sort: Column,
    /// The direction.
    pub order: SortOrder,
    /// The page, from 1. One that is not there is taken for the last.
    pub page: usize,
}

impl Default for TableQuery {
    fn default() -> Self {
        Self {
            text: String::new(),
            role: None,
            exposure: None,
            used: None,
            flag: None,
            projects: None,
            sort: Column::default(),
            order: SortOrder::Ascending,
            page: 1,
        }
    }
}

impl TableQuery {
    /// Reads the query part of the URL; what is not known there is as if it were not given.
    pub fn from_search(search: &str) -> Self {
        let get = |name| query::get(search, name).unwrap_or_default();
        let sort = get("sort");
        Self {
            text: get("q"),
            role: Some(get("role")).filter(|role| !role.is_empty()),
            exposure: Openness::by_name(&get("exposure")),
            used: UseAge::by_name(&get("used")),
            flag: Flag::by_name(&get("flag")),
            projects: Presence::by_name(&get("on")),
            sort: Column::ALL
                .into_iter()
                .find(|column| sort == column.name())
                .unwrap_or_default(),
            order: if get("order") == "desc" {
                SortOrder::Descending
            } else {
                SortOrder::Ascending
            },
            page: get("page").parse().unwrap_or(1).max(1),
        }
    }

    /// The query part of the URL, with its `?`; what is as usual is left out.
    pub fn to_search(&self) -> String {
        let descending = self.order == SortOrder::Descending;
        let usual = self.sort == Column::default() && !descending;
        let page = if self.page > 1 {
            self.page.to_string()
        } else {
            String::new()
        };
        query::build(&[
            ("q", &self.text),
            ("role", self.role.as_deref().unwrap_or_default()),
            ("exposure", self.exposure.map_or("", Openness::name)),
            ("used", self.used.map_or("", UseAge::name)),
            ("flag", self.flag.map_or("", Flag::name)),
            ("on", self.projects.map_or("", Presence::name)),
            ("sort", if usual { "" } else { self.sort.name() }),
            ("order", if descending { "desc" } else { "" }),
            ("page", &page),
        ])
    }

    /// The order `column` is sorted in; none when the table is sorted by another.
    pub fn order_of(&self, column: Column) -> Option<SortOrder> {
        (self.sort == column).then_some(self.order)
    }

    /// Whether anything keeps keys from being shown.
    pub fn filters(&self) -> bool {
        let unfiltered = Self {
            sort: self.sort,
            order: self.order,
            page: self.page,
            ..Self::default()
        };
        *self != unfiltered
    }

    /// The same with nothing filtered out, from the first page.
    #[must_use]
    pub fn unfiltered(&self) -> Self {
        Self {
            sort: self.sort,
            order: self.order,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_url_says_wrongly_is_as_if_it_were_not_said() {
        for search in [
            "",
            "?sort=colour&order=sideways",
            "?exposure=huge&used=tomorrow&flag=red&on=mars&page=-3&role=",
            "?page=0",
        ] {
            assert_eq!(TableQuery::from_search(search), TableQuery::default(), "{search}");
        }
    }

    #[test]
    fn any_query_survives_the_way_through_the_url() {
        for sort in Column::ALL {
            for order in [SortOrder::Ascending, SortOrder::Descending] {
                let query = TableQuery {
                    text: "100% a+b/8".into(),
                    role: Some("ORG_OWNER".into()),
                    exposure: Some(Openness::Internet),
                    used: Some(UseAge::Longer),
                    flag: Some(Flag::LastOwner),
                    projects: Some(Presence::Nowhere),
                    sort,
                    order,
                    page: 7,
                };
                assert_eq!(TableQuery::from_search(&query.to_search()), query);
            }
        }
    }

    #[test]
    fn what_is_as_usual_leaves_no_trace_in_the_url() {
        assert_eq!(TableQuery::default().to_search(), "");
        let query = TableQuery {
            order: SortOrder::Descending,
            ..TableQuery::default()
        };
        assert_eq!(query.to_search(), "?sort=description&order=desc");
    }

    #[test]
    fn sorting_and_paging_filter_nothing_out() {
        assert!(!TableQuery::from_search("?sort=flags&order=desc&page=3").filters());
        for search in [
            "?q=a",
            "?role=ORG_OWNER",
            "?exposure=wide",
            "?used=never",
            "?flag=own",
            "?on=none",
        ] {
            let query = TableQuery::from_search(search);
            assert!(query.filters() && !query.unfiltered().filters(), "{search}");
        }
    }

    #[test]
    fn only_the_column_sorted_by_has_an_order() {
        let query = TableQuery::from_search("?sort=last-used");
        assert_eq!(query.order_of(Column::Description), None);
        assert_eq!(query.order_of(Column::LastUsed), Some(SortOrder::Ascending));
    }
}
