//! What the client sends, made safe for the transport.
//!
//! The transport stops for good at the first message that it can't decode. So every message is
//! looked at before: what is no message becomes a request that is answered with an error
//! ([`message`]), and the session goes on. Only where nobody can tell any more where the next
//! message starts does it end, and [`Broken`] says why.

mod message;

use std::fmt;
use std::io;

use tokio::io::{
    AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite,
    AsyncWriteExt as _, BufReader,
};

pub(super) use message::error_for;

/// The longest line of a header, in bytes. Real ones have some thirty.
const LONGEST_HEADER: u64 = 4096;

/// The most lines of a header.
const MOST_HEADERS: usize = 32;

/// The longest message, in bytes: more than any text that an editor shows.
const LONGEST_MESSAGE: u64 = 1 << 30;

/// Why nobody can tell where the next message starts.
#[derive(Debug)]
pub(super) enum Broken {
    /// A line of a header is none.
    Header(String),
    /// A header says no length that can be true.
    Length(String),
    /// The input ends in the middle of a message.
    Cut,
    /// The input can't be read.
    Io(io::Error),
}

impl fmt::Display for Broken {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(line) => write!(to, "the client sent {line:?} in place of a header")?,
            Self::Length(length) => write!(to, "the client sent {length:?} for Content-Length")?,
            Self::Cut => write!(to, "the client's input ended in the middle of a message")?,
            Self::Io(error) => return write!(to, "the client's input can't be read: {error}"),
        }
        write!(to, "; an earlier Content-Length may have been wrong")
    }
}

impl std::error::Error for Broken {}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Hands the messages of `client` to the transport, until the client sends no more or the transport
/// has ended, as it does after `exit`.
///
/// # Errors
/// Input in which no further message can be found. The client gets that as a last error.
pub(super) async fn forward(
    client: impl AsyncRead + Unpin,
    mut transport: impl AsyncWrite + Unpin,
) -> Result<(), Broken> {
    let mut client = BufReader::new(client);
    while let Some(body) = match next(&mut client).await {
        Ok(body) => body,
        Err(error) => {
            let last = message::last_error(&error.to_string());
            // Where nobody listens any more, the session was over before. Its end stops the reading
            // of the input, too, which is no fault of the input.
            return match send(&last, &mut transport).await {
                Ok(()) => Err(error),
                Err(_) => Ok(()),
            };
        }
    } {
        if send(&message::readable(&body), &mut transport)
            .await
            .is_err()
        {
            break;
        }
    }
    Ok(())
}

async fn send(body: &[u8], transport: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
    let header = format!("Content-Length: {}\r\n\r\n", body.len());
    transport.write_all(header.as_bytes()).await?;
    transport.write_all(body).await
}

/// The body of the next message; `None` at the end of the input.
async fn next(client: &mut (impl AsyncBufRead + Unpin)) -> Result<Option<Vec<u8>>, Broken> {
    let Some(length) = header(client).await? else {
        return Ok(None);
    };
    let mut body = Vec::new();
    let read = client.take(length).read_to_end(&mut body).await?;
    if read as u64 == length {
        Ok(Some(body))
    } else {
        Err(Broken::Cut)
    }
}

/// How long the next message is, in bytes, by the header before it.
async fn header(client: &mut (impl AsyncBufRead + Unpin)) -> Result<Option<u64>, Broken> {
    let mut length = None;
    for number in 0..MOST_HEADERS {
        let mut line = Vec::new();
        let mut limited = client.take(LONGEST_HEADER);
        limited.read_until(b'\n', &mut line).await?;
        if line.is_empty() && number == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let Some(field) = line.strip_suffix('\n') else {
            let is_cut = (line.len() as u64) < LONGEST_HEADER;
            return Err(if is_cut {
                Broken::Cut
            } else {
                header_error(&line)
            });
        };
        let field = field.trim_end_matches('\r');
        if field.is_empty() && number > 0 {
            return length
                .map(Some)
                .ok_or_else(|| header_error("an empty line"));
        }
        let Some((name, value)) = field.split_once(':') else {
            return Err(header_error(field));
        };
        if name.eq_ignore_ascii_case("Content-Length") {
            let value = value.trim();
            let parsed: Option<u64> = value.parse().ok();
            let possible = parsed.filter(|length| *length <= LONGEST_MESSAGE);
            length = Some(possible.ok_or_else(|| Broken::Length(shortened(value)))?);
        }
    }
    Err(header_error("too many lines"))
}

