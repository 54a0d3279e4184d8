//! The answer to whether an address can use a key for something: yes or no, the rule that decided, the checks in their
//! order, and the least that would turn it round.

mod words;

use crate::{
    components::roles,
    forms::why::Judged,
    navigation::use_navigation,
    paths,
    session::use_session,
    ui::{CopyButton, Icon, Notice, Tone},
};
use access::{
    AddressBlock, Change, Decision, Identity, Operation, OrganizationId, OrganizationPolicy, Outcome,
    Question, Role,
};
use contract::{Key, Project};
use keyhold_markup::view;
use leptos::prelude::*;

/// The answer.
#[component]
pub fn WhyAnswer(
    /// The key it is about.
    key: Key,
    /// What was asked.
    judged: Judged,
    /// The projects the operator may see.
    projects: Vec<Project>,
) -> impl IntoView {
    let Some(signed_in) = untrack(|| use_session().signed_in()) else {
        return ().into_any();
    };
    let Ok(organization) = signed_in.organization.id.parse() else {
        return ().into_any();
    };
    let policy = OrganizationPolicy {
        organization,
        access_list_required: signed_in.organization.access_list_required,
    };
    let asked = question(&key, policy, &judged);
    let decision = asked.answer();
    let is_allowed = matches!(decision, Decision::Allowed { .. });
    let title = words::verdict(&asked, &key.description, is_allowed);
    let known: Vec<_> = roles::of_projects(&signed_in.connection.base_url).collect();
    let checks = asked
        .trace()
        .into_iter()
        .map(|(check, outcome)| {
            let (icon, state) = face(outcome);
            view! {
                <li class="why__check" data-outcome=words::name(outcome)>
                    <Icon icon=icon size=18 />
                    <div>
                        <h3>{words::check(check)} ": " <span class="why__state">{state}</span></h3>
                        <p class="muted">{words::outcome(&asked, check, outcome)}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    let ways = asked.ways(&known);
    let intro = words::intro(is_allowed, &ways);
    let ways = ways
        .into_iter()
        .map(|way| {
            let count = way.len();
            let steps = way
                .into_iter()
                .enumerate()
                .map(|(at, change)| view! { <Step order=words::order(at, count) change=change asked=asked.clone() key=key.id.clone() projects=projects.clone() /> })
                .collect_view();
            view! { <li><ol role="list" class="why__steps">{steps}</ol></li> }
        })
        .collect_view();
    let link = [
        window().location().origin().unwrap_or_default(),
        use_navigation().here(),
    ]
    .concat();
    view! {
        <section class="card why" aria-labelledby="why-verdict">
            <header class="card__header why__verdict" data-tone=if is_allowed { "success" } else { "danger" }>
                <Icon icon=if is_allowed { icondata_lu::LuCircleCheck } else { icondata_lu::LuCircleX } size=24 />
                <h2 id="why-verdict">{title}</h2>
                <CopyButton text=link label="Copy Link to This Answer" />
            </header>
            <div class="card__body stack">
                <p>{words::rule(&asked, &decision)}</p>
                {words::code(&decision).map(|code| view! {
                    <p class="muted">"The Admin API answers 403 " <code>{code}</code> "."</p>
                })}
                <h3>"The Checks, in Order"</h3>
                <ol role="list" class="why__checks">{checks}</ol>
                <h3>{if is_allowed { "What Would Keep It Out" } else { "What Would Let It In" }}</h3>
                <p class="muted">{intro}</p>
                <ul role="list" class="why__ways">{ways}</ul>
            </div>
        </section>
    }
    .into_any()
}

/// One change, with the way to where it is made.
#[component]
fn Step(
    order: &'static str,
    change: Change,
    asked: Question,
    key: String,
    projects: Vec<Project>,
) -> impl IntoView {
    let place = match change {
        Change::AddEntry(block) => paths::add_to_access_list(&key, &block.short()),
        Change::RemoveEntry(_) => paths::edit_access_list(&key),
        Change::DropRequirement | Change::Require => paths::SETTINGS.to_owned(),
        Change::Grant(Role::Organization(..)) => paths::edit_api_key(&key),
        Change::Grant(Role::Project(project, _)) => paths::project_api_keys(&project.to_string()),
    };
    let project = asked.operation.project.map(|id| id.to_string());
    let name = project.and_then(|id| projects.into_iter().find(|project| project.id == id));
    let name = name.map(|project| project.name).unwrap_or_default();
    let warning = words::warning(change, &asked);
    view! {
        <li class="why__step">
            <p>{order} <a href=place>{words::change(change, &name)}</a></p>
            {warning.map(|warning| view! { <Notice tone=Tone::Warning>{warning}</Notice> })}
        </li>
    }
}

fn face(outcome: Outcome) -> (icondata_core::Icon, &'static str) {
    match outcome {
        Outcome::Passed => (icondata_lu::LuCircleCheck, "passed"),
        Outcome::Failed => (icondata_lu::LuCircleX, "failed"),
        Outcome::NotReached => (icondata_lu::LuCircleDashed, "not reached"),
    }
}

/// The question in the rules' own terms. Roles that only a newer server knows are left out: they give nothing that is
/// known here.
fn question(key: &Key, policy: OrganizationPolicy, judged: &Judged) -> Question {
    let here: OrganizationId = policy.organization;
    let organization = key
        .roles
        .iter()
        .filter_map(|role| Some(Role::Organization(here, role.parse().ok()?)));
    let in_projects = key.projects.iter().flat_map(|project| {
        let id = project.id.parse().ok();
        project
            .roles
            .iter()
            .filter_map(move |role| Some(Role::Project(id?, role.parse().ok()?)))
    });
    let identity = Identity::Key(judged.key);
    Question {
        identity,
        roles: organization.chain(in_projects).collect(),
        access_list: key
            .entries
            .iter()
            .filter_map(|entry| AddressBlock::listed(&entry.block).ok())
            .collect(),
        policy,
        client: judged.client,
        operation: Operation {
            action: judged.action,
            organization: here,
            project: judged.project,
            subject: judged.own.then_some(identity),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use access::{Action, Denial, Permission};
    use contract::{AccessListEntry, ExposureClass, LastUse, ProjectAccess};

    const ORGANIZATION: &str = "65f0c0ffee65f0c0ffee65f0";
    const PROJECT: &str = "65f0c0ffee65f0c0ffee6aa1";

    fn asked(action: Action, own: bool) -> Question {
        let entry = |block: &str| AccessListEntry {
            block: block.into(),
            created: String::new(),
            count: 0,
            last_used: None,
            last_used_address: None,
        };
        let key = Key {
            id: "65f0c0ffee65f0c0ffee6501".into(),
            description: "ci".into(),
            public_key: "abcdefgh".into(),
            masked_private_key: String::new(),
            created: String::new(),
            roles: vec!["ORG_MEMBER".into(), "ORG_OF_TOMORROW".into()],
            projects: vec![ProjectAccess {
                id: PROJECT.into(),
                name: None,
                roles: vec!["GROUP_READ_ONLY".into()],
            }],
            entries: vec![entry("192.0.2.0/24")],
            exposure: ExposureClass::Narrow,
            last_use: LastUse::Never,
        };
        let policy = OrganizationPolicy {
            organization: ORGANIZATION.parse().unwrap(),
            access_list_required: true,
        };
        let judged = Judged {
            key: key.id.parse().unwrap(),
            client: "192.0.2.7".parse().unwrap(),
            action,
            project: PROJECT.parse().ok(),
            own,
        };
        question(&key, policy, &judged)
    }

    #[test]
    fn a_key_s_lists_and_roles_are_those_the_rules_judge() {
        let by = Some("192.0.2.0/24".parse().unwrap());
        assert_eq!(
            asked(Action::ListProjectKeys, false).answer(),
            Decision::Allowed { by }
        );
        assert_eq!(
            asked(Action::CreateProjectKey, false).answer(),
            Decision::Denied(Denial::RoleMissing {
                needed: Permission::ProjectAccessManager
            })
        );
    }

    #[test]
    fn a_key_may_see_its_own_list_and_no_other() {
        let is_allowed = |own| {
            matches!(
                asked(Action::ListAccessList, own).answer(),
                Decision::Allowed { .. }
            )
        };
        assert!(is_allowed(true) && !is_allowed(false));
    }
}
