//! Rows of the user's own: tools, models and fields that no table has.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rows::{LACKS_VALUES, Table};
use crate::{Asks, Atom, Field, FileKind, ListStyle, Model, Shape, Tool, ValueRow};

/// Where own rows are from.
pub(crate) const OWN: &str = "dossier.toml";

/// A tool of the user's own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnTool {
    /// Its name; `my_*` stands for every tool whose name starts with `my_`.
    pub name: String,
    /// What it does.
    #[serde(default)]
    pub doc: String,
}

/// A model of the user's own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnModel {
    /// What is written.
    pub name: String,
    /// What it is.
    #[serde(default)]
    pub doc: String,
}

/// A field of the user's own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnField {
    /// Its name.
    pub name: String,
    /// The kinds of file that have it.
    pub kinds: Vec<FileKind>,
    /// What its value is; without this, one of `values`, or else text.
    pub shape: Option<Shape>,
    /// What it does.
    #[serde(default)]
    pub doc: String,
    /// Its values, if it has a closed set of them.
    #[serde(default)]
    pub values: Vec<ValueRow>,
}

/// The rows of the user's own that hold together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnRows {
    /// Tools.
    pub tools: Vec<OwnTool>,
    /// Models.
    pub models: Vec<OwnModel>,
    /// Fields.
    pub fields: Vec<OwnField>,
}

impl OwnRows {
    /// True without any row.
    pub fn is_empty(&self) -> bool {
        self.tools.is_empty() && self.models.is_empty() && self.fields.is_empty()
    }

    pub(crate) fn add_to(&self, table: &mut Table) {
        if !table.tool.is_empty() {
            for own in &self.tools {
                table.tool.retain(|row| row.name != own.name);
                table.tool.push(own.row());
            }
        }
        if !table.model.is_empty() {
            for own in &self.models {
                table.model.retain(|row| row.name != own.name);
                table.model.push(own.row());
            }
        }
        for own in &self.fields {
            let kinds = own.kinds.iter().copied();
            let kinds: Vec<FileKind> = kinds
                .filter(|kind| table.kind.iter().any(|row| row.id == *kind))
                .collect();
            let mut required = false;
            for row in table.field.iter_mut().filter(|row| row.name == own.name) {
                required |= row.required && row.kinds.iter().any(|kind| kinds.contains(kind));
                row.kinds.retain(|kind| !kinds.contains(kind));
            }
            table.field.push(own.row(kinds, required));
        }
    }
}

impl OwnTool {
    fn row(&self) -> Tool {
        Tool {
            name: self.name.clone(),
            also: Vec::new(),
            any_case: false,
            doc: self.doc.clone(),
            asks: Asks::Unknown,
            argument: None,
            ruled_by: None,
            rule_only: false,
            kept_from_subagents: false,
            subagents_with: None,
            since: None,
            source: OWN.to_owned(),
        }
    }
}

impl OwnModel {
    fn row(&self) -> Model {
        Model {
            name: self.name.clone(),
            alias: false,
            stands_for: None,
            kinds: Vec::new(),
            doc: self.doc.clone(),
            retires: None,
            deprecated: None,
            not_before: None,
            now: None,
            source: OWN.to_owned(),
        }
    }
}

impl OwnField {
    /// What is wrong with it that its type lets pass.
    pub fn mistake(&self) -> Option<String> {
        let row = self.row(Vec::new(), false);
        let lacks = || row.lacks_values().then_some(LACKS_VALUES);
        let reason = row.wrong_name().or_else(lacks)?;
        Some(format!("the field `{}` {reason}", self.name))
    }

    fn row(&self, kinds: Vec<FileKind>, required: bool) -> Field {
        let default = if self.values.is_empty() {
            Atom::Text
        } else {
            Atom::Enum
        };
        let shape = self.shape.clone().unwrap_or_else(|| default.into());
        let lists = if shape.items().is_some() {
            vec![ListStyle::Comma, ListStyle::Flow, ListStyle::Block]
        } else if shape.is(Atom::Text) {
            // A text of one's own may as well be some texts.
            vec![ListStyle::Flow, ListStyle::Block]
        } else {
            Vec::new()
        };
        Field {
            name: self.name.clone(),
            kinds,
            formats: Vec::new(),
            shape,
            lists,
            required,
            default: None,
            doc: self.doc.clone(),
            values: self.values.clone(),
            colors: None,
            takes_tools: None,
            unknown_value: None,
            min: None,
            max: None,
            max_length: None,
            takes_away: false,
            drops_unknown: false,
            open_list: false,
            bare: false,
            replaced_by: Vec::new(),
            needs_one: false,
            whole_tools: false,
            decides: false,
            as_list: None,
            other_shape: None,
            empty: None,
            required_unless: Vec::new(),
            model_only: false,
            skips_user_only: false,
            missing: None,
            leads_to: None,
            loads: None,
            replaces: None,
            pattern: None,
            since: None,
            plugin: None,
            only_with: None,
            required_with: None,
            user_only: false,
            announces_arguments: false,
            docs: None,
            source: OWN.to_owned(),
            certainty: None,
        }
    }
}
