//! Where reports go.

use std::io::{self, BufWriter, Write};

use anstream::{AutoStream, ColorChoice};
use camino::Utf8Path;

use crate::selection::Problem;
use crate::write;

/// Where a report goes.
pub(super) enum Output<'a> {
    /// Standard output.
    Standard,
    /// Standard error.
    Error,
    /// A file, which is written at once, at the end.
    File(&'a Utf8Path),
}

impl<'a> Output<'a> {
    /// The file, or standard output without one.
    pub(super) fn new(file: Option<&'a Utf8Path>) -> Self {
        file.map_or(Self::Standard, Self::File)
    }

    /// Writes what `print` prints. Colours of a report that `may_have_colours` are taken out where
    /// nobody sees them. A reader that went away is none of our business.
    pub(super) fn write(
        self,
        may_have_colours: bool,
        print: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Problem> {
        let stream: Box<dyn Write> = match self {
            Self::Standard if may_have_colours => Box::new(anstream::stdout().lock()),
            Self::Standard => Box::new(io::stdout().lock()),
            Self::Error if may_have_colours => Box::new(anstream::stderr().lock()),
            Self::Error => Box::new(io::stderr().lock()),
            Self::File(path) => return write_file(path, print),
        };
        let mut out = BufWriter::new(stream);
        unless_closed(print(&mut out).and_then(|()| out.flush()))
    }
}

fn write_file(
    path: &Utf8Path,
    print: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Problem> {
    let colours = match ColorChoice::global() {
        ColorChoice::Auto => ColorChoice::Never,
        chosen => chosen,
    };
    let mut out = AutoStream::new(Vec::new(), colours);
    let printed = print(&mut out).and_then(|()| {
        let text = String::from_utf8(out.into_inner()).map_err(io::Error::other)?;
        write::put(path, &text)
    });
    printed.map_err(|error| Problem::File(path.to_owned(), error))
}

/// What was printed to a reader that went away counts as printed.
pub(super) fn unless_closed(printed: io::Result<()>) -> Result<(), Problem> {
    match printed {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed.map_err(Problem::Output),
    }
}

/// Says something on standard error, if anybody listens there.
pub(super) fn complain(message: &str) {
    let _ = writeln!(anstream::stderr(), "{message}");
}
