//! A cluster for one test run or one preparation, migrated, in a folder of its own.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::{Access, Cluster, MigrateError, Options, migrate};

pub struct Throwaway {
    pub cluster: Cluster,
    dir: PathBuf,
}

impl Throwaway {
    /// A migrated database in a new folder of /tmp, which the next run removes if this one is killed.
    pub async fn start() -> anyhow::Result<Throwaway> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        sweep();
        let name = format!("visioncrm-throwaway-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        Self::start_in(&std::env::temp_dir().join(name)).await
    }

    pub async fn start_in(dir: &Path) -> anyhow::Result<Throwaway> {
        let cluster = Cluster::start(dir, Options { throwaway: true }).await?;
        migrate(cluster.access().admin()).await?;
        Ok(Throwaway { cluster, dir: dir.to_owned() })
    }

    pub fn access(&self) -> &Access {
        self.cluster.access()
    }

    /// One more migrated database of this cluster, for a test that needs one to itself.
    pub async fn database(&self, name: &str) -> Result<Access, MigrateError> {
        let access = self.access().on(name);
        migrate(access.admin()).await?;
        Ok(access)
    }

    pub async fn stop(self) -> std::io::Result<()> {
        self.cluster.stop().await;
        std::fs::remove_dir_all(&self.dir)
    }
}

/// Folders of runs that are gone. A test binary ends without dropping its statics, so nobody else does it.
fn sweep() {
    let entries = std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let pid = name.to_str().and_then(|n| n.strip_prefix("visioncrm-throwaway-")?.split('-').next());
        if pid.is_some_and(|pid| !Path::new("/proc").join(pid).exists()) {
            let _ = std::fs::remove_dir_all(entry.path()); // somebody else's: theirs to remove
        }
    }
}
