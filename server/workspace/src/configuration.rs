//! `dossier.toml`: what holds for the files below it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{
    Dialects, LONGEST_GLOB, OwnField, OwnModel, OwnRows, OwnTool, Rules, Severity, from_toml,
};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Settings, slashed};

mod names;
#[cfg(test)]
mod tests;

pub use names::{ConfigName, ConfigNames};

/// The file's name.
pub const CONFIG_FILE: &str = "dossier.toml";

/// What a `dossier.toml` may hold.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "dossier.toml", extend("$comment" = "Made from the server's own types."))]
pub struct ConfigText {
    /// Severities of single rules, by name.
    pub rules: BTreeMap<String, Severity>,
    /// Severities for some of the files; later ones win.
    pub overrides: Vec<Override>,
    /// Globs of files that get no diagnostics, relative to the folder of this file. A folder
    /// stands for all that is in it.
    pub exclude: Option<Vec<String>>,
    /// The programs that read the files. A field that neither the file's own program nor one of
    /// these knows is unknown.
    pub readers: Option<Vec<String>>,
    /// The programs that `dossier sync` writes the files for.
    pub sync: Option<Sync>,
    /// Tools of your own.
    pub tool: Vec<OwnTool>,
    /// Models of your own.
    pub model: Vec<OwnModel>,
    /// Fields of your own.
    pub field: Vec<OwnField>,
}

/// What `dossier sync` keeps in step.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sync {
    /// The program whose files are written by hand.
    pub from: String,
    /// The programs that they are written for.
    pub to: Vec<String>,
}

/// Severities for some of the files.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Globs of the files, relative to the folder of `dossier.toml`. A folder stands for all that
    /// is in it.
    pub paths: Vec<String>,
    /// Severities of single rules, by name.
    pub rules: BTreeMap<String, Severity>,
}

/// Why a `dossier.toml` can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The text to blame, in bytes.
    pub span: Range<usize>,
    /// What is wrong with it.
    pub message: String,
}

/// One `dossier.toml` as the disk has it.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// Where it lies.
    pub path: Utf8PathBuf,
    /// Its text.
    pub text: Arc<str>,
    /// Why it can't be read; then what it said before holds.
    pub error: Option<ConfigError>,
    /// What holds: its own content, or that of the last text that could be read.
    pub content: Arc<ConfigText>,
}

impl ConfigFile {
    /// Reads the text of the file at `path`.
    pub fn parse(path: &Utf8Path, text: &str) -> Self {
        let (content, error) = match read(text) {
            Ok(content) => (content, None),
            Err(error) => (ConfigText::default(), Some(error)),
        };
        Self {
            path: path.to_owned(),
            text: text.into(),
            error,
            content: Arc::new(content),
        }
    }

    /// The names in its text, with their places; none if it can't be read.
    pub fn names(&self) -> ConfigNames {
        ConfigNames::parse(&self.text)
    }

    /// The folder whose files it is about.
    fn folder(&self) -> &Utf8Path {
        self.path.parent().unwrap_or(&self.path)
    }
}

/// A text without its byte order mark, and how long that is in bytes.
fn without_mark(text: &str) -> (&str, usize) {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    (bare, text.len() - bare.len())
}

fn read(text: &str) -> Result<ConfigText, ConfigError> {
    let (bare, mark) = without_mark(text);
    let content: ConfigText = from_toml(bare).map_err(|fault| {
        let span = fault.span.unwrap_or_default();
        ConfigError {
            span: span.start + mark..span.end + mark,
            message: fault.message,
        }
    })?;
    let names = ConfigNames::parse(text);
    for (field, name) in content.field.iter().zip(names.fields) {
        if let Some(message) = field.mistake() {
            let span = name.span;
            return Err(ConfigError { span, message });
        }
    }
    for (count, glob) in names.globs.into_iter().enumerate() {
        let message = match globs([&glob.name]) {
            _ if count == MOST_GLOBS => GlobFault::TooMany.to_string(),
            Err(fault) => fault.to_string(),
            Ok(_) => continue,
        };
        let span = glob.span;
        return Err(ConfigError { span, message });
    }
    Ok(content)
}

/// So many globs count in one file. Each is compared with the paths of all agent files.
const MOST_GLOBS: usize = 1_000;

/// Why globs can't be used.
#[derive(Debug)]
enum GlobFault {
    TooLong,
    TooMany,
    Broken(globset::Error),
}

impl std::fmt::Display for GlobFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong => write!(f, "a glob has at most {LONGEST_GLOB} bytes"),
            Self::TooMany => write!(f, "there are more than {MOST_GLOBS} globs"),
            Self::Broken(error) => error.fmt(f),
        }
    }
}

