//! The decision against the documents' table, row by row, and its properties over random lists.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use access::*;
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr};
use support::{
    HERE, KEY, PROJECT, THERE, block_around, is_allowed, naive_contains, project_question, question,
};

const OWNER: &[Role] = &[Role::Organization(HERE, OrganizationRole::Owner)];
const MEMBER: &[Role] = &[Role::Organization(HERE, OrganizationRole::Member)];

fn ask(action: Action, roles: &[Role], list: &[&str], required: bool, client: &str) -> Decision {
    let mut question = question(action, roles, list);
    question.policy.access_list_required = required;
    question.client = client.parse().unwrap();
    question.answer()
}

#[test]
fn a_list_that_misses_denies_everything_and_wins_over_the_requirement() {
    let address = "198.51.100.9".parse().unwrap();
    for &action in Action::ALL {
        for required in [false, true] {
            assert_eq!(
                ask(action, OWNER, &["192.0.2.0/24"], required, "198.51.100.9"),
                Decision::Denied(Denial::NotOnAccessList { address }),
                "{action:?}"
            );
        }
    }
}

#[test]
fn without_a_list_the_requirement_denies_everything() {
    let address = "192.0.2.7".parse().unwrap();
    for &action in Action::ALL {
        assert_eq!(
            ask(action, OWNER, &[], true, "::ffff:192.0.2.7"),
            Decision::Denied(Denial::OrganizationRequiresAccessList { address }),
            "{action:?}"
        );
    }
}

#[test]
fn without_a_list_and_requirement_only_protected_operations_are_denied() {
    let address = "192.0.2.7".parse().unwrap();
    for &action in Action::ALL {
        let expected = match action {
            action if action.rule().protected => {
                Decision::Denied(Denial::ResourceRequiresAccessList { address })
            }
            action if action.rule().permission == Permission::SameAccount => {
                Decision::Denied(Denial::RoleMissing {
                    needed: Permission::SameAccount,
                })
            }
            _ => Decision::Allowed { by: None },
        };
        assert_eq!(
            ask(action, OWNER, &[], false, "192.0.2.7"),
            expected,
            "{action:?}"
        );
    }
}

#[test]
fn a_hit_goes_on_to_the_role_and_names_the_most_specific_entry() {
    let list = ["192.0.2.0/24", "192.0.2.7", "192.0.0.0/16"];
    for &action in Action::ALL {
        if action.rule().permission == Permission::SameAccount {
            continue;
        }
        for required in [false, true] {
            assert_eq!(
                ask(action, OWNER, &list, required, "192.0.2.7"),
                Decision::Allowed {
                    by: Some("192.0.2.7".parse().unwrap())
                },
                "{action:?}"
            );
        }
    }
}

#[test]
fn the_role_is_checked_after_the_list() {
    let address = "198.51.100.9".parse().unwrap();
    assert_eq!(
        ask(
            Action::CreateOrganizationKey,
            MEMBER,
            &["192.0.2.7"],
            false,
            "198.51.100.9"
        ),
        Decision::Denied(Denial::NotOnAccessList { address })
    );
    assert_eq!(
        ask(
            Action::CreateOrganizationKey,
            MEMBER,
            &["192.0.2.7"],
            false,
            "192.0.2.7"
        ),
        Decision::Denied(Denial::RoleMissing {
            needed: Permission::OrganizationOwner
        })
    );
}

#[test]
fn only_an_owner_changes_anything_and_a_project_creator_creates_projects() {
    for &action in Action::ALL {
        let rule = action.rule();
        let changes = rule.method != Method::Get && rule.permission == Permission::OrganizationOwner;
        for &role in OrganizationRole::ALL {
            let roles = [Role::Organization(HERE, role)];
            let allowed = matches!(
                ask(action, &roles, &["192.0.2.7"], false, "192.0.2.7"),
                Decision::Allowed { .. }
            );
            if changes {
                let creates = role == OrganizationRole::ProjectCreator && action == Action::CreateProject;
                let owns = role == OrganizationRole::Owner;
                assert_eq!(allowed, owns || creates, "{action:?} {role:?}");
            }
        }
    }
}

