//! The report in words.

use std::collections::BTreeMap;
use std::io::{self, Write};

use camino::Utf8Path;
use dossier_dialect::FileKind;
use dossier_syntax::Parsed;
use dossier_workspace::{
    Base, CONFIG_FILE, LARGEST_TEXT, PassedOver, Sign, Snapshot, Why, WhyNot, real_path,
};

use super::file::FileReport;
use super::report::{EditorReport, OnPath, Report};

/// Prints the report.
pub(super) fn print(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    program(out, report)?;
    writeln!(out, "\nEditors")?;
    for editor in &report.editors {
        print_editor(out, editor)?;
    }
    workspace(out, report)?;
    if let Some(file) = &report.file {
        print_file(out, file)?;
    }
    if report.problems.is_empty() {
        return writeln!(out, "\nAll is well.");
    }
    writeln!(out, "\nWhat is off")?;
    for problem in &report.problems {
        writeln!(out, "  {problem}")?;
    }
    Ok(())
}

fn program(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let program = &report.program;
    write!(out, "dossier {}", program.version)?;
    match &program.path {
        Some(path) => writeln!(out, " at {}", path.display())?,
        None => writeln!(out)?,
    }
    writeln!(out, "  what programs read and do: as of {}", program.facts)?;
    match &report.on_path {
        None => writeln!(out, "  not on PATH"),
        Some(OnPath { is_this: true, .. }) => writeln!(out, "  on PATH: this one"),
        Some(found) => {
            let version = found.version.as_deref().unwrap_or("of unknown version");
            writeln!(out, "  on PATH: {version} at {}", found.path.display())
        }
    }
}

fn print_editor(out: &mut dyn Write, editor: &EditorReport) -> io::Result<()> {
    let state = match (editor.is_set_up, &editor.trouble) {
        (Some(true), _) => "set up",
        (Some(false), _) if editor.program.is_some() => "not set up",
        (None, Some(trouble)) => trouble,
        _ => "not found",
    };
    let program = editor.program.as_ref();
    let program = program.map_or_else(String::new, |it| format!("  ({})", it.display()));
    writeln!(out, "  {:11}  {state}{program}", editor.name)
}

fn workspace(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let workspace = &report.workspace;
    for root in &workspace.roots {
        writeln!(out, "\nWorkspace {root}")?;
    }
    let mut lines: BTreeMap<(bool, &str), Vec<String>> = BTreeMap::new();
    for count in &workspace.files {
        let line = lines.entry((count.user, &count.dialect)).or_default();
        line.push(counted(count.count, count.kind));
    }
    if lines.is_empty() {
        writeln!(out, "  no agent files")?;
    }
    for ((user, dialect), counts) in lines {
        let own = if user { ", the user's own" } else { "" };
        writeln!(out, "  {dialect}{own}: {}", counts.join(", "))?;
    }
    if workspace.configuration.is_empty() {
        writeln!(out, "  no {CONFIG_FILE}")?;
    }
    for file in &workspace.configuration {
        let state = match (file.broken, file.findings.is_empty()) {
            (true, _) => ", which can't be read",
            (false, false) => ", with mistakes",
            _ => "",
        };
        writeln!(out, "  settings: {}{state}", file.path)?;
    }
    Ok(())
}

/// `1 agent`, `2 agents`
pub(crate) fn counted(count: usize, kind: FileKind) -> String {
    let words = if count == 1 { kind.one() } else { kind.many() };
    format!("{count} {words}")
}

