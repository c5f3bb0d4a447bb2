//! Where a `dossier.toml` names rules, programs and files.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;

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
        let written: Written = toml::from_str(bare).unwrap_or_default();
        let mut names = Self::default();
        let named = |it: Spanned<String>| named(bare, mark, it);
        names.rules.extend(written.rules.into_keys().map(named));
        for it in written.overrides {
            names.rules.extend(it.rules.into_keys().map(named));
            names.globs.extend(it.paths.into_iter().map(named));
        }
        names.globs.extend(written.exclude.into_iter().map(named));
        names
            .programs
            .extend(written.readers.into_iter().map(named));
        let sync = written
            .sync
            .into_iter()
            .flat_map(|it| it.to.into_iter().chain(it.from));
        names.programs.extend(sync.map(named));
        let fields = written.field.into_iter();
        names.fields.extend(fields.map(|it| named(it.name)));
        for list in [&mut names.rules, &mut names.programs, &mut names.globs] {
            list.sort_by_key(|it| it.span.start);
        }
        names
    }
}

fn named(bare: &str, mark: usize, name: Spanned<String>) -> ConfigName {
    let span = name.span();
    let quotes = ['"', '\''];
    let written = &bare[span.clone()];
    let start = span.end - written.trim_start_matches(quotes).len();
    let end = span.start + written.trim_end_matches(quotes).len();
    ConfigName {
        name: name.into_inner(),
        span: mark + start..mark + end.max(start),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Written {
    rules: BTreeMap<Spanned<String>, IgnoredAny>,
    overrides: Vec<WrittenOverride>,
    exclude: Vec<Spanned<String>>,
    readers: Vec<Spanned<String>>,
    sync: Option<WrittenSync>,
    field: Vec<WrittenField>,
}

#[derive(Deserialize)]
struct WrittenSync {
    from: Option<Spanned<String>>,
    to: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
struct WrittenField {
    name: Spanned<String>,
}

#[derive(Deserialize)]
struct WrittenOverride {
    rules: BTreeMap<Spanned<String>, IgnoredAny>,
    paths: Vec<Spanned<String>>,
}