#[test]
fn a_role_in_another_organization_gives_nothing_here() {
    let roles = [Role::Organization(THERE, OrganizationRole::Owner)];
    assert_eq!(
        ask(Action::GetOrganization, &roles, &[], false, "192.0.2.7"),
        Decision::Denied(Denial::RoleMissing {
            needed: Permission::OrganizationMember
        })
    );
}

#[test]
fn a_resource_of_another_organization_is_denied() {
    let mut question = question(Action::GetOrganization, OWNER, &[]);
    question.operation.organization = THERE;
    assert_eq!(question.answer(), Decision::Denied(Denial::OtherOrganization));
}

#[test]
fn a_key_sees_its_own_list_and_a_member_no_other() {
    let see = |key| {
        let mut question = question(Action::ListAccessList, MEMBER, &[]);
        question.operation.subject = Some(key);
        question.answer()
    };
    assert_eq!(see(KEY), Decision::Allowed { by: None });
    assert!(matches!(
        see(Identity::Key(KeyId::from_bytes([9; 12]))),
        Decision::Denied(Denial::RoleMissing { .. })
    ));
}

/// What each role allows in a project: seeing it, managing its keys, owning it.
#[test]
fn in_a_project_a_role_allows_what_it_includes() {
    let other = ProjectId::from_bytes([9; 12]);
    let here = |role| Role::Project(PROJECT, role);
    let organization = |role| Role::Organization(HERE, role);
    for (role, sees, manages_keys, owns) in [
        (organization(OrganizationRole::Member), false, false, false),
        (
            organization(OrganizationRole::ProjectCreator),
            false,
            false,
            false,
        ),
        (organization(OrganizationRole::BillingAdmin), false, false, false),
        (Role::Project(other, ProjectRole::Owner), false, false, false),
        (organization(OrganizationRole::ReadOnly), true, false, false),
        (
            organization(OrganizationRole::StreamProcessingAdmin),
            true,
            false,
            false,
        ),
        (here(ProjectRole::ReadOnly), true, false, false),
        (here(ProjectRole::ClusterManager), true, false, false),
        (here(ProjectRole::MonitoringAdmin), true, false, false),
        (here(ProjectRole::UserAdmin), true, true, false),
        (here(ProjectRole::AccessManager), true, true, false),
        (here(ProjectRole::Owner), true, true, true),
        (organization(OrganizationRole::Owner), true, true, true),
    ] {
        for (action, allowed) in [
            (Action::GetProject, sees),
            (Action::ListProjectKeys, sees),
            (Action::CreateProjectKey, manages_keys),
            (Action::ChangeProjectKey, manages_keys),
            (Action::UnassignProjectKey, manages_keys),
            (Action::AssignProjectKey, owns),
            (Action::ChangeProject, owns),
            (Action::DeleteProject, owns),
        ] {
            let question = project_question(action, &[role], &[]);
            assert_eq!(is_allowed(&question), allowed, "{role:?} {action:?}");
        }
    }
}

#[test]
fn what_is_an_accounts_own_is_for_that_account_only_whatever_the_roles() {
    let account = |byte| Identity::Account(AccountId::from_bytes([byte; 12]));
    let ask = |identity, action| {
        let mut question = question(action, OWNER, &[]);
        question.identity = identity;
        question.operation.subject = Some(account(5));
        question.answer()
    };
    let own = Action::ALL
        .iter()
        .filter(|action| action.rule().permission == Permission::SameAccount);
    for &action in own {
        assert_eq!(
            ask(account(5), action),
            Decision::Allowed { by: None },
            "{action:?}"
        );
        for other in [account(6), Identity::Key(KeyId::from_bytes([5; 12]))] {
            let denial = Denial::RoleMissing {
                needed: Permission::SameAccount,
            };
            assert_eq!(ask(other, action), Decision::Denied(denial), "{action:?}");
        }
    }
}

