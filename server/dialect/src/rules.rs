//! The rules: what Dossier reports, and what the programs do in that case.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::tables::BUILT_RULES;
use crate::{Severity, Source, TableError};

/// The file beside the rules that says where what they say comes from.
const SOURCES: &str = "sources.toml";

/// Every rule, in the order of their names.
#[derive(Debug)]
pub struct Rules {
    sources: BTreeMap<String, Source>,
    rules: Vec<Rule>,
}

/// One check.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// Its stable name.
    pub name: String,
    /// What it is about.
    pub category: Category,
    /// How grave it is; none where that depends on the case.
    severity: Option<Severity>,
    /// When it is less grave, where a program's table decides that.
    varies: Option<String>,
    /// What it tells apart, the gravest first.
    #[serde(default, rename = "case")]
    cases: Vec<Case>,
    /// The ids of the dialects that it speaks for; empty for all that are checked.
    #[serde(default)]
    pub programs: Vec<String>,
    /// True for one that looks at the disk: it says nothing of a document that lies elsewhere, such
    /// as in an editor's memory or on another machine.
    #[serde(default)]
    pub asks_disk: bool,
    /// What it finds, in a sentence.
    pub finds: String,
    /// What the programs do in that case, and what is not reported, in Markdown.
    pub effect: String,
    /// The tag of the source.
    pub source: String,
    /// A workspace with the fault at its gravest.
    pub bad: Example,
    /// The same without it.
    pub good: Example,
    /// Whether there is a change that takes it away.
    pub fix: Fixable,
    /// What that change is.
    pub fix_text: Option<String>,
}

/// One of several things that a rule finds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What the code calls it.
    pub name: String,
    /// How grave it is.
    pub severity: Severity,
    /// When it is that, as the end of a sentence.
    pub when: String,
}

impl Rule {
    /// The gravest it is unless the user sets that otherwise.
    pub fn severity(&self) -> Severity {
        let cases = self.cases.iter().map(|case| case.severity);
        cases.chain(self.severity).max().unwrap_or(Severity::Off)
    }

    /// How grave a case of it is; `None` for one that it doesn't have. A rule without cases has
    /// one, which has no name.
    pub fn severity_of(&self, case: Option<&str>) -> Option<Severity> {
        match case {
            None => self.severity,
            Some(name) => {
                let mut cases = self.cases.iter();
                cases.find(|it| it.name == name).map(|it| it.severity)
            }
        }
    }

    /// Its cases, the gravest first.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// When it is how grave, in a sentence, where that varies.
    pub fn severities(&self) -> Option<String> {
        if self.cases.is_empty() {
            return self.varies.clone();
        }
        let cases = self.cases.iter().map(|case| {
            let severity = match case.severity {
                Severity::Off => "nothing",
                Severity::Hint => "a hint",
                Severity::Information => "information",
                Severity::Warning => "a warning",
                Severity::Error => "an error",
            };
            format!("{severity} {}", case.when)
        });
        let cases: Vec<String> = cases.collect();
        let text = cases.join(", ");
        let mut letters = text.chars();
        let first = letters.next()?.to_ascii_uppercase();
        Some(format!("{first}{}.", letters.as_str()))
    }

    /// True if what it says holds for the program of the dialect `id`.
    pub fn speaks_for(&self, id: &str) -> bool {
        self.programs.is_empty() || self.programs.iter().any(|program| program == id)
    }

