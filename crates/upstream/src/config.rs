//! Where an Admin API is, which of its versions it speaks, and the credential for it.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use url::Url;
use zeroize::Zeroizing;

/// The version of the Admin API that stands behind a base URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flavor {
    /// Atlas, versioned by date in the `Accept` header. The embedded Admin API speaks it too.
    AtlasV2,
    /// Cloud Manager and Ops Manager, and what Atlas began with. Accounts and their personal API keys are here alone; the
    /// embedded Admin API has them too.
    PublicV1,
}

impl Flavor {
    /// Every flavor.
    const ALL: [Self; 2] = [Self::AtlasV2, Self::PublicV1];

    /// The path below the base URL.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::AtlasV2 => "/api/atlas/v2",
            Self::PublicV1 => "/api/public/v1.0",
        }
    }

    /// Where this version of the Admin API begins: `url` with the flavor's path behind it, whether it has that of a
    /// flavor or not.
    #[must_use]
    pub fn below(self, url: &Url) -> Url {
        let path = url.path().trim_end_matches('/');
        let mut stems = Self::ALL
            .iter()
            .filter_map(|flavor| path.strip_suffix(flavor.path()));
        let stem = stems.next().unwrap_or(path);
        let mut base = url.clone();
        base.set_path(&format!("{stem}{}", self.path()));
        base
    }

    /// What to ask for in `Accept`. The resources of keys exist in one version only, the oldest.
    #[must_use]
    pub const fn accept(self) -> &'static str {
        match self {
            Self::AtlasV2 => "application/vnd.atlas.2023-01-01+json",
            Self::PublicV1 => "application/json",
        }
    }

    /// The name it is stored under.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AtlasV2 => "atlas-v2",
            Self::PublicV1 => "public-v1",
        }
    }
}

impl fmt::Display for Flavor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A flavor nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no flavor of the Admin API; known are atlas-v2 and public-v1")]
pub struct FlavorError(String);

impl FromStr for Flavor {
    type Err = FlavorError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|flavor| flavor.name() == text);
        found.ok_or_else(|| FlavorError(text.to_owned()))
    }
}

/// One Admin API and one key for it.
#[derive(Clone)]
pub struct UpstreamConfig {
    /// `https://cloud.mongodb.com`, or with the flavor's path already behind it. `http` or `https` only.
    pub base_url: Url,
    /// Which version to speak.
    pub flavor: Flavor,
    /// The user name of digest.
    pub public_key: String,
    /// The password of digest.
    pub private_key: Zeroizing<String>,
    /// How long one call may take in all, retries included.
    pub timeout: Duration,
}

impl UpstreamConfig {
    /// How long a call may take where nothing else is asked for.
    pub const TIMEOUT: Duration = Duration::from_secs(15);
}

impl fmt::Debug for UpstreamConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpstreamConfig")
            .field("base_url", &self.base_url.as_str())
            .field("flavor", &self.flavor)
            .field("public_key", &self.public_key)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
