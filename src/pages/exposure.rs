//! How open the organization's keys are, in pictures. Each bar counts with the filter it leads to, so that the list behind
//! it holds exactly the keys it counts.

use crate::{
    api,
    components::{
        exposure::attention,
        key_table::view::{Keys, surroundings},
        lists_read::{ListsRead, use_lists_read},
        load::{Followed, Load, use_load},
        page_title::use_page_title,
        roles,
        section::Section,
    },
    keys::{Flag, KeyIndex, Openness, TableQuery, UseAge},
    paths,
    ui::{Bar, BarChart, EmptyState, PageHeader, Spinner, Tone, dynamic},
};
use contract::KeyList;
use keyhold_markup::view;
use leptos::prelude::*;
use std::rc::Rc;

/// The page.
#[component]
pub fn ExposurePage() -> impl IntoView {
    use_page_title(|| "Exposure".to_owned());
    let load = use_load(|| async { api::keys::list().await.map(Rc::new) });
    let waiting = || view! { <p><Spinner label="Loading the API keys" /></p> };
    let show = move |keys: Keys| view! { <Pictures keys=keys load=load /> }.into_any();
    view! {
        <PageHeader
            title="Exposure"
            description=Some("How much of the internet may use the organization's API keys, when they were last used, \
                              and what they may do. Each bar leads to its keys.".to_owned())
        />
        <Followed load=load what="the API keys" waiting=waiting.into() show=show />
    }
    .into_any()
}

#[component]
fn Pictures(keys: Keys, load: Load<Rc<KeyList>>) -> impl IntoView {
    let progress = use_lists_read(keys, load);
    let total = Signal::derive(move || progress.get().1);
    let pictures = Memo::new(move |_| {
        keys.with(|keys| {
            let rows = keys.as_ref().map_or(&[][..], |list| &list.keys);
            Bars::of(&KeyIndex::default().renewed(rows, &surroundings()))
        })
    });
    let part =
        move |part: fn(&Bars) -> &Vec<Bar>| Signal::derive(move || pictures.with(|bars| part(bars).clone()));
    let is_empty = Memo::new(move |_| total.get() == 0);
    dynamic(move || {
        if is_empty.get() {
            return view! {
                <EmptyState icon=icondata_lu::LuKeyRound title="No API keys yet">
                    "There is nothing to picture before the organization has an API key."
                </EmptyState>
            }
            .into_any();
        }
        view! {
            <div class="stack">
                <ListsRead progress=progress />
                <Section title="By Exposure">
                    <BarChart
                        caption="API keys by exposure" of="Exposure" counted="Keys"
                        bars=part(|bars| &bars.openness) total=total
                    />
                </Section>
                <Section title="By Last Use">
                    <BarChart
                        caption="API keys by last use" of="Last use" counted="Keys"
                        bars=part(|bars| &bars.ages) total=total
                    />
                </Section>
                <Section title="By Permission">
                    <p class="muted">"A key with several permissions counts for each."</p>
                    <BarChart
                        caption="API keys by permission" of="Permission" counted="Keys"
                        bars=part(|bars| &bars.roles) total=total
                    />
                </Section>
                <Section title="What Deserves a Look">
                    <BarChart
                        caption="API keys by flag" of="Flag" counted="Keys"
                        bars=part(|bars| &bars.flags) total=total
                    />
                </Section>
            </div>
        }
        .into_any()
    })
}

/// The bars of each picture.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bars {
    openness: Vec<Bar>,
    ages: Vec<Bar>,
    roles: Vec<Bar>,
    flags: Vec<Bar>,
}