fn header_error(line: &str) -> Broken {
    Broken::Header(shortened(line))
}

/// As much of a text as fits into one line of a log.
fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use tokio::io::ReadBuf;

    use super::*;

    /// What the transport gets, and how it ended.
    fn forwarded(client: &[u8]) -> (String, Result<(), String>) {
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.build().unwrap();
        let mut transport = Vec::new();
        let end = runtime.block_on(forward(client, &mut transport));
        let text = String::from_utf8(transport).unwrap();
        (text, end.map_err(|error| error.to_string()))
    }

    const EXIT: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    /// Input that can't be read.
    struct Unreadable;

    impl AsyncRead for Unreadable {
        fn poll_read(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            _: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            Poll::Ready(Err(io::Error::other("task was cancelled")))
        }
    }

    #[test]
    fn input_that_can_not_be_read_is_no_fault_once_the_session_is_over() {
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.build().unwrap();
        let (transport, _listening) = tokio::io::duplex(1 << 16);
        let end = runtime.block_on(forward(Unreadable, transport));
        assert!(matches!(end, Err(Broken::Io(_))), "{end:?}");
        let (transport, listening) = tokio::io::duplex(1 << 16);
        drop(listening);
        let end = runtime.block_on(forward(Unreadable, transport));
        assert!(end.is_ok(), "{end:?}");
    }

    #[test]
    fn messages_pass_whatever_else_their_headers_say() {
        let length = EXIT.len();
        for header in [
            format!("Content-Length: {length}\r\n"),
            format!("content-length:{length}\n"),
            format!("Content-Type: application/x; charset=latin1\r\nContent-Length: {length}\r\n"),
            format!("A: b\r\nContent-Length:  {length} \r\nC:\r\nD: e\r\n"),
        ] {
            let input = format!("{header}\r\n{EXIT}").repeat(2);
            assert_eq!(
                forwarded(input.as_bytes()),
                (framed(EXIT).repeat(2), Ok(())),
                "{header}"
            );
        }
    }

    #[test]
    fn input_in_which_no_message_can_be_found_says_so() {
        let endless = "a".repeat(10_000);
        let many = "A: b\r\n".repeat(100);
        for (input, why) in [
            ("Content-Length: ten\r\n\r\n", "\"ten\" for Content-Length"),
            ("Content-Length: -1\r\n\r\n", "\"-1\" for Content-Length"),
            ("Content-Length: 99999999999\r\n\r\n", "\"99999999999\" for"),
            ("Content-Length: 5\r\n\r\n{}", "ended in the middle"),
            ("Content-Length: 5", "ended in the middle"),
            ("Content-Type: x\r\n\r\n{}", "\"an empty line\""),
            ("\r\n\r\n", "in place of a header"),
            ("{}\r\n", "\"{}\" in place of a header"),
            (&endless, "in place of a header"),
            (&many, "\"too many lines\""),
        ] {
            let input = format!("{}{input}", framed(EXIT));
            let (passed, end) = forwarded(input.as_bytes());
            let said = end.unwrap_err();
            assert!(said.contains(why), "{said:?} where {why:?} was expected");
            let passed = passed
                .strip_prefix(&framed(EXIT))
                .expect("what came before is not lost");
            assert!(passed.contains("-32700"), "{passed}");
        }
    }
}
