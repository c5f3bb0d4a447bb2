//! Fields of the front matter.

use dossier_syntax::Format;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Atom, Certainty, Colors, Fault, Severity, Shape, TakesTools};
use crate::{FileKind, Origin};

/// How a list may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListStyle {
    /// `a, b`
    Comma,
    /// `a b`
    Space,
    /// `[a, b]`
    Flow,
    /// `- a` lines.
    Block,
}

/// A field of the front matter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Field {
    /// Its name; a dot separates it from the field that it is nested in, and `*` stands for any
    /// key of a map: `servers.*.command`.
    pub name: String,
    /// The kinds of file that have it.
    pub kinds: Vec<FileKind>,
    /// The formats that have it, where a kind is written in several; empty for all.
    #[serde(default)]
    pub formats: Vec<Format>,
    /// What its value is.
    pub shape: Shape,
    /// How it may be written, if it is a list.
    #[serde(default)]
    pub lists: Vec<ListStyle>,
    /// True for a list of what is taken away instead of given.
    #[serde(default)]
    pub takes_away: bool,
    /// True for a list of which the program drops what it doesn't know.
    #[serde(default)]
    pub drops_unknown: bool,
    /// True for a list of tools that may hold what nobody but the user's editor knows, such as the
    /// tools of its extensions: only what looks like a slip is none.
    #[serde(default)]
    pub open_list: bool,
    /// True for a list of which something must be left for the program to load the file.
    #[serde(default)]
    pub needs_one: bool,
    /// True for a list that takes whole tools, whatever pattern limits them.
    #[serde(default)]
    pub whole_tools: bool,
    /// True for a list of skills that leaves out those that are left to the user.
    #[serde(default)]
    pub skips_user_only: bool,
    /// Whether it must be there.
    #[serde(default)]
    pub required: bool,
    /// Another field beside whose value it must be there.
    pub required_with: Option<FieldValue>,
    /// Other fields of which any makes it dispensable.
    #[serde(default)]
    pub required_unless: Vec<String>,
    /// What the program does without it, if it must be there.
    pub missing: Option<Fault>,
    /// What it does where the field is there and says nothing; without it, as where it is missing.
    pub empty: Option<Fault>,
    /// True where the program takes a file without it for something else, so that nothing more is
    /// missing from it.
    #[serde(default)]
    pub decides: bool,
    /// What the program does where a list is written and it takes none.
    pub as_list: Option<Fault>,
    /// What the program does with something else than its shape, its values and its pattern, and
    /// with tools that it doesn't know.
    pub other_shape: Option<Fault>,
    /// True for a yes or no that counts as something else in quotes.
    #[serde(default)]
    pub bare: bool,
    /// The fields that took its place. The program still reads it.
    #[serde(default)]
    pub replaced_by: Vec<String>,
    /// What holds without it, in words.
    pub default: Option<String>,
    /// What it does.
    pub doc: String,
    /// Its values, if it has a closed set of them.
    #[serde(default)]
    pub values: Vec<ValueRow>,
    /// What its values look like, if they are colours.
    pub colors: Option<Colors>,
    /// Which of its values take tools away, if it is a map from tools.
    pub takes_tools: Option<TakesTools>,
    /// How grave another value is, or a tool, model or agent that isn't known, where that isn't
    /// what the rule says.
    pub unknown_value: Option<Severity>,
    /// The least number.
    pub min: Option<i64>,
    /// The greatest number.
    pub max: Option<i64>,
    /// The most characters.
    pub max_length: Option<usize>,
    /// What the program refuses otherwise.
    pub pattern: Option<String>,
    /// The first version that reads it.
    pub since: Option<String>,
    /// Where its use depends on whether the file is a plugin's.
    pub plugin: Option<PluginUse>,
    /// Another field without which the program doesn't read it, and that field's value.
    pub only_with: Option<FieldValue>,
    /// True for a field whose `true` leaves the file to the user: the program neither lists it
    /// for the model nor preloads it.
    #[serde(default)]
    pub user_only: bool,
    /// True for a field whose `false` leaves the file to the model: the user can't start it.
    #[serde(default)]
    pub model_only: bool,
    /// True for a field that says what arguments the file takes.
    #[serde(default)]
    pub announces_arguments: bool,
    /// What its paths lead to, if it holds paths.
    pub leads_to: Option<LeadsTo>,
    /// What the files are that its paths lead to, or that lie where they lead.
    pub loads: Option<FileKind>,
    /// The folder that is read without this field, and isn't beside it.
    pub replaces: Option<String>,
    /// Its documentation's address.
    pub docs: Option<String>,
    /// Where that is from.
    pub source: String,
    /// How sure that is.
    pub certainty: Option<Certainty>,
}

