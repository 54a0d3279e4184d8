//! Buttons. One that may not be pressed stays focusable and says why; one that is working keeps its label and ignores
//! further presses, so that a double click does one thing.

use keyhold_markup::view;
use leptos::{ev::MouseEvent, prelude::*};

use super::{Spinner, attribute, dynamic, use_id};

/// How much weight a button carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariant {
    /// The one thing this view is for.
    Primary,
    /// Any other action.
    #[default]
    Secondary,
    /// An action that should not draw the eye.
    Quiet,
    /// An action that destroys something.
    Danger,
}

impl ButtonVariant {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button--primary",
            Self::Secondary => "button button--secondary",
            Self::Quiet => "button button--quiet",
            Self::Danger => "button button--danger",
        }
    }
}

/// What pressing a button does to the form around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Nothing.
    #[default]
    Button,
    /// Submits the form, as Enter in one of its fields does.
    Submit,
}

/// A button: `<Button variant=ButtonVariant::Primary on_click=move || save()>"Save key"</Button>`.
///
/// A link that should look like one is a [`super::LinkButton`], or takes the classes itself:
/// `<a class="button button--primary" href=…>`.
#[component]
pub fn Button(
    /// How much weight it carries.
    #[prop(optional)]
    variant: ButtonVariant,
    /// Whether it submits the form around it.
    #[prop(optional)]
    kind: ButtonKind,
    /// While true the button spins, keeps its label and ignores presses.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Why it may not be pressed; none when it may. Shown on hover and on focus, and read out.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// Called when it is pressed and may be.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// The id of the form it submits, when it stands outside it, as in a dialog's footer.
    #[prop(optional, into)]
    form: Option<String>,
    /// Whether it takes the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// The label, with its icon if any.
    children: Children,
) -> impl IntoView {
    let reason_id = use_id();
    let described_by = reason_id.clone();
    let refused = move || pending.get() || disabled_reason.with(Option::is_some);
    let press = move |event: MouseEvent| {
        if pending.get_untracked() || disabled_reason.with_untracked(Option::is_some) {
            // Also what keeps Enter in a field from submitting: the browser submits through this click.
            event.prevent_default();
            return;
        }
        if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    view! {
        <span class="button-wrap">
            <button
                class=variant.class()
                type=match kind {
                    ButtonKind::Button => "button",
                    ButtonKind::Submit => "submit",
                }
                form=form
                autofocus=autofocus
                aria-disabled=attribute(move || refused().then_some("true"))
                aria-busy=attribute(move || pending.get().then_some("true"))
                aria-describedby=attribute(move || disabled_reason.with(Option::is_some).then(|| described_by.clone()))
                on:click=press
            >
                {dynamic(move || pending.get().then(|| view! { <Spinner /> }))}
                {children()}
            </button>
            {dynamic(move || {
                disabled_reason
                    .get()
                    .map(|reason| {
                        view! {
                            <span class="button-wrap__reason" role="tooltip" id=reason_id.clone()>
                                {reason}
                            </span>
                        }
                    })
            })}
        </span>
    }
}
