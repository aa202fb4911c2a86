//! `prepare-database DIR`: a throwaway, migrated database for the time of a compilation. Prints two addresses, waits
//! until its standard input closes, then stops and removes DIR/postgres-of-prepare. `bin/prepare` is what calls it.

use std::io::Read;
use std::path::PathBuf;

use migrations::{Throwaway, roles, url_of};

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let Some(dir) = std::env::args_os().nth(1) else {
        anyhow::bail!("usage: prepare-database DIR");
    };
    let throwaway = Throwaway::start_in(&PathBuf::from(dir).join("postgres-of-prepare")).await?;
    let socket = throwaway.cluster.socket_dir();
    for (name, role) in [("APP_URL", roles::APP), ("OWNER_URL", roles::OWNER)] {
        println!("{name}={}", url_of(&socket, role, roles::DATABASE));
    }
    println!("ready");
    let closed = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    closed.await??;
    throwaway.stop().await?;
    Ok(())
}
