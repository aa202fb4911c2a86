//! Real clusters, real kills. A test that needs a second process runs this very binary again, asking for `as_a_child`.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use sqlx::Row;

use super::*;
use crate::roles;

const THROWAWAY: Options = Options { throwaway: true };

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let dir = std::env::temp_dir().join(format!("visioncrm-cluster-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        Folder(dir)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn ask(cluster: &Cluster, sql: &'static str) -> sqlx::Result<String> {
    let mut conn = cluster.access().superuser().connect().await?;
    sqlx::query(sql).fetch_one(&mut conn).await?.try_get(0)
}

/// Not a test: the other program of the tests below. Holds the cluster of CHILD_DIR until it is killed.
#[tokio::test]
async fn as_a_child() {
    let Some(dir) = std::env::var_os("CHILD_DIR") else { return };
    let cluster = Cluster::start(Path::new(&dir), THROWAWAY).await.unwrap();
    println!("\npid={}", cluster.pid().unwrap());
    tokio::time::sleep(Duration::from_secs(60)).await;
}

fn spawn_child(dir: &Path, user: Option<(u32, u32)>) -> (Child, i32) {
    use std::io::BufRead;
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "cluster::tests::as_a_child", "--nocapture"]).env("CHILD_DIR", dir).stdout(Stdio::piped());
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    let mut child = command.spawn().unwrap();
    let lines = std::io::BufReader::new(child.stdout.take().unwrap()).lines();
    let pid = lines.map_while(Result::ok).find_map(|l| l.strip_prefix("pid=")?.parse().ok());
    (child, pid.expect("the child says which Postgres it started"))
}

fn kill_9(pid: i32) {
    unsafe { libc::kill(pid, libc::SIGKILL) };
}

/// A zombie that nobody has waited for stands nowhere.
fn lives(pid: i32) -> bool {
    std::fs::read_link(format!("/proc/{pid}/cwd")).is_ok()
}

#[tokio::test]
async fn what_was_written_is_there_after_a_stop() {
    let folder = Folder::new("stop");
    let cluster = Cluster::start(&folder.0, THROWAWAY).await.unwrap();
    ask(&cluster, "select set_config('a.b', 'x', false)").await.unwrap();
    let mut conn = cluster.access().superuser().connect().await.unwrap();
    sqlx::raw_sql("create table t (a text); insert into t values ('kept')").execute(&mut conn).await.unwrap();
    let pid = cluster.pid().unwrap();
    cluster.stop().await;
    assert!(!lives(pid), "stop returns when Postgres has ended");
    let again = Cluster::start(&folder.0, THROWAWAY).await.unwrap();
    assert_eq!(ask(&again, "select a from t").await.unwrap(), "kept");
    assert!(folder.0.join("postgres.log.1").exists(), "the log of the first start is set aside");
    again.stop().await;
}

#[tokio::test]
async fn nothing_listens_and_nothing_is_open_to_others() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("closed");
    let cluster = Cluster::start(&folder.0, Options::default()).await.unwrap();
    assert_eq!(ask(&cluster, "show listen_addresses").await.unwrap(), "");
    assert_eq!(ask(&cluster, "show fsync").await.unwrap(), "on");
    assert_eq!(ask(&cluster, "show data_checksums").await.unwrap(), "on");
    assert_eq!(ask(&cluster, "show server_encoding").await.unwrap(), "UTF8");
    for dir in [cluster.socket_dir(), folder.0.join("pgdata")] {
        assert_eq!(dir.metadata().unwrap().permissions().mode() & 0o777, 0o700, "{}", dir.display());
    }
    // Peer authentication: a role that is not in the map gets nothing, whoever asks.
    ask(&cluster, "select 'x' from (select 1) x").await.unwrap();
    let mut conn = cluster.access().superuser().connect().await.unwrap();
    sqlx::raw_sql("create role stranger login superuser").execute(&mut conn).await.unwrap();
    let refused = cluster.access().superuser().username("stranger").connect().await.unwrap_err();
    assert!(refused.to_string().contains("eer authentication failed"), "{refused}");
    cluster.stop().await;
}

#[tokio::test]
async fn a_second_program_on_the_same_folder_is_told_who_has_it() {
    let folder = Folder::new("second");
    let first = Cluster::start(&folder.0, THROWAWAY).await.unwrap();
    let Err(ClusterError::AlreadyRunning { pid, socket_dir, .. }) = Cluster::start(&folder.0, THROWAWAY).await else {
        panic!("a second postmaster was started")
    };
    assert_eq!(pid, std::process::id().to_string());
    assert_eq!(socket_dir, first.socket_dir(), "so that a back-up can connect to it");
    first.stop().await;
}

#[tokio::test]
async fn a_child_being_made_elsewhere_does_not_keep_the_folder() {
    let folder = Folder::new("fork");
    let first = Cluster::start(&folder.0, THROWAWAY).await.unwrap();
    let mut slow = Command::new("true");
    let nap = || {
        std::thread::sleep(Duration::from_secs(3));
        Ok(())
    };
    // SAFETY: between fork and exec it only sleeps.
    unsafe { slow.pre_exec(nap) };
    let other = std::thread::spawn(move || slow.status().unwrap());
    tokio::time::sleep(Duration::from_millis(200)).await;
    first.stop().await;
    Cluster::start(&folder.0, THROWAWAY).await.expect("the folder is free").stop().await;
    assert!(other.join().unwrap().success());
}