    /// Why it can't be used, if so.
    fn fault(&self) -> Option<&'static str> {
        if self.severity.is_some() != self.cases.is_empty() {
            return Some("a rule has either a `severity` or cases");
        }
        if self.varies.is_some() && !self.cases.is_empty() {
            return Some("the cases say when it is how grave; `varies` can't say it again");
        }
        let graver = |one: &Case, next: &Case| one.severity >= next.severity;
        if !self.cases.is_sorted_by(graver) {
            return Some("the gravest case comes first");
        }
        None
    }
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// The block between the fences.
    FrontMatter,
    /// Fields and their values.
    Fields,
    /// What a file is called.
    Names,
    /// Lists of tools.
    Tools,
    /// Models.
    Models,
    /// Names and paths that lead to other files.
    References,
    /// How files of one team work together.
    Team,
    /// How much text is loaded.
    Budget,
    /// Hooks.
    Hooks,
    /// What may be done without asking.
    Permissions,
    /// Plugins and their manifests.
    Plugins,
    /// The text below the front matter.
    Body,
    /// Dossier's own settings and comments.
    Dossier,
}

impl Category {
    /// Every category, in the order of the pages that list them.
    pub const ALL: [Self; 13] = [
        Self::FrontMatter,
        Self::Fields,
        Self::Names,
        Self::Tools,
        Self::Models,
        Self::References,
        Self::Team,
        Self::Budget,
        Self::Hooks,
        Self::Permissions,
        Self::Plugins,
        Self::Body,
        Self::Dossier,
    ];

    /// The category's name as tables, the command line and JSON write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FrontMatter => "front-matter",
            Self::Fields => "fields",
            Self::Names => "names",
            Self::Tools => "tools",
            Self::Models => "models",
            Self::References => "references",
            Self::Team => "team",
            Self::Budget => "budget",
            Self::Hooks => "hooks",
            Self::Permissions => "permissions",
            Self::Plugins => "plugins",
            Self::Body => "body",
            Self::Dossier => "dossier",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Whether a rule's findings come with a change that takes them away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fixable {
    /// At least some do, and it may be applied without anybody looking.
    Safe,
    /// At least some do, for somebody to look at.
    Unsafe,
    /// None does.
    None,
}

/// A small workspace as text: `//- /w/path` starts a file of the workspace `/w`.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Example(String);

impl Example {
    /// As it is written in the table.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As the text of a workspace: `{{3 times: ab}}` is written out as `ababab`, so that examples
    /// of what is too long stay readable. `\n` in it is the end of a line.
    pub fn written_out(&self) -> String {
        const OPEN: &str = "{{";
        let mut text = String::new();
        let mut rest = self.as_str();
        while let Some((before, after)) = rest.split_once(OPEN) {
            text += before;
            let part = after.split_once("}}").and_then(|(part, after)| {
                let (count, part) = part.split_once(" times: ")?;
                Some((count.parse().ok()?, part.replace("\\n", "\n"), after))
            });
            rest = if let Some((count, part, after)) = part {
                text += &part.repeat(count);
                after
            } else {
                text += OPEN;
                after
            };
        }
        text + rest
    }

    /// The paths from the workspace's root, and the texts.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.split("//- ").filter_map(|file| {
            let (path, text) = file.split_once('\n')?;
            Some((path.strip_prefix("/w/").unwrap_or(path), text))
        })
    }
}

impl Rules {
    /// Reads the tables that come with Dossier.
    ///
    /// # Errors
    /// A table that is not as its schema says; a test keeps that from happening.
    pub fn builtin() -> Result<Self, TableError> {
        Self::parse(BUILT_RULES)
    }

    /// Reads the files of a folder, as JSON: a rule in each, and the sources that they share.
    fn parse(files: &[(&str, &str)]) -> Result<Self, TableError> {
        let mut sources = BTreeMap::new();
        let mut rules = Vec::new();
        for &(file, text) in files {
            if file == SOURCES {
                sources = read(file, text)?;
                continue;
            }
            let rule: Rule = read(file, text)?;
            if file.strip_suffix(".toml") != Some(&rule.name) {
                let reason = format!("the rule in it is called `{}`", rule.name);
                return Err(TableError::new(file, &reason));
            }
            if let Some(fault) = rule.fault() {
                return Err(TableError::new(file, fault));
            }
            rules.push(rule);
        }
        // A hyphen comes before the dot of a file's name, and after the end of a rule's.
        rules.sort_by(|one, next| one.name.cmp(&next.name));
        Ok(Self { sources, rules })
    }

