//! A picture in the language of Graphviz.

use std::fmt::Write as _;

use dossier_dialect::FileKind;
use dossier_ide::Picture;

use crate::shown::one_line;

/// The graph, with a cluster for each group.
pub(super) fn digraph(picture: &Picture) -> String {
    let mut out = String::from(
        "digraph team {\n  rankdir=LR;\n  compound=true;\n  node [fontname=\"sans-serif\", style=filled, \
         fillcolor=white];\n  edge [color=\"#6e7781\"];\n",
    );
    // A text that is put into a string goes in without fail.
    for (at, group) in picture.groups.iter().enumerate() {
        let _ = writeln!(
            out,
            "  subgraph cluster_{at} {{\n    label={};",
            quoted(&group.title)
        );
        for &node in &group.nodes {
            let it = &picture.nodes[node];
            let (shape, colour) = look(it.kind);
            let style = match it.kind {
                Some(FileKind::Agent) if it.unused => ", style=\"filled,rounded,dashed\"",
                Some(FileKind::Agent) => ", style=\"filled,rounded\"",
                _ if it.unused || it.kind.is_none() => ", style=\"filled,dashed\"",
                _ => "",
            };
            let _ = writeln!(
                out,
                "    n{node} [label={}, shape={shape}, color=\"{colour}\"{style}];",
                quoted(&it.name)
            );
        }
        out += "  }\n";
    }
    for link in &picture.links {
        let mut looks = Vec::new();
        if !link.strong {
            looks.push("style=dashed");
        }
        if link.in_cycle {
            looks.push("color=\"#7b2fbe\"");
        }
        if picture.nodes[link.to].file.is_none() {
            looks.push("color=\"#c62828\"");
        }
        let looks = match looks.is_empty() {
            true => String::new(),
            false => format!(" [{}]", looks.join(", ")),
        };
        let _ = writeln!(out, "  n{} -> n{}{looks};", link.from, link.to);
    }
    out += "}\n";
    out
}

fn look(kind: Option<FileKind>) -> (&'static str, &'static str) {
    match kind {
        Some(FileKind::Agent) => ("box", "#0065a3"),
        Some(FileKind::Skill) => ("hexagon", "#00734f"),
        Some(FileKind::Command) => ("parallelogram", "#a04b00"),
        Some(FileKind::Rule) => ("note", "#8f3470"),
        Some(FileKind::OutputStyle) => ("trapezium", "#4a5a9e"),
        Some(_) => ("folder", "#6a6200"),
        None => ("box", "#c62828"),
    }
}

/// A text in quotes.
fn quoted(text: &str) -> String {
    let text = one_line(text);
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
