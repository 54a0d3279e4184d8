//! The screens of the tour. A new one is a line here.

use super::{
    Screen, Step,
    Step::{
        Chord, Dialog, Follow, GoOffline, Heading, LinkAccount, Pick, Press, Search, See, Stroke, Tick, Turn,
        Type,
    },
};
use crate::house::Person;

/// The tour, those who have not signed in first.
pub(super) const SCREENS: &[Screen] = &[
    Screen {
        name: "sign-in",
        person: None,
        path: "/sign-in",
        steps: &[Heading("Sign In")],
    },
    Screen {
        name: "sign-in-refused",
        person: None,
        path: "/sign-in",
        steps: &[
            Type("Operator Name", "ada"),
            Type("Password", "not the password"),
            Press("Sign In"),
            See("The name or the password is wrong"),
        ],
    },
    screen(
        "organization-api-keys",
        "/organization/api-keys",
        &[See("Grafana dashboards")],
    ),
    screen(
        "organization-api-keys-selected",
        "/organization/api-keys",
        &[Tick("Select Grafana dashboards"), See("1 key selected")],
    ),
    screen(
        "organization-api-keys-menu",
        "/organization/api-keys",
        &[Press("Actions for Grafana dashboards")],
    ),
    screen(
        "delete-keys",
        "/organization/api-keys",
        &[
            Tick("Select Grafana dashboards"),
            Press("Delete…"),
            Dialog("Delete API Keys"),
        ],
    ),
    screen(
        "organization-api-keys-no-match",
        "/organization/api-keys?q=nothing-like-it",
        &[See("No key matches")],
    ),
    screen(
        "replace-key",
        "/organization/api-keys/new?replaces=65109b8094dc2b29291a5ad2",
        &[See("A key to replace another")],
    ),
    screen(
        "leave-question",
        "/organization/api-keys/new",
        &[
            Type("Description", "half a key"),
            Follow("Exposure"),
            Dialog("Leave without creating the key?"),
        ],
    ),
    screen(
        "remove-entry",
        "/organization/api-keys/64efa60044085ef06b7fbb2b",
        &[Press("Remove 10.20.4.11"), Dialog("Remove 10.20.4.11?")],
    ),
    screen(
        "project-not-found",
        "/projects/000000000000000000000000/api-keys",
        &[Heading("Project not found")],
    ),
    screen(
        "activity-unreadable-filter",
        "/organization/activity?kind=API_KEY_EATEN",
        &[See("is no type of events")],
    ),
    screen(
        "create-key",
        "/organization/api-keys/new",
        &[Heading("Create API Key")],
    ),
    screen(
        "create-key-refused",
        "/organization/api-keys/new",
        &[Press("Create"), See("Enter a description")],
    ),
    screen(
        "key",
        "/organization/api-keys/647116004f04e9c150ccb10e",
        &[
            Heading("Terraform Cloud agents, eu-central"),
            See("203.0.113.64/28"),
        ],
    ),
    screen(
        "delete-key",
        "/organization/api-keys/647116004f04e9c150ccb10e",
        &[Press("Delete API Key…"), Dialog("Delete API Key")],
    ),
    screen(
        "key-not-found",
        "/organization/api-keys/000000000000000000000000",
        &[Heading("API key not found")],
    ),
    screen(
        "edit-key",
        "/organization/api-keys/647116004f04e9c150ccb10e/edit",
        &[Heading("Edit API Key")],
    ),
    screen(
        "access-list",
        "/organization/api-keys/64bc3b80ca472e6c8e52666a/access-list",
        &[Heading("Edit Access List"), See("0.0.0.0/1")],
    ),
    seen_by(
        Person::Petra,
        screen(
            "access-list-read-only",
            "/organization/api-keys/64bc3b80ca472e6c8e52666a/access-list",
            &[See("You can see this list and not change it")],
        ),
    ),
    seen_by(
        Person::Petra,
        screen(
            "key-read-only",
            "/organization/api-keys/64bc3b80ca472e6c8e52666a",
            &[Heading("Recent Events")],
        ),
    ),
    screen(
        "exposure",
        "/organization/exposure",
        &[Heading("Exposure"), Heading("By Permission")],
    ),
    screen(
        "access-list-pasted",
        "/organization/api-keys/6654ec8082905d09cb3e3844/access-list",
        &[
            Heading("Edit Access List"),
            Type(
                "Access List Entry (optional)",
                "198.51.100.7, 203.0.113.0/24 10.0.0.0/33",
            ),
        ],
    ),
    screen(
        "access-list-refused",
        "/organization/api-keys/64bc3b80ca472e6c8e52666a/access-list",
        &[
            Type("Access List Entry (optional)", "192.0.2.7\n10.0.0.0/33"),
            Press("Review Changes"),
            See("Line 2: “10.0.0.0/33”"),
        ],
    ),
    screen(
        "review-harmless",
        "/organization/api-keys/64efa60044085ef06b7fbb2b/access-list?add=192.0.2.7",
        &[Press("Review Changes"), See("Nothing is locked out")],
    ),
    screen(
        "review-likely",
        "/organization/api-keys/64efa60044085ef06b7fbb2b/access-list",
        &[
            Press("Remove 10.20.4.11"),
            Press("Review Changes"),
            See("Likely to stop working"),
        ],
    ),
    screen(
        "review-refused",
        "/organization/api-keys?q=keyhold+console",
        &[
            Follow("Keyhold console"),
            Follow("Edit Access List"),
            Press("Remove 127.0.0.1"),
            Press("Review Changes"),
            See("This would shut Keyhold itself out"),
        ],
    ),
    screen("settings", "/organization/settings", &[Heading("Settings")]),
    screen(
        "review-certain",
        "/organization/settings",
        &[
            Turn("Require an access list of every organization API key"),
            See("Stops working for certain"),
            Type("Type “Meridian Parcel” to confirm", "Meridian"),
        ],
    ),
    screen(
        "activity",
        "/organization/activity",
        &[Heading("Activity"), See("Meridian Parcel")],
    ),
    screen(
        "activity-no-match",
        "/organization/activity?key=zzzzzzzz",
        &[See("No event matches the filter")],
    ),
    screen(
        "activity-refused",
        "/organization/activity",
        &[
            Type("From Address", "192.0.2"),
            Press("Filter"),
            See("Enter an IP address or a CIDR block"),
        ],
    ),
    screen("why", "/why", &[Heading("Who Can Use a Key, and Why")]),
    screen(
        "why-refused",
        "/why?key=654011802f10cba7d5f077d5&address=198.51.100.7&operation=ListOrganizationKeys",
        &[See("cannot use Grafana dashboards")],
    ),
    screen(
        "why-incomplete",
        "/why",
        &[Press("Find Out"), See("Choose an operation.")],
    ),
    screen(
        "personal-api-keys",
        "/personal-api-keys",
        &[Heading("Link Your Account")],
    ),
    screen(
        "personal-api-keys-refused",
        "/personal-api-keys",
        &[
            Press("Link Account"),
            See("Enter the name the account signs in with."),
        ],
    ),
    seen_by(
        Person::Grace,
        screen(
            "personal-api-keys-linked",
            "/personal-api-keys",
            &[LinkAccount, See("Marta's scripts")],
        ),
    ),
    seen_by(
        Person::Grace,
        screen(
            "unlink-account",
            "/personal-api-keys",
            &[LinkAccount, Press("Unlink Account"), Dialog("Unlink Account")],
        ),
    ),
    screen(
        "project-api-keys",
        "/projects/642c8800a1b0f1d30d3c819f/api-keys",
        &[See("Nightly backup exporter")],
    ),
    screen(
        "edit-permissions",
        "/projects/642c8800a1b0f1d30d3c819f/api-keys",
        &[
            Press("Actions for Nightly backup exporter"),
            Pick("Edit Permissions…"),
            Dialog("Edit Permissions"),
        ],
    ),
    screen(
        "remove-from-project",
        "/projects/642c8800a1b0f1d30d3c819f/api-keys",
        &[
            Press("Actions for Nightly backup exporter"),
            Pick("Remove from Project…"),
            Dialog("Remove from Project"),
        ],
    ),
    seen_by(
        Person::Paul,
        screen(
            "project-api-keys-read-only",
            "/projects/642c8800a1b0f1d30d3c819f/api-keys",
            &[See("Nightly backup exporter")],
        ),
    ),
    seen_by(
        Person::Petra,
        screen(
            "project-forbidden",
            "/projects/66f472001c4c3d27c199f0d2/api-keys",
            &[See("Ask")],
        ),
    ),
    screen(
        "invite",
        "/projects/642c8800a1b0f1d30d3c819f/api-keys",
        &[Press("Invite to Project"), Dialog("Invite to Project")],
    ),
    screen(
        "create-project-key",
        "/projects/642c8800a1b0f1d30d3c819f/api-keys/new",
        &[Heading("Create API Key")],
    ),
    screen(
        "project-activity",
        "/projects/642c8800a1b0f1d30d3c819f/activity",
        &[Heading("Activity")],
    ),
    screen("not-found", "/nowhere", &[Heading("Page not found")]),
    screen(
        "palette",
        "/organization/settings",
        &[Heading("Settings"), Chord('k'), Dialog("Commands")],
    ),
    screen(
        "palette-found",
        "/organization/settings",
        &[
            Heading("Settings"),
            Chord('k'),
            Search("Find a page, a key, a project or an action", "grafana"),
            See("Grafana dashboards"),
        ],
    ),
    screen(
        "palette-no-match",
        "/organization/settings",
        &[
            Heading("Settings"),
            Chord('k'),
            Search("Find a page, a key, a project or an action", "nothing like it"),
            See("Nothing matches what you typed."),
        ],
    ),
    screen(
        "shortcuts",
        "/organization/settings",
        &[Heading("Settings"), Stroke('?'), Dialog("Keyboard Shortcuts")],
    ),
    screen(
        "context-picker",
        "/organization/settings",
        &[Press("Organization Meridian Parcel"), See("parcel-tracking-prod")],
    ),
    screen(
        "address",
        "/organization/settings",
        &[Press("Seen from 127.0.0.1"), See("If this is not your address")],
    ),
    screen(
        "account",
        "/organization/settings",
        &[
            Press("Signed in as ada with the role Organization Owner"),
            Dialog("Account"),
        ],
    ),
    screen(
        "server-lost",
        "/organization/api-keys/new",
        &[
            Type("Description", "typed before the server went"),
            Tick("Organization Read Only"),
            GoOffline,
            Press("Create"),
            See("The Keyhold server cannot be reached"),
        ],
    ),
    // Last: each visit makes a key.
    screen(
        "created-key",
        "/organization/api-keys/new",
        &[
            Type("Description", "a key of the tour"),
            Tick("Organization Read Only"),
            Press("Create"),
            See("I have stored the private key"),
        ],
    ),
    screen(
        "replaced-key",
        "/organization/api-keys/new?replaces=65109b8094dc2b29291a5ad2",
        &[
            See("A key to replace another"),
            Press("Create"),
            See("This key is not on them yet"),
        ],
    ),
];

const fn screen(name: &'static str, path: &'static str, steps: &'static [Step]) -> Screen {
    Screen {
        name,
        person: Some(Person::Ada),
        path,
        steps,
    }
}

const fn seen_by(person: Person, screen: Screen) -> Screen {
    Screen {
        person: Some(person),
        ..screen
    }
}
