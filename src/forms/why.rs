//! The form in which the Why page is asked: which key, from where, for what.

mod operations;
mod question;

pub use question::{Asked, Judged, Wrong};

use self::{
    operations::operations,
    question::{concerns_a_key, names},
};
use crate::{
    navigation::use_navigation,
    paths::{self, Why},
    session::use_session,
    ui::{
        Button, ButtonKind, ButtonVariant, Checkbox, Field, SelectInput, SelectOption, TextInput, dynamic,
        effect, focus_first_error, on_change, use_id,
    },
};
use access::Action;
use contract::{KeyRow, Project};
use keyhold_markup::view;
use leptos::{ev::SubmitEvent, html, prelude::*};
use std::rc::Rc;

/// How many keys are offered while one is typed.
const OFFERED: usize = 20;

/// The form. Submitting it leads to the page of the answer, which has a link of its own.
#[component]
pub fn WhyForm(
    /// The organization's keys.
    keys: Rc<Vec<KeyRow>>,
    /// The projects the operator may see.
    projects: Vec<Project>,
    /// What the URL asks.
    asked: Memo<Asked>,
    /// Set to whether the form still says what the URL asks: an answer to another question would be misread.
    is_asked: RwSignal<bool>,
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
    effect(move || is_asked.set(typed() == asked.get()));
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