impl From<globset::Error> for GlobFault {
    fn from(error: globset::Error) -> Self {
        Self::Broken(error)
    }
}

/// A folder's glob stands for all that is in it.
fn globs<'a>(patterns: impl IntoIterator<Item = &'a String>) -> Result<GlobSet, GlobFault> {
    let mut set = GlobSetBuilder::new();
    for (count, pattern) in patterns.into_iter().enumerate() {
        if count == MOST_GLOBS {
            return Err(GlobFault::TooMany);
        }
        if pattern.len() > LONGEST_GLOB {
            return Err(GlobFault::TooLong);
        }
        let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
        for pattern in [pattern, &format!("{pattern}/**")] {
            set.add(GlobBuilder::new(pattern).literal_separator(true).build()?);
        }
    }
    Ok(set.build()?)
}

/// Globs, and the folders that they start from.
#[derive(Debug)]
struct Files {
    folders: Vec<Utf8PathBuf>,
    patterns: Vec<String>,
    globs: GlobSet,
}

impl Files {
    fn new(folders: &[Utf8PathBuf], patterns: &[String]) -> Self {
        Self {
            folders: folders.to_owned(),
            patterns: patterns.to_owned(),
            // Broken ones are reported where they are read.
            globs: globs(patterns).unwrap_or_default(),
        }
    }

    fn contains(&self, path: &Utf8Path) -> bool {
        self.relative(path).any(|path| self.globs.is_match(path))
    }

    /// The pattern that a path matches.
    fn pattern_of(&self, path: &Utf8Path) -> Option<&str> {
        let mut relative = self.relative(path);
        let first = relative.find_map(|path| self.globs.matches(path).into_iter().min())?;
        // Each pattern makes two globs.
        self.patterns.get(first / 2).map(String::as_str)
    }

    fn relative(&self, path: &Utf8Path) -> impl Iterator<Item = String> {
        let folders = self.folders.iter();
        let relative = folders.filter_map(|it| path.strip_prefix(it).ok());
        relative.map(slashed)
    }
}

/// The severities that one place chooses: for all files, and for some.
#[derive(Debug)]
struct Layer {
    rules: BTreeMap<String, Severity>,
    overrides: Vec<(Files, BTreeMap<String, Severity>)>,
}

impl Layer {
    fn severity(&self, rule: &str, path: &Utf8Path) -> Option<Severity> {
        let over = self.overrides.iter().rev().find_map(|(files, rules)| {
            let severity = rules.get(rule).copied()?;
            files.contains(path).then_some(severity)
        });
        over.or_else(|| self.rules.get(rule).copied())
    }
}

/// What is chosen for the files of a folder.
#[derive(Debug, Default)]
pub(crate) struct Choice {
    /// The editor's, then those of the file.
    rules: Vec<Layer>,
    exclude: Option<Files>,
    /// The `dossier.toml` that says so, if it isn't the editor.
    exclude_file: Option<Utf8PathBuf>,
    readers: Option<Vec<String>>,
    sync: Option<Sync>,
    own: OwnRows,
    dialects: OnceLock<Arc<Dialects>>,
}

impl Choice {
    fn new(settings: &Settings, roots: &[Utf8PathBuf], file: Option<&ConfigFile>) -> Self {
        let mut choice = Self::default();
        choice.add(roots, &settings.content());
        if let Some(file) = file {
            choice.add(&[file.folder().to_owned()], &file.content);
            if file.content.exclude.is_some() {
                choice.exclude_file = Some(file.path.clone());
            }
        }
        choice
    }

    /// Puts another layer on top.
    fn add(&mut self, folders: &[Utf8PathBuf], content: &ConfigText) {
        let overrides = content.overrides.iter();
        let overrides = overrides.map(|it| (Files::new(folders, &it.paths), it.rules.clone()));
        self.rules.push(Layer {
            rules: content.rules.clone(),
            overrides: overrides.collect(),
        });
        if let Some(exclude) = &content.exclude {
            self.exclude = Some(Files::new(folders, exclude));
        }
        if content.sync.is_some() {
            self.sync.clone_from(&content.sync);
        }
        if content.readers.is_some() {
            self.readers.clone_from(&content.readers);
        }
        self.own.tools.extend(content.tool.iter().cloned());
        self.own.models.extend(content.model.iter().cloned());
        self.own.fields.extend(content.field.iter().cloned());
    }

    pub(crate) fn dialects<'a>(&'a self, builtin: &'a Arc<Dialects>) -> &'a Arc<Dialects> {
        if self.own.is_empty() {
            return builtin;
        }
        self.dialects
            .get_or_init(|| Arc::new(builtin.with_own(&self.own)))
    }
}

