//! What the tour prints.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Severity;
use dossier_syntax::Span;
use dossier_workspace::{Disk as _, LARGEST_TEXT, RealDisk};
use tower_lsp_server::ls_types::{
    CompletionItem, Diagnostic, DiagnosticSeverity, Hover, HoverContents, LocationLink,
    NumberOrString,
};

use super::ClientError;
use super::client::span;
use super::sights::{BrokenCopy, Place, Sights, Typing};
use crate::address::path_of;
use crate::report::{self, Frame, Text};
use crate::shown::{self, Form, one_line};

const TITLE: Style = AnsiColor::Cyan.on_default().bold();
const NAME: Style = AnsiColor::Green.on_default();
const FAINT: Style = Style::new().dimmed();

/// Prints, one part after the other.
pub(super) struct Show {
    folder: Utf8PathBuf,
    parts: usize,
}

type Shown = Result<(), ClientError>;

impl Show {
    pub(super) fn new(folder: &Utf8Path) -> Self {
        Self {
            folder: folder.to_owned(),
            parts: 0,
        }
    }

    pub(super) fn opening(&mut self, sights: &Sights, server: &str) -> Shown {
        let mut out = shown::stdout(Form::Styled);
        let Sights {
            agents,
            skills,
            commands,
            ..
        } = sights;
        writeln!(
            out,
            "{TITLE}{server}{TITLE:#} serves {}",
            one_line(self.folder.as_str())
        )?;
        writeln!(
            out,
            "{FAINT}{agents} agents, {skills} skills, {commands} commands{FAINT:#}"
        )?;
        Ok(())
    }

    /// What may be typed next in a list of tools.
    pub(super) fn completion(&mut self, place: &Typing, items: &[CompletionItem]) -> Shown {
        const MOST: usize = 8;
        self.heading("Completion", "a comma was typed behind the tools")?;
        let cursor = Span::empty(place.offset);
        let label = format!("{} tools that are not listed yet", items.len());
        self.frame(
            &place.path,
            &place.edited,
            cursor,
            "completion",
            "what may stand here",
            &label,
        )?;
        let mut out = shown::stdout(Form::Styled);
        let mut items: Vec<_> = items.iter().collect();
        items.sort_by_key(|item| item.sort_text.clone());
        for item in items.iter().take(MOST) {
            let about = item
                .documentation
                .as_ref()
                .map(first_sentence)
                .unwrap_or_default();
            writeln!(
                out,
                "    {NAME}{:<18}{NAME:#}{FAINT}{}{FAINT:#}",
                one_line(&item.label),
                one_line(&about)
            )?;
        }
        if items.len() > MOST {
            writeln!(out, "    {FAINT}… and {} more{FAINT:#}", items.len() - MOST)?;
        }
        Ok(())
    }

    /// What a skill is about.
    pub(super) fn hover(&mut self, place: &Place, hover: &Option<Hover>) -> Shown {
        self.heading("Hover", "the mouse rests on a skill")?;
        let text = match hover {
            Some(Hover {
                contents: HoverContents::Markup(markup),
                ..
            }) => markup.value.as_str(),
            _ => {
                return Err(ClientError::new(
                    "the server knows nothing of a skill it has seen",
                ));
            }
        };
        self.frame(
            &place.path,
            &place.text,
            place.span,
            "hover",
            "what the mouse is on",
            "",
        )?;
        let mut out = shown::stdout(Form::Styled);
        for line in text.lines() {
            writeln!(out, "    {FAINT}│{FAINT:#} {}", one_line(line))?;
        }
        Ok(())
    }

    /// Where a name in a sentence leads.
    pub(super) fn definition(&mut self, place: &Place, links: &[LocationLink]) -> Shown {
        self.heading("Go to definition", "from a name in a sentence")?;
        self.frame(
            &place.path,
            &place.text,
            place.span,
            "definition",
            "a name in prose",
            "from here",
        )?;
        let Some(link) = links.first() else {
            return Err(ClientError::new(
                "the server knows no way from a mention it has seen",
            ));
        };
        if let Some(path) = path_of(&link.target_uri) {
            let text = RealDisk.text(&path, LARGEST_TEXT);
            let text = text.map_err(std::io::Error::from)?;
            let found = span(&text, link.target_selection_range);
            self.frame(
                &path,
                &text,
                found,
                "definition",
                "its definition",
                "to here",
            )?;
        }
        Ok(())
    }

