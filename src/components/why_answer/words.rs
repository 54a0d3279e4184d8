//! The answer in words.

use access::{Change, Check, Decision, Denial, Outcome, Question, Role};

/// The question with its answer.
pub(super) fn verdict(asked: &Question, description: &str, is_allowed: bool) -> String {
    let operation = asked.operation.action.rule().name;
    let can = if is_allowed { " can use " } else { " cannot use " };
    let yes = if is_allowed { "Yes: " } else { "No: " };
    let address = asked.client.to_string();
    [yes, &address, can, description, " to ", &small(operation)].concat()
}

/// The rule that decided.
pub(super) fn rule(asked: &Question, decision: &Decision) -> String {
    match decision {
        Decision::Allowed { by: Some(_) } => {
            "The address is on the key’s access list, and the key’s permissions give what the operation needs.".to_owned()
        }
        Decision::Allowed { by: None } => {
            "The key has no access list, and neither the organization nor this operation requires one; the key’s \
             permissions give what the operation needs."
                .to_owned()
        }
        Decision::Denied(denial) => denied(asked, denial),
    }
}

fn denied(asked: &Question, denial: &Denial) -> String {
    match denial {
        Denial::NotOnAccessList { address } => [
            "The key has an access list, and no entry of it covers ",
            &address.to_string(),
            ". Every request from there is refused.",
        ]
        .concat(),
        Denial::ResourceRequiresAccessList { .. } => {
            "This operation needs an access list wherever it is called from, and the key has none.".to_owned()
        }
        Denial::OrganizationRequiresAccessList { .. } => {
            "The organization requires an access list of every key, and this key has none: every request with it is \
             refused."
                .to_owned()
        }
        Denial::OtherOrganization => "What it is about belongs to another organization than the key.".to_owned(),
        Denial::RoleMissing { needed } => {
            let place = if asked.operation.project.is_some() { " in the project" } else { "" };
            ["The operation needs ", needed.label(), place, ". The key has no permission that gives it."].concat()
        }
    }
}

/// The error code of the Admin API, where the documents name one.
pub(super) fn code(decision: &Decision) -> Option<&'static str> {
    match decision {
        Decision::Denied(Denial::NotOnAccessList { .. }) => Some("IP_ADDRESS_NOT_ON_ACCESS_LIST"),
        Decision::Denied(Denial::ResourceRequiresAccessList { .. }) => Some("RESOURCE_REQUIRES_ACCESS_LIST"),
        Decision::Denied(Denial::OrganizationRequiresAccessList { .. }) => Some("ORG_REQUIRES_ACCESS_LIST"),
        _ => None,
    }
}

/// The heading of a check.
pub(super) fn check(check: Check) -> &'static str {
    match check {
        Check::Credential => "Credential",
        Check::AccessList => "Access List",
        Check::Role => "Permissions",
    }
}

/// The name of an outcome, for the style sheets.
pub(super) fn name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        Outcome::NotReached => "not-reached",
    }
}

/// Why a check ended as it did.
pub(super) fn outcome(asked: &Question, check: Check, outcome: Outcome) -> String {
    let decision = asked.answer();
    match (check, outcome, asked.entry()) {
        (Check::Credential, ..) => {
            "Whoever asks holds the private key: Keyhold cannot check that, and takes it as given.".to_owned()
        }
        (_, Outcome::Failed, _) => rule(asked, &decision),
        (_, Outcome::NotReached, _) => "A request ends at the first check that fails.".to_owned(),
        (Check::AccessList, _, Some(entry)) => [
            "The entry ",
            &entry.short(),
            " covers ",
            &asked.client.to_string(),
            ".",
        ]
        .concat(),
        (Check::AccessList, _, None) => {
            "The key has no access list, and neither the organization nor this operation requires one."
                .to_owned()
        }
        (Check::Role, ..) => {
            let needed = asked.operation.action.rule().permission.label();
            ["The operation needs ", needed, ", which the key has."].concat()
        }
    }
}

/// What the list of ways says of itself.
pub(super) fn intro(is_allowed: bool, ways: &[Vec<Change>]) -> &'static str {
    match (is_allowed, ways.first().map_or(0, Vec::len), ways.len()) {
        (true, 0, _) => "No single change of the access list or of the settings: more than one lets it in.",
        (false, 0, _) => "Nothing that can be changed here.",
        (_, 1, 1) => "One change would reverse this answer.",
        (_, 1, _) => "Either of these changes would reverse this answer.",
        _ => "No single change is enough. These together would reverse this answer, in this order.",
    }
}

/// What stands before the change at this place of so many.
pub(super) fn order(at: usize, count: usize) -> &'static str {
    match (at, count) {
        (_, 1) => "",
        (0, _) => "First: ",
        _ => "Then: ",
    }
}

