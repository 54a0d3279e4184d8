//! Which endpoint a request is for: the table of [`Action`] read as routes, matched on the raw path.

use access::{AccountId, Action, EventId, KeyId, OrganizationId, ProjectId};
use http::Method;
use percent_encoding::percent_decode_str;

/// The two versions of the API. Their resources are the same ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    V1,
    V2,
}

impl Version {
    /// What all its paths begin with.
    pub(crate) const fn base(self) -> &'static str {
        match self {
            Self::V1 => "/api/atlas/v1.0",
            Self::V2 => "/api/atlas/v2",
        }
    }
}

/// The endpoint of a request.
#[derive(Debug)]
pub(super) struct Endpoint<'p> {
    pub(super) version: Version,
    pub(super) action: Action,
    pub(super) parameters: Parameters<'p>,
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

    /// The address or block at the end of an access list path, decoded: `192.0.2.0%2F24` is `192.0.2.0/24`.
    pub(crate) fn address(&self) -> String {
        let raw = self.get("ipAddress").unwrap_or_default();
        percent_decode_str(raw).decode_utf8_lossy().into_owned()
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
    let below = |version: Version| Some((version, path.strip_prefix(version.base())?));
    let Some((version, below)) = below(Version::V2).or_else(|| below(Version::V1)) else {
        return Found::Nothing;
    };
    let on_path: Vec<_> = Action::ALL
        .iter()
        .filter(|action| version != Version::V2 || action.rule().is_in_v2())
        .filter_map(|action| Some((*action, matched(action.rule().path, below)?)))
        .collect();
    if on_path.is_empty() {
        return Found::Nothing;
    }
    let wanted = if *method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    let allowed = allowed(on_path.iter().map(|(action, _)| *action));
    let endpoint = on_path
        .into_iter()
        .find(|(action, _)| method_of(*action) == *wanted);
    endpoint.map_or(Found::Methods(allowed), |(action, parameters)| {
        Found::Resource(Resource::Endpoint(Endpoint {
            version,
            action,
            parameters,
        }))
    })
}

fn method_of(action: Action) -> Method {
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

/// The parameters of a template that a path below the base fits.
fn matched<'p>(template: &'static str, path: &'p str) -> Option<Parameters<'p>> {
    let mut expected = template.split('/').skip(1).filter(|segment| !segment.is_empty());
    let mut parameters = Parameters::default();
    if !path.is_empty() {
        for segment in path.strip_prefix('/')?.split('/') {
            let expected = expected.next()?;
            match expected.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                Some(name) if !segment.is_empty() => parameters.0.push((name, segment)),
                None if segment == expected => {}
                // The older documents write it in lower case.
                None if expected == "accessList" && segment == "accesslist" => {}
                _ => return None,
            }
        }
    }
    expected.next().is_none().then_some(parameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(method: Method, path: &str) -> String {
        match find(&method, path) {
            Found::Resource(Resource::Endpoint(endpoint)) => {
                format!(
                    "{:?} {:?} {:?}",
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
    fn an_encoded_slash_belongs_to_the_address() {
        for raw in ["192.0.2.0%2F24", "192.0.2.0%2f24"] {
            assert_eq!(Parameters(vec![("ipAddress", raw)]).address(), "192.0.2.0/24");
        }
    }
}
