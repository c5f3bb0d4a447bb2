//! A picture as a Mermaid flowchart, which README files show.

use std::fmt::Write as _;

use dossier_dialect::FileKind;
use dossier_ide::{Picture, PictureNode};

use crate::shown::one_line;

/// More links than this are no diagram to look at, and more than Mermaid takes: then the groups
/// are shown alone.
const MOST_LINKS: usize = 280;

/// The flowchart.
pub(super) fn flowchart(picture: &Picture) -> String {
    let mut out = String::from("flowchart LR\n");
    // A text that is put into a string goes in without fail.
    let whole = picture.links.len() <= MOST_LINKS || picture.groups.len() < 2;
    match whole {
        true => nodes(&mut out, picture),
        false => groups(&mut out, picture),
    }
    out += "  classDef agent fill:#dbeafe,stroke:#0065a3,color:#1b1f24\n\
            \x20 classDef skill fill:#d9f2e7,stroke:#00734f,color:#1b1f24\n\
            \x20 classDef command fill:#fde8d0,stroke:#a04b00,color:#1b1f24\n\
            \x20 classDef other fill:#f0f0f4,stroke:#4a5a9e,color:#1b1f24\n\
            \x20 classDef missing fill:#ffffff,stroke:#c62828,color:#c62828,stroke-dasharray:4 3\n";
    out
}

fn nodes(out: &mut String, picture: &Picture) {
    for (at, group) in picture.groups.iter().enumerate() {
        let inset = if picture.groups.len() > 1 {
            "    "
        } else {
            "  "
        };
        if picture.groups.len() > 1 {
            let _ = writeln!(out, "  subgraph g{at}[{}]", quoted(&group.title));
        }
        for &node in &group.nodes {
            let it = &picture.nodes[node];
            let (open, close) = outline(it.kind);
            let _ = writeln!(
                out,
                "{inset}n{node}{open}{}{close}:::{}",
                quoted(&it.name),
                class(it)
            );
        }
        if picture.groups.len() > 1 {
            *out += "  end\n";
        }
    }
    for link in &picture.links {
        let arrow = if link.strong { "-->" } else { "-.->" };
        let _ = writeln!(out, "  n{} {arrow} n{}", link.from, link.to);
    }
}

fn groups(out: &mut String, picture: &Picture) {
    for (at, group) in picture.groups.iter().enumerate() {
        let class = if group.missing { "missing" } else { "other" };
        let title = format!("{} ({})", group.title, group.nodes.len());
        let _ = writeln!(out, "  g{at}[{}]:::{class}", quoted(&title));
    }
    for bundle in &picture.bundles {
        let _ = writeln!(
            out,
            "  g{} -->|{}| g{}",
            bundle.from, bundle.count, bundle.to
        );
    }
}

fn outline(kind: Option<FileKind>) -> (&'static str, &'static str) {
    match kind {
        Some(FileKind::Agent) => ("([", "])"),
        Some(FileKind::Skill) => ("{{", "}}"),
        Some(FileKind::Command) => ("[/", "/]"),
        Some(FileKind::Memory) => ("[[", "]]"),
        _ => ("[", "]"),
    }
}

fn class(node: &PictureNode) -> &'static str {
    match node.kind {
        Some(FileKind::Agent) => "agent",
        Some(FileKind::Skill) => "skill",
        Some(FileKind::Command) => "command",
        Some(_) => "other",
        None => "missing",
    }
}

/// A text in quotes. Whatever could mean something to Mermaid or to a page is written as a number.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in one_line(text).chars() {
        match c {
            c if c.is_alphanumeric() || " -_.,:/()…".contains(c) => out.push(c),
            c => {
                let _ = write!(out, "#{};", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}
