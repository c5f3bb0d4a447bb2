//! Where a `dossier.toml` names rules, programs and files.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::without_mark;

/// A name in a `dossier.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigName {
    /// The name, without quotes.
    pub name: String,
    /// Where it is written, without quotes, in bytes.
    pub span: Range<usize>,
}

/// The names in a `dossier.toml`, each as often as it is written, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfigNames {
    /// Rules that get a severity.
    pub rules: Vec<ConfigName>,
    /// Programs that read the files, or are kept in step.
    pub programs: Vec<ConfigName>,
    /// Globs of files.
    pub globs: Vec<ConfigName>,
    /// Fields of the user's own.
    pub fields: Vec<ConfigName>,
}

impl ConfigNames {
    /// Reads a text. One that can't be read names nothing.
    pub(super) fn parse(text: &str) -> Self {
        let (bare, mark) = without_mark(text);
        let table = DeTable::parse(bare).ok();
        let text = Text { bare, mark };
        let names = table.and_then(|table| text.names(table.get_ref()));
        let mut names = names.unwrap_or_default();
        for list in [&mut names.rules, &mut names.programs, &mut names.globs] {
            list.sort_by_key(|it| it.span.start);
        }
        names
    }
}

/// A text that names something, and where it starts in the file.
struct Text<'a> {
    bare: &'a str,
    mark: usize,
}

impl Text<'_> {
    /// What it names; nothing where something is of another kind than it should be.
    fn names(&self, table: &DeTable<'_>) -> Option<ConfigNames> {
        let mut names = ConfigNames::default();
        if let Some(rules) = table.get("rules") {
            names.rules = self.keys(rules)?;
        }
        for it in list(table, "overrides")? {
            names.rules.extend(self.keys(it.get_ref().get("rules")?)?);
            names.globs.extend(self.texts(it.get_ref().get("paths")?)?);
        }
        for it in list(table, "exclude")? {
            names.globs.push(self.text(it)?);
        }
        for it in list(table, "readers")? {
            names.programs.push(self.text(it)?);
        }
        if let Some(sync) = table.get("sync") {
            names
                .programs
                .extend(self.texts(sync.get_ref().get("to")?)?);
            if let Some(from) = sync.get_ref().get("from") {
                names.programs.push(self.text(from)?);
            }
        }
        for it in list(table, "field")? {
            names.fields.push(self.text(it.get_ref().get("name")?)?);
        }
        Some(names)
    }

    fn keys(&self, table: &Spanned<DeValue<'_>>) -> Option<Vec<ConfigName>> {
        let keys = table.get_ref().as_table()?.keys();
        Some(
            keys.map(|key| self.name(key.get_ref(), key.span()))
                .collect(),
        )
    }

    fn texts(&self, list: &Spanned<DeValue<'_>>) -> Option<Vec<ConfigName>> {
        let texts = list.get_ref().as_array()?.iter();
        texts.map(|text| self.text(text)).collect()
    }

    fn text(&self, text: &Spanned<DeValue<'_>>) -> Option<ConfigName> {
        Some(self.name(text.get_ref().as_str()?, text.span()))
    }

    fn name(&self, name: &str, span: Range<usize>) -> ConfigName {
        let quotes = ['"', '\''];
        let written = &self.bare[span.clone()];
        let start = span.end - written.trim_start_matches(quotes).len();
        let end = span.start + written.trim_end_matches(quotes).len();
        ConfigName {
            name: name.to_owned(),
            span: self.mark + start..self.mark + end.max(start),
        }
    }
}

/// The items of a list, none where it is missing.
fn list<'a, 'i>(table: &'a DeTable<'i>, key: &str) -> Option<&'a [Spanned<DeValue<'i>>]> {
    match table.get(key) {
        Some(list) => Some(list.get_ref().as_array()?),
        None => Some(&[]),
    }
}
