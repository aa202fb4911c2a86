//! A mail server that speaks RFC 5321 and has its moods: the recipient's name says which.
//!
//! `occupe…` is told 451 once, `inconnu…` 550, `muet…` nothing once, `coupe…` loses the connection once, after the whole
//! message was taken; everybody else is taken at once. `forgive` ends a mood.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

#[derive(Clone)]
pub struct Smtp {
    pub url: String,
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    taken: Vec<Taken>,
    /// Whose mood is over.
    forgiven: BTreeSet<String>,
    asked: Vec<String>,
}

#[derive(Clone)]
pub struct Taken {
    pub sender: String,
    pub recipient: String,
    pub raw: Vec<u8>,
}

impl Smtp {
    pub async fn open() -> Smtp {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let server = Smtp { url, inner: Arc::default() };
        let inner = server.inner.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, inner.clone()));
            }
        });
        server
    }

    /// What was taken for this recipient, also where the sender never learnt it.
    pub fn taken(&self, recipient: &str) -> Vec<Taken> {
        let inner = self.inner.lock().unwrap();
        inner.taken.iter().filter(|taken| taken.recipient == recipient).cloned().collect()
    }

    /// How often somebody asked to write to this recipient.
    pub fn asked(&self, recipient: &str) -> usize {
        self.inner.lock().unwrap().asked.iter().filter(|asked| *asked == recipient).count()
    }

    pub fn forgive(&self, recipient: &str) {
        self.inner.lock().unwrap().forgiven.insert(recipient.to_owned());
    }
}

enum Mood {
    Good,
    Says(&'static str),
    Silent,
    Cuts,
}

fn mood(inner: &Mutex<Inner>, recipient: &str) -> Mood {
    let mut inner = inner.lock().unwrap();
    inner.asked.push(recipient.to_owned());
    if inner.forgiven.contains(recipient) {
        return Mood::Good;
    }
    let (mood, once) = match recipient {
        name if name.starts_with("occupe") => (Mood::Says("451 4.7.1 try again later"), true),
        name if name.starts_with("inconnu") => (Mood::Says("550 5.1.1 no such user here"), false),
        name if name.starts_with("muet") => (Mood::Silent, true),
        name if name.starts_with("coupe") => (Mood::Cuts, true),
        _ => (Mood::Good, false),
    };
    if once {
        inner.forgiven.insert(recipient.to_owned());
    }
    mood
}

/// Between `<` and `>`.
fn address(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}

async fn serve(stream: TcpStream, inner: Arc<Mutex<Inner>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let (mut sender, mut recipient, mut cuts) = (String::new(), String::new(), false);
    let mut says = "220 tests ESMTP".to_owned();
    loop {
        if write.write_all(format!("{says}\r\n").as_bytes()).await.is_err() {
            return;
        }
        let Ok(Some(line)) = lines.next_line().await else { return };
        says = match line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => "250-tests\r\n250-8BITMIME\r\n250 SMTPUTF8".into(),
            "MAIL" => {
                sender = address(&line);
                "250 ok".into()
            }
            "RCPT" => {
                recipient = address(&line);
                match mood(&inner, &recipient) {
                    Mood::Good => "250 ok".into(),
                    Mood::Says(answer) => answer.into(),
                    Mood::Silent => return std::future::pending().await,
                    Mood::Cuts => {
                        cuts = true;
                        "250 ok".into()
                    }
                }
            }
            "DATA" => {
                let _ = write.write_all(b"354 go on\r\n").await;
                let mut raw = Vec::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    raw.extend_from_slice(line.strip_prefix('.').unwrap_or(&line).as_bytes());
                    raw.extend_from_slice(b"\r\n");
                }
                let taken = Taken { sender: sender.clone(), recipient: recipient.clone(), raw };
                inner.lock().unwrap().taken.push(taken);
                if cuts {
                    return;
                }
                "250 taken".into()
            }
            "QUIT" => "221 bye".into(),
            "RSET" | "NOOP" => "250 ok".into(),
            _ => "502 what?".into(),
        };
    }
}
