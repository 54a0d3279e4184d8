//! The operations a key can be used for, as a person chooses among them.

use crate::ui::SelectOption;
use access::Action;

/// Every operation a key can be used for, under headings. Those that need an access list in any case say so.
pub(super) fn operations() -> Vec<SelectOption> {
    let mut options: Vec<SelectOption> = Action::ALL
        .iter()
        .filter(|action| !action.rule().path.starts_with("/users/"))
        .map(|&action| {
            let rule = action.rule();
            let mark = if rule.protected {
                " (needs an access list)"
            } else {
                ""
            };
            SelectOption::new(action.id(), [rule.name, mark].concat()).under(heading(action))
        })
        .collect();
    options.sort_by_key(|option| HEADINGS.iter().position(|heading| *heading == option.group));
    options.insert(0, SelectOption::new("", "Choose an operation"));
    options
}

const HEADINGS: [&str; 6] = [
    "Organization",
    "API Keys",
    "Access Lists",
    "Projects",
    "Events",
    "Cluster Backups",
];

fn heading(action: Action) -> &'static str {
    let rule = action.rule();
    let [organization, keys, lists, projects, events, backups] = HEADINGS;
    if rule.is_passed_on() {
        backups
    } else if rule.path.contains("/accessList") {
        lists
    } else if rule.path.contains("/apiKeys") {
        keys
    } else if rule.path.contains("event") {
        events
    } else if rule.path.starts_with("/groups") {
        projects
    } else {
        organization
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_a_key_stands_under_one_heading() {
        let options = operations();
        let personal = Action::ALL
            .iter()
            .filter(|action| action.rule().path.starts_with("/users/"))
            .count();
        assert_eq!(options.len(), Action::ALL.len() - personal + 1);
        for heading in HEADINGS {
            let places: Vec<usize> = (0..options.len())
                .filter(|&at| options[at].group == heading)
                .collect();
            assert!(places.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{heading}");
            assert!(!places.is_empty(), "{heading}");
        }
    }
}
