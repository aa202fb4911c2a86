//! Connections: answers leave at once (TCP_NODELAY), and a request's head must arrive in time. poem 3.1.12 does neither.

use std::{
    future::Future,
    io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use poem::{
    Addr,
    http::uri::Scheme,
    listener::Acceptor,
    web::{LocalAddr, RemoteAddr},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    time::{Instant, Sleep, sleep},
};

/// From the first byte of a head to its end.
const HEAD_TIMEOUT: Duration = Duration::from_secs(15);

pub struct Listener {
    inner: TcpListener,
}

impl Listener {
    pub async fn bind(address: SocketAddr) -> io::Result<Listener> {
        Ok(Listener { inner: TcpListener::bind(address).await? })
    }
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

impl Acceptor for Listener {
    type Io = Patient;

    fn local_addr(&self) -> Vec<LocalAddr> {
        self.inner.local_addr().map(|a| LocalAddr(Addr::SocketAddr(a))).into_iter().collect()
    }

    async fn accept(&mut self) -> io::Result<(Patient, LocalAddr, RemoteAddr, Scheme)> {
        let (stream, peer) = match self.inner.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                // Too many open files: poem would ask again at once, for ever.
                tokio::time::sleep(Duration::from_millis(50)).await;
                return Err(error);
            }
        };
        stream.set_nodelay(true)?;
        let local = stream.local_addr()?;
        Ok((Patient::new(stream), LocalAddr(Addr::SocketAddr(local)), RemoteAddr(Addr::SocketAddr(peer)), Scheme::HTTP))
    }
}

/// A stream that gives up on a head that does not end.
pub struct Patient {
    stream: TcpStream,
    head: Head,
    clock: Pin<Box<Sleep>>,
}

enum Head {
    /// Between two requests: no byte yet, no hurry (the server's idle time counts).
    Quiet,
    /// Begun; how much of the empty line that ends it has been seen.
    Begun(u8),
    Over,
}

impl Patient {
    fn new(stream: TcpStream) -> Patient {
        Patient { stream, head: Head::Quiet, clock: Box::pin(sleep(HEAD_TIMEOUT)) }
    }

    fn watch(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let seen = match self.head {
                Head::Over => return,
                Head::Quiet => {
                    self.clock.as_mut().reset(Instant::now() + HEAD_TIMEOUT);
                    0
                }
                Head::Begun(seen) => seen,
            };
            let seen = match (byte, seen) {
                (b'\r', 0 | 2) => seen + 1,
                (b'\n', 1) => 2,
                (b'\n', 3) => {
                    self.head = Head::Over;
                    return;
                }
                (b'\r', _) => 1,
                _ => 0,
            };
            self.head = Head::Begun(seen);
        }
    }
}

impl Patient {
    /// What is read after an answer is the next head. "100 Continue" is none yet: what follows it is the body it asks for.
    fn answered(&mut self, bytes: &[u8]) {
        if !bytes.starts_with(b"HTTP/1.1 100") {
            self.head = Head::Quiet;
        }
    }
}

impl AsyncRead for Patient {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(cx, buffer) {
            Poll::Ready(done) => {
                if !matches!(self.head, Head::Over) {
                    let fresh = buffer.filled()[before..].to_vec();
                    self.watch(&fresh);
                }
                Poll::Ready(done)
            }
            Poll::Pending if matches!(self.head, Head::Begun(_)) && self.clock.as_mut().poll(cx).is_ready() => {
                Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the request's head did not end")))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.answered(bytes);
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.answered(bytes.iter().find(|part| !part.is_empty()).map_or(&[], |part| part));
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }
    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    /// A server's end and a client's, with a request for leave to send a body already read.
    async fn asked_for_leave() -> (Patient, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let mut server = Patient::new(listener.accept().await.unwrap().0);
        client.write_all(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n").await.unwrap();
        let mut head = [0; 41];
        server.read_exact(&mut head).await.unwrap();
        assert!(matches!(server.head, Head::Over));
        (server, client)
    }

    #[tokio::test]
    async fn a_body_asked_for_is_not_a_head_that_does_not_end() {
        let (mut server, mut client) = asked_for_leave().await;
        server.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await.unwrap();
        client.write_all(b"a picture").await.unwrap();
        let mut body = [0; 9];
        server.read_exact(&mut body).await.unwrap();
        assert!(matches!(server.head, Head::Over), "the clock runs against a body");
    }

    #[tokio::test]
    async fn after_an_answer_a_new_head_is_awaited() {
        let (mut server, mut client) = asked_for_leave().await;
        server.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        assert!(matches!(server.head, Head::Quiet));
        client.write_all(b"GET ").await.unwrap();
        let mut begun = [0; 4];
        server.read_exact(&mut begun).await.unwrap();
        assert!(matches!(server.head, Head::Begun(_)));
    }
}
