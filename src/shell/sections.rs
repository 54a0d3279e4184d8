//! The sections of the console: one table for the rail and for the command palette.

use crate::{
    navigation::use_navigation,
    paths,
    ui::{Icon, attribute, dynamic},
};
use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::prelude::*;

/// A section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// The heading it stands under.
    pub(super) group: &'static str,
    /// Its name.
    pub(super) label: &'static str,
    /// Its picture.
    pub(super) icon: IconData,
    /// Its first page. The pages below it are its own too.
    pub(super) path: String,
}

impl Section {
    fn new(group: &'static str, label: &'static str, icon: IconData, path: impl Into<String>) -> Self {
        Self {
            group,
            label,
            icon,
            path: path.into(),
        }
    }

    fn holds(&self, path: &str) -> bool {
        path.strip_prefix(self.path.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// The sections in `project`, or in the organization without one. Those of one group stand together.
pub(super) fn sections(project: Option<&str>) -> Vec<Section> {
    use icondata_lu::{LuActivity, LuCircleHelp, LuGlobe, LuKeyRound, LuSettings, LuUserRoundCog};
    const ACCESS_MANAGER: &str = "Access Manager";
    let why = Section::new(ACCESS_MANAGER, "Why", LuCircleHelp, paths::WHY);
    let personal = Section::new(
        "Account",
        "Personal API Keys",
        LuUserRoundCog,
        paths::PERSONAL_API_KEYS,
    );
    match project {
        Some(project) => vec![
            Section::new(
                ACCESS_MANAGER,
                "API Keys",
                LuKeyRound,
                paths::project_api_keys(project),
            ),
            why,
            Section::new(
                "Project",
                "Activity",
                LuActivity,
                paths::project_activity(project, ""),
            ),
            personal,
        ],
        None => vec![
            Section::new(ACCESS_MANAGER, "API Keys", LuKeyRound, paths::API_KEYS),
            Section::new(ACCESS_MANAGER, "Exposure", LuGlobe, paths::EXPOSURE),
            why,
            Section::new("Organization", "Activity", LuActivity, paths::ACTIVITY),
            Section::new("Organization", "Settings", LuSettings, paths::SETTINGS),
            personal,
        ],
    }
}

/// The rail of links to the sections of the organization or project that is open.
#[component]
pub fn Rail() -> impl IntoView {
    let path = use_navigation().path();
    let project = Memo::new(move |_| path.with(|path| paths::project_of(path).map(str::to_owned)));
    dynamic(move || {
        let mut groups: Vec<(&'static str, Vec<AnyView>)> = Vec::new();
        for section in project.with(|project| sections(project.as_deref())) {
            let group = section.group;
            let link = link(section, path);
            match groups.last_mut() {
                Some((last, links)) if *last == group => links.push(link),
                _ => groups.push((group, vec![link])),
            }
        }
        groups
            .into_iter()
            .map(|(group, links)| {
                view! {
                    <div class="rail__group">
                        <p class="rail__heading" aria-hidden="true">
                            {group}
                        </p>
                        <ul class="rail__list" role="list" aria-label=group>
                            {links}
                        </ul>
                    </div>
                }
            })
            .collect_view()
    })
}

fn link(section: Section, path: RwSignal<String>) -> AnyView {
    let (label, icon, href) = (section.label, section.icon, section.path.clone());
    let current = attribute(move || path.with(|path| section.holds(path)).then_some("page"));
    view! {
        <li>
            <a class="rail__link" href=href aria-current=current title=label>
                <Icon icon=icon size=18 />
                <span>{label}</span>
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn current(project: Option<&str>, path: &str) -> Vec<&'static str> {
        sections(project)
            .into_iter()
            .filter(|section| section.holds(path))
            .map(|section| section.label)
            .collect()
    }

    #[test]
    fn a_page_of_no_section_marks_none() {
        assert!(current(None, "/organization/api-keysx").is_empty());
        assert!(current(None, "/").is_empty());
        assert!(current(None, &paths::project_api_keys("p1")).is_empty());
    }

    #[test]
    fn a_page_is_of_one_section() {
        assert_eq!(current(None, &paths::edit_api_key("k")), ["API Keys"]);
        assert_eq!(current(None, paths::SETTINGS), ["Settings"]);
        assert_eq!(
            current(Some("p1"), &paths::new_project_api_key("p1")),
            ["API Keys"]
        );
        assert_eq!(
            current(Some("p1"), &paths::project_activity("p1", "")),
            ["Activity"]
        );
    }

    #[test]
    fn the_sections_of_a_group_stand_together() {
        for project in [None, Some("p1")] {
            let mut groups: Vec<_> = sections(project)
                .into_iter()
                .map(|section| section.group)
                .collect();
            groups.dedup();
            let mut different = groups.clone();
            different.sort_unstable();
            different.dedup();
            assert_eq!(groups.len(), different.len(), "{groups:?}");
        }
    }
}