    /// What is wrong with a broken copy.
    pub(super) fn diagnostics(&mut self, copy: &BrokenCopy, found: &[(Span, Diagnostic)]) -> Shown {
        self.heading("Diagnostics", "a slip of the hand, in the editor only")?;
        let mut out = shown::stdout(Form::Styled);
        for (span, finding) in found {
            let rule = match &finding.code {
                Some(NumberOrString::String(rule)) => rule.as_str(),
                _ => "",
            };
            let frame = Frame {
                severity: severity(finding.severity),
                id: rule,
                title: &finding.message,
                path: self.shown(&copy.path),
                text: &Text::new(&copy.text),
                span: *span,
                label: "",
            };
            out.write_all(report::draw(&frame).as_bytes())?;
            writeln!(out)?;
        }
        Ok(())
    }

    pub(super) fn closing(&mut self, sights: &Sights) -> Shown {
        let mut out = shown::stdout(Form::Styled);
        let missing: Vec<&str> = [
            (sights.tools.is_none(), "a list of tools on one line"),
            (sights.skill.is_none(), "a mention of a skill"),
            (sights.prose.is_none(), "a mention of an agent in prose"),
        ]
        .into_iter()
        .filter_map(|(is_missing, what)| is_missing.then_some(what))
        .collect();
        if !missing.is_empty() {
            writeln!(
                out,
                "\n{FAINT}Not shown, since this team has none: {}.{FAINT:#}",
                missing.join(", ")
            )?;
        }
        writeln!(out, "\nIn your editor: dossier setup")?;
        writeln!(out, "In CI: {NAME}dossier check{NAME:#}")?;
        Ok(())
    }

    fn heading(&mut self, title: &str, what: &str) -> Shown {
        self.parts += 1;
        let mut out = shown::stdout(Form::Styled);
        writeln!(
            out,
            "\n{TITLE}{}. {title}{TITLE:#} {FAINT}· {what}{FAINT:#}\n",
            self.parts
        )?;
        Ok(())
    }

    fn frame(
        &self,
        path: &Utf8Path,
        text: &str,
        span: Span,
        id: &str,
        title: &str,
        label: &str,
    ) -> io::Result<()> {
        let path = self.shown(path);
        let frame = Frame {
            severity: Severity::Hint,
            id,
            title,
            path,
            text: &Text::new(text),
            span,
            label,
        };
        // The first line is the headline, which the part's title has said already.
        let drawn = report::draw(&frame);
        let body = drawn
            .split_once('\n')
            .map_or(drawn.as_str(), |(_, body)| body);
        let mut out = shown::stdout(Form::Styled);
        out.write_all(body.as_bytes())?;
        writeln!(out)
    }

    fn shown<'a>(&self, path: &'a Utf8Path) -> &'a str {
        path.strip_prefix(&self.folder).unwrap_or(path).as_str()
    }
}

/// The first sentence of an item's documentation, behind its headline.
fn first_sentence(documentation: &tower_lsp_server::ls_types::Documentation) -> String {
    use tower_lsp_server::ls_types::Documentation;
    let text = match documentation {
        Documentation::String(text) => text,
        Documentation::MarkupContent(markup) => &markup.value,
    };
    let body = text.split("\n\n").nth(1).unwrap_or(text);
    match body.split_once(". ") {
        Some((sentence, _)) => format!("{sentence}."),
        None => body.to_owned(),
    }
}

fn severity(severity: Option<DiagnosticSeverity>) -> Severity {
    match severity {
        Some(DiagnosticSeverity::ERROR) => Severity::Error,
        Some(DiagnosticSeverity::WARNING) => Severity::Warning,
        Some(DiagnosticSeverity::INFORMATION) => Severity::Information,
        _ => Severity::Hint,
    }
}
