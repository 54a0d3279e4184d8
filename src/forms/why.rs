//! What the Why page is asked: which key, from where, for what.

use crate::{
    navigation::use_navigation,
    paths::{self, Why},
    query,
    session::use_session,
    ui::{
        Button, ButtonKind, ButtonVariant, Checkbox, Field, SelectInput, SelectOption, TextInput, dynamic,
        focus_first_error, lowercase, on_change, use_id,
    },
};
use access::{Action, AddressBlock, KeyId, Permission, ProjectId};
use contract::{KeyRow, Project};
use keyhold_markup::view;
use leptos::{ev::SubmitEvent, html, prelude::*};
use std::{net::IpAddr, rc::Rc};

/// How many keys are offered while one is typed.
const OFFERED: usize = 20;

/// What is asked, as it stands in the URL or in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    key: String,
    address: String,
    operation: String,
    project: String,
    own: bool,
}

/// A question that can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Which key.
    pub key: KeyId,
    /// From where.
    pub client: IpAddr,
    /// To do what.
    pub action: Action,
    /// In which project, where it is about one.
    pub project: Option<ProjectId>,
    /// Whether it is about the key itself.
    pub own: bool,
}

/// What is wrong with each field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    key: Option<String>,
    address: Option<String>,
    operation: Option<String>,
    project: Option<String>,
}

impl Asked {
    /// Reads the query part of the URL.
    pub fn from_search(search: &str) -> Self {
        let get = |name| query::get(search, name).unwrap_or_default();
        Self {
            key: get("key"),
            address: get("address"),
            operation: get("operation"),
            project: get("project"),
            own: get("own") == "yes",
        }
    }

    /// Whether enough is given to be judged.
    pub fn is_whole(&self) -> bool {
        !self.key.is_empty() && !self.address.is_empty() && !self.operation.is_empty()
    }

    /// The question, if it can be answered for these keys.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn judged(&self, keys: &[KeyRow]) -> Result<Judged, Wrong> {
        let key = find_key(keys, &self.key);
        let client = find_address(&self.address);
        let action = Action::by_id(&self.operation).ok_or_else(|| "Choose an operation.".to_owned());
        let in_project = action.as_ref().is_ok_and(|action| action.rule().is_in_project());
        let project = if in_project {
            self.project
                .parse()
                .map(Some)
                .map_err(|_| "Choose the project it is about.".to_owned())
        } else {
            Ok(None)
        };
        match (key, client, action, project) {
            (Ok(key), Ok(client), Ok(action), Ok(project)) => Ok(Judged {
                key,
                client,
                action,
                project,
                own: self.own && concerns_a_key(action),
            }),
            (key, client, action, project) => Err(Wrong {
                key: key.err(),
                address: client.err(),
                operation: action.err(),
                project: project.err(),
            }),
        }
    }
}

/// Whether it matters if the key asks about itself.
fn concerns_a_key(action: Action) -> bool {
    action.rule().permission == Permission::SameKeyOrOrganizationOwner
}

/// The key of this public key, id or description; a part of them will do where only one key has it.
fn find_key(keys: &[KeyRow], text: &str) -> Result<KeyId, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("Enter a public key, an id or a description.".to_owned());
    }
    let exact = keys
        .iter()
        .find(|key| key.public_key == text || key.id == text)
        .or_else(|| one(keys.iter().filter(|key| key.description == text)));
    let found = exact.or_else(|| one(keys.iter().filter(|key| names(key, text))));
    match found {
        Some(key) => key
            .id
            .parse()
            .map_err(|_| "The id of this key cannot be read.".to_owned()),
        None if keys.iter().any(|key| names(key, text)) => {
            Err(["Several keys match “", text, "”: enter the public key of one."].concat())
        }
        None => Err(["No key of the organization is called “", text, "”."].concat()),
    }
}

fn one<'a>(mut found: impl Iterator<Item = &'a KeyRow>) -> Option<&'a KeyRow> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn names(key: &KeyRow, text: &str) -> bool {
    key.public_key.contains(text)
        || key.id.contains(text)
        || lowercase(&key.description).contains(&lowercase(text))
}

