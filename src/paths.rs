//! Every URL of the console. No page and no component builds one by hand; the patterns they match are in `routes`.

use crate::query;
use access::Action;

/// The first page, which leads on to the API keys.
pub const HOME: &str = "/";
/// The first operator, by the one-time link. Its token is in the fragment.
pub const SET_UP: &str = "/set-up";
/// Signing in.
pub const SIGN_IN: &str = "/sign-in";
/// The table of the organization's API keys.
pub const API_KEYS: &str = "/organization/api-keys";
/// Creating an API key.
pub const NEW_API_KEY: &str = "/organization/api-keys/new";

/// What the query of [`NEW_API_KEY`] calls the key that is to be replaced.
pub const REPLACES: &str = "replaces";

/// How open the organization's keys are.
pub const EXPOSURE: &str = "/organization/exposure";
/// What happened in the organization.
pub const ACTIVITY: &str = "/organization/activity";
/// The organization's settings.
pub const SETTINGS: &str = "/organization/settings";
/// Whether an address can use a key for something, and why.
pub const WHY: &str = "/why";
/// The account's personal API keys.
pub const PERSONAL_API_KEYS: &str = "/personal-api-keys";
/// The projects.
const PROJECTS: &str = "/projects";

/// Signing in, and then back to `next` (a path with its query).
pub fn sign_in(next: &str) -> String {
    let next = if next == HOME { "" } else { next };
    format!("{SIGN_IN}{}", query::build(&[("next", next)]))
}

/// The table of API keys in the state that `search` (with its `?`) describes.
pub fn api_keys(search: &str) -> String {
    format!("{API_KEYS}{search}")
}

/// A key's own page.
pub fn api_key(id: &str) -> String {
    format!("{API_KEYS}/{}", query::encode(id))
}

/// Creating a key that replaces another.
pub fn replace_api_key(id: &str) -> String {
    [NEW_API_KEY, &query::build(&[(REPLACES, id)])].concat()
}

/// Changing a key's description and roles.
pub fn edit_api_key(id: &str) -> String {
    format!("{}/edit", api_key(id))
}

/// Changing a key's access list.
pub fn edit_access_list(id: &str) -> String {
    format!("{}/access-list", api_key(id))
}

/// The same with an address or a block already typed.
pub fn add_to_access_list(id: &str, entry: &str) -> String {
    format!("{}{}", edit_access_list(id), query::build(&[("add", entry)]))
}

/// What is asked of the page at [`WHY`]. What is left out is asked there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Why<'a> {
    /// The key, by its public key or its id.
    pub key: &'a str,
    /// The address it is to be used from.
    pub address: &'a str,
    /// What is to be done.
    pub operation: Option<Action>,
    /// The id of the project it is to be done in.
    pub project: &'a str,
    /// Whether it is to be done to the key itself.
    pub own: bool,
}

/// Whether an address can use a key for something, and why:
/// `paths::why(&Why { key: &key.public_key, ..Why::default() })`.
pub fn why(asked: &Why<'_>) -> String {
    let search = query::build(&[
        ("key", asked.key),
        ("address", asked.address),
        ("operation", asked.operation.map_or("", Action::id)),
        ("project", asked.project),
        ("own", if asked.own { "yes" } else { "" }),
    ]);
    format!("{WHY}{search}")
}

/// The organization's events that `search` (with its `?`) asks for.
pub fn activity(search: &str) -> String {
    format!("{ACTIVITY}{search}")
}

/// The API keys on a project.
pub fn project_api_keys(project: &str) -> String {
    format!("{PROJECTS}/{}/api-keys", query::encode(project))
}

/// Creating an API key for a project.
pub fn new_project_api_key(project: &str) -> String {
    format!("{}/new", project_api_keys(project))
}

/// A project's events that `search` (with its `?`) asks for.
pub fn project_activity(project: &str, search: &str) -> String {
    format!("{PROJECTS}/{}/activity{search}", query::encode(project))
}

/// The project whose pages `path` is one of, by its id.
pub fn project_of(path: &str) -> Option<&str> {
    path.strip_prefix(PROJECTS)?
        .strip_prefix('/')?
        .split('/')
        .next()
        .filter(|id| !id.is_empty())
}

