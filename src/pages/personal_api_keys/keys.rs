//! The account's keys: enabling, disabling and deleting them. What takes the link away asks first, and so does what
//! cannot be undone.

use crate::{
    api,
    components::failure::in_one_line,
    forms::submission::use_submission,
    ui::{
        Badge, Cell, CellKind, ConfirmDialog, HeaderCell, Item, Menu, MenuItem, Notice, RelativeTime, Row,
        Table, Tone, dynamic, effect, focus_content_after, keyed, use_toaster,
    },
};
use contract::{ChangePersonalKey, PersonalAccount, PersonalKey, PersonalKeys};
use keyhold_markup::view;
use leptos::prelude::*;

/// What can be done with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Enable,
    Disable,
    Delete,
}

impl Step {
    /// Whether it asks before: what cannot be undone, and what takes the link away.
    fn asks(self, key: &PersonalKey) -> bool {
        match self {
            Self::Enable => false,
            Self::Disable => key.linking,
            Self::Delete => true,
        }
    }

    fn verb(self) -> &'static str {
        match self {
            Self::Enable => "Enable Key",
            Self::Disable => "Disable Key",
            Self::Delete => "Delete Key",
        }
    }

    /// The words for what has been done.
    fn done(self, key: &PersonalKey) -> String {
        let done = match self {
            Self::Enable => "enabled",
            Self::Disable => "disabled",
            Self::Delete => "deleted",
        };
        format!("“{}” {done}", key.description)
    }

    /// What it means for whatever uses the key.
    fn meaning(self) -> &'static str {
        match self {
            Self::Enable => "It works again at once.",
            Self::Disable => "Whatever uses it stops working at once, until it is enabled again.",
            Self::Delete => {
                "Whatever uses it stops working at once. This cannot be undone, and no personal API key can be created in \
                 its place."
            }
        }
    }

    fn take(self, id: &str) -> api::Reply<PersonalKeys> {
        match self {
            Self::Enable => api::personal::change_key(id, &ChangePersonalKey { enabled: true }),
            Self::Disable => api::personal::change_key(id, &ChangePersonalKey { enabled: false }),
            Self::Delete => api::personal::delete_key(id),
        }
    }
}

/// The table of the account's keys.
#[component]
pub fn Keys(
    /// The account.
    account: Signal<PersonalAccount>,
    /// Called with what the operator sees of personal API keys after a change.
    on_changed: Callback<(PersonalKeys,)>,
) -> impl IntoView {
    let toaster = use_toaster();
    let submission = use_submission();
    let asked = RwSignal::new(None::<(Step, PersonalKey)>);
    let open = RwSignal::new(false);
    // Where nothing was asked no dialog tells the failure.
    effect(move || {
        if let Some(error) = submission.failure()
            && !open.get_untracked()
        {
            toaster.error(in_one_line(&error));
        }
    });
    let take = Callback::new(move |(step, key): (Step, PersonalKey)| {
        let done = step.done(&key);
        submission.send(step.take(&key.id), move |changed| {
            open.set(false);
            toaster.success(done);
            on_changed.run((changed,));
            focus_content_after();
        });
    });
    let choose = Callback::new(move |(step, key): (Step, PersonalKey)| {
        if step.asks(&key) {
            submission.forget_failure();
            asked.set(Some((step, key)));
            open.set(true);
        } else {
            take.run((step, key));
        }
    });
    let confirm = move || {
        if let Some(asked) = asked.get_untracked() {
            take.run(asked);
        }
    };
    let head = || {
        view! {
            <HeaderCell>"Description"</HeaderCell>
            <HeaderCell>"Key"</HeaderCell>
            <HeaderCell>"Created"</HeaderCell>
            <HeaderCell>"State"</HeaderCell>
            <HeaderCell hidden=true>"Actions"</HeaderCell>
        }
    };
    let has_none = Memo::new(move |_| account.with(|account| account.keys.is_empty()));
    let rows = move || {
        let item = |key: PersonalKey| {
            // A key that was enabled or disabled is drawn anew.
            let mut known_by = key.id.clone();
            known_by.push_str(if key.enabled { "+" } else { "-" });
            Item::new(
                known_by,
                move || view! { <KeyRow key=key.clone() on_choose=choose /> },
            )
        };
        account
            .with(|account| account.keys.clone())
            .into_iter()
            .map(item)
            .collect()
    };
    let verb = move || asked.with(|asked| asked.as_ref().map_or("", |(step, _)| step.verb()));
    view! {
        {dynamic(move || {
            if has_none.get() {
                view! { <p class="muted">"The account has no personal API key."</p> }.into_any()
            } else {
                view! {
                    <Table caption="Personal API keys" head=head>
                        {keyed(rows)}
                    </Table>
                }
                .into_any()
            }
        })}
        {dynamic(move || {
            // The dialog's button has the verb of what was asked.
            let confirm_label = verb();
            view! {
                <ConfirmDialog
                    open=open
                    title=confirm_label
                    confirm_label=confirm_label
                    on_confirm=confirm
                    pending=submission.pending()
                    error=submission.failure_line()
                >
                    {dynamic(move || asked.get().map(|(step, key)| view! { <Consequences step=step key=key /> }))}
                </ConfirmDialog>
            }
        })}
    }
    .into_any()
}

