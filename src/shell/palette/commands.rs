//! What the palette offers: plain functions of where one is, what there is and what was typed.

use crate::{
    paths::{self, Why},
    query,
    routes::Page,
    shell::sections::sections,
    ui::{Theme, Typed, lowercase, nearest},
};
use access::{Action, ProjectId};
use contract::{KeyList, ProjectList};
use icondata_core::Icon as IconData;

/// The most commands of a group that come from a list without an end.
const MOST: usize = 8;

/// A heading of the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// What can be done on this page.
    Page,
    /// The sections.
    Sections,
    /// The console itself.
    Console,
    /// The projects.
    Projects,
    /// The keys.
    Keys,
    /// Why a key can be used or not.
    Why,
}

impl Group {
    /// The words of the heading.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Page => "On this page",
            Self::Sections => "Go to",
            Self::Console => "Keyhold",
            Self::Projects => "Projects",
            Self::Keys => "API keys",
            Self::Why => "Why can it be used?",
        }
    }
}

/// What a command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Goes to a URL of the console.
    Go(String),
    /// Chooses a theme.
    Theme(Theme),
    /// Opens how this browser's address is seen.
    Address,
    /// Opens who is signed in.
    Account,
    /// Opens the choice of organization or project.
    Context,
    /// Opens the keyboard shortcuts.
    Shortcuts,
    /// Signs out.
    SignOut,
}

/// One thing the palette offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// The heading it stands under.
    pub(super) group: Group,
    /// Its picture.
    pub(super) icon: IconData,
    /// Its name.
    pub(super) label: String,
    /// What else is worth knowing of it.
    pub(super) detail: String,
    /// Why it may not be done; none when it may.
    pub(super) refusal: Option<String>,
    /// What it does.
    pub(super) act: Act,
    /// What it is found by, in lower case.
    text: String,
}

impl Command {
    fn new(group: Group, icon: IconData, label: &str, act: Act) -> Self {
        Self {
            group,
            icon,
            label: label.to_owned(),
            detail: String::new(),
            refusal: None,
            act,
            text: lowercase(label),
        }
    }

    /// Also says `detail`, and is also found by it.
    fn with_detail(mut self, detail: &str) -> Self {
        self.detail = detail.to_owned();
        self.also_found_by(detail)
    }

    fn also_found_by(mut self, words: &str) -> Self {
        self.text.push(' ');
        self.text.push_str(&lowercase(words));
        self
    }

    fn refused(mut self, refusal: Option<String>) -> Self {
        self.refusal = refusal;
        self
    }
}

/// Why an operator may not do something; none when they may.
pub(super) type Refusal<'a> = &'a dyn Fn(Action, Option<ProjectId>) -> Option<String>;

/// What can be done on the page at `path`.
pub(super) fn of_page(path: &str, refusal: Refusal<'_>) -> Vec<Command> {
    let go = |icon: IconData, label: &str, url: String| Command::new(Group::Page, icon, label, Act::Go(url));
    let mut commands = Vec::new();
    if let Page::ApiKey(id) = Page::at(path) {
        let id = id.to_string();
        let changing = refusal(Action::ChangeOrganizationKey, None);
        let adding = refusal(Action::AddAccessListEntries, None);
        commands.extend([
            go(
                icondata_lu::LuPencil,
                "Edit this API key",
                paths::edit_api_key(&id),
            )
            .refused(changing),
            go(
                icondata_lu::LuListChecks,
                "Edit its access list",
                paths::edit_access_list(&id),
            )
            .refused(adding),
            go(
                icondata_lu::LuCircleHelp,
                "Why can this API key be used?",
                why(&id),
            ),
            go(
                icondata_lu::LuActivity,
                "See its activity",
                paths::activity(&query::build(&[("key", &id)])),
            ),
        ]);
    }
    let project: Option<ProjectId> = paths::project_of(path).and_then(|id| id.parse().ok());
    let create = match project {
        Some(project) => go(
            icondata_lu::LuPlus,
            "Create API key for this project",
            paths::new_project_api_key(&project.to_string()),
        )
        .refused(refusal(Action::CreateProjectKey, Some(project))),
        None => go(
            icondata_lu::LuPlus,
            "Create API key",
            paths::NEW_API_KEY.to_owned(),
        )
        .refused(refusal(Action::CreateOrganizationKey, None)),
    };
    commands.push(create.also_found_by("new add"));
    commands
}

