//! Migrating with less than a superuser, and databases in which something is not as it should be.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::*;

/// A cluster nobody has migrated, and in it a login that is no superuser.
struct Managed {
    cluster: Cluster,
    dir: PathBuf,
}

impl Managed {
    async fn new(name: &str, login: &str) -> Managed {
        let dir = std::env::temp_dir().join(format!("visioncrm-managed-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        let cluster = Cluster::start(&dir, Options { throwaway: true }).await.unwrap();
        let path = dir.join("pgdata/pg_ident.conf");
        let map = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, map.clone() + &map.replace(roles::APP, "hoster")).unwrap();
        let managed = Managed { cluster, dir };
        managed.psql("postgres", &format!("create role hoster login {login}; select pg_reload_conf();"));
        managed
    }

    fn options(&self, user: &str) -> PgConnectOptions {
        self.cluster.access().app().username(user)
    }

    fn psql(&self, database: &str, sql: &str) {
        let mut psql = Command::new(Cluster::find().unwrap().dir.join("psql"));
        psql.arg("-h").arg(self.cluster.socket_dir()).args(["-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1"]);
        let mut child = psql.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(sql.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success(), "{sql}");
    }

    async fn stop(self) {
        self.cluster.stop().await;
        std::fs::remove_dir_all(self.dir).unwrap();
    }
}

#[tokio::test]
async fn whoever_may_create_roles_and_databases_needs_no_superuser() {
    let managed = Managed::new("creator", "createrole createdb").await;
    let report = migrate(managed.options("hoster")).await.unwrap();
    assert!(!report.applied.is_empty() && report.made.contains(&"hstore".to_owned()), "{report:?}");
    let again = migrate(managed.options("hoster")).await.unwrap();
    assert!(again.applied.is_empty() && again.made.is_empty(), "{again:?}");
    let mut app = managed.options(roles::APP).connect().await.unwrap();
    let none: i64 = sqlx::query_scalar("select count(*) from tenants").fetch_one(&mut app).await.unwrap();
    assert_eq!(none, 0);
    managed.stop().await;
}

#[tokio::test]
async fn what_an_administrator_pastes_is_enough_for_the_owner() {
    let managed = Managed::new("pasted", "").await;
    let Err(MigrateError::MayNot { sql, .. }) = migrate(managed.options("hoster")).await else { panic!("it may") };
    assert_eq!(sql, print_roles_sql());
    let (server, database) = sql.split_once("-- Then, connected").unwrap();
    let (_, database) = database.split_once('\n').unwrap();
    managed.psql("postgres", server);
    managed.psql("visioncrm", database);
    let report = migrate(managed.options(roles::OWNER)).await.unwrap();
    assert!(report.made.is_empty() && !report.applied.is_empty(), "{report:?}");
    managed.stop().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_database_is_said() {
    let managed = Managed::new("wrong", "").await;
    let admin = managed.cluster.access().admin();
    migrate(admin.clone()).await.unwrap();

    managed.psql("visioncrm", "insert into _sqlx_migrations values (99999, 'of tomorrow', now(), true, '', 0)");
    let report = migrate(admin.clone()).await.unwrap();
    assert_eq!(report.unknown, [99999], "yesterday's program goes on with tomorrow's database");

    managed.psql("visioncrm", "update _sqlx_migrations set checksum = 'x' where version = 1");
    assert!(matches!(migrate(admin.clone()).await, Err(MigrateError::Edited(1))));

    managed.psql("visioncrm", "alter role visioncrm_app bypassrls");
    let Err(MigrateError::RoleTooStrong(who)) = migrate(admin).await else { panic!("accepted") };
    assert_eq!(who, roles::APP);

    let nowhere = managed.cluster.access().app().socket("/nowhere");
    assert!(matches!(migrate(nowhere).await, Err(MigrateError::NoAnswer(_))));
    managed.stop().await;
}

#[tokio::test]
async fn nobody_but_ours_may_enter_and_nothing_may_be_added_to_public() {
    let managed = Managed::new("closed", "").await;
    migrate(managed.cluster.access().admin()).await.unwrap();
    let refused = managed.options("hoster").connect().await.unwrap_err();
    assert!(refused.to_string().contains("permission denied for database"), "{refused}");
    for role in [roles::APP, roles::WORKER, roles::PLATFORM, roles::SEARCH, roles::ERASER] {
        let mut conn = managed.cluster.access().admin().options([("role", role)]).connect().await.unwrap();
        let refused = sqlx::query("create table public.mine (a int)").execute(&mut conn).await.unwrap_err();
        assert!(refused.to_string().contains("permission denied for schema public"), "{role}: {refused}");
    }
    managed.stop().await;
}