#[tokio::test]
async fn killed_with_9_we_take_postgres_along_and_the_next_start_goes_on() {
    let folder = Folder::new("kill-us");
    let (mut child, postgres) = spawn_child(&folder.0, None);
    kill_9(child.id().cast_signed());
    child.wait().unwrap();
    // No waiting here: the next program has to cope with a Postgres that is still stopping.
    let next = Cluster::start(&folder.0, THROWAWAY).await.unwrap();
    assert!(!lives(postgres));
    assert_eq!(ask(&next, "select 'here'").await.unwrap(), "here");
    next.stop().await;
}

#[tokio::test]
async fn postgres_killed_with_9_is_started_again() {
    let folder = Folder::new("kill-it");
    let cluster = Cluster::start(&folder.0, THROWAWAY).await.unwrap();
    let first = cluster.pid().unwrap();
    kill_9(first);
    let started = Instant::now();
    while ask(&cluster, "select 'back'").await.is_err() || cluster.pid() == Some(first) {
        assert!(started.elapsed() < Duration::from_secs(20), "not back after 20 s");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    println!("back after {:?}, {} deaths", started.elapsed(), cluster.deaths());
    assert!(cluster.deaths() >= 1);
    cluster.stop().await;
}

#[tokio::test]
async fn a_folder_left_by_a_killed_postgres_is_recovered() {
    let folder = Folder::new("both");
    let (mut child, postgres) = spawn_child(&folder.0, None);
    kill_9(child.id().cast_signed());
    kill_9(postgres);
    child.wait().unwrap();
    let next = Cluster::start(&folder.0, THROWAWAY).await.unwrap();
    assert_eq!(ask(&next, "select 'recovered'").await.unwrap(), "recovered");
    next.stop().await;
}

#[tokio::test]
async fn a_deep_folder_gets_a_short_socket() {
    let folder = Folder::new("deep");
    let deep = folder.0.join("a-very-long-name-".repeat(7));
    let cluster = Cluster::start(&deep, THROWAWAY).await.unwrap();
    assert!(cluster.socket_dir().starts_with("/tmp/"), "{}", cluster.socket_dir().display());
    let socket_dir = cluster.socket_dir();
    cluster.stop().await;
    std::fs::remove_dir_all(socket_dir).unwrap();
}

#[tokio::test]
async fn a_closed_parent_is_named_with_its_remedy() {
    if users::effective_uid() != 0 {
        return; // only root changes user
    }
    let folder = Folder::new("parent");
    std::fs::create_dir(&folder.0).unwrap();
    std::fs::set_permissions(&folder.0, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let Err(error) = Cluster::start(&folder.0.join("data"), THROWAWAY).await else { panic!("started") };
    let text = error.to_string();
    assert!(text.contains(&format!("chmod o+x {}", folder.0.display())), "{text}");
}

#[tokio::test]
async fn an_ordinary_user_needs_nothing_more() {
    if users::effective_uid() != 0 {
        return; // then every other test shows it
    }
    let folder = Folder::new("ordinary");
    std::fs::create_dir(&folder.0).unwrap();
    std::os::unix::fs::chown(&folder.0, Some(65534), Some(65534)).unwrap();
    let (mut child, postgres) = spawn_child(&folder.0.join("data"), Some((65534, 65534)));
    let owner = std::os::unix::fs::MetadataExt::uid(&std::fs::metadata(format!("/proc/{postgres}")).unwrap());
    assert_eq!(owner, 65534);
    // And root, later, on that user's folder: Postgres goes on as the user it was.
    kill_9(child.id().cast_signed());
    child.wait().unwrap();
    let roots = Cluster::start(&folder.0.join("data"), THROWAWAY).await.unwrap();
    let owner =
        std::os::unix::fs::MetadataExt::uid(&std::fs::metadata(format!("/proc/{}", roots.pid().unwrap())).unwrap());
    assert_eq!(owner, 65534);
    roots.stop().await;
}

#[tokio::test]
async fn a_broken_setting_is_shown_and_not_tried_for_ever() {
    let folder = Folder::new("broken");
    Cluster::start(&folder.0, THROWAWAY).await.unwrap().stop().await;
    std::fs::write(folder.0.join("pgdata/postgresql.auto.conf"), "shared_buffers = 'a lot'\n").unwrap();
    let Err(error) = Cluster::start(&folder.0, THROWAWAY).await else { panic!("started") };
    assert!(error.to_string().contains("shared_buffers"), "{error}");
}

#[tokio::test]
async fn migrating_makes_everything_once() {
    let folder = Folder::new("migrate");
    let cluster = Cluster::start(&folder.0, THROWAWAY).await.unwrap();
    let (one, two) = tokio::join!(crate::migrate(cluster.access().admin()), crate::migrate(cluster.access().admin()));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert!(one.applied.is_empty() != two.applied.is_empty(), "two programs at once: one works, one waits");
    let third = crate::migrate(cluster.access().admin()).await.unwrap();
    assert!(third.made.is_empty() && third.applied.is_empty() && third.unknown.is_empty(), "{third:?}");
    println!("nothing to do: {:?}", third.took);
    assert!(third.took < Duration::from_millis(500), "{:?}", third.took);
    for (options, role) in [
        (cluster.access().app(), roles::APP),
        (cluster.access().worker(), roles::WORKER),
        (cluster.access().owner(), roles::OWNER),
    ] {
        let mut conn = options.connect().await.unwrap();
        let is: String = sqlx::query_scalar("select current_user::text").fetch_one(&mut conn).await.unwrap();
        assert_eq!(is, role);
        let strong: bool =
            sqlx::query_scalar("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
                .fetch_one(&mut conn)
                .await
                .unwrap();
        assert!(!strong, "{role} would see every garage");
        let made = sqlx::query("create temporary table t (a int)").execute(&mut conn).await;
        assert_eq!(made.is_ok(), role == roles::OWNER, "{role} and temporary tables");
    }
    cluster.stop().await;
}