    /// The rules, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The rule of that name.
    pub fn get(&self, name: &str) -> Option<&Rule> {
        let found = self
            .rules
            .binary_search_by(|rule| rule.name.as_str().cmp(name));
        found.ok().map(|at| &self.rules[at])
    }

    /// Where what a rule says comes from.
    pub fn source(&self, rule: &Rule) -> Option<&Source> {
        self.sources.get(&rule.source)
    }
}

fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, TableError> {
    serde_json::from_str(text).map_err(|e| TableError::new(file, &e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Dialects;
    use crate::tables::{DIALECTS, RULES};

    #[test]
    fn the_rules_follow_their_schema() {
        let dialects = Dialects::builtin().unwrap();
        let rules = dialects.rules();
        for rule in rules.iter() {
            let name = &rule.name;
            assert!(rules.source(rule).is_some(), "{name}: no such source");
            for program in &rule.programs {
                let known = dialects.iter().any(|dialect| dialect.id() == program);
                assert!(known, "{name}: no dialect {program}");
            }
            assert_eq!(
                rule.fix == Fixable::None,
                rule.fix_text.is_none(),
                "{name}: a fix is described if there is one"
            );
            assert!(std::ptr::eq(rules.get(name).unwrap(), rule), "{name}");
        }
        assert!(rules.get("no-rule").is_none());
    }

    #[test]
    fn every_source_is_named_by_a_rule() {
        let rules = Rules::builtin().unwrap();
        for tag in rules.sources.keys() {
            assert!(rules.iter().any(|rule| rule.source == *tag), "{tag}");
        }
    }

    #[test]
    fn a_rule_is_called_like_its_file() {
        let mut files = BUILT_RULES.iter();
        let (_, text) = files.find(|(file, _)| *file != SOURCES).unwrap();
        let error = Rules::parse(&[("other.toml", text)]).unwrap_err();
        assert!(error.to_string().starts_with("other.toml: "), "{error}");
    }

    #[test]
    fn the_severity_stands_once() {
        let refused = |from: &str, to: &str| {
            let mut rules = BUILT_RULES.iter();
            let (_, text) = rules.find(|(file, _)| *file == "old-tool.toml").unwrap();
            let text = text.replacen(from, to, 1);
            let error = Rules::parse(&[("old-tool.toml", &text)]).unwrap_err();
            error.to_string()
        };
        let both = refused("\"category\"", "\"severity\": \"hint\", \"category\"");
        assert!(both.contains("either"), "{both}");
        let order = refused("\"severity\":\"warning\"", "\"severity\":\"hint\"");
        assert!(order.contains("gravest"), "{order}");
    }

    #[test]
    fn a_rule_says_when_it_is_how_grave() {
        let rules = Rules::builtin().unwrap();
        let rule = rules.get("unknown-agent").unwrap();
        assert_eq!(
            rule.severities().unwrap(),
            "A warning for a name that is written for the program, information in prose, a hint in \
             code that is an example."
        );
        assert_eq!(rule.severity(), Severity::Warning);
        assert_eq!(
            rule.severity_of(Some("in-prose")),
            Some(Severity::Information)
        );
        assert_eq!(rule.severity_of(Some("in-verse")), None);
        assert_eq!(rule.severity_of(None), None);
    }

    #[test]
    fn the_folders_are_listed_in_order() {
        for files in [RULES, DIALECTS] {
            assert!(files.len() > 2 && files.is_sorted());
        }
        assert!(DIALECTS.iter().any(|(path, _)| path.ends_with(".toml")));
    }

    #[test]
    fn an_example_is_some_files() {
        let example = Example("//- /w/a.md\nA\n//- /home/me/b.md\nB\n".to_owned());
        let files: Vec<_> = example.files().collect();
        assert_eq!(files, [("a.md", "A\n"), ("/home/me/b.md", "B\n")]);
    }
}
