//! A plugin's manifest, with the place of everything in it.

use dossier_dialect::Dialect;
use dossier_syntax::{Cue, Form, Mention, Span, Wants};
use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use smol_str::SmolStr;

/// A plugin's manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct PluginManifest {
    /// Its keys, in order. Empty where the text can't be read.
    pub entries: Vec<ManifestEntry>,
    /// Where the text is no JSON object, and why.
    pub error: Option<(Span, String)>,
}

/// A key of a manifest and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct ManifestEntry {
    /// The key, without quotes.
    pub name: String,
    /// Its place, quotes included.
    pub key: Span,
    /// The place of the value.
    pub span: Span,
    /// The value.
    pub value: ManifestValue,
}

/// A value in a manifest, as far as it may hold paths.
#[derive(Clone, Debug, PartialEq)]
pub enum ManifestValue {
    /// A text.
    Text(ManifestText),
    /// A list of texts.
    Texts(Vec<ManifestText>),
    /// A map.
    Map,
    /// Anything else.
    Other,
}

/// A text in a manifest, which may be a path.
#[derive(Clone, Debug, PartialEq)]
pub struct ManifestText {
    /// The text.
    pub text: String,
    /// Its place, without the quotes.
    pub span: Span,
}

impl PluginManifest {
    /// Reads the text of a manifest. It is strict JSON: no comments, no commas at the end.
    pub fn parse(text: &str) -> Self {
        const STRICT: ParseOptions = ParseOptions {
            allow_comments: false,
            allow_loose_object_property_names: false,
            allow_trailing_commas: false,
            allow_missing_commas: false,
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        };
        let bare = text.trim_start_matches('\u{feff}');
        let mark = text.len() - bare.len();
        let place = |range: Range| Span::from(range.start + mark..range.end + mark);
        let failed = |span, why: String| Self {
            entries: Vec::new(),
            error: Some((span, why)),
        };
        match parse_to_ast(bare, &CollectOptions::default(), &STRICT).map(|it| it.value) {
            Ok(Some(Value::Object(object))) => Self {
                entries: object
                    .properties
                    .iter()
                    .map(|property| entry(property, place))
                    .collect(),
                error: None,
            },
            Ok(Some(other)) => failed(place(other.range()), "it is no JSON object".to_owned()),
            Ok(None) => failed(Span::default(), "it is empty".to_owned()),
            Err(error) => failed(place(error.range()), error.kind().to_string()),
        }
    }

    /// The last entry of that name, which is the one that counts.
    pub fn entry(&self, name: &str) -> Option<&ManifestEntry> {
        self.entries.iter().rev().find(|entry| entry.name == name)
    }

    /// The Markdown files that it names by their paths, as mentions in `text`.
    pub(crate) fn mentions(&self, text: &str, dialect: &Dialect) -> Vec<Mention> {
        let keys = dialect.manifest_keys().iter();
        let keys = keys.filter(|key| key.paths.is_some());
        let paths = keys
            .filter_map(|key| self.entry(&key.name))
            .flat_map(ManifestEntry::texts);
        paths
            // What is escaped in the text can't be replaced as it stands.
            .filter(|path| path.text.ends_with(".md") && path.span.of(text) == path.text)
            .map(|path| Mention {
                span: path.span,
                name: SmolStr::from(path.text.as_str()),
                form: Form::Path,
                cue: Cue::None,
                wants: Wants::File,
            })
            .collect()
    }
}

impl ManifestEntry {
    /// The texts that its value consists of.
    pub fn texts(&self) -> &[ManifestText] {
        match &self.value {
            ManifestValue::Text(text) => std::slice::from_ref(text),
            ManifestValue::Texts(texts) => texts,
            ManifestValue::Map | ManifestValue::Other => &[],
        }
    }
}

fn entry(property: &ObjectProp<'_>, place: impl Fn(Range) -> Span) -> ManifestEntry {
    let text = |value: &Value<'_>| match value {
        Value::StringLit(literal) => {
            let quoted = place(literal.range).range();
            Some(ManifestText {
                text: literal.value.to_string(),
                span: Span::new(quoted.start + 1, quoted.end - 1),
            })
        }
        _ => None,
    };
    let value = match &property.value {
        Value::Object(_) => ManifestValue::Map,
        Value::Array(list) => {
            let texts: Option<Vec<ManifestText>> = list.elements.iter().map(text).collect();
            texts.map_or(ManifestValue::Other, ManifestValue::Texts)
        }
        value => text(value).map_or(ManifestValue::Other, ManifestValue::Text),
    };
    ManifestEntry {
        name: property.name.as_str().to_owned(),
        key: place(property.name.range()),
        span: place(property.value.range()),
        value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_its_place() {
        let text = "\u{feff}{\n  \"name\": \"x\",\n  \"agents\": [\"./a.md\"], \"hooks\": {}, \"skills\": 1\n}";
        let manifest = PluginManifest::parse(text);
        let shown: Vec<_> = manifest
            .entries
            .iter()
            .map(|entry| (entry.key.of(text), entry.span.of(text), entry.texts().len()))
            .collect();
        assert_eq!(
            shown,
            [
                ("\"name\"", "\"x\"", 1),
                ("\"agents\"", "[\"./a.md\"]", 1),
                ("\"hooks\"", "{}", 0),
                ("\"skills\"", "1", 0),
            ]
        );
        assert_eq!(manifest.entries[1].texts()[0].span.of(text), "./a.md");
    }

    #[test]
    fn it_is_strict_json() {
        for broken in [
            "",
            "{",
            "[]",
            "{\"a\": 1,}",
            "{\"a\": 1} // x",
            "{'a': 1}",
            "{a: 1}",
        ] {
            assert!(PluginManifest::parse(broken).error.is_some(), "{broken}");
        }
    }
}