#[component]
fn KeyRow(key: PersonalKey, on_choose: Callback<(Step, PersonalKey)>) -> impl IntoView {
    let menu_label = format!("Actions for {}", key.description);
    let (state, tone) = if key.enabled {
        ("Enabled", Tone::Success)
    } else {
        ("Disabled", Tone::Neutral)
    };
    let choose = {
        let key = key.clone();
        move |step: Step| {
            let key = key.clone();
            move || on_choose.run((step, key.clone()))
        }
    };
    let enabled = key.enabled;
    view! {
        <Row>
            <Cell label="Description" kind=CellKind::Title>
                {key.description}
                {key.linking.then(|| view! { <small>"Your account is linked by this key"</small> })}
            </Cell>
            <Cell label="Key">
                <code>{key.masked_key}</code>
            </Cell>
            <Cell label="Created">
                <RelativeTime at=key.created />
            </Cell>
            <Cell label="State">
                <Badge tone=tone>{state}</Badge>
            </Cell>
            <Cell label="Actions" kind=CellKind::Actions>
                <Menu label=menu_label>
                    {if enabled {
                        view! {
                            <MenuItem icon=icondata_lu::LuBan on_select=choose(Step::Disable)>
                                {if key.linking { "Disable…" } else { "Disable" }}
                            </MenuItem>
                        }
                        .into_any()
                    } else {
                        view! {
                            <MenuItem icon=icondata_lu::LuCheck on_select=choose(Step::Enable)>
                                "Enable"
                            </MenuItem>
                        }
                        .into_any()
                    }}
                    <MenuItem icon=icondata_lu::LuTrash2 danger=true on_select=choose(Step::Delete)>
                        "Delete…"
                    </MenuItem>
                </Menu>
            </Cell>
        </Row>
    }
}

#[component]
fn Consequences(step: Step, key: PersonalKey) -> impl IntoView {
    view! {
        <p>
            <strong>{key.description}</strong> " (" <code>{key.masked_key}</code> "): " {step.meaning()}
        </p>
        {key.linking.then(|| view! {
            <Notice tone=Tone::Warning>
                "Your account is linked by this key. Without it Keyhold can no longer see or change the account, until you \
                 link it again by another enabled key."
            </Notice>
        })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(linking: bool) -> PersonalKey {
        PersonalKey {
            id: "65f0c0ffee65f0c0ffee65f0".into(),
            description: "laptop".into(),
            masked_key: "****-1234".into(),
            created: "2019-01-01T00:00:00Z".into(),
            enabled: true,
            linking,
        }
    }

    #[test]
    fn what_cannot_be_undone_and_what_takes_the_link_away_ask_first() {
        assert!(Step::Delete.asks(&key(false)));
        assert!(Step::Disable.asks(&key(true)));
        assert!(!Step::Disable.asks(&key(false)));
        assert!(!Step::Enable.asks(&key(true)));
    }
}
