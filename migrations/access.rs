//! Addresses: as whom one connects, to which database.

use std::path::Path;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use crate::roles::{APP, DATABASE, OWNER, WORKER};

/// One database seen by its four visitors. `app` is what the program logs in as; it becomes the worker by `set role`;
/// the owner migrates; the superuser (or, on a managed server, whoever DATABASE_ADMIN_URL names) makes the roles.
#[derive(Clone, Debug)]
pub struct Access {
    app: PgConnectOptions,
    owner: PgConnectOptions,
    superuser: PgConnectOptions,
}

impl Access {
    /// Through the socket of a private cluster.
    pub fn private(socket_dir: &Path) -> Access {
        let to = |role: &str, database: &str| {
            PgConnectOptions::new_without_pgpass()
                .socket(socket_dir)
                .port(5432)
                .ssl_mode(PgSslMode::Disable)
                .username(role)
                .database(database)
        };
        Access {
            app: planned_once(to(APP, DATABASE)),
            owner: to(OWNER, DATABASE),
            superuser: to("postgres", "postgres"),
        }
    }

    /// `database_url` is DATABASE_URL; `admin_url` is DATABASE_ADMIN_URL, without which nothing can be migrated unless
    /// DATABASE_URL is itself an administrator's.
    pub fn from_urls(database_url: &str, admin_url: Option<&str>) -> sqlx::Result<Access> {
        let app: PgConnectOptions = database_url.parse()?;
        let superuser: PgConnectOptions = admin_url.unwrap_or(database_url).parse()?;
        let owner = superuser.clone().options([("role", OWNER)]);
        Ok(Access { app: planned_once(app), owner, superuser })
    }

    /// The web's pool: bound by row security, may enqueue jobs but not read them.
    pub fn app(&self) -> PgConnectOptions {
        self.app.clone()
    }

    /// The runner's pool: the job tables and nothing else. What it writes may be lost by a power cut (the last 0.6 s),
    /// in which case a job runs again, as after kill -9; the disk is spared three waits a job.
    pub fn worker(&self) -> PgConnectOptions {
        self.app.clone().options([("role", WORKER), ("synchronous_commit", "off")])
    }

    /// Owns every table. For migrations and for the compiler's look at the queries.
    pub fn owner(&self) -> PgConnectOptions {
        self.owner.clone()
    }

    /// Pass this to `migrate`; `pg_dump` too needs it, since row security binds everybody else.
    pub fn admin(&self) -> PgConnectOptions {
        match self.app.get_database() {
            Some(database) => self.superuser.clone().database(database),
            None => self.superuser.clone(),
        }
    }

    pub(crate) fn superuser(&self) -> PgConnectOptions {
        self.superuser.clone()
    }

    /// The same visitors in another database of the same server.
    pub fn on(&self, database: &str) -> Access {
        Access {
            app: self.app.clone().database(database),
            owner: self.owner.clone().database(database),
            superuser: self.superuser.clone(),
        }
    }
}

/// A statement is planned at its first use on a connection and never again: planning anew, with the values at hand, costs
/// as much as most of our statements do. `tests/plans.rs` reads these plans.
fn planned_once(app: PgConnectOptions) -> PgConnectOptions {
    app.options([("plan_cache_mode", "force_generic_plan")])
}

/// The address to put in DATABASE_URL. `to_url_lossy` of sqlx puts the socket in the host part, which other programs
/// (psql, pg_dump) do not read; both understand `?host=`.
pub fn url_of(socket_dir: &Path, role: &str, database: &str) -> String {
    format!("postgres://{role}@localhost/{database}?host={}", socket_dir.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_is_the_app_in_another_role() {
        let access = Access::from_urls("postgres://visioncrm_app:secret@db.example/crm", None).unwrap();
        assert_eq!(access.worker().get_username(), "visioncrm_app");
        assert_eq!(
            access.worker().get_options(),
            Some("-c plan_cache_mode=force_generic_plan -c role=visioncrm_worker -c synchronous_commit=off")
        );
        assert_eq!(access.on("other").admin().get_database(), Some("other"));
    }

    #[test]
    fn a_private_address_is_read_back() {
        let read: PgConnectOptions = url_of(Path::new("/tmp/visioncrm run"), OWNER, DATABASE).parse().unwrap();
        assert_eq!(read.get_socket().map(|p| p.as_path()), Some(Path::new("/tmp/visioncrm run")));
        assert_eq!(read.get_username(), OWNER);
    }
}