impl Field {
    /// What is wrong with its name, as the end of a sentence about it.
    pub(crate) fn wrong_name(&self) -> Option<&'static str> {
        const ANY_KEY: &str = "*";
        let parts = || self.name.split('.');
        if self.name.is_empty() {
            Some("has an empty `name`: say what is written in files")
        } else if parts().any(str::is_empty) {
            Some("has nothing on one side of a dot: write `outer.inner`")
        } else if parts().next() == Some(ANY_KEY) || parts().next_back() == Some(ANY_KEY) {
            Some("has `*` at an end, which stands for any key in between: write `outer.*.inner`")
        } else {
            None
        }
    }

    /// True for a text of more characters than the program takes.
    pub fn is_too_long(&self, text: &str) -> bool {
        self.max_length
            .is_some_and(|most| text.chars().count() > most)
    }

    /// True for one of a closed set of values that are nowhere.
    pub(crate) fn lacks_values(&self) -> bool {
        self.shape.holds(Atom::Enum) && self.values.is_empty()
    }

    /// True unless the program ignores the field in files of that origin.
    pub fn is_read_in(&self, origin: Origin) -> bool {
        match self.plugin {
            Some(PluginUse::Ignored) => origin == Origin::Own,
            Some(PluginUse::Only) => origin == Origin::Plugin,
            None => true,
        }
    }

    /// True for a list whose items may be separated by blanks alone.
    pub fn splits_at_blanks(&self) -> bool {
        self.lists.contains(&ListStyle::Space)
    }

    /// True where a text may be a list.
    pub fn splits_texts(&self) -> bool {
        self.lists.contains(&ListStyle::Comma) || self.splits_at_blanks()
    }

    /// True for a field in a map that is a field: `servers.*.command`.
    pub fn is_nested(&self) -> bool {
        self.name.contains('.')
    }

    /// The last part of its name: `command` of `servers.*.command`.
    pub fn last_name(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }
}

/// What is wrong with a field of which [`Field::lacks_values`] is true, in such words too.
pub(crate) const LACKS_VALUES: &str = "has the shape `enum` and no values: list them in `values`";

/// How the use of a field depends on whether the file is a plugin's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PluginUse {
    /// It is ignored in a plugin's file.
    Ignored,
    /// It is ignored in any other file.
    Only,
}

/// What paths lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeadsTo {
    /// Files.
    Files,
    /// Folders.
    Folders,
    /// Either.
    Any,
}

/// One value of a closed set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueRow {
    /// The value.
    pub value: String,
    /// What it does.
    pub doc: String,
}

/// A field with a certain value.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldValue {
    /// The field's name.
    pub field: String,
    /// What it says.
    pub value: String,
}

/// A field name that is written by mistake.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Misnomer {
    /// The kinds of file it is written in.
    pub kinds: Vec<FileKind>,
    /// What is written.
    pub written: String,
    /// What is meant.
    pub means: String,
    /// Another field that shows that it isn't.
    pub unless: Option<FieldValue>,
    /// Why it has no effect.
    pub doc: String,
    /// Where that is from.
    pub source: String,
}
