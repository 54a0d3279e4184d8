//! The endpoint sets of the documented rate limits: which endpoints are counted together, for whom, and how many requests
//! are taken. As published for v2 of the API; the other versions, which have no numbers of their own, count with it.

use access::Action;

/// For whom requests are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Organization,
    Project,
    /// A key or an account.
    User,
    /// An address. No set here counts for one.
    Address,
}

impl Scope {
    /// Its name in the API.
    pub(crate) const fn wire(self) -> &'static str {
        match self {
            Self::Organization => "ORGANIZATION",
            Self::Project => "GROUP",
            Self::User => "USER",
            Self::Address => "IP",
        }
    }
}

/// How many requests are taken: `capacity` at once, and `refill` more each `seconds`. None of them is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit {
    pub(crate) capacity: u32,
    pub(crate) refill: u32,
    pub(crate) seconds: u32,
}

macro_rules! endpoint_sets {
    ($($variant:ident $id:literal $name:literal $scope:ident $capacity:literal $refill:literal;)+) => {
        /// Endpoints that are counted together.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum EndpointSet {
            $($variant,)+
        }

        impl EndpointSet {
            /// Every set.
            pub(crate) const ALL: [Self; [$($id),+].len()] = [$(Self::$variant),+];

            /// Its id in the API: its name and its scope.
            pub(crate) const fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)+
                }
            }

            /// Its name, for people.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            pub(crate) const fn scope(self) -> Scope {
                match self {
                    $(Self::$variant => Scope::$scope,)+
                }
            }

            /// The documented limit.
            pub(crate) const fn documented(self) -> Limit {
                match self {
                    $(Self::$variant => Limit { capacity: $capacity, refill: $refill, seconds: 60 },)+
                }
            }
        }
    };
}

endpoint_sets! {
    OrganizationKeys "programmaticApiKeys_organization" "Programmatic API Keys" Organization 500 250;
    ProjectKeys "programmaticApiKeys_group" "Programmatic API Keys" Project 1200 500;
    OrganizationSettings "organizationSettings_organization" "Organization Settings" Organization 10 5;
    Organization "organizations_organization" "Organizations" Organization 500 250;
    Organizations "organizations_user" "Organizations" User 300 100;
    Project "projects_group" "Projects" Project 1200 500;
    Projects "projects_user" "Projects" User 1200 500;
    OrganizationEvents "events_organization" "Events" Organization 500 250;
    ProjectEvents "events_group" "Events" Project 300 100;
    EventTypes "events_user" "Events" User 300 100;
    CloudBackups "cloudBackups_group" "Cloud Backups" Project 1200 500;
    LegacyBackup "legacyBackup_group" "Legacy Backup" Project 1200 500;
    Accounts "mongodbCloudUsers_user" "MongoDB Cloud Users" User 2500 2000;
    RateLimits "rateLimitsInspection_user" "Rate Limits Inspection" User 300 100;
    Root "root_user" "Root" User 300 100;
}

impl EndpointSet {
    /// The set of an endpoint. What is in no documented set counts with the root.
    pub(crate) fn of(action: Action) -> Self {
        let mut segments = action.rule().path.split('/').skip(1);
        let segments: [&str; 5] = std::array::from_fn(|_| segments.next().unwrap_or_default());
        match segments {
            ["orgs", "", ..] => Self::Organizations,
            ["orgs", _, "apiKeys", ..] => Self::OrganizationKeys,
            ["orgs", _, "settings", ..] => Self::OrganizationSettings,
            ["orgs", _, "events", ..] => Self::OrganizationEvents,
            ["orgs", ..] => Self::Organization,
            ["groups", "", ..] => Self::Projects,
            ["groups", _, "apiKeys", ..] => Self::ProjectKeys,
            ["groups", _, "events", ..] => Self::ProjectEvents,
            ["groups", _, "clusters", _, "snapshots" | "snapshotSchedule"] => Self::LegacyBackup,
            ["groups", _, "clusters" | "serverless", ..] => Self::CloudBackups,
            ["groups", ..] => Self::Project,
            ["eventTypes", ..] => Self::EventTypes,
            ["users", ..] => Self::Accounts,
            ["rateLimits", ..] => Self::RateLimits,
            _ => Self::Root,
        }
    }

    /// The endpoints of the set.
    pub(crate) fn actions(self) -> impl Iterator<Item = Action> {
        let all = Action::ALL.iter().copied();
        all.filter(move |action| Self::of(*action) == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_count_with_their_documented_set() {
        for (action, id) in [
            (Action::Root, "root_user"),
            (Action::ListOrganizations, "organizations_user"),
            (Action::GetOrganization, "organizations_organization"),
            (Action::ListOrganizationProjects, "organizations_organization"),
            (
                Action::ChangeOrganizationSettings,
                "organizationSettings_organization",
            ),
            (Action::CreateOrganizationKey, "programmaticApiKeys_organization"),
            (Action::DeleteAccessListEntry, "programmaticApiKeys_organization"),
            (Action::ListProjects, "projects_user"),
            (Action::GetProject, "projects_group"),
            (Action::GetProjectEvent, "events_group"),
            (Action::ListEventTypes, "events_user"),
            (Action::GetRateLimit, "rateLimitsInspection_user"),
        ] {
            assert_eq!(EndpointSet::of(action).id(), id, "{action:?}");
        }
    }

    #[test]
    fn an_id_is_the_name_and_the_scope() {
        for set in EndpointSet::ALL {
            let scope = set.scope().wire().to_lowercase();
            let name = set.name().replace(' ', "").to_lowercase();
            assert_eq!(set.id().to_lowercase(), format!("{name}_{scope}"));
        }
    }
}
