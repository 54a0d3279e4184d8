//! The trace and the ways to turn an answer round, held to the decision itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use access::*;
use proptest::prelude::*;
use std::net::IpAddr;
use support::{HERE, KEY, PROJECT, THERE, is_allowed, project_question};

const OTHER_PROJECT: ProjectId = ProjectId::from_bytes([5; 12]);

fn question(action: Action, roles: &[Role], list: &[&str], required: bool) -> Question {
    let mut question = project_question(action, roles, list);
    question.policy.access_list_required = required;
    question
}

fn member() -> Role {
    Role::Organization(HERE, OrganizationRole::Member)
}

fn owner() -> Role {
    Role::Organization(HERE, OrganizationRole::Owner)
}

fn add_client() -> Change {
    Change::AddEntry("192.0.2.7".parse().unwrap())
}

fn ways(question: &Question) -> Vec<Vec<Change>> {
    question.ways(&roles_of(ProjectRole::is_of_atlas))
}

fn roles_of(product: fn(ProjectRole) -> bool) -> Vec<ProjectRole> {
    ProjectRole::ALL
        .iter()
        .copied()
        .filter(|&role| product(role))
        .collect()
}

#[test]
fn what_nothing_can_turn_round_has_no_way() {
    let personal = question(Action::ListPersonalKeys, &[owner()], &["192.0.2.7"], false);
    assert_eq!(ways(&personal), Vec::<Vec<Change>>::new());
    let mut elsewhere = question(Action::GetOrganization, &[owner()], &["192.0.2.7"], false);
    elsewhere.operation.organization = THERE;
    assert_eq!(ways(&elsewhere), Vec::<Vec<Change>>::new());
    assert_eq!(elsewhere.trace()[2], (Check::Role, Outcome::Failed));
}

#[test]
fn a_list_that_misses_wants_the_address_and_nothing_else() {
    let question = question(Action::Root, &[member()], &["198.51.100.0/24"], true);
    assert_eq!(ways(&question), [[add_client()]]);
    assert_eq!(
        question.trace(),
        [
            (Check::Credential, Outcome::Passed),
            (Check::AccessList, Outcome::Failed),
            (Check::Role, Outcome::NotReached),
        ]
    );
}

#[test]
fn a_requirement_can_be_met_or_dropped_but_not_dropped_for_what_is_protected() {
    let plain = question(Action::Root, &[member()], &[], true);
    assert_eq!(ways(&plain), [[add_client()], [Change::DropRequirement]]);
    let protected = question(Action::AddAccessListEntries, &[owner()], &[], true);
    assert_eq!(ways(&protected), [[add_client()]]);
}

#[test]
fn where_list_and_role_both_miss_two_changes_are_named_in_order() {
    let question = question(
        Action::DeleteOrganizationKey,
        &[member()],
        &["198.51.100.0/24"],
        false,
    );
    assert_eq!(ways(&question), [[add_client(), Change::Grant(owner())]]);
}

#[test]
fn the_role_offered_is_the_least_that_suffices() {
    let offered = |action| match ways(&question(action, &[member()], &["192.0.2.7"], false)).as_slice() {
        [way] => match way.as_slice() {
            [Change::Grant(role)] => *role,
            other => panic!("{action:?}: {other:?}"),
        },
        other => panic!("{action:?}: {other:?}"),
    };
    let here = |role| Role::Project(PROJECT, role);
    for (action, role) in [
        (Action::GetProject, here(ProjectRole::ReadOnly)),
        (Action::CreateProjectKey, here(ProjectRole::AccessManager)),
        (Action::DeleteProject, here(ProjectRole::Owner)),
        (Action::TakeSnapshot, here(ProjectRole::BackupCreator)),
        (Action::RestoreSnapshot, here(ProjectRole::BackupRecoveryOperator)),
        (Action::DeleteSnapshot, here(ProjectRole::BackupManager)),
        (
            Action::CreateProject,
            Role::Organization(HERE, OrganizationRole::ProjectCreator),
        ),
        (Action::CreateOrganizationKey, owner()),
    ] {
        assert_eq!(offered(action), role, "{action:?}");
    }
}

#[test]
fn only_roles_that_the_admin_api_knows_are_offered() {
    let question = question(Action::CreateProjectKey, &[member()], &["192.0.2.7"], false);
    assert_eq!(
        question.ways(&roles_of(ProjectRole::is_of_cloud_manager)),
        [[Change::Grant(Role::Project(PROJECT, ProjectRole::UserAdmin))]]
    );
}

#[test]
fn an_answer_of_yes_is_turned_round_by_the_entry_or_the_requirement() {
    let listed = question(
        Action::Root,
        &[member()],
        &["192.0.2.0/24", "198.51.100.1"],
        false,
    );
    assert_eq!(listed.entry(), Some("192.0.2.0/24".parse().unwrap()));
    assert_eq!(
        ways(&listed),
        [[Change::RemoveEntry("192.0.2.0/24".parse().unwrap())]]
    );
    let bare = question(Action::Root, &[member()], &[], false);
    assert_eq!(ways(&bare), [[Change::Require]]);
    let twice = question(Action::Root, &[member()], &["192.0.2.0/24", "192.0.2.7"], false);
    assert_eq!(
        ways(&twice),
        Vec::<Vec<Change>>::new(),
        "the other entry lets it in still"
    );
    let last = question(Action::Root, &[member()], &["192.0.2.7"], false);
    assert_eq!(
        ways(&last),
        Vec::<Vec<Change>>::new(),
        "without a list it works from anywhere"
    );
}