/// Where to go after signing in, from the query of the sign-in page. Only a path of this console is followed, so that
/// a prepared link cannot send a person who has just signed in to another site.
pub fn after_sign_in(search: &str) -> String {
    query::get(search, "next")
        .filter(|next| is_own_path(next))
        .unwrap_or_else(|| HOME.to_owned())
}

/// Browsers take `\` for `/` and drop tabs and line ends, so `/\evil` and `/<tab>/evil` are other sites too.
fn is_own_path(next: &str) -> bool {
    next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control)
        && !next.starts_with(SIGN_IN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_site_is_never_the_next_page() {
        for next in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\evil",
            "/\t/evil",
            "evil",
            "",
            "/sign-in",
        ] {
            let search = query::build(&[("next", next)]);
            assert_eq!(after_sign_in(&search), HOME, "{next:?}");
        }
        assert_eq!(after_sign_in(""), HOME);
    }

    #[test]
    fn only_a_project_s_pages_are_of_a_project() {
        for path in [
            "/",
            "/projects",
            "/projects/",
            "/projectsx/1",
            "/organization/api-keys",
        ] {
            assert_eq!(project_of(path), None, "{path}");
        }
        assert_eq!(project_of(&new_project_api_key("p1")), Some("p1"));
    }

    #[test]
    fn the_next_page_keeps_its_query() {
        let next = api_keys("?q=100%25&sort=roles");
        let url = sign_in(&next);
        let (_, search) = url.split_once('?').unwrap();
        assert_eq!(after_sign_in(search), next);
    }

    #[test]
    fn every_url_of_the_console() {
        let id = "65f0c0ffee65f0c0ffee65f0";
        let all = [
            HOME.to_owned(),
            SET_UP.to_owned(),
            sign_in(HOME),
            sign_in("/organization/api-keys?q=a b"),
            api_keys(""),
            api_keys("?sort=roles"),
            NEW_API_KEY.to_owned(),
            api_key(id),
            edit_api_key(id),
            edit_access_list(id),
            add_to_access_list(id, "2001:db8::1"),
            EXPOSURE.to_owned(),
            activity("?kind=API_KEY_CREATED"),
            SETTINGS.to_owned(),
            why(&Why::default()),
            why(&Why {
                key: "abcdefgh",
                address: "2001:db8::1",
                operation: Some(Action::ListAccessList),
                project: id,
                own: true,
            }),
            PERSONAL_API_KEYS.to_owned(),
            project_api_keys(id),
            new_project_api_key(id),
            project_activity(id, "?key=abcdefgh"),
        ];
        assert_eq!(
            all.join("\n"),
            "/\n\
             /set-up\n\
             /sign-in\n\
             /sign-in?next=%2Forganization%2Fapi-keys%3Fq%3Da%20b\n\
             /organization/api-keys\n\
             /organization/api-keys?sort=roles\n\
             /organization/api-keys/new\n\
             /organization/api-keys/65f0c0ffee65f0c0ffee65f0\n\
             /organization/api-keys/65f0c0ffee65f0c0ffee65f0/edit\n\
             /organization/api-keys/65f0c0ffee65f0c0ffee65f0/access-list\n\
             /organization/api-keys/65f0c0ffee65f0c0ffee65f0/access-list?add=2001%3Adb8%3A%3A1\n\
             /organization/exposure\n\
             /organization/activity?kind=API_KEY_CREATED\n\
             /organization/settings\n\
             /why\n\
             /why?key=abcdefgh&address=2001%3Adb8%3A%3A1&operation=ListAccessList\
             &project=65f0c0ffee65f0c0ffee65f0&own=yes\n\
             /personal-api-keys\n\
             /projects/65f0c0ffee65f0c0ffee65f0/api-keys\n\
             /projects/65f0c0ffee65f0c0ffee65f0/api-keys/new\n\
             /projects/65f0c0ffee65f0c0ffee65f0/activity?key=abcdefgh"
        );
    }
}