impl Bars {
    fn of(index: &KeyIndex) -> Self {
        let bar = |label: &str, tone: Option<Tone>, query: TableQuery| Bar {
            label: label.to_owned(),
            value: index.count(&query),
            tone: tone.unwrap_or_default(),
            href: paths::api_keys(&query.to_search()),
        };
        let openness = Openness::ALL.iter().map(|&class| {
            let query = TableQuery {
                exposure: Some(class),
                ..TableQuery::default()
            };
            bar(class.label(), attention(class), query)
        });
        let ages = UseAge::ALL.iter().map(|&class| {
            let query = TableQuery {
                used: Some(class),
                ..TableQuery::default()
            };
            bar(
                class.label(),
                (class == UseAge::Longer).then_some(Tone::Warning),
                query,
            )
        });
        let roles = index.roles().into_iter().map(|role| {
            let label = roles::label(&role);
            let query = TableQuery {
                role: Some(role),
                ..TableQuery::default()
            };
            bar(&label, None, query)
        });
        let flags = Flag::ALL.iter().map(|&flag| {
            let query = TableQuery {
                flag: Some(flag),
                ..TableQuery::default()
            };
            bar(flag.label(), Some(flag.tone()), query)
        });
        // Reading lists is soon over: no bar is kept for what is then never there.
        let passing = [Openness::NotRead.label(), Flag::NotRead.label()];
        let stays = |bar: &Bar| bar.value > 0 || !passing.contains(&bar.label.as_str());
        Self {
            openness: openness.filter(stays).collect(),
            ages: ages.filter(stays).collect(),
            roles: roles.collect(),
            flags: flags.filter(stays).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Surroundings;
    use contract::{ExposureClass, KeyRow, LastUse};

    /// Keys of every kind, thirty of them.
    fn index() -> KeyIndex {
        let exposures = [
            ExposureClass::NoList,
            ExposureClass::Internet,
            ExposureClass::Wide,
            ExposureClass::Narrow,
        ];
        let used = |time: &str| LastUse::At {
            time: time.into(),
            address: None,
        };
        let uses = [
            LastUse::Unknown,
            LastUse::Never,
            used("2026-08-19T00:00:00Z"),
            used("2026-08-01T00:00:00Z"),
            used("2020-01-01T00:00:00Z"),
        ];
        let rows: Vec<KeyRow> = (0..30_usize)
            .map(|number| KeyRow {
                id: format!("{number:024x}"),
                description: format!("key {number}"),
                public_key: format!("pubkey{number:02}"),
                roles: vec![
                    if number % 3 == 0 {
                        "ORG_OWNER"
                    } else {
                        "ORG_OF_TOMORROW"
                    }
                    .into(),
                ],
                projects: number % 2,
                list_read: number % 7 != 0,
                entries: vec![],
                exposure: exposures[number % 4],
                last_use: uses[number % 5].clone(),
            })
            .collect();
        let around = Surroundings {
            own_key: format!("{:024x}", 5),
            list_required: true,
            now: 1_787_184_000,
        };
        KeyIndex::default().renewed(&rows, &around)
    }

    #[test]
    fn the_list_behind_a_bar_holds_exactly_the_keys_it_counts() {
        let index = index();
        let bars = Bars::of(&index);
        let all: Vec<&Bar> = [&bars.openness, &bars.ages, &bars.roles, &bars.flags]
            .into_iter()
            .flatten()
            .collect();
        assert!(all.len() > 20, "{}", all.len());
        for bar in all {
            let (path, search) = bar.href.split_at(paths::API_KEYS.len());
            assert_eq!(path, paths::API_KEYS);
            assert_eq!(
                index.select(&TableQuery::from_search(search)).len(),
                bar.value,
                "{bar:?}"
            );
        }
    }

    #[test]
    fn every_key_is_in_one_bar_of_exposure_and_in_one_of_last_use() {
        let bars = Bars::of(&index());
        for picture in [&bars.openness, &bars.ages] {
            assert_eq!(picture.iter().map(|bar| bar.value).sum::<usize>(), 30);
        }
    }

    #[test]
    fn nothing_is_said_of_reading_once_all_is_read() {
        let bars = Bars::of(&KeyIndex::default());
        assert!(
            bars.openness
                .iter()
                .all(|bar| bar.label != Openness::NotRead.label())
        );
        assert!(bars.flags.iter().all(|bar| bar.label != Flag::NotRead.label()));
        assert_eq!(bars.openness.len(), 4);
    }
}