fn any_role() -> impl Strategy<Value = Role> {
    let organizations = prop::sample::select(vec![HERE, HERE, HERE, THERE]);
    let projects = prop::sample::select(vec![PROJECT, PROJECT, OTHER_PROJECT]);
    prop_oneof![
        (organizations, prop::sample::select(OrganizationRole::ALL))
            .prop_map(|(organization, role)| Role::Organization(organization, role)),
        (projects, prop::sample::select(ProjectRole::ALL))
            .prop_map(|(project, role)| Role::Project(project, role)),
    ]
}

/// Blocks of a small part of the internet, so that clients are often on them.
fn any_block() -> impl Strategy<Value = AddressBlock> {
    (0_u8..8, 26_u8..=32).prop_map(|(last, prefix)| format!("192.0.2.{last}/{prefix}").parse().unwrap())
}

prop_compose! {
    fn any_question()(
        action in prop::sample::select(Action::ALL),
        roles in prop::collection::vec(any_role(), 0..4),
        access_list in prop::collection::vec(any_block(), 0..4),
        required: bool,
        client in 0_u8..16,
        organization in prop::sample::select(vec![HERE, HERE, HERE, HERE, THERE]),
        subject in prop::sample::select(vec![None, Some(KEY), Some(Identity::Key(KeyId::from_bytes([9; 12])))]),
    ) -> Question {
        Question {
            identity: KEY,
            roles,
            access_list: access_list.into_iter().collect(),
            policy: OrganizationPolicy { organization: HERE, access_list_required: required },
            client: IpAddr::from([192, 0, 2, client]),
            operation: Operation { action, organization, project: Some(PROJECT), subject },
        }
    }
}

proptest! {
    #[test]
    fn every_way_turns_the_answer_round_and_none_of_its_changes_is_for_nothing(question in any_question()) {
        for way in ways(&question) {
            let after = way.iter().fold(question.clone(), |question, &change| question.after(change));
            prop_assert_ne!(is_allowed(&question), is_allowed(&after), "{:?}", way);
            for skipped in 0..way.len() {
                let kept = way.iter().enumerate().filter(|(index, _)| *index != skipped);
                let without = kept.fold(question.clone(), |question, (_, &change)| question.after(change));
                prop_assert_eq!(is_allowed(&question), is_allowed(&without), "{:?} without {}", way, skipped);
            }
        }
    }

    #[test]
    fn the_first_change_of_every_way_takes_the_named_rule_away(question in any_question()) {
        if let Decision::Denied(rule) = question.answer() {
            for way in ways(&question) {
                prop_assert_ne!(question.after(way[0]).answer(), Decision::Denied(rule));
            }
        }
    }

    #[test]
    fn a_denial_that_roles_or_lists_can_lift_always_has_a_way(question in any_question()) {
        let hopeless = question.operation.organization != HERE
            || question.operation.action.rule().permission == Permission::SameAccount;
        if !hopeless && matches!(question.answer(), Decision::Denied(_)) {
            prop_assert!(!ways(&question).is_empty());
        }
    }

    #[test]
    fn the_trace_fails_exactly_where_a_request_is_denied(question in any_question()) {
        let trace = question.trace();
        let failed = trace.iter().filter(|(_, outcome)| *outcome == Outcome::Failed).count();
        prop_assert_eq!(failed, usize::from(matches!(question.answer(), Decision::Denied(_))));
        let list_passed = trace[1].1 == Outcome::Passed;
        let let_in = question.entry().is_some() || question.access_list.is_empty();
        prop_assert!(!list_passed || let_in);
    }

    #[test]
    fn no_role_that_suffices_allows_fewer_operations_than_the_one_offered(question in any_question()) {
        let allows = |role: Role| {
            let mut bare = question.clone();
            bare.roles = vec![role];
            bare.access_list = AccessList::default().with(AddressBlock::from_address(bare.client));
            Action::ALL.iter().filter(|&&action| {
                bare.operation.action = action;
                is_allowed(&bare)
            }).count()
        };
        for way in ways(&question) {
            let Some(&Change::Grant(offered)) = way.last() else { continue };
            let before = way[..way.len() - 1].iter().fold(question.clone(), |question, &change| question.after(change));
            let all = ProjectRole::ALL.iter().filter(|role| role.is_of_atlas()).map(|&role| Role::Project(PROJECT, role))
                .chain(OrganizationRole::ALL.iter().map(|&role| Role::Organization(HERE, role)));
            for role in all {
                if is_allowed(&before.after(Change::Grant(role))) {
                    prop_assert!(allows(offered) <= allows(role), "{:?} rather than {:?}", offered, role);
                }
            }
        }
    }
}
