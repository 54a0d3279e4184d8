//! What [`access::lockouts`] foretells against what really happens: random organizations are made, used and changed over
//! the API, and every key is tried before and after from one address of each range that its entries divide the internet
//! into. `KEYHOLD_LOCKOUT_CASES` sets the number of organizations.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use access::{
    AddressBlock, Certainty, Denial, KeyId, KeySnapshot, Lockout, OrganizationId, OrganizationPolicy,
    OrganizationRole, Snapshot, address_in_full, canonical_address, lockouts,
};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Caller, InProcess};

/// Where the administrator asks from, and the one entry of its list.
const OFFICE: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

/// An organization and what becomes of it.
#[derive(Clone, Debug)]
struct Case {
    required: bool,
    required_after: bool,
    keys: Vec<KeyCase>,
}

#[derive(Clone, Debug)]
struct KeyCase {
    list: BTreeSet<AddressBlock>,
    uses: Vec<IpAddr>,
    removed: BTreeSet<AddressBlock>,
    added: BTreeSet<AddressBlock>,
}

impl KeyCase {
    fn list_after(&self) -> BTreeSet<AddressBlock> {
        let kept = self.list.difference(&self.removed);
        kept.chain(&self.added).copied().collect()
    }
}

/// Few addresses, so that entries and uses meet; at the ends of ranges, and where IPv4 lies within IPv6.
fn address() -> impl Strategy<Value = IpAddr> {
    let ipv4 = (select(&["10.0.0.", "192.0.2.", "127.0.0."][..]), 0..6_u8)
        .prop_map(|(network, host)| format!("{network}{host}"));
    let ipv6 = (select(&["2001:db8::", "::fffe:0:", "8000::"][..]), 0..6_u8)
        .prop_map(|(network, host)| format!("{network}{host}"));
    prop_oneof![3 => ipv4, 1 => ipv6].prop_map(|text| text.parse().unwrap())
}

fn block() -> impl Strategy<Value = AddressBlock> {
    let prefix = |widths: &'static [u8]| select(widths);
    (
        address(),
        prefix(&[1, 8, 24, 29, 30, 31, 32, 32]),
        prefix(&[1, 3, 32, 95, 96, 125, 126, 127, 128]),
    )
        .prop_map(|(address, ipv4, ipv6)| {
            let width = if address.is_ipv4() { ipv4 } else { ipv6 };
            format!("{address}/{width}").parse().unwrap()
        })
}

fn key() -> impl Strategy<Value = KeyCase> {
    let list = prop::collection::btree_set(block(), 0..4);
    let uses = prop::collection::vec(address(), 0..4);
    let added = prop::collection::btree_set(block(), 0..3);
    (list, uses, added, any::<[bool; 3]>(), 0..3_u8).prop_map(|(list, uses, added, picked, what)| {
        let picked = list.iter().zip(picked).filter(|(_, picked)| *picked);
        let removed = match what {
            // All of them, some, or none: each is what people do.
            0 => list.clone(),
            1 => picked.map(|(block, _)| *block).collect(),
            _ => BTreeSet::new(),
        };
        let added = if what == 0 { BTreeSet::new() } else { added };
        KeyCase {
            uses,
            removed,
            added,
            list,
        }
    })
}

fn case() -> impl Strategy<Value = Case> {
    (any::<[bool; 2]>(), prop::collection::vec(key(), 1..4)).prop_map(|([required, required_after], keys)| {
        Case {
            required,
            required_after,
            keys,
        }
    })
}

