//! Short messages about what has just happened. A success leaves by itself; a failure stays until it is dismissed.

use keyhold_markup::view;
use std::{sync::Arc, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::{Announcer, Button, ButtonVariant, Icon, IconButton, Item, Tone, keyed, use_announcer};

/// How long a success stays, not counting the time the pointer or the focus is on it.
const SUCCESS_STAYS: Duration = Duration::from_secs(5);
/// The same for a success with something left to do.
const OFFER_STAYS: Duration = Duration::from_secs(12);

#[derive(Clone)]
struct Toast {
    id: u64,
    tone: Tone,
    text: String,
    offer: Option<Offer>,
}

/// What can still be done about what has happened. It outlives the page that offered it.
#[derive(Clone)]
struct Offer {
    label: &'static str,
    run: Arc<dyn Fn() + Send + Sync>,
}

/// The messages to show, oldest first.
#[derive(Default)]
struct Queue {
    given: u64,
    toasts: Vec<Toast>,
}

impl Queue {
    fn push(&mut self, tone: Tone, text: String, offer: Option<Offer>) {
        self.given += 1;
        self.toasts.push(Toast {
            id: self.given,
            tone,
            text,
            offer,
        });
    }

    fn dismiss(&mut self, id: u64) {
        self.toasts.retain(|toast| toast.id != id);
    }
}

/// Shows messages. Get it with [`use_toaster`].
#[derive(Clone, Copy, Debug)]
pub struct Toaster {
    queue: RwSignal<Queue>,
    announcer: Announcer,
}

impl Toaster {
    /// Says that something worked: "API key deleted".
    pub fn success(self, text: impl Into<String>) {
        self.push(Tone::Success, text.into(), None);
    }

    /// Says that something worked, and offers to do something about it, as to undo it: "192.0.2.7 removed", "Add It Back".
    /// `run` must not need the page that is open now: the person may have left it.
    pub fn offer(self, text: impl Into<String>, label: &'static str, run: impl Fn() + Send + Sync + 'static) {
        let run = Arc::new(run);
        self.push(Tone::Success, text.into(), Some(Offer { label, run }));
    }

    /// Says that something failed and why. It stays until dismissed.
    pub fn error(self, text: impl Into<String>) {
        self.push(Tone::Danger, text.into(), None);
    }

    fn push(self, tone: Tone, text: String, offer: Option<Offer>) {
        self.announcer.announce(text.clone());
        self.queue.update(|queue| queue.push(tone, text, offer));
    }
}

/// Provides the [`Toaster`]. Call once, at the root, after [`super::provide_announcer`].
pub fn provide_toaster() -> Toaster {
    let toaster = Toaster {
        queue: RwSignal::new(Queue::default()),
        announcer: use_announcer(),
    };
    provide_context(toaster);
    toaster
}

/// The application's [`Toaster`]; outside one, messages go nowhere.
pub fn use_toaster() -> Toaster {
    use_context().unwrap_or_else(|| Toaster {
        queue: RwSignal::new(Queue::default()),
        announcer: use_announcer(),
    })
}

/// Where the messages stand. Render once, at the root, below [`provide_toaster`].
#[component]
pub fn Toasts() -> impl IntoView {
    let queue = use_toaster().queue;
    view! {
        <section class="toasts" aria-label="Notifications">
            <ol class="toasts__list" role="list">
                {keyed(move || {
                    let toasts = queue.with(|queue| queue.toasts.clone()).into_iter();
                    let item = |toast: Toast| {
                        Item::new(toast.id.to_string(), move || view! { <ToastItem toast=toast.clone() queue=queue /> })
                    };
                    toasts.map(item).collect()
                })}
            </ol>
        </section>
    }
}

/// One message with its own timer, so that an old one never takes a newer one with it.
#[component]
fn ToastItem(toast: Toast, queue: RwSignal<Queue>) -> impl IntoView {
    let Toast {
        id,
        tone,
        text,
        offer,
    } = toast;
    let stays = if offer.is_some() {
        OFFER_STAYS
    } else {
        SUCCESS_STAYS
    };
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let dismiss = move || {
        queue.try_update(|queue| queue.dismiss(id));
    };
    let pause = move || {
        if let Some(Some(timer)) = timer.try_get_value() {
            timer.clear();
        }
    };
    let run = move || {
        if tone == Tone::Success {
            pause();
            timer.set_value(set_timeout_with_handle(dismiss, stays).ok());
        }
    };
    run();
    on_cleanup(pause);
    view! {
        <li
            class="toast"
            data-tone=tone.name()
            on:mouseenter=move |_| pause()
            on:mouseleave=move |_| run()
            on:focusin=move |_| pause()
            on:focusout=move |_| run()
        >
            <Icon icon=tone.icon() size=18 />
            <p class="toast__text">{text}</p>
            {offer.map(|offer| view! {
                <Button variant=ButtonVariant::Quiet on_click=move || {
                    (offer.run)();
                    dismiss();
                }>{offer.label}</Button>
            })}
            <IconButton icon=icondata_lu::LuX label="Dismiss notification" on_click=dismiss />
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::{Queue, Tone};

    #[test]
    fn dismissing_one_message_leaves_the_others() {
        let mut queue = Queue::default();
        queue.push(Tone::Success, "one".into(), None);
        queue.push(Tone::Danger, "two".into(), None);
        queue.dismiss(1);
        queue.dismiss(1);
        assert_eq!(
            queue
                .toasts
                .iter()
                .map(|toast| toast.text.as_str())
                .collect::<Vec<_>>(),
            ["two"]
        );
    }

    #[test]
    fn a_message_after_a_dismissed_one_has_a_new_id() {
        let mut queue = Queue::default();
        queue.push(Tone::Success, "one".into(), None);
        queue.dismiss(1);
        queue.push(Tone::Success, "one".into(), None);
        assert_eq!(queue.toasts.first().map(|toast| toast.id), Some(2));
    }
}