/// What can be done on every page: the sections of the organization or project `path` is in, and the console itself.
pub(super) fn everywhere(path: &str) -> Vec<Command> {
    use icondata_lu::{
        LuArrowLeftRight, LuCircleUserRound, LuKeyboard, LuLogOut, LuMonitor, LuMoon, LuRadar, LuSun,
    };
    let mut commands: Vec<Command> = sections(paths::project_of(path))
        .into_iter()
        .map(|section| {
            Command::new(
                Group::Sections,
                section.icon,
                section.label,
                Act::Go(section.path),
            )
            .with_detail(section.group)
        })
        .collect();
    let console = |icon: IconData, label: &str, act: Act| Command::new(Group::Console, icon, label, act);
    let theme = |icon: IconData, label: &str, theme: Theme| {
        console(icon, label, Act::Theme(theme)).also_found_by("appearance mode")
    };
    commands.extend([
        console(LuArrowLeftRight, "Switch organization or project", Act::Context),
        console(LuRadar, "How this browser’s address is seen", Act::Address)
            .also_found_by("ip current proxy"),
        theme(LuMonitor, "Use the system’s theme", Theme::System),
        theme(LuSun, "Use the light theme", Theme::Light),
        theme(LuMoon, "Use the dark theme", Theme::Dark),
        console(LuKeyboard, "Keyboard shortcuts", Act::Shortcuts).also_found_by("help"),
        console(LuCircleUserRound, "Account", Act::Account).also_found_by("operator role connection"),
        console(LuLogOut, "Sign out", Act::SignOut).also_found_by("log out leave"),
    ]);
    commands
}

/// The way to every project.
pub(super) fn of_projects(list: Option<ProjectList>) -> Vec<Command> {
    let projects = list.into_iter().flat_map(|list| list.projects);
    projects
        .map(|project| {
            let act = Act::Go(paths::project_api_keys(&project.id));
            Command::new(Group::Projects, icondata_lu::LuFolder, &project.name, act)
                .also_found_by(&project.id)
        })
        .collect()
}

/// The way to every key, by its description, its public key or its id; and why it can be used.
pub(super) fn of_keys(list: Option<KeyList>) -> Vec<Command> {
    let keys = list.map(|list| list.keys).unwrap_or_default();
    let open = keys.iter().map(|key| {
        let act = Act::Go(paths::api_key(&key.id));
        Command::new(Group::Keys, icondata_lu::LuKeyRound, &key.description, act)
            .with_detail(&key.public_key)
            .also_found_by(&key.id)
    });
    let ask = keys.iter().map(|key| {
        let mut label = String::from("Why can … use ");
        label.push_str(&key.description);
        label.push('?');
        Command::new(
            Group::Why,
            icondata_lu::LuCircleHelp,
            &label,
            Act::Go(why(&key.id)),
        )
        .with_detail(&key.public_key)
        .also_found_by(&key.id)
    });
    open.chain(ask).collect()
}

fn why(key: &str) -> String {
    paths::why(&Why {
        key,
        ..Why::default()
    })
}

/// The commands that match, the nearest of each group first. Of keys and of what can be asked of them, which may be
/// thousands, only a few; and none before something is typed.
pub(super) fn found(commands: &[Command], typed: &Typed) -> Vec<Command> {
    let mut found: Vec<Command> = Vec::new();
    for of_group in commands.chunk_by(|a, b| a.group == b.group) {
        let most = match of_group.first().map(|command| command.group) {
            Some(Group::Keys | Group::Why) if typed.is_empty() => 0,
            Some(Group::Keys | Group::Projects) => MOST,
            Some(Group::Why) => MOST / 2,
            _ => usize::MAX,
        };
        found.extend(
            nearest(of_group, typed, |command| &command.text, most)
                .into_iter()
                .cloned(),
        );
    }
    found
}

#[cfg(test)]
mod tests;