#[test]
fn of_backups_each_role_allows_what_it_is_for() {
    use ProjectRole::{BackupCreator, BackupManager, BackupRecoveryOperator, Owner, ReadOnly};
    for (action, allowed) in [
        (
            Action::GetRestoreJob,
            &[
                Owner,
                BackupManager,
                BackupRecoveryOperator,
                BackupCreator,
                ReadOnly,
            ][..],
        ),
        (
            Action::RestoreSnapshot,
            &[Owner, BackupManager, BackupRecoveryOperator],
        ),
        (
            Action::CancelServerlessRestoreJob,
            &[Owner, BackupManager, BackupRecoveryOperator],
        ),
        (
            Action::RestoreLegacySnapshot,
            &[Owner, BackupManager, BackupRecoveryOperator],
        ),
        (Action::TakeSnapshot, &[Owner, BackupManager, BackupCreator]),
        (Action::DeleteSnapshot, &[Owner, BackupManager]),
        (Action::ChangeBackupSchedule, &[Owner, BackupManager]),
        (Action::ChangeLegacySnapshotExpiry, &[Owner, BackupManager]),
    ] {
        for role in [
            Owner,
            BackupManager,
            BackupRecoveryOperator,
            BackupCreator,
            ReadOnly,
        ] {
            let roles = [Role::Project(PROJECT, role)];
            let question = project_question(action, &roles, &["192.0.2.7"]);
            assert_eq!(
                is_allowed(&question),
                allowed.contains(&role),
                "{action:?} {role:?}"
            );
        }
    }
}

fn any_address() -> impl Strategy<Value = IpAddr> {
    prop_oneof![
        any::<u32>().prop_map(|bits| IpAddr::from(bits.to_be_bytes())),
        any::<u128>().prop_map(|bits| IpAddr::from(bits.to_be_bytes()))
    ]
}

fn any_block() -> impl Strategy<Value = AddressBlock> {
    block_around(any_address())
}

proptest! {
    #[test]
    fn a_block_is_read_back_from_its_text(block in any_block()) {
        prop_assert_eq!(block.to_string().parse(), Ok(block));
        prop_assert_eq!(block.short().parse(), Ok(block));
        prop_assert!(block.contains(block.first()) && block.contains(block.last()));
    }

    #[test]
    fn no_text_panics(text in "\\PC*") {
        let _ = text.parse::<AddressBlock>();
    }

    #[test]
    fn any_text_of_the_alphabet_of_addresses_is_stable_once_read(text in "[0-9a-f:./]{0,24}") {
        if let Ok(block) = text.parse::<AddressBlock>() {
            prop_assert_eq!(block.to_string().parse(), Ok(block));
        }
    }

    #[test]
    fn a_list_lets_in_exactly_who_is_on_it(list in prop::collection::vec(any_block(), 1..20), client in any_address(), required: bool) {
        let mut question = question(Action::AddAccessListEntries, OWNER, &[]);
        question.access_list = list.iter().copied().collect();
        question.policy.access_list_required = required;
        question.client = client;
        let on_it = list.iter().any(|&block| naive_contains(block, client));
        prop_assert_eq!(matches!(question.answer(), Decision::Allowed { by: Some(_) }), on_it);
    }

    #[test]
    fn a_mapped_client_is_judged_as_its_ipv4_address(list in prop::collection::vec(any_block(), 0..5), bits: u32, required: bool) {
        let client = Ipv4Addr::from_bits(bits);
        let ask = |client| {
            let mut question = question(Action::Root, OWNER, &[]);
            question.access_list = list.iter().copied().collect();
            question.policy.access_list_required = required;
            question.client = client;
            question.answer()
        };
        prop_assert_eq!(ask(IpAddr::V4(client)), ask(IpAddr::V6(client.to_ipv6_mapped())));
    }

    #[test]
    fn the_union_of_a_list_holds_the_same_addresses(list in prop::collection::vec(any_block(), 0..20), client in any_address()) {
        let client = canonical_address(client);
        let union = Exposure::of(&list).union;
        prop_assert_eq!(union.iter().any(|net| net.contains(&client)), list.iter().any(|block| block.contains(client)));
    }
}