#[test]
fn exactly_the_keys_that_are_foretold_get_403_afterwards() {
    let cases = std::env::var("KEYHOLD_LOCKOUT_CASES").map_or(500, |count| count.parse().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let world = runtime.block_on(InProcess::open());
    let config = ProptestConfig {
        failure_persistence: None,
        // A smaller organization is found soon or not at all.
        max_shrink_iters: 500,
        ..ProptestConfig::with_cases(cases)
    };
    let held = TestRunner::new(config).run(&case(), |case| {
        runtime.block_on(hold(&world, &case));
        Ok(())
    });
    held.unwrap();
}

async fn hold(world: &InProcess, case: &Case) {
    let id = world.organization().await;
    let administrator = world
        .key(id, OrganizationRole::Owner, [AddressBlock::from_address(OFFICE)])
        .await;
    let organization = Organization { id, administrator };
    let mut keys = vec![];
    for plan in &case.keys {
        let key = world
            .key(id, OrganizationRole::Member, plan.list.iter().copied())
            .await;
        keys.push((key, plan));
    }
    organization.require(case.required).await;
    for (key, plan) in &keys {
        for address in &plan.uses {
            met_by(key, *address).await;
        }
    }
    world.api.flush().await.unwrap();

    let before = organization.snapshot().await;
    let mut foreseen = before.clone();
    foreseen.policy.access_list_required = case.required_after;
    let mut could = vec![];
    for (key, plan) in &keys {
        could.push(try_everywhere(key, plan, &seen_at(&before, key.id)).await);
        let foreseen = foreseen
            .keys
            .iter_mut()
            .find(|known| known.key == key.id)
            .unwrap();
        foreseen.access_list = plan.list_after().into_iter().collect();
    }
    for (key, plan) in &keys {
        organization.change(key.id, plan).await;
    }
    organization.require(case.required_after).await;
    let after = organization.snapshot().await;
    assert_eq!(
        lists(&after),
        lists(&foreseen),
        "the change was not the one foreseen"
    );

    let mut met = vec![];
    for ((key, plan), could) in keys.iter().zip(&could) {
        let seen_at = seen_at(&before, key.id);
        let can = try_everywhere(key, plan, &seen_at).await;
        met.extend(lockout(key.id, &seen_at, could, &can));
    }
    met.sort_by_key(|lockout| (lockout.certainty, lockout.key));
    assert_eq!(lockouts(&before, &foreseen), met, "foretold, and met");
}

/// What a key meets from each of these addresses: nothing, or the rule that refuses it.
type Tried = BTreeMap<IpAddr, Option<Denial>>;

/// How a key stops working, by what it met before and meets now alone.
fn lockout(key: KeyId, seen_at: &[IpAddr], could: &Tried, can: &Tried) -> Option<Lockout> {
    let lost = |address: &&IpAddr| could[*address].is_none() && can[*address].is_some();
    let works = |tried: &Tried| tried.values().any(Option::is_none);
    let addresses: Vec<_> = seen_at.iter().filter(lost).copied().collect();
    let certainty = if !works(could) {
        return None;
    } else if !works(can) {
        Certainty::Certain
    } else if !addresses.is_empty() {
        Certainty::Likely
    } else if seen_at.is_empty() && could.keys().any(|address| lost(&address)) {
        Certainty::Unknown
    } else {
        return None;
    };
    Some(Lockout {
        key,
        certainty,
        denial: addresses.first().and_then(|address| can[address]),
        addresses,
    })
}

/// Tries a key where it was used, and from one address of each range that its entries, before and after, divide the
/// internet into: the first of each entry and the first behind it. Whoever asks from elsewhere asks from a range of which
/// one of these is the first.
async fn try_everywhere(key: &Caller, plan: &KeyCase, seen_at: &[IpAddr]) -> Tried {
    let after = plan.list_after();
    let starts = ["0.0.0.0", "::", "::1:0:0:0"].map(|start| start.parse().unwrap());
    let entries = plan.list.union(&after);
    let borders = entries
        .flat_map(|entry| [Some(entry.first()), next(entry.last())])
        .flatten();
    let addresses = borders.chain(starts).chain(seen_at.iter().copied());
    let mut tried = Tried::new();
    for address in addresses.map(canonical_address).collect::<BTreeSet<_>>() {
        tried.insert(address, met_by(key, address).await);
    }
    tried
}

fn next(address: IpAddr) -> Option<IpAddr> {
    match address {
        IpAddr::V4(address) => address
            .to_bits()
            .checked_add(1)
            .map(|bits| Ipv4Addr::from(bits).into()),
        IpAddr::V6(address) => address
            .to_bits()
            .checked_add(1)
            .map(|bits| Ipv6Addr::from(bits).into()),
    }
}

/// What a key meets that asks for an ordinary thing from there.
async fn met_by(key: &Caller, address: IpAddr) -> Option<Denial> {
    let answer = key.ask(address, Method::GET, "", None).await;
    if answer.status == 200 {
        return None;
    }
    assert_eq!(answer.status, 403, "{}", answer.text);
    assert_eq!(answer.json()["parameters"], json!([address_in_full(address)]));
    Some(match answer.header("x-error-code") {
        "IP_ADDRESS_NOT_ON_ACCESS_LIST" => Denial::NotOnAccessList { address },
        "ORG_REQUIRES_ACCESS_LIST" => Denial::OrganizationRequiresAccessList { address },
        code => panic!("{code} is no refusal of an ordinary thing"),
    })
}

fn seen_at(snapshot: &Snapshot, key: KeyId) -> Vec<IpAddr> {
    let known = snapshot.keys.iter().find(|known| known.key == key);
    known.unwrap().seen_at.clone()
}

fn lists(snapshot: &Snapshot) -> (bool, BTreeMap<KeyId, BTreeSet<AddressBlock>>) {
    let list = |key: &KeySnapshot| (key.key, key.access_list.entries().collect());
    (
        snapshot.policy.access_list_required,
        snapshot.keys.iter().map(list).collect(),
    )
}

/// An organization as its administrator sees and changes it.
struct Organization {
    id: OrganizationId,
    administrator: Caller,
}

impl Organization {
    async fn ask(&self, method: Method, below: &str, body: Option<&Value>) -> Value {
        let path = format!("/orgs/{}{below}", self.id);
        let answer = self.administrator.ask(OFFICE, method, &path, body).await;
        assert!(matches!(answer.status, 200 | 204), "{path}: {}", answer.text);
        if answer.status == 204 {
            Value::Null
        } else {
            answer.json()
        }
    }

    async fn require(&self, required: bool) {
        let body = json!({ "apiAccessListRequired": required });
        self.ask(Method::PATCH, "/settings", Some(&body)).await;
    }

    async fn change(&self, key: KeyId, plan: &KeyCase) {
        let path = format!("/apiKeys/{key}/accessList");
        for entry in plan.removed.difference(&plan.added) {
            let entry = entry.to_string().replace('/', "%2F");
            self.ask(Method::DELETE, &format!("{path}/{entry}"), None).await;
        }
        if !plan.added.is_empty() {
            let entries: Vec<_> = plan
                .added
                .iter()
                .map(|entry| json!({ "cidrBlock": entry.to_string() }))
                .collect();
            self.ask(Method::POST, &path, Some(&json!(entries))).await;
        }
    }

    /// It as the API tells it.
    async fn snapshot(&self) -> Snapshot {
        let settings = self.ask(Method::GET, "/settings", None).await;
        let mut keys = vec![];
        for key in self.ask(Method::GET, "/apiKeys", None).await["results"]
            .as_array()
            .unwrap()
        {
            let key: KeyId = text(&key["id"]).parse().unwrap();
            let list = self
                .ask(Method::GET, &format!("/apiKeys/{key}/accessList"), None)
                .await;
            let entries = list["results"].as_array().unwrap();
            let used = entries
                .iter()
                .filter_map(|entry| entry["lastUsedAddress"].as_str());
            keys.push(KeySnapshot {
                key,
                roles: vec![],
                access_list: entries
                    .iter()
                    .map(|entry| text(&entry["cidrBlock"]).parse().unwrap())
                    .collect(),
                seen_at: used.map(|address| address.parse().unwrap()).collect(),
            });
        }
        Snapshot {
            policy: OrganizationPolicy {
                organization: self.id,
                access_list_required: settings["apiAccessListRequired"].as_bool().unwrap(),
            },
            keys,
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
