//! Which endpoint a request is for: the table of [`Action`] read as routes, matched on the raw path.

use access::{AccountId, Action, EventId, KeyId, OrganizationId, OrganizationRole, ProjectId, ProjectRole};
use http::Method;
use percent_encoding::percent_decode_str;

use crate::refusal::Dialect;

/// The versions of the API. Their resources are the same ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    V1,
    V2,
    /// That of Cloud Manager and Ops Manager.
    Public,
}

impl Version {
    const ALL: &[Self] = &[Self::V1, Self::V2, Self::Public];

    /// What all its paths begin with.
    pub(crate) const fn base(self) -> &'static str {
        match self {
            Self::V1 => "/api/atlas/v1.0",
            Self::V2 => "/api/atlas/v2",
            Self::Public => "/api/public/v1.0",
        }
    }

    /// Whether it has the endpoint.
    fn has(self, action: Action) -> bool {
        match self {
            Self::V2 => action.rule().is_in_v2(),
            Self::V1 | Self::Public => action.rule().is_before_v2(),
        }
    }

    /// Whether the products of this version have the organization role.
    pub(crate) const fn has_organization_role(self, role: OrganizationRole) -> bool {
        match self {
            Self::V1 | Self::V2 => true,
            Self::Public => role.is_of_cloud_manager(),
        }
    }

    /// Whether the products of this version have the project role.
    pub(crate) const fn has_role(self, role: ProjectRole) -> bool {
        match self {
            Self::V1 | Self::V2 => role.is_of_atlas(),
            Self::Public => role.is_of_cloud_manager(),
        }
    }
}

/// The endpoint of a request.
#[derive(Debug)]
pub(super) struct Endpoint<'p> {
    pub(super) version: Version,
    pub(super) action: Action,
    pub(super) parameters: Parameters<'p>,
    /// Whether it was asked for by its deprecated path.
    pub(super) deprecated: bool,
}

impl Endpoint<'_> {
    /// The words it refuses in.
    pub(super) fn dialect(&self) -> Dialect {
        match (self.version, self.deprecated) {
            (Version::Public, _) => Dialect::CloudManager,
            (_, true) => Dialect::AtlasWhitelist,
            (_, false) => Dialect::Atlas,
        }
    }
}

/// Something that answers.
#[derive(Debug)]
pub(super) enum Resource<'p> {
    Endpoint(Endpoint<'p>),
    /// The undocumented resource that tells a client its address; it stands outside the versions.
    ClientAddress,
}

/// What a path and method lead to.
#[derive(Debug)]
pub(super) enum Found<'p> {
    Resource(Resource<'p>),
    /// The path is known and has these methods only, as an `Allow` header lists them.
    Methods(String),
    Nothing,
}

/// The values of a template's parameters, as they stand in the path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parameters<'p>(Vec<(&'static str, &'p str)>);

/// A parameter that has not the form it must have.
#[derive(Debug)]
pub(crate) struct Malformed;

impl Parameters<'_> {
    pub(super) fn organization(&self) -> Result<Option<OrganizationId>, Malformed> {
        self.parsed("orgId")
    }

    pub(super) fn project(&self) -> Result<Option<ProjectId>, Malformed> {
        self.parsed("groupId")
    }

    pub(super) fn key(&self) -> Result<Option<KeyId>, Malformed> {
        self.parsed("apiUserId")
    }

    pub(super) fn account(&self) -> Result<Option<AccountId>, Malformed> {
        self.parsed("userId")
    }

    /// The id of a personal API key, as it stands there.
    pub(crate) fn personal_key(&self) -> &str {
        self.get("keyId").unwrap_or_default()
    }

    pub(super) fn event(&self) -> Result<Option<EventId>, Malformed> {
        self.parsed("eventId")
    }

    pub(crate) fn endpoint_set(&self) -> &str {
        self.get("endpointSetId").unwrap_or_default()
    }

    /// The address or block at the end of an access list path, decoded: `192.0.2.0%2F24` is `192.0.2.0/24`.
    pub(crate) fn address(&self) -> String {
        let raw = self.get("ipAddress").unwrap_or_default();
        percent_decode_str(raw).decode_utf8_lossy().into_owned()
    }

    /// Whether each is made of letters, digits and hyphens only, as ids and the names of clusters are: nothing that another
    /// server could take for a part of the path.
    pub(super) fn are_plain(&self) -> bool {
        let is_plain = |value: &str| {
            value
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        self.0.iter().all(|(_, value)| is_plain(value))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| *value)
    }

    fn parsed<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Malformed> {
        self.get(name)
            .map(|text| text.parse().map_err(|_| Malformed))
            .transpose()
    }
}

/// Finds the endpoint. `HEAD` is answered where `GET` is; a slash at the end counts for nothing.
pub(super) fn find<'p>(method: &Method, path: &'p str) -> Found<'p> {
    let path = path.strip_suffix('/').unwrap_or(path);
    if path == "/api/private/ipinfo" {
        return match *method {
            Method::GET | Method::HEAD => Found::Resource(Resource::ClientAddress),
            _ => Found::Methods("GET, HEAD, OPTIONS".to_owned()),
        };
    }
    let below = |version: &Version| Some((*version, path.strip_prefix(version.base())?));
    let Some((version, below)) = Version::ALL.iter().find_map(below) else {
        return Found::Nothing;
    };
    let wanted = if *method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    let of_version = || Action::ALL.iter().copied().filter(|action| version.has(*action));
    let found = of_version()
        .filter(|action| method_of(*action) == *wanted)
        .find_map(|action| endpoint(action, below, version));
    if let Some(endpoint) = found {
        return Found::Resource(Resource::Endpoint(endpoint));
    }
    let mut on_path = of_version()
        .filter(|action| endpoint(*action, below, version).is_some())
        .peekable();
    match on_path.peek() {
        Some(_) => Found::Methods(allowed(on_path)),
        None => Found::Nothing,
    }
}