fn find_address(text: &str) -> Result<IpAddr, String> {
    match text.parse::<AddressBlock>() {
        Ok(block) => block.single().ok_or_else(|| {
            [
                "“",
                text.trim(),
                "” is a whole network: enter one address of it, such as ",
                &block.first().to_string(),
                ".",
            ]
            .concat()
        }),
        Err(error) => Err([&error.to_string(), "."].concat()),
    }
}

/// The form. Submitting it leads to the page of the answer, which has a link of its own.
#[component]
pub fn WhyForm(
    /// The organization's keys.
    keys: Rc<Vec<KeyRow>>,
    /// The projects the operator may see.
    projects: Vec<Project>,
    /// What the URL asks.
    asked: Memo<Asked>,
) -> impl IntoView {
    let navigation = use_navigation();
    let session = use_session();
    let keys = StoredValue::new_local(keys);
    let now = asked.get_untracked();
    let key = RwSignal::new(now.key);
    let address = RwSignal::new(now.address);
    let operation = RwSignal::new(now.operation);
    let project = RwSignal::new(now.project);
    let own = RwSignal::new(now.own);
    on_change(
        move || asked.get(),
        move |asked| {
            key.set(asked.key);
            address.set(asked.address);
            operation.set(asked.operation);
            project.set(asked.project);
            own.set(asked.own);
        },
    );
    let typed = move || Asked {
        key: key.get(),
        address: address.get(),
        operation: operation.get(),
        project: project.get(),
        own: own.get(),
    };
    // A link that asks a whole question has been submitted already.
    let tried = RwSignal::new(asked.with_untracked(Asked::is_whole));
    let judged = move || keys.with_value(|keys| typed().judged(keys));
    let at = move |part: fn(Wrong) -> Option<String>| {
        Signal::derive(move || judged().err().and_then(part).filter(|_| tried.get()))
    };
    let form = NodeRef::<html::Form>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        match untrack(judged) {
            Ok(judged) => {
                let typed = untrack(typed);
                let url = keys.with_value(|keys| {
                    let id = judged.key.to_string();
                    let known = keys.iter().find(|key| key.id == id);
                    paths::why(&Why {
                        key: known.map_or(&id, |key| &key.public_key),
                        address: &judged.client.to_string(),
                        operation: Some(judged.action),
                        project: judged.project.map_or("", |_| &typed.project),
                        own: judged.own,
                    })
                });
                navigation.go(&url);
            }
            Err(_) => focus_first_error(form),
        }
    };
    let offered = use_id();
    let list = offered.clone();
    let offers = move || {
        let text = key.get();
        keys.with_value(|keys| {
            let found = keys.iter().filter(|key| names(key, text.trim())).take(OFFERED);
            found
                .map(|key| view! { <option value=key.public_key.clone()>{key.description.clone()}</option> })
                .collect_view()
        })
    };
    let action = Memo::new(move |_| Action::by_id(&operation.get()));
    let projects = StoredValue::new(
        std::iter::once(SelectOption::new("", "Choose a project"))
            .chain(
                projects
                    .into_iter()
                    .map(|project| SelectOption::new(project.id, project.name)),
            )
            .collect::<Vec<_>>(),
    );
    let more = move || {
        let action = action.get()?;
        if action.rule().is_in_project() {
            return Some(
                view! {
                    <Field label="Project" error=at(|wrong| wrong.project)>
                        <SelectInput value=project options=projects.get_value() />
                    </Field>
                }
                .into_any(),
            );
        }
        concerns_a_key(action)
            .then(|| view! { <Checkbox label="It is the key’s own access list" checked=own /> }.into_any())
    };
    let own_address = move || address.set(session.client_address());
    view! {
        <form class="why-form" novalidate node_ref=form on:submit=submit aria-label="Question">
            <Field
                label="API Key"
                hint=Some("By its public key, its id or its description.".to_owned())
                error=at(|wrong| wrong.key)
            >
                <TextInput value=key list=list />
            </Field>
            <datalist id=offered>{dynamic(offers)}</datalist>
            <div class="why-form__address">
                <Field
                    label="Address"
                    hint=Some("The one address a request comes from.".to_owned())
                    error=at(|wrong| wrong.address)
                >
                    <TextInput value=address mono=true placeholder="203.0.113.7" />
                </Field>
                <Button variant=ButtonVariant::Quiet on_click=own_address>"Use This Browser’s Address"</Button>
            </div>
            <Field
                label="Operation"
                hint=Some("What the key is to be used for.".to_owned())
                error=at(|wrong| wrong.operation)
            >
                <SelectInput value=operation options=operations() />
            </Field>
            {dynamic(more)}
            <div class="cluster cluster--end">
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit>"Find Out"</Button>
            </div>
        </form>
    }
    .into_any()
}

