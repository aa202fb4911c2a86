//! Where this machine keeps `postgres` and `initdb`.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::ClusterError;

/// The oldest version whose features we use (security-invoker views, `nulls not distinct`).
pub const MIN_MAJOR: u32 = 15;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binaries {
    pub dir: PathBuf,
    pub major: u32,
}

/// PG_BINDIR, else the highest version under /usr/lib/postgresql, else PATH. A data folder opens only with the
/// version that made it, so `wanted` narrows the choice.
pub fn find(wanted: Option<u32>) -> Option<Binaries> {
    let fits = |b: &Binaries| wanted.map_or(b.major >= MIN_MAJOR, |w| b.major == w);
    let named = std::env::var_os("PG_BINDIR").map(PathBuf::from);
    if let Some(dir) = named {
        return look(&dir).filter(fits);
    }
    let mut packaged: Vec<Binaries> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| look(&entry.ok()?.path().join("bin")))
        .filter(fits)
        .collect();
    packaged.sort_by_key(|b| b.major);
    packaged.pop().or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).filter_map(|dir| look(&dir)).find(fits)
    })
}

pub fn find_or_explain(data: &Path, wanted: Option<u32>) -> Result<Binaries, ClusterError> {
    find(wanted).ok_or_else(|| match wanted {
        Some(major) => ClusterError::OtherVersion { dir: data.to_owned(), data: major },
        None => ClusterError::NoPostgres { min: MIN_MAJOR },
    })
}

fn look(dir: &Path) -> Option<Binaries> {
    if !dir.join("initdb").exists() {
        return None;
    }
    let out = Command::new(dir.join("postgres")).arg("--version").output().ok()?;
    let major = major_of(std::str::from_utf8(&out.stdout).ok()?)?;
    Some(Binaries { dir: dir.canonicalize().ok()?, major })
}

/// "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)" is 15; so is "17beta1", 17.
fn major_of(version: &str) -> Option<u32> {
    let number = version.split_once("(PostgreSQL) ")?.1;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_packagers_write_them() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 18beta2"), Some(18));
        assert_eq!(major_of("something else"), None);
    }

    #[test]
    fn a_version_that_is_not_installed_is_not_replaced_by_another() {
        assert_eq!(find(Some(9)), None);
        assert!(matches!(find_or_explain(Path::new("/d"), Some(9)), Err(ClusterError::OtherVersion { data: 9, .. })));
    }
}
