//! The command palette: everything the console can show or do, found by typing.

mod commands;

use super::{Overlays, account::use_sign_out, directory::Directory};
use crate::{
    components::failure::in_one_line,
    navigation::use_navigation,
    session::use_session,
    ui::{Choice, Chooser, Typed, on_change},
};
use commands::{Act, Command, everywhere, found, of_keys, of_page, of_projects};
use keyhold_markup::view;
use leptos::prelude::*;
use std::sync::Arc;

/// The dialog.
#[component]
pub fn Palette(
    /// What can be opened.
    overlays: Overlays,
    /// The projects and the keys.
    directory: Directory,
) -> impl IntoView {
    let session = use_session();
    let navigation = use_navigation();
    let sign_out = use_sign_out();
    let open = overlays.palette;
    on_change(
        move || open.get(),
        move |open| {
            if open {
                directory.projects.refresh();
                directory.keys.refresh();
            }
        },
    );
    let typed = RwSignal::new(String::new());
    let here = Memo::new(move |_| {
        let path = navigation.path().get();
        let mut commands = of_page(&path, &|action, project| session.refusal(action, project));
        commands.extend(everywhere(&path));
        commands
    });
    let projects = Memo::new(move |_| of_projects(directory.projects.value()));
    let keys = Memo::new(move |_| of_keys(directory.keys.value()));
    let run = move |act: Act| match act {
        Act::Go(url) => navigation.leave(move || navigation.go(&url)),
        Act::Theme(theme) => theme.choose(),
        Act::Address => overlays.address.set(true),
        Act::Account => overlays.account.set(true),
        Act::Context => overlays.context.set(true),
        Act::Shortcuts => overlays.shortcuts.set(true),
        Act::SignOut => sign_out.run(()),
    };
    let choices = Signal::derive(move || {
        let typed = Typed::new(&typed.get());
        let sources = [here, projects, keys];
        let found = sources.map(|source| source.with(|commands| found(commands, &typed)));
        let choice = |command: Command| Choice {
            group: command.group.label(),
            icon: command.icon,
            label: command.label,
            detail: command.detail,
            refusal: command.refusal,
            run: Arc::new(move || run(command.act.clone())),
        };
        found.into_iter().flatten().map(choice).collect()
    });
    let note = Signal::derive(move || {
        let failure = directory.keys.failure().or_else(|| directory.projects.failure());
        let waiting = directory.keys.loading().get() && directory.keys.value().is_none();
        failure
            .map(|error| in_one_line(&error))
            .or_else(|| waiting.then(|| "Loading the API keys…".to_owned()))
    });
    view! {
        <Chooser
            open=open
            title="Commands"
            label="Find a page, a key, a project or an action"
            typed=typed
            choices=choices
            note=note
        />
    }
    .into_any()
}
