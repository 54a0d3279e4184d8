use super::*;
use contract::{ExposureClass, KeyRow, LastUse, Project};

const ID: &str = "65f0c0ffee65f0c0ffee6501";

fn key(number: usize, description: &str) -> KeyRow {
    KeyRow {
        id: format!("65f0c0ffee65f0c0ffee{number:04x}"),
        description: description.into(),
        public_key: format!("public{number:02}"),
        roles: vec![],
        projects: 0,
        list_read: true,
        entries: vec![],
        exposure: ExposureClass::NoList,
        last_use: LastUse::Unknown,
    }
}

fn keys(rows: Vec<KeyRow>) -> Vec<Command> {
    of_keys(Some(KeyList {
        keys: rows,
        lists_read: 0,
    }))
}

fn labels(commands: &[Command]) -> Vec<&str> {
    commands.iter().map(|command| command.label.as_str()).collect()
}

#[test]
fn what_one_may_not_do_is_offered_with_its_reason() {
    let refusal = |_, _| Some("This needs Organization Owner.".to_owned());
    let commands = of_page(&paths::api_key(ID), &refusal);
    let refused: Vec<&Command> = commands
        .iter()
        .filter(|command| command.refusal.is_some())
        .collect();
    assert_eq!(refused.len(), 3, "{refused:?}");
    assert!(
        commands
            .iter()
            .any(|command| command.label.starts_with("Why") && command.refusal.is_none())
    );
}

#[test]
fn keys_are_not_listed_before_something_is_typed() {
    assert!(found(&keys(vec![key(1, "ci deploy")]), &Typed::new(" ")).is_empty());
}

#[test]
fn what_matches_nothing_finds_nothing() {
    let mut all = everywhere("/organization/api-keys");
    all.extend(keys(vec![key(1, "ci deploy")]));
    assert!(found(&all, &Typed::new("zebra")).is_empty());
}

#[test]
fn a_key_is_found_by_description_public_key_and_id_and_can_be_asked_about() {
    let commands = keys(vec![key(1, "ci deploy"), key(2, "billing export")]);
    for typed in ["deploy", "PUBLIC01", "65f0c0ffee65f0c0ffee0001"] {
        let found = found(&commands, &Typed::new(typed));
        assert_eq!(
            labels(&found),
            ["ci deploy", "Why can … use ci deploy?"],
            "{typed}"
        );
    }
    let asked = found(&commands, &Typed::new("why deploy"));
    assert_eq!(labels(&asked), ["Why can … use ci deploy?"]);
    assert_eq!(asked[0].act, Act::Go("/why?key=65f0c0ffee65f0c0ffee0001".into()));
}

#[test]
fn of_thousands_of_keys_only_a_few_are_shown() {
    let commands = keys((0..5000).map(|number| key(number, "deploy")).collect());
    assert_eq!(found(&commands, &Typed::new("deploy")).len(), MOST + MOST / 2);
}

#[test]
fn the_sections_are_those_of_the_context() {
    let of_project = everywhere(&paths::project_api_keys(ID));
    assert!(
        of_project
            .iter()
            .any(|command| command.act == Act::Go(paths::project_activity(ID, "")))
    );
    assert!(!labels(&of_project).contains(&"Settings"));
    assert!(labels(&everywhere("/")).contains(&"Settings"));
}

#[test]
fn a_project_makes_its_own_keys() {
    let allowed = |_, _| None;
    let create = of_page(&paths::project_api_keys(ID), &allowed);
    assert_eq!(create[0].act, Act::Go(paths::new_project_api_key(ID)));
    assert_eq!(of_page("/", &allowed)[0].act, Act::Go(paths::NEW_API_KEY.into()));
}

#[test]
fn themes_are_found_by_what_people_call_them() {
    let found = found(&everywhere("/"), &Typed::new("dark mode"));
    assert_eq!(labels(&found), ["Use the dark theme"]);
}

#[test]
fn projects_are_found_by_name() {
    let list = ProjectList {
        projects: vec![Project {
            id: ID.into(),
            name: "Search".into(),
        }],
    };
    let found = found(&of_projects(Some(list)), &Typed::new("sea"));
    assert_eq!(found[0].act, Act::Go(paths::project_api_keys(ID)));
}