/// Every operation a key can be used for, under headings. Those that need an access list in any case say so.
fn operations() -> Vec<SelectOption> {
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
    use contract::{ExposureClass, LastUse};

    const PROJECT: &str = "65f0c0ffee65f0c0ffee6aa1";

    fn keys() -> Vec<KeyRow> {
        ["billing export", "billing import", "ci"]
            .into_iter()
            .enumerate()
            .map(|(number, description)| KeyRow {
                id: format!("65f0c0ffee65f0c0ffee650{number}"),
                description: description.into(),
                public_key: format!("public0{number}"),
                roles: vec![],
                projects: 0,
                list_read: true,
                entries: vec![],
                exposure: ExposureClass::NoList,
                last_use: LastUse::Unknown,
            })
            .collect()
    }

    fn asked(key: &str, address: &str, operation: &str) -> Asked {
        Asked {
            key: key.into(),
            address: address.into(),
            operation: operation.into(),
            ..Asked::default()
        }
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let wrong = asked("", "", "").judged(&keys()).unwrap_err();
        assert!(wrong.key.is_some() && wrong.address.is_some() && wrong.operation.is_some());
        assert_eq!(wrong.project, None);
        let wrong = asked("nobody", "192.0.2.0/24", "DropEverything")
            .judged(&keys())
            .unwrap_err();
        assert!(wrong.key.unwrap().contains("nobody"));
        assert!(wrong.address.unwrap().contains("192.0.2.0"));
        assert!(wrong.operation.is_some());
    }

    #[test]
    fn what_several_keys_match_asks_for_one_of_them() {
        let wrong = asked("billing", "192.0.2.7", "Root").judged(&keys()).unwrap_err();
        assert!(wrong.key.unwrap().starts_with("Several keys match"));
    }

    #[test]
    fn what_is_done_in_a_project_asks_for_the_project() {
        let mut asked = asked("ci", "192.0.2.7", "ListProjectKeys");
        assert!(asked.judged(&keys()).unwrap_err().project.is_some());
        asked.project = PROJECT.into();
        assert_eq!(asked.judged(&keys()).unwrap().project, PROJECT.parse().ok());
        asked.operation = "Root".into();
        assert_eq!(asked.judged(&keys()).unwrap().project, None);
    }

    #[test]
    fn a_key_is_found_by_public_key_id_description_or_a_part_of_them() {
        for (text, at) in [
            ("public01", "1"),
            ("65f0c0ffee65f0c0ffee6500", "0"),
            ("billing import", "1"),
            (" CI ", "2"),
            ("export", "0"),
        ] {
            let found = asked(text, "192.0.2.7", "Root").judged(&keys()).unwrap();
            assert!(found.key.to_string().ends_with(at), "{text}");
        }
    }

    #[test]
    fn a_link_is_read_back_as_it_was_asked() {
        let link = paths::why(&Why {
            key: "public00",
            address: "2001:db8::1",
            operation: Some(Action::ListAccessList),
            project: PROJECT,
            own: true,
        });
        let read = Asked::from_search(link.strip_prefix(paths::WHY).unwrap());
        assert!(read.is_whole() && read.own);
        assert_eq!(read.project, PROJECT);
        let judged = read.judged(&keys()).unwrap();
        assert_eq!(
            (judged.action, judged.own, judged.project),
            (Action::ListAccessList, true, None)
        );
    }

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