fn print_file(out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
    writeln!(out, "\nFile {}", file.path)?;
    match &file.is {
        None => writeln!(out, "  no agent file")?,
        Some(is) => {
            writeln!(out, "  {} of {}", is.kind, is.dialect)?;
            if let Some(plugin) = &is.plugin {
                writeln!(out, "  of the plugin {plugin}")?;
            }
            if !is.readers.is_empty() {
                writeln!(out, "  also read by {}", is.readers.join(", "))?;
            }
            for (program, fields) in &is.ignored {
                writeln!(out, "  {program} passes over {}", fields.join(", "))?;
            }
            if !is.loaded {
                writeln!(
                    out,
                    "  no program looks for it here: it has to be copied before it is used"
                )?;
            }
        }
    }
    writeln!(out, "  because {}", because(&file.why))?;
    if let Some(excluded) = &file.excluded {
        let by = excluded
            .by
            .as_deref()
            .map_or("the editor", Utf8Path::as_str);
        writeln!(
            out,
            "  no diagnostics: `exclude` in {by} has \"{}\"",
            excluded.glob
        )?;
    }
    if let Some(passed_over) = &file.passed_over {
        writeln!(out, "  not found by itself: {}", not_found(passed_over))?;
    }
    Ok(())
}

/// Why the file at a path is no agent file, as the end of a complaint.
pub(crate) fn why_no_agent_file(snapshot: &Snapshot, path: &Utf8Path) -> String {
    let places = snapshot.places();
    let full = real_path(path).unwrap_or_else(|_| path.to_owned());
    let text = places.read(&full, LARGEST_TEXT).unwrap_or_default();
    let parsed = Parsed::new(&text, &places.reading(&full), snapshot.dialects().lexicon());
    let (_, why) = places.explain(&full, &text, parsed.front_matter.as_ref());
    format!("{path} is no agent file: {}", because(&why))
}

fn because(why: &Why) -> String {
    match why {
        Why::Place { glob, under } => match under {
            Base::Anywhere => format!("its path matches {glob}"),
            Base::Config(folder) => format!("its path in {folder} matches {glob}"),
            Base::Plugin(root) => format!("its path in the plugin {root} matches {glob}"),
        },
        Why::Shape { sign, foreign } => {
            let sign = match sign {
                Sign::Field(name) => format!("`{name}`, which only agents have"),
                Sign::Folder(folder) => format!("what it needs in the folder {folder}"),
            };
            let foreign = match foreign {
                true => "; none of its tools is known, so it is another program's",
                false => "",
            };
            format!("its front matter has {sign}{foreign}")
        }
        Why::Linked { path } => format!("a link leads to it, as {path}"),
        Why::Listed { field, plugin } => format!("`{field}` of the plugin in {plugin} lists it"),
        Why::Replaced { field } => {
            format!("the plugin's manifest has `{field}`, which takes the place of this folder")
        }
        Why::Told { field } => format!("`{field}` says so"),
        Why::Copied { glob } => format!("its path matches {glob}, wherever it lies"),
        Why::Stub => "it holds the path of a link where programs look for a folder".to_owned(),
        Why::None { because } => match because {
            WhyNot::Extension => "its name doesn't end in .md, .mdc or .markdown".to_owned(),
            WhyNot::Excepted(glob) => format!("programs leave {glob} out of that folder"),
            WhyNot::Readme => "no program looks for it there, and it is a README".to_owned(),
            WhyNot::OthersFolder(folder) => {
                format!("the programs that read {folder} don't look for it there")
            }
            WhyNot::PartOfSkill => "it is part of a skill".to_owned(),
            WhyNot::NoFrontMatter => {
                "no program looks for it there, and it has no front matter to tell it by".to_owned()
            }
            WhyNot::LacksFields(fields) => format!(
                "no program looks for it there, and its front matter lacks {}",
                listed(fields)
            ),
            WhyNot::NothingTells => "no program looks for it there, and nothing in its front \
                                     matter is an agent's alone"
                .to_owned(),
        },
    }
}

fn listed(fields: &[String]) -> String {
    let fields: Vec<String> = fields.iter().map(|name| format!("`{name}`")).collect();
    fields.join(" and ")
}

fn not_found(passed_over: &PassedOver) -> String {
    match passed_over {
        PassedOver::Foreign { folder } => format!("{folder} holds other people's code"),
        PassedOver::TooLarge { size } => format!("it is too large ({size} bytes)"),
        PassedOver::Ignored { by, pattern } => format!("{by} has \"{pattern}\""),
        PassedOver::Unknown => "it is a link, or git ignores it".to_owned(),
    }
}
