//! One headless Chromium for the run, spoken to over a pair of pipes (DevTools protocol): no port is open to the machine,
//! and Chromium ends by itself when the pipes close, however the suite ends.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::ErrorKind,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{ChildStdin, ChildStdout, Command},
    sync::{Mutex as AsyncMutex, OnceCell, oneshot},
    time::timeout,
};

use super::heard::Heard;

/// Far more than anything takes: a busy machine makes a test late, not wrong.
pub const PATIENCE: Duration = Duration::from_secs(60);

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MISSING: &str = "Chromium is missing, and the browser tests need it: install Debian's package `chromium` (`bin/test` \
     does), or leave them out: cargo test -- --skip browser::";

/// Nothing is fetched from outside, no name leaves the machine, and every garage's address leads to this machine.
const FLAGS: [&str; 20] = [
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-features=BackForwardCache,SpareRendererForSitePerProcess,Translate,OptimizationHints,MediaRouter",
    "--disable-gpu",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--accept-lang=fr-FR",
    "--lang=fr-FR",
    "--no-proxy-server",
    "--password-store=basic",
    "--renderer-process-limit=4",
    "--host-resolver-rules=MAP localhost 127.0.0.1, MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND",
];

static CHROMIUM: OnceCell<Chromium> = OnceCell::const_new();

type Answer = Result<Value, String>;

pub struct Chromium {
    to: AsyncMutex<ChildStdin>,
    next: AtomicU64,
    waiting: Arc<Mutex<HashMap<u64, oneshot::Sender<Answer>>>>,
    tabs: Arc<Mutex<HashMap<String, Arc<Heard>>>>,
    log: PathBuf,
}

impl Chromium {
    pub async fn get() -> &'static Chromium {
        CHROMIUM.get_or_init(Chromium::start).await
    }

    async fn start() -> Chromium {
        let program = find().unwrap_or_else(|| panic!("{MISSING}"));
        let home = home();
        let log = home.join("chromium.log");
        // Descriptors 3 and 4 are where Chromium looks for its orders and says what happens.
        let mut child = Command::new("/bin/sh")
            .args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>&2"#])
            .arg(&program)
            .args(FLAGS)
            .args(as_root().then_some("--no-sandbox"))
            .arg(format!("--user-data-dir={}", home.display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).expect("a log"))
            .spawn()
            .expect("a shell");
        let (to, from) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
        let waiting = Arc::default();
        let tabs = Arc::default();
        tokio::spawn(listen(from, Arc::clone(&waiting), Arc::clone(&tabs)));
        tokio::spawn(async move { child.wait().await });
        let chromium = Chromium { to: AsyncMutex::new(to), next: AtomicU64::new(1), waiting, tabs, log };
        chromium.ask(None, "Browser.getVersion", json!({})).await;
        chromium
    }

    /// Asks and waits; an answer that says no, or none, ends the test.
    pub async fn ask(&self, session: Option<&str>, method: &str, params: Value) -> Value {
        self.try_ask(session, method, params).await.unwrap_or_else(|why| panic!("{method}: {why}\n{}", self.said()))
    }

    pub async fn try_ask(&self, session: Option<&str>, method: &str, params: Value) -> Answer {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let (tell, told) = oneshot::channel();
        self.waiting.lock().unwrap().insert(id, tell);
        let mut order = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            order["sessionId"] = session.into();
        }
        let mut bytes = order.to_string().into_bytes();
        bytes.push(0);
        self.to.lock().await.write_all(&bytes).await.map_err(|e| format!("Chromium is gone: {e}"))?;
        match timeout(PATIENCE, told).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err("Chromium is gone".into()),
            Err(_) => Err(format!("no answer in {} s", PATIENCE.as_secs())),
        }
    }

    /// What happens in a tab is told to `heard` from now on.
    pub fn tell(&self, session: &str, heard: Arc<Heard>) {
        self.tabs.lock().unwrap().insert(session.to_owned(), heard);
    }

    pub fn forget(&self, session: &str) {
        self.tabs.lock().unwrap().remove(session);
    }

    /// The end of what Chromium wrote, for a failure's words.
    fn said(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(12)..].join("\n")
    }
}

async fn listen(
    from: ChildStdout,
    waiting: Arc<Mutex<HashMap<u64, oneshot::Sender<Answer>>>>,
    tabs: Arc<Mutex<HashMap<String, Arc<Heard>>>>,
) {
    let (mut from, mut bytes) = (BufReader::new(from), Vec::new());
    while from.read_until(0, &mut bytes).await.is_ok_and(|read| read > 0) {
        let said: Value = serde_json::from_slice(bytes.strip_suffix(&[0]).unwrap_or(&bytes)).unwrap_or_default();
        bytes.clear();
        if let Some(id) = said["id"].as_u64() {
            let Some(tell) = waiting.lock().unwrap().remove(&id) else { continue };
            let refused = said.get("error").map(|e| e["message"].as_str().unwrap_or_default().to_owned());
            let _ = tell.send(refused.map_or(Ok(said["result"].clone()), Err));
        } else if let Some(session) = said["sessionId"].as_str() {
            let heard = tabs.lock().unwrap().get(session).cloned();
            if let (Some(heard), Some(method)) = (heard, said["method"].as_str()) {
                heard.hear(method, &said["params"]);
            }
        }
    }
    // Whoever still waits learns that nothing comes any more.
    waiting.lock().unwrap().clear();
}

fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places: Vec<PathBuf> = std::env::split_paths(&path).collect();
    NAMES.iter().flat_map(|name| places.iter().map(move |place| place.join(name))).find(|program| program.is_file())
}

/// Chromium's sandbox refuses to run as root.
fn as_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|of| of.uid() == 0)
}

/// A profile of this run; those of runs that are over go.
fn home() -> PathBuf {
    // Only tests are given a folder.
    let all = option_env!("CARGO_TARGET_TMPDIR").map_or_else(std::env::temp_dir, PathBuf::from).join("chromium");
    fs::create_dir_all(&all).expect("a folder");
    for entry in fs::read_dir(&all).expect("a folder").flatten() {
        let running = Path::new("/proc").join(entry.file_name()).exists();
        if !running && let Err(e) = fs::remove_dir_all(entry.path()) {
            assert_eq!(e.kind(), ErrorKind::NotFound, "{}: {e}", entry.path().display());
        }
    }
    let home = all.join(std::process::id().to_string());
    fs::create_dir_all(&home).expect("a folder");
    home
}