/// What the user has chosen for one file.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'a> {
    choice: &'a Choice,
    path: &'a Utf8Path,
    rules: Option<&'a Rules>,
}

impl<'a> Chosen<'a> {
    /// The same with what the rules themselves say of files like this one.
    pub(crate) fn with_rules(self, rules: &'a Rules) -> Self {
        let rules = Some(rules);
        Self { rules, ..self }
    }

    /// How grave the findings of a rule are, if that is chosen. Of a document that isn't on this
    /// disk, nothing is said that can only be seen there.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        let asks_disk = || self.rules?.get(rule).map(|rule| rule.asks_disk);
        if !self.path.has_root() && asks_disk() == Some(true) {
            return Some(Severity::Off);
        }
        let mut layers = self.choice.rules.iter().rev();
        layers.find_map(|layer| layer.severity(rule, self.path))
    }

    /// True for a file that gets no diagnostics.
    pub fn is_excluded(&self) -> bool {
        let exclude = self.choice.exclude.as_ref();
        exclude.is_some_and(|files| files.contains(self.path))
    }

    /// What takes a file's diagnostics away: the glob, and the `dossier.toml` that has it, or
    /// `None` for the editor's settings.
    pub fn excluded_by(&self) -> Option<(&'a str, Option<&'a Utf8Path>)> {
        let glob = self.choice.exclude.as_ref()?.pattern_of(self.path)?;
        Some((glob, self.choice.exclude_file.as_deref()))
    }

    /// The programs that `dossier sync` keeps in step, if that is chosen.
    pub fn sync(&self) -> Option<&'a Sync> {
        self.choice.sync.as_ref()
    }

    /// The programs that read the files, by id or name, if that is chosen.
    pub fn readers(&self) -> Option<&'a [String]> {
        self.choice.readers.as_deref()
    }
}

/// What the user has chosen, in the editor and in every `dossier.toml` that was found.
#[derive(Clone, Debug, Default)]
pub struct Configuration {
    settings: Arc<Settings>,
    roots: Vec<Utf8PathBuf>,
    editor: Arc<Choice>,
    /// By their folders.
    files: FxHashMap<Utf8PathBuf, (Arc<ConfigFile>, Arc<Choice>)>,
}

impl Configuration {
    /// The editor's settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The folders that are open in the editor, as far as it has said.
    pub fn roots(&self) -> &[Utf8PathBuf] {
        &self.roots
    }

    /// Every `dossier.toml`, in no order.
    pub fn files(&self) -> impl Iterator<Item = &Arc<ConfigFile>> {
        self.files.values().map(|(file, _)| file)
    }

    /// What is chosen for the file at `path`: by the nearest `dossier.toml` above it, and beneath
    /// that by the editor.
    pub fn of<'a>(&'a self, path: &'a Utf8Path) -> Chosen<'a> {
        let choice = path.parent().map_or(&*self.editor, |it| self.in_folder(it));
        Chosen {
            choice,
            path,
            rules: None,
        }
    }

    /// What is chosen for the files of a folder.
    pub(crate) fn in_folder(&self, folder: &Utf8Path) -> &Choice {
        if self.files.is_empty() {
            return &self.editor;
        }
        let nearest = folder.ancestors().find_map(|it| self.files.get(it));
        nearest.map_or(&self.editor, |(_, choice)| choice)
    }

    /// Takes over the editor's settings. `roots` are what their globs are relative to.
    pub(crate) fn set_settings(&mut self, settings: Settings, roots: Vec<Utf8PathBuf>) {
        self.editor = Arc::new(Choice::new(&settings, &roots, None));
        for (file, choice) in self.files.values_mut() {
            *choice = Arc::new(Choice::new(&settings, &roots, Some(file)));
        }
        self.settings = Arc::new(settings);
        self.roots = roots;
    }

    /// Takes over a file. Of one that can't be read, the last content that could be holds on.
    pub(crate) fn set_file(&mut self, mut file: ConfigFile) {
        let folder = file.folder().to_owned();
        if file.error.is_some()
            && let Some((before, _)) = self.files.get(&folder)
        {
            file.content = before.content.clone();
        }
        let choice = Choice::new(&self.settings, &self.roots, Some(&file));
        self.files
            .insert(folder, (Arc::new(file), Arc::new(choice)));
    }

    /// Takes out the files at or under `path`. Returns true if there were any.
    pub(crate) fn forget(&mut self, path: &Utf8Path) -> bool {
        let before = self.files.len();
        self.files
            .retain(|_, (file, _)| !file.path.starts_with(path));
        self.files.len() != before
    }
}
