//! The program under measure: a child that answers on a port of its own.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

pub struct Program {
    child: Child,
    pub address: SocketAddr,
    /// Until the first page, from nothing running.
    pub took: Duration,
}

impl Program {
    /// Started on a data folder, and waited for until it says that it is ready.
    pub fn start(binary: &Path, data: &Path) -> anyhow::Result<Program> {
        // A port that was free a moment ago.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let begun = Instant::now();
        let child = Command::new(binary)
            .args(["serve", "--listen", &address.to_string(), "--data-dir"])
            .arg(data)
            .env_remove("DATABASE_URL")
            .env("RUST_LOG", "warn")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("the program does not start")?;
        let mut program = Program { child, address, took: Duration::ZERO };
        while begun.elapsed() < Duration::from_secs(120) {
            if let Some(status) = program.child.try_wait()? {
                bail!("the program ended: {status}");
            }
            if program.get("/readyz", &[]).is_ok_and(|answer| answer.status == 200) {
                program.took = begun.elapsed();
                return Ok(program);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        bail!("the program does not get ready")
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// One request on a connection of its own.
    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let mut stream = TcpStream::connect(self.address)?;
        let mut request = format!("GET {path} HTTP/1.1\r\nconnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "host") {
            request.push_str("host: localhost\r\n");
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        stream.write_all(request.as_bytes())?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").context("an answer without end of head")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).context("an answer without status")?;
        let body = bytes.split_off(end + 4);
        let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        Ok(Answer { status, body: if chunked { whole(&body) } else { body } })
    }

    /// As Ctrl-C does.
    pub fn stop(mut self) -> anyhow::Result<Duration> {
        let begun = Instant::now();
        // SAFETY: our own child, not yet waited for.
        unsafe { libc::kill(i32::try_from(self.child.id())?, libc::SIGINT) };
        self.child.wait()?;
        Ok(begun.elapsed())
    }

    /// As a power cut does, but for Postgres.
    pub fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// The body of chunks.
fn whole(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = chunks.windows(2).position(|w| w == b"\r\n") {
        let size = std::str::from_utf8(&chunks[..end]).ok().and_then(|s| usize::from_str_radix(s.trim(), 16).ok());
        let Some(size) = size.filter(|s| *s > 0 && end + 4 + s <= chunks.len()) else { break };
        body.extend_from_slice(&chunks[end + 2..end + 2 + size]);
        chunks = &chunks[end + 4 + size..];
    }
    body
}
