//! What a user writes as TOML, read by way of JSON.
//!
//! The tables that come with Dossier are JSON, and each reader of a row is compiled for each format
//! that it is read from. So what is TOML becomes JSON first, and one of the two is left out of the
//! program; each key and value gets a line of its own there, by which a fault finds its place again.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Why a text can't be read.
#[derive(Debug)]
pub struct TomlFault {
    /// What is wrong with it, in words.
    pub message: String,
    /// The text to blame, in bytes, where it is one place.
    pub span: Option<Range<usize>>,
}

/// Reads a text.
///
/// # Errors
/// A text that is no TOML, or says something else than `T` wants.
pub fn from_toml<T: DeserializeOwned>(text: &str) -> Result<T, TomlFault> {
    let table = DeTable::parse(text).map_err(|error| TomlFault {
        message: error.message().to_owned(),
        span: error.span(),
    })?;
    let mut written = Written::default();
    written.table(table.get_ref(), &table.span());
    serde_json::from_str(&written.json).map_err(|error| {
        let said = error.to_string();
        // What JSON says of the place is about the text that nobody sees.
        let message = said.rsplit_once(" at line ").map_or(&*said, |it| it.0);
        TomlFault {
            message: message.to_owned(),
            span: written.spans.get(error.line().saturating_sub(1)).cloned(),
        }
    })
}

/// JSON, and for each line of it the text that it stands for.
#[derive(Default)]
struct Written {
    json: String,
    spans: Vec<Range<usize>>,
}

impl Written {
    /// Ends the line.
    fn line(&mut self, json: &str, span: &Range<usize>) {
        self.json += json;
        self.json.push('\n');
        self.spans.push(span.clone());
    }

    fn table(&mut self, table: &DeTable<'_>, span: &Range<usize>) {
        self.line("{", span);
        for (at, (key, value)) in table.iter().enumerate() {
            if at > 0 {
                self.line(",", span);
            }
            self.line(&quoted(key.get_ref()), &key.span());
            self.line(":", &key.span());
            self.value(value);
        }
        self.line("}", span);
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) {
        let span = value.span();
        match value.get_ref() {
            DeValue::String(text) => self.line(&quoted(text), &span),
            DeValue::Boolean(is) => self.line(if *is { "true" } else { "false" }, &span),
            DeValue::Integer(number) => {
                let read = i64::from_str_radix(number.as_str(), number.radix());
                // What is too large for a number is one for no row.
                let json = read.map_or_else(|_| quoted(number.as_str()), |it| it.to_string());
                self.line(&json, &span);
            }
            DeValue::Float(number) => {
                let read: Option<f64> = number.as_str().parse().ok();
                let json = read.and_then(serde_json::Number::from_f64);
                self.line(&json.map_or("null".to_owned(), |it| it.to_string()), &span);
            }
            // No row holds a date that isn't in quotes.
            DeValue::Datetime(date) => {
                self.line(
                    &format!("{{\"date\":{}}}", quoted(&date.to_string())),
                    &span,
                );
            }
            DeValue::Array(values) => {
                self.line("[", &span);
                for (at, value) in values.iter().enumerate() {
                    if at > 0 {
                        self.line(",", &span);
                    }
                    self.value(value);
                }
                self.line("]", &span);
            }
            DeValue::Table(table) => self.table(table, &span),
        }
    }
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    use expect_test::{Expect, expect};
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only read to be printed")]
    struct Team {
        name: String,
        size: Option<u32>,
        rate: Option<f64>,
        open: Option<bool>,
        #[serde(default)]
        agent: Vec<Agent>,
        #[serde(default)]
        words: BTreeMap<String, Vec<String>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only read to be printed")]
    struct Agent {
        id: String,
        state: Option<State>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum State {
        New,
    }

    /// Reads a text, here and by the crate for TOML, which must say the same.
    fn check(text: &str, expected: &Expect) {
        let blamed = |span: Option<Range<usize>>| span.map_or("?", |span| text.get(span).unwrap());
        let mut said = String::new();
        let _ = match from_toml::<Team>(text) {
            Ok(team) => write!(said, "{team:?}"),
            Err(fault) => write!(said, "{}\n{}", fault.message, blamed(fault.span)),
        };
        expected.assert_eq(&said);
        let theirs = match toml::from_str::<Team>(text) {
            Ok(team) => format!("{team:?}"),
            Err(error) => format!("{}\n{}", error.message(), blamed(error.span())),
        };
        assert_eq!(said, theirs);
    }

    #[test]
    fn a_table_is_read_with_all_sorts_of_values() {
        check(
            "name = \"a \\\"b\\\" \\u0007\"\nsize = 0x1F\nrate = 0.5\nopen = true\n\
             words.do = ['x', \"y\"]\n[[agent]]\nid = '''\nlead\n'''\nstate = \"new\"\n[[agent]]\nid = 'b'\n",
            &expect![[
                r#"Team { name: "a \"b\" \u{7}", size: Some(31), rate: Some(0.5), open: Some(true), agent: [Agent { id: "lead\n", state: Some(New) }, Agent { id: "b", state: None }], words: {"do": ["x", "y"]} }"#
            ]],
        );
    }

    #[test]
    fn a_fault_blames_the_text_that_is_wrong() {
        check(
            "name = \n",
            &expect![[r#"
            string values must be quoted, expected literal string
        "#]],
        );
        check(
            "name = 'a'\ncolour = 'red'\n",
            &expect![[r#"
            unknown field `colour`, expected one of `name`, `size`, `rate`, `open`, `agent`, `words`
            colour"#]],
        );
        check(
            "name = 'a'\nsize = 'ten'\n",
            &expect![[r#"
            invalid type: string "ten", expected u32
            'ten'"#]],
        );
        check(
            "name = 'a'\nsize = -1\n",
            &expect![[r#"
            invalid value: integer `-1`, expected u32
            -1"#]],
        );
        check(
            "name = 2026-01-01\n",
            &expect![[r#"
            invalid type: map, expected a string
            2026-01-01"#]],
        );
        check(
            "name = 'a'\nwords.do = ['x', 1]\n",
            &expect![[r#"
            invalid type: integer `1`, expected a string
            1"#]],
        );
        check(
            "name = 'a'\n[[agent]]\nid = 'b'\nstate = 'old'\n",
            &expect![[r#"
            unknown variant `old`, expected `new`
            'old'"#]],
        );
        check(
            "name = 'a'\n[[agent]]\nstate = 'new'\n",
            &expect![[r#"
            missing field `id`
            [[agent]]"#]],
        );
        check(
            "name = 'a'\nagent = 'b'\n",
            &expect![[r#"
            invalid type: string "b", expected a sequence
            'b'"#]],
        );
        check(
            "size = 1\n",
            &expect![[r#"
            missing field `name`
        "#]],
        );
    }
}