/// A change, as something to do. `project` is the name of the project the question is about.
pub(super) fn change(change: Change, project: &str) -> String {
    match change {
        Change::AddEntry(block) => ["Add ", &block.short(), " to the access list"].concat(),
        Change::RemoveEntry(block) => ["Remove the entry ", &block.short(), " from the access list"].concat(),
        Change::DropRequirement => "Stop requiring an access list in the organization".to_owned(),
        Change::Require => "Require an access list in the organization".to_owned(),
        Change::Grant(Role::Organization(_, role)) => ["Give the key the permission ", role.label()].concat(),
        Change::Grant(Role::Project(_, role)) => {
            let place = if project.is_empty() {
                " in the project"
            } else {
                " in the project "
            };
            ["Give the key the permission ", role.label(), place, project].concat()
        }
    }
}

/// What else a change does that a person should know first.
pub(super) fn warning(change: Change, asked: &Question) -> Option<&'static str> {
    match change {
        Change::AddEntry(_) if asked.access_list.is_empty() && !asked.policy.access_list_required => Some(
            "It is the first entry: from then on the key works from the listed addresses only, so list every address \
             that uses it.",
        ),
        Change::DropRequirement => {
            Some("Every key of the organization that has no access list then works from any address.")
        }
        Change::Require => Some("Every key of the organization that has no access list then stops working."),
        Change::RemoveEntry(_) => {
            Some("Every other address that only this entry covers is shut out as well.")
        }
        _ => None,
    }
}

/// With its first letter small, as in the middle of a sentence.
fn small(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase().to_string());
    [first.as_deref().unwrap_or_default(), letters.as_str()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use access::{Action, Identity, KeyId, Operation, OrganizationId, OrganizationPolicy, ProjectRole};

    const HERE: OrganizationId = OrganizationId::from_bytes([1; 12]);

    fn asked(list: &[&str], required: bool) -> Question {
        Question {
            identity: Identity::Key(KeyId::from_bytes([3; 12])),
            roles: vec![],
            access_list: list.iter().map(|entry| entry.parse().unwrap()).collect(),
            policy: OrganizationPolicy {
                organization: HERE,
                access_list_required: required,
            },
            client: "192.0.2.7".parse().unwrap(),
            operation: Operation {
                action: Action::Root,
                organization: HERE,
                project: None,
                subject: None,
            },
        }
    }

    #[test]
    fn a_denial_names_its_rule_its_code_and_where_the_request_ended() {
        let asked = asked(&["198.51.100.0/24"], false);
        let decision = asked.answer();
        assert_eq!(
            verdict(&asked, "ci", false),
            "No: 192.0.2.7 cannot use ci to see what the key itself is"
        );
        assert!(rule(&asked, &decision).contains("no entry of it covers 192.0.2.7"));
        assert_eq!(code(&decision), Some("IP_ADDRESS_NOT_ON_ACCESS_LIST"));
        assert_eq!(
            outcome(&asked, Check::AccessList, Outcome::Failed),
            rule(&asked, &decision)
        );
        assert!(outcome(&asked, Check::Role, Outcome::NotReached).contains("first check that fails"));
    }

    #[test]
    fn a_passed_list_names_the_entry_that_let_the_address_in() {
        let listed = asked(&["192.0.2.0/24"], true);
        assert!(outcome(&listed, Check::AccessList, Outcome::Passed).contains("192.0.2.0/24"));
        let bare = asked(&[], false);
        assert!(outcome(&bare, Check::AccessList, Outcome::Passed).contains("no access list"));
        assert_eq!(code(&bare.answer()), None);
    }

    #[test]
    fn what_a_change_costs_others_is_said_before_it_is_made() {
        let bare = asked(&[], false);
        let entry = Change::AddEntry("192.0.2.7".parse().unwrap());
        assert!(warning(entry, &bare).is_some_and(|words| words.contains("first entry")));
        assert_eq!(warning(entry, &asked(&["10.0.0.0/8"], false)), None);
        assert_eq!(
            warning(entry, &asked(&[], true)),
            None,
            "it worked from nowhere before"
        );
        assert!(warning(Change::DropRequirement, &bare).is_some());
    }

    #[test]
    fn two_changes_are_told_from_either_of_two() {
        let entry = Change::AddEntry("192.0.2.7".parse().unwrap());
        let either = vec![vec![entry], vec![Change::DropRequirement]];
        assert!(intro(false, &either).starts_with("Either"));
        assert!(intro(false, &[vec![entry, Change::DropRequirement]]).contains("together"));
        assert!(intro(false, &[]).contains("Nothing"));
        assert!(intro(true, &[]).contains("more than one"));
    }

    #[test]
    fn a_permission_in_a_project_names_the_project() {
        let grant = Change::Grant(Role::Project(
            access::ProjectId::from_bytes([4; 12]),
            ProjectRole::ReadOnly,
        ));
        assert_eq!(
            change(grant, "Billing"),
            "Give the key the permission Project Read Only in the project Billing"
        );
    }
}