pub(crate) fn method_of(action: Action) -> Method {
    match action.rule().method {
        access::Method::Get => Method::GET,
        access::Method::Post => Method::POST,
        access::Method::Patch => Method::PATCH,
        access::Method::Delete => Method::DELETE,
    }
}

fn allowed(actions: impl Iterator<Item = Action>) -> String {
    let mut methods = vec![];
    for action in actions {
        let method = method_of(action);
        methods.push(method.as_str().to_owned());
        if method == Method::GET {
            methods.push(Method::HEAD.as_str().to_owned());
        }
    }
    methods.push(Method::OPTIONS.as_str().to_owned());
    methods.join(", ")
}

/// This endpoint, where a path below the base of the version is its.
fn endpoint(action: Action, path: &str, version: Version) -> Option<Endpoint<'_>> {
    // The template of the root is a slash; one at the end of a path counts for nothing.
    let template = action.rule().path.trim_end_matches('/');
    let mut deprecated = false;
    let mut segments = path.split('/');
    for expected in template.split('/') {
        let segment = segments.next()?;
        match parameter(expected) {
            Some(_) if !segment.is_empty() => {}
            None if segment == expected => {}
            // The older documents write it in lower case.
            None if expected == "accessList" && segment == "accesslist" => {}
            None if expected == "accessList" && segment == "whitelist" && version != Version::V2 => {
                deprecated = true;
            }
            _ => return None,
        }
    }
    if segments.next().is_some() {
        return None;
    }
    let values = template.split('/').zip(path.split('/'));
    let parameters = values.filter_map(|(expected, value)| Some((parameter(expected)?, value)));
    Some(Endpoint {
        version,
        action,
        parameters: Parameters(parameters.collect()),
        deprecated,
    })
}

/// The name of the parameter a segment of a template stands for.
fn parameter(segment: &'static str) -> Option<&'static str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(method: Method, path: &str) -> String {
        match find(&method, path) {
            Found::Resource(Resource::Endpoint(endpoint)) => {
                let deprecated = if endpoint.deprecated { " deprecated" } else { "" };
                format!(
                    "{:?} {:?} {:?}{deprecated}",
                    endpoint.version, endpoint.action, endpoint.parameters.0
                )
            }
            Found::Resource(Resource::ClientAddress) => "client address".to_owned(),
            Found::Methods(allowed) => format!("only {allowed}"),
            Found::Nothing => "nothing".to_owned(),
        }
    }

    #[test]
    fn what_is_no_resource_is_not_found() {
        for path in [
            "",
            "/api",
            "/api/atlas",
            "/api/atlas/v3/orgs",
            "/api/atlas/v2orgs",
            "/api/atlas/v2//orgs",
            "/api/atlas/v2/orgs//",
            "/api/atlas/v2/Orgs",
            "/api/atlas/v2/orgs/1/apikeys",
            "/api/atlas/v2/orgs/1/apiKeys/2/whitelist",
            "/api/atlas/v2/orgs/1/apiKeys/2/accessList/192.0.2.0/24",
            "/api/atlas/v2/orgs%2F1",
            "/api/atlas/v1.0/orgs/1/apiKeys/2/Whitelist",
            "/api/public/v2/orgs",
            "/api/public",
        ] {
            assert_eq!(found(Method::GET, path), "nothing", "{path}");
        }
    }

    #[test]
    fn a_method_the_path_has_not_is_told_those_it_has() {
        assert_eq!(
            found(Method::PUT, "/api/atlas/v2/orgs/1/apiKeys/2"),
            "only GET, HEAD, PATCH, DELETE, OPTIONS"
        );
        assert_eq!(
            found(Method::POST, "/api/private/ipinfo"),
            "only GET, HEAD, OPTIONS"
        );
    }

    #[test]
    fn paths_lead_to_their_endpoint_in_every_spelling() {
        assert_eq!(found(Method::GET, "/api/atlas/v2"), "V2 Root []");
        assert_eq!(found(Method::GET, "/api/atlas/v1.0/"), "V1 Root []");
        assert_eq!(
            found(Method::HEAD, "/api/atlas/v2/orgs/"),
            "V2 ListOrganizations []"
        );
        let entry =
            r#"V2 DeleteAccessListEntry [("orgId", "1"), ("apiUserId", "2"), ("ipAddress", "10.0.0.0%2f8")]"#;
        for path in ["accessList/10.0.0.0%2f8", "accesslist/10.0.0.0%2f8/"] {
            let path = format!("/api/atlas/v2/orgs/1/apiKeys/2/{path}");
            assert_eq!(found(Method::DELETE, &path), entry);
        }
    }

    #[test]
    fn the_deprecated_path_is_one_of_v1() {
        let entry = r#"GetAccessListEntry [("orgId", "1"), ("apiUserId", "2"), ("ipAddress", "192.0.2.7")] deprecated"#;
        for (base, version) in [("/api/atlas/v1.0", "V1"), ("/api/public/v1.0", "Public")] {
            let path = format!("{base}/orgs/1/apiKeys/2/whitelist/192.0.2.7");
            assert_eq!(found(Method::GET, &path), format!("{version} {entry}"));
        }
    }

    #[test]
    fn an_encoded_slash_belongs_to_the_address() {
        for raw in ["192.0.2.0%2F24", "192.0.2.0%2f24"] {
            assert_eq!(Parameters(vec![("ipAddress", raw)]).address(), "192.0.2.0/24");
        }
    }
}
