//! The program itself, as another process on a folder of its own, reached over TCP; and the village it serves, which the
//! test may enter while the program is off.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, ExitStatus, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use crm::keys::{KeyFile, Keys};
use migrations::{Cluster, Options};
use poem::{
    Endpoint, EndpointExt, Request, Response,
    http::{HeaderName, HeaderValue, StatusCode},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{Client, Garage, Town, another_process, client::Site};

/// Not a test: the program of the tests, with the command line of `PROGRAM`.
#[test]
fn as_the_program() {
    let Ok(line) = std::env::var("PROGRAM") else { return };
    let arguments = std::iter::once("visioncrm").chain(line.split('\n')).map(Into::into);
    let ended = web::program::run(arguments);
    std::process::exit(i32::from(ended != std::process::ExitCode::SUCCESS));
}

/// A data folder as the program makes it, with a garage in it.
pub struct Village {
    pub dir: PathBuf,
}

/// Its database while the program is off.
pub struct Visit {
    cluster: Cluster,
    pub town: &'static Town,
}

impl Village {
    pub fn new() -> Village {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        // `Throwaway` sweeps folders of this name once their process is gone.
        let name =
            format!("visioncrm-throwaway-{}-village-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        Village { dir: std::env::temp_dir().join(name) }
    }

    pub fn key_file(&self) -> PathBuf {
        self.dir.join("keys.json")
    }

    /// Enters, making what is missing; waits for a server that a kill has left stopping.
    pub async fn visit(&self) -> Visit {
        let cluster = Cluster::start(&self.dir, Options { throwaway: true }).await.expect("the village's Postgres");
        let access = cluster.access().clone();
        migrations::migrate(access.admin()).await.expect("migrated");
        if !self.key_file().exists() {
            KeyFile::generate().write_new(&self.key_file()).expect("a key file");
        }
        let keys = Arc::new(Keys::read(&self.key_file()).expect("the keys"));
        let town = Town::of(access.app(), access, keys).await;
        town.db.keys().verify(&town.db).await.expect("the keys of this database");
        Visit { cluster, town: Box::leak(Box::new(town)) }
    }

    /// The process of Postgres, by its own file.
    pub fn postgres(&self) -> Option<i32> {
        let text = std::fs::read_to_string(self.dir.join("pgdata/postmaster.pid")).ok()?;
        text.lines().next()?.trim().parse().ok()
    }

    pub fn tidy(self) {
        std::fs::remove_dir_all(&self.dir).expect("the folder is ours");
    }
}

impl Visit {
    /// Only Postgres; the doors stay open, onto nothing.
    pub async fn stop_postgres(self) {
        self.cluster.stop().await;
    }

    pub async fn leave(self) {
        let town = self.town;
        town.db.close().await;
        futures::join!(town.app.close(), town.worker.close(), town.admin.close());
        self.cluster.stop().await;
    }
}

/// `visioncrm serve`, running.
pub struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts it and waits until it says where it listens.
    pub fn serve(dir: &Path) -> Server {
        let mut child = Server::command(dir).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut said = BufReader::new(child.stdout.take().expect("its output")).lines().map_while(Result::ok);
        let port = said.find_map(|line| line.strip_prefix("VisionCRM : ")?.rsplit(':').next()?.parse().ok());
        // Its log is read to the end, or it would stand still when the pipe is full.
        std::thread::spawn(move || said.for_each(drop));
        let Some(port) = port else { panic!("it ended: {:?}", child.wait()) };
        Server { child, address: ([127, 0, 0, 1], port).into() }
    }

    /// Starts it where it is expected to refuse; gives its status and what it said of it.
    pub fn refuses(dir: &Path) -> (ExitStatus, String) {
        let ended = Server::command(dir).stdout(Stdio::null()).stderr(Stdio::piped()).output().expect("it starts");
        (ended.status, String::from_utf8_lossy(&ended.stderr).into_owned())
    }

    /// Another command of the program, to its end; gives its status and all it said.
    pub fn does(dir: &Path, words: &[&str]) -> (ExitStatus, String) {
        let dir_text = dir.display().to_string();
        let line = [words, &["--data-dir", &dir_text]].concat().join("\n");
        let mut command = Server::command(dir);
        let ended = command.env("PROGRAM", line).stdout(Stdio::piped()).stderr(Stdio::piped()).output();
        let ended = ended.expect("it starts");
        let said = [ended.stdout, ended.stderr].concat();
        (ended.status, String::from_utf8_lossy(&said).into_owned())
    }

    fn command(dir: &Path) -> std::process::Command {
        let mut command = another_process("support::village::as_the_program");
        // What it says of itself, to look at when a test fails.
        let path = super::journal::of_programs().unwrap_or_else(|| dir.join("program.log"));
        let log = std::fs::OpenOptions::new().create(true).append(true).open(path);
        command.stderr(log.expect("a log"));
        let dir = dir.display().to_string();
        command.env("PROGRAM", ["serve", "--listen", "127.0.0.1:0", "--data-dir", &dir].join("\n"));
        for name in ["DATABASE_URL", "DATABASE_ADMIN_URL", "KEY_FILE", "PUBLIC_URL", "SMTP_URL", "LISTEN", "RUST_LOG"] {
            command.env_remove(name);
        }
        command
    }

    /// The same browser, in front of this program.
    pub fn seen_by(&self, client: &Client) -> Client {
        let site: Site = Arc::new(Wire(self.address).boxed());
        client.clone().at(site)
    }

    pub fn kill_9(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    /// As a service manager stops it.
    pub fn stop(mut self) -> ExitStatus {
        // SAFETY: kill takes two integers; the child is ours and not yet waited for.
        unsafe { libc::kill(self.child.id().cast_signed(), libc::SIGTERM) };
        let asked = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status;
            }
            assert!(asked.elapsed() < Duration::from_secs(40), "it does not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A test that fails leaves no program behind.
impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends what a `Client` asks over TCP, one connection a request. No answer at all is a 599.
struct Wire(SocketAddr);

impl Endpoint for Wire {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let answer = self.ask(request).await;
        let none = || Response::builder().status(StatusCode::from_u16(599).expect("a status")).finish();
        Ok(answer.unwrap_or_else(|_| none()))
    }
}

impl Wire {
    async fn ask(&self, mut request: Request) -> anyhow::Result<Response> {
        let body = request.take_body().into_vec().await?;
        let mut head = format!("{} {} HTTP/1.1\r\nconnection: close\r\n", request.method(), request.uri());
        for (name, value) in request.headers() {
            head += &format!("{name}: {}\r\n", value.to_str()?);
        }
        let mut stream = TcpStream::connect(self.0).await?;
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(b"\r\n").await?;
        stream.write_all(&body).await?;
        let mut all = Vec::new();
        stream.read_to_end(&mut all).await?;
        let end = all.windows(4).position(|w| w == b"\r\n\r\n").ok_or_else(|| anyhow::anyhow!("no head"))?;
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().and_then(|l| l.split(' ').nth(1)).and_then(|s| s.parse().ok()).unwrap_or(599);
        let mut answer = Response::builder().status(StatusCode::from_u16(status)?).body(all[end + 4..].to_vec());
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            answer.headers_mut().append(name.parse::<HeaderName>()?, value.parse::<HeaderValue>()?);
        }
        Ok(answer)
    }
}

impl Visit {
    pub async fn garage(&self) -> Garage {
        Garage::open_in(self.town, crm::cx::now).await
    }
}
