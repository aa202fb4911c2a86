//! How the private Postgres is made (once) and set (at each start, so that a new version of ours brings its settings).

use std::fs;
use std::path::Path;
use std::process::Command;

use super::binaries::Binaries;
use super::error::{ClusterError, io_error};
use super::home::Home;
use super::users::client_names;
use crate::roles::{APP, OWNER};

/// The superuser of the private cluster.
pub const SUPERUSER: &str = "postgres";

/// For the two cores and four gigabytes of a garage's machine. `alter system` or postgresql.conf, below the include,
/// win over these. Terse errors: the detail line of a broken constraint quotes the customer's e-mail.
const SETTINGS: &str = "\
# Written by VisionCRM at each start. Change settings with `alter system`, which wins over this file.
shared_buffers = 128MB
effective_cache_size = 1GB
work_mem = 8MB
maintenance_work_mem = 64MB
max_connections = 100
random_page_cost = 1.1
jit = off
wal_compression = on
checkpoint_timeout = 15min
max_wal_size = 512MB
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %u '
log_error_verbosity = terse
log_min_duration_statement = 1s
log_parameter_max_length = 0
";

/// Only through the socket in our own 0700 folder, and only the users named in the map.
const WHO_MAY_COME: &str = "local all all peer map=visioncrm\n";

/// Makes the data folder unless it is there. `command` builds a child of the right user.
pub fn make(
    home: &Home,
    binaries: &Binaries,
    throwaway: bool,
    command: impl Fn(&Path) -> Command,
) -> Result<(), ClusterError> {
    if home.data.join("PG_VERSION").exists() {
        return Ok(());
    }
    // Under another name until complete: killed in the middle, the next start begins again.
    let unfinished = home.dir.join("pgdata.unfinished");
    let _ = fs::remove_dir_all(&unfinished);
    fs::create_dir(&unfinished).map_err(io_error("cannot make", &unfinished))?;
    home.give(&unfinished)?;
    let mut initdb = command(&binaries.dir.join("initdb"));
    initdb.args(["-U", SUPERUSER, "-A", "peer", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums", "-D"]);
    initdb.arg(&unfinished).args(throwaway.then_some("--no-sync"));
    let out = initdb.output().map_err(io_error("cannot run initdb of", &binaries.dir))?;
    if !out.status.success() {
        let output = String::from_utf8_lossy(&out.stderr).trim().to_owned();
        return Err(ClusterError::Initdb { dir: unfinished, output });
    }
    let conf = unfinished.join("postgresql.conf");
    let text = fs::read_to_string(&conf).map_err(io_error("cannot read", &conf))?;
    fs::write(&conf, text + "\ninclude 'visioncrm.conf'\n").map_err(io_error("cannot write", &conf))?;
    fs::rename(&unfinished, &home.data).map_err(io_error("cannot name", &home.data))
}

pub fn write(home: &Home) -> Result<(), ClusterError> {
    put(home, "visioncrm.conf", SETTINGS)?;
    put(home, "pg_hba.conf", WHO_MAY_COME)?;
    put(home, "pg_ident.conf", &user_map(&client_names(&home.user)))
}

/// PG 15 has no `all` in the last column, so each pair is written out.
fn user_map(names: &[String]) -> String {
    let pairs =
        names.iter().flat_map(|name| [SUPERUSER, OWNER, APP].map(|role| format!("visioncrm \"{name}\" {role}\n")));
    pairs.collect()
}

fn put(home: &Home, name: &str, text: &str) -> Result<(), ClusterError> {
    let (path, new) = (home.data.join(name), home.data.join(format!("{name}.new")));
    fs::write(&new, text).map_err(io_error("cannot write", &new))?;
    home.give(&new)?;
    fs::rename(&new, &path).map_err(io_error("cannot write", &path))
}
