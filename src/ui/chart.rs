//! Bars for counts. The picture is a table: every bar has its words and its number beside it, so that neither colour nor
//! sight is needed to read it.

use keyhold_markup::view;
use leptos::prelude::*;

use super::{Item, Tone, keyed, use_id};

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// How many there are.
    pub value: usize,
    /// How much attention it deserves, shown as a pattern and a colour.
    pub tone: Tone,
    /// Where the things counted can be seen.
    pub href: String,
}

/// `<BarChart caption="API keys by exposure" of="Exposure" counted="Keys" bars=bars total=40 />`. A bar leads to what it
/// counts, where there is anything.
#[component]
pub fn BarChart(
    /// What the picture shows.
    caption: &'static str,
    /// The heading over the labels.
    of: &'static str,
    /// The heading over the numbers.
    counted: &'static str,
    /// The bars, from top to bottom.
    bars: Signal<Vec<Bar>>,
    /// How many things there are: what a share is a share of.
    total: Signal<usize>,
) -> impl IntoView {
    let patterns = use_id();
    let rows = {
        let patterns = patterns.clone();
        move || {
            let (bars, total) = (bars.get(), total.get());
            let item = |bar: Bar| {
                let share = share(bar.value, total);
                let width = width(bar.value, total);
                let fill = ["url(#", &patterns, "-", bar.tone.name(), ")"].concat();
                let key = [&bar.label, "=", &bar.value.to_string(), &share, &width].concat();
                Item::new(key, move || {
                    row(bar.clone(), share.clone(), width.clone(), fill.clone())
                })
            };
            bars.into_iter().map(item).collect()
        }
    };
    view! {
        <table class="chart" role="table">
            <caption class="visually-hidden">{caption}</caption>
            <thead class="visually-hidden" role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{of}</th>
                    <th role="columnheader" scope="col">{counted}</th>
                    <th role="columnheader" scope="col">"Share"</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{keyed(rows)}</tbody>
        </table>
        <Patterns id=patterns />
    }
    .into_any()
}

fn row(bar: Bar, share: String, width: String, fill: String) -> impl IntoView {
    let words = if bar.value == 0 {
        view! { <span>{bar.label}</span> }.into_any()
    } else {
        view! { <a href=bar.href>{bar.label}</a> }.into_any()
    };
    view! {
        <tr class="chart__row" role="row" data-tone=bar.tone.name()>
            <th class="chart__label" role="rowheader" scope="row">{words}</th>
            <td class="chart__value" role="cell">{bar.value}</td>
            <td class="chart__share" role="cell">{share}</td>
            <td class="chart__picture" aria-hidden="true">
                <svg class="chart__bar" width="100%" height="16" focusable="false">
                    <rect class="chart__fill" width=width.clone() height="16" rx="3"></rect>
                    <rect width=width height="16" rx="3" fill=fill></rect>
                </svg>
            </td>
        </tr>
    }
}

/// What tells tones apart without colour: slanted lines for a warning, crossed ones for danger. Others are plain.
#[component]
fn Patterns(id: String) -> impl IntoView {
    let name = |tone: Tone| [&id, "-", tone.name()].concat();
    view! {
        <svg class="chart__patterns" width="0" height="0" aria-hidden="true" focusable="false">
            <defs>
                <pattern id=name(Tone::Warning) width="8" height="8" patternUnits="userSpaceOnUse">
                    <path class="chart__line" d="M-2 2l4-4M0 8l8-8M6 10l4-4"></path>
                </pattern>
                <pattern id=name(Tone::Danger) width="8" height="8" patternUnits="userSpaceOnUse">
                    <path class="chart__line" d="M-2 2l4-4M0 8l8-8M6 10l4-4M-2 6l4 4M0 0l8 8M6-2l4 4"></path>
                </pattern>
            </defs>
        </svg>
    }
}

/// How much of its track the bar of `value` fills: its share, and never so little that it cannot be seen.
fn width(value: usize, total: usize) -> String {
    let percent = if value == 0 {
        0
    } else {
        (value * 100 / total.max(1)).max(1)
    };
    [&percent.to_string(), "%"].concat()
}

/// The share in whole percents, with what rounds to nothing told apart from nothing.
fn share(value: usize, total: usize) -> String {
    let percent = (value * 100 + total / 2) / total.max(1);
    if value > 0 && percent == 0 {
        return "under 1%".to_owned();
    }
    [&percent.to_string(), "%"].concat()
}

#[cfg(test)]
mod tests {
    use super::{share, width};

    #[test]
    fn nothing_of_nothing_is_nothing() {
        assert_eq!((share(0, 0), width(0, 0)), ("0%".into(), "0%".into()));
    }

    #[test]
    fn what_is_there_is_never_shown_as_nothing() {
        assert_eq!(share(1, 5000), "under 1%");
        assert_eq!(width(1, 5000), "1%");
    }

    #[test]
    fn shares_and_lengths_are_whole_percents() {
        assert_eq!(
            [share(10, 40), share(40, 40), share(1, 3)],
            ["25%", "100%", "33%"]
        );
        assert_eq!([width(10, 20), width(20, 20)], ["50%", "100%"]);
    }
}
