//! Where reports go.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use camino::Utf8Path;

use crate::selection::Problem;
use crate::shown::{self, Form, Shown};
use crate::write;

/// Where a report goes.
pub(crate) enum Output<'a> {
    /// Standard output.
    Standard,
    /// Standard error.
    Error,
    /// A file, which is written at once, at the end.
    File(&'a Utf8Path),
}

impl<'a> Output<'a> {
    /// The file, or standard output without one.
    pub(crate) fn new(file: Option<&'a Utf8Path>) -> Self {
        file.map_or(Self::Standard, Self::File)
    }

    /// Writes what `print` prints, in a form. Colours are taken out where nobody sees them. A
    /// reader that went away is none of our business.
    pub(crate) fn write(
        self,
        form: Form,
        print: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Problem> {
        let mut out: Box<dyn Write> = match self {
            Self::Standard => Box::new(shown::stdout(form)),
            Self::Error => Box::new(shown::stderr()),
            Self::File(path) => return write_file(path, form, print),
        };
        unless_closed(print(&mut out).and_then(|()| out.flush()))
    }
}

fn write_file(
    path: &Utf8Path,
    form: Form,
    print: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Problem> {
    let colours = match ColorChoice::global() {
        _ if form == Form::Exact => ColorChoice::AlwaysAnsi,
        ColorChoice::Auto => ColorChoice::Never,
        chosen => chosen,
    };
    let mut text = Vec::new();
    let mut out = Shown::new(form, AutoStream::new(&mut text, colours));
    let printed = print(&mut out).and_then(|()| out.flush());
    drop(out);
    let written = printed.and_then(|()| {
        let text = String::from_utf8(text).map_err(io::Error::other)?;
        write::put(path, &text)
    });
    written.map_err(|error| Problem::File(path.to_owned(), error))
}

/// What was printed to a reader that went away counts as printed.
pub(super) fn unless_closed(printed: io::Result<()>) -> Result<(), Problem> {
    match printed {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed.map_err(Problem::Output),
    }
}
