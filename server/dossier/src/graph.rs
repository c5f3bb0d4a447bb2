//! `dossier graph`: who mentions whom, for programs and as a picture.

mod dot;
pub(crate) mod html;
mod mermaid;

use std::io::{self, Write};
use std::process::ExitCode;

use camino::Utf8Path;
use dossier_ide::{Picture, PictureOptions, drawing};
use dossier_syntax::Form;
use dossier_workspace::{FileId, Snapshot, Strength, slashed};
use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::cli::{GraphFormat, GraphOptions};
use crate::selection::{Problem, Range, Selection, finished};
use crate::shown::{self, Form as Shape};

/// Prints the graph.
pub(crate) fn run(options: &GraphOptions) -> ExitCode {
    let printed = Selection::read(&options.paths).and_then(|selection| {
        let printed = match options.format {
            GraphFormat::Json => print(&selection),
            format => draw(&selection, format),
        };
        printed.map_err(Problem::Output)
    });
    finished(printed.map(|()| ExitCode::SUCCESS))
}

/// The JSON document. Nodes come in the order of their paths, edges in that of their places.
#[derive(Serialize)]
pub(crate) struct Document<'a> {
    version: u32,
    nodes: Vec<Node<'a>>,
    edges: Vec<Edge>,
}

/// An agent file. Its path, from the current folder where it lies below that, is its id.
#[derive(Serialize)]
struct Node<'a> {
    id: String,
    kind: &'a str,
    name: String,
    path: String,
    range: Option<Range>,
}

/// A mention; `to` is null where it names nothing that there is.
#[derive(Serialize)]
struct Edge {
    from: String,
    to: Option<String>,
    path: String,
    range: Option<Range>,
    form: &'static str,
    strength: &'static str,
}

fn print(selection: &Selection) -> io::Result<()> {
    let snapshot = &selection.snapshot;
    let here = std::env::current_dir().ok();
    let here = here.as_deref().and_then(Utf8Path::from_path);
    let document = document(snapshot, here, |file| selection.files.contains(&file));
    let mut out = shown::stdout(Shape::Json);
    shown::document(&mut out, &document)?;
    out.flush()
}

/// The team of a selection as one `<svg>` element of a page, which needs no script.
pub(crate) fn image(selection: &Selection) -> String {
    drawing::inline(&picture(selection, false))
}

fn picture(selection: &Selection, sentences: bool) -> Picture {
    let wanted: FxHashSet<FileId> = selection.files.iter().copied().collect();
    let options = PictureOptions { sentences };
    dossier_ide::picture(&selection.snapshot, |file| wanted.contains(&file), options)
}

/// Prints the picture in a format that is none of JSON.
fn draw(selection: &Selection, format: GraphFormat) -> io::Result<()> {
    let picture = picture(selection, format == GraphFormat::Html);
    let drawn = match format {
        GraphFormat::Json | GraphFormat::Svg => drawing::image(&picture),
        GraphFormat::Html => {
            let here = std::env::current_dir().ok();
            let here = here.as_deref().and_then(Utf8Path::from_path);
            html::page(&selection.snapshot, &picture, here)
        }
        GraphFormat::Mermaid => mermaid::flowchart(&picture),
        GraphFormat::Dot => dot::digraph(&picture),
    };
    let mut out = shown::stdout(Shape::Lines);
    out.write_all(drawn.as_bytes())?;
    out.flush()
}

/// The graph of the files that `wanted` accepts; paths below `here` are relative to it.
pub(crate) fn document<'a>(
    snapshot: &'a Snapshot,
    here: Option<&Utf8Path>,
    wanted: impl Fn(FileId) -> bool,
) -> Document<'a> {
    let path = |file: FileId| {
        let path = &snapshot.index().file(file).path;
        let below = here.and_then(|here| path.strip_prefix(here).ok());
        slashed(below.unwrap_or(path))
    };
    // Several may be defined in one file.
    let id = |file: FileId| match snapshot.index().file(file).entry {
        Some(entry) => format!("{}#{entry}", path(file)),
        None => path(file),
    };
    let range = |file: FileId, span| {
        let facts = snapshot.index().file(file).facts.as_ref()?;
        Some(Range::new(&facts.lines, span))
    };
    let graph = dossier_ide::graph(snapshot, wanted);
    let nodes = graph.nodes.into_iter().map(|node| Node {
        id: id(node.file),
        kind: node.kind.as_str(),
        name: node.name,
        path: path(node.file),
        range: range(node.file, node.span),
    });
    let edges = graph.edges.into_iter().map(|edge| Edge {
        from: id(edge.from),
        to: edge.to.map(id),
        path: path(edge.from),
        range: range(edge.from, edge.span),
        form: form_name(edge.form),
        strength: strength_name(edge.strength),
    });
    Document {
        version: 1,
        nodes: nodes.collect(),
        edges: edges.collect(),
    }
}

/// The word for a form, as the table in `ARCHITECTURE.md` has it.
fn form_name(form: Form) -> &'static str {
    match form {
        Form::Plain => "plain",
        Form::Title => "title",
        Form::Code => "code",
        Form::Bold => "bold",
        Form::Quoted => "quoted",
        Form::Slash => "slash",
        Form::SlashCode => "slash-code",
        Form::At => "at",
        Form::Key => "key",
        Form::Call => "call",
        Form::Link => "link",
        Form::Path => "path",
        Form::Import => "import",
        Form::Field => "field",
    }
}

fn strength_name(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "strong",
        Strength::Good | Strength::None => "good",
    }
}
