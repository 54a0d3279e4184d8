//! Checking a data directory: everything the rest of this crate takes for granted of it. Nothing is changed, and a server
//! may be running.

use std::fs;
use std::net::IpAddr;
use std::path::Path;

use access::{AddressBlock, OrganizationRole, ProjectRole};
use digest::Ha1;
use seal::Sealer;

use crate::error::Error;
use crate::state::{DATABASE, SEALING_KEY};
use crate::store::{Inspection, StoredEntry};

const NOT_DAMAGED: &str = "the database is not damaged";

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What it is, for people.
    pub what: &'static str,
    /// What is wrong with it, without any secret; nothing where it is right.
    pub problems: Vec<String>,
}

/// Checks the Admin API's data in this directory, the most basic things first. What would make no sense after something that
/// is wrong is left out.
///
/// # Errors
/// When the directory or the database cannot be read at all.
pub async fn check(directory: &Path) -> Result<Vec<Checked>, Error> {
    let mut report = vec![];
    let mut add = |what, problems: Vec<String>| {
        let is_right = problems.is_empty();
        report.push(Checked { what, problems });
        is_right
    };
    let (database, key) = (directory.join(DATABASE), directory.join(SEALING_KEY));
    let missing = [&database, &key].into_iter().filter(|path| !path.is_file());
    let missing = missing.map(|path| format!("{} is not there", path.display()));
    if !add("the database and its key are there", missing.collect()) {
        return Ok(report);
    }
    add("nobody but their owner may use the files", exposed(directory)?);
    let mut inspection = match Inspection::open(&database).await {
        Err(Error::Database(cause)) => {
            add(NOT_DAMAGED, vec![cause.to_string()]);
            return Ok(report);
        }
        opened => opened?,
    };
    let whole = add(NOT_DAMAGED, inspection.integrity().await?);
    let current = whole && add("the schema is that of this version", inspection.schema().await?);
    if current {
        add(
            "every row refers to rows that are there",
            inspection.references().await?,
        );
        add(
            "every credential opens under the key",
            credentials(&mut inspection, &key).await?,
        );
        let entries = inspection.entries().await?;
        add(
            "every access list entry is in canonical form",
            entries.iter().filter_map(misshapen).collect(),
        );
        add("every role is a known one", unknown_roles(&mut inspection).await?);
        let without = inspection.without_role().await?.into_iter();
        add(
            "every key and account has a role in its organization",
            without.map(|who| format!("{who} has none")).collect(),
        );
        let without = inspection.without_owner().await?.into_iter();
        add(
            "every organization has an owner key",
            without.map(|name| format!("“{name}” has none")).collect(),
        );
    }
    inspection.close().await?;
    Ok(report)
}

async fn credentials(inspection: &mut Inspection, key: &Path) -> Result<Vec<String>, Error> {
    // It is there, and is therefore not made.
    let sealer = match Sealer::open_or_create(key) {
        Ok(sealer) => sealer,
        Err(error) => return Ok(vec![error.to_string()]),
    };
    let sealed = inspection.credentials().await?;
    let problem = |whose: &str, reason: String| format!("that of {whose}: {reason}");
    Ok(sealed
        .iter()
        .filter_map(|sealed| match sealer.unseal(&sealed.ha1, &sealed.context) {
            Err(error) => Some(problem(&sealed.whose, error.to_string())),
            Ok(ha1) => Ha1::from_bytes(&ha1)
                .err()
                .map(|error| problem(&sealed.whose, error.to_string())),
        })
        .collect())
}

fn misshapen(entry: &StoredEntry) -> Option<String> {
    let problem = |what: &str| Some(format!("{} on the list of {} {what}", entry.block, entry.whose));
    let Ok(block) = entry.block.parse::<AddressBlock>() else {
        return problem("is none");
    };
    if block.to_string() != entry.block {
        return problem(&format!("should be {block}"));
    }
    let (family, network) = match block.first() {
        IpAddr::V4(address) => (4, address.octets().to_vec()),
        IpAddr::V6(address) => (6, address.octets().to_vec()),
    };
    let sorts = (family, network, i64::from(block.net().prefix_len()));
    if sorts != (entry.family, entry.network.clone(), entry.prefix) {
        return problem("has another form to sort by");
    }
    None
}

async fn unknown_roles(inspection: &mut Inspection) -> Result<Vec<String>, Error> {
    let (of_organizations, of_projects) = inspection.roles().await?;
    let of_organizations = of_organizations
        .iter()
        .filter_map(|role| role.parse::<OrganizationRole>().err());
    let of_projects = of_projects
        .iter()
        .filter_map(|role| role.parse::<ProjectRole>().err());
    Ok(of_organizations
        .chain(of_projects)
        .map(|error| error.to_string())
        .collect())
}

/// The files that others may use, and the directories in which they could put others in their place. A group may read what it
/// was given to read, as the keys' own check allows it.
#[cfg(unix)]
fn exposed(directory: &Path) -> Result<Vec<String>, Error> {
    use std::os::unix::fs::PermissionsExt;
    const WRITING: u32 = 0o022;
    const OTHERS_OR_WRITING: u32 = 0o027;
    let mut paths = vec![directory.to_path_buf()];
    let unreadable = |cause| Error::Unreadable {
        path: directory.to_path_buf(),
        cause,
    };
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    let mut problems = vec![];
    for path in paths {
        // A file that is gone meanwhile is one of those SQLite makes and removes.
        let Ok(metadata) = fs::metadata(&path) else {
            continue;
        };
        let mode = metadata.permissions().mode() & 0o777;
        let (refused, wanted) = if metadata.is_dir() {
            (WRITING, "700")
        } else {
            (OTHERS_OR_WRITING, "600")
        };
        if mode & refused != 0 {
            problems.push(format!("{} has mode {mode:03o}: chmod {wanted}", path.display()));
        }
    }
    problems.sort_unstable();
    Ok(problems)
}

#[cfg(not(unix))]
fn exposed(_: &Path) -> Result<Vec<String>, Error> {
    Ok(vec![])
}
