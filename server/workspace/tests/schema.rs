//! The schemas of `dossier.toml` and of the editor's settings say what the types that read them say.

use std::collections::BTreeMap;

use dossier_dialect::Dialects;
use dossier_workspace::{ConfigText, Settings};
use expect_test::expect_file;
use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Map, Value, json};

#[test]
fn the_schema_says_what_the_types_say() {
    let dialects = Dialects::builtin().unwrap();
    // Editors for TOML read no newer draft.
    let schemas = SchemaSettings::draft07().with_transform(Plain);
    let mut schema = schemas
        .into_generator()
        .into_root_schema_for::<ConfigText>();
    let rules = json!({ "$ref": "#/definitions/Rules" });
    *schema.pointer_mut("/properties/rules").unwrap() = rules.clone();
    *schema
        .pointer_mut("/definitions/Override/properties/rules")
        .unwrap() = rules;
    schema.pointer_mut("/definitions").unwrap()["Rules"] = rules_by_name(&dialects);
    let text = serde_json::to_string_pretty(&schema).unwrap();
    expect_file!["../../../docs/dossier.schema.json"].assert_eq(&(text + "\n"));
}

#[test]
fn vs_code_offers_the_settings_that_the_server_reads_and_the_reference_names_them() {
    let schemas = SchemaSettings::draft07().with_transform(Plain);
    let schemas = schemas.with(|it| it.inline_subschemas = true);
    let schema = schemas.into_generator().into_root_schema_for::<Settings>();
    let mut read = BTreeMap::new();
    add_settings("dossier", schema.as_value(), &mut read);

    let extension = include_str!("../../../editors/vscode/package.json");
    let extension: Value = serde_json::from_str(extension).unwrap();
    let offered = &extension["contributes"]["configuration"]["properties"];
    let offered = offered.as_object().unwrap().iter();
    // These are for the extension itself.
    let own = ["dossier.server.", "dossier.trace."];
    let offered = offered.filter(|(name, _)| !own.iter().any(|it| name.starts_with(it)));
    let offered: BTreeMap<_, _> = offered
        .map(|(name, schema)| (name.clone(), meaning(schema)))
        .collect();

    let page = include_str!("../../../docs/configuration.md");
    for name in read.keys().filter_map(|it| it.strip_prefix("dossier.")) {
        assert!(page.contains(&format!("\n| `{name}` |")), "{name}");
    }

    let names = |of: &BTreeMap<String, Value>| of.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&offered), names(&read));
    for (name, schema) in &read {
        assert_eq!(&offered[name], schema, "{name}");
    }
}

/// The single settings in the schema of an object, by their full names.
fn add_settings(name: &str, schema: &Value, found: &mut BTreeMap<String, Value>) {
    match schema["properties"].as_object() {
        Some(parts) => {
            for (part, schema) in parts {
                add_settings(&format!("{name}.{part}"), schema, found);
            }
        }
        None => {
            found.insert(name.to_owned(), meaning(schema));
        }
    }
}

/// A schema without its words for people, and without the order of what has none.
fn meaning(schema: &Value) -> Value {
    match schema {
        Value::Object(parts) => {
            let parts = parts.iter().filter(|(key, value)| {
                let is_text = value.is_string() || key.as_str() == "enumDescriptions";
                let for_people = ["description", "markdownDescription", "enumDescriptions"];
                let for_people = is_text && for_people.contains(&key.as_str());
                !for_people && key.as_str() != "scope"
            });
            let parts = parts.map(|(key, value)| {
                let mut value = meaning(value);
                if let ("enum" | "required", Value::Array(choices)) = (key.as_str(), &mut value) {
                    choices.sort_by_key(Value::to_string);
                }
                (key.clone(), value)
            });
            Value::Object(parts.collect())
        }
        Value::Array(items) => items.iter().map(meaning).collect(),
        other => other.clone(),
    }
}

/// Offers the names of the rules. Others are allowed: a file may be newer or older than the schema.
fn rules_by_name(dialects: &Dialects) -> Value {
    let severity = json!({ "$ref": "#/definitions/Severity" });
    let named = dialects.rules().iter().map(|rule| {
        let row = json!({ "description": rule.finds, "allOf": [severity] });
        (rule.name.clone(), row)
    });
    json!({
        "description": "Severities of single rules, by name.",
        "type": "object",
        "properties": Map::from_iter(named),
        "additionalProperties": severity,
    })
}

/// Says the same in the words that editors understand best.
#[derive(Clone, Debug)]
struct Plain;

impl Transform for Plain {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        if let Some(Value::String(text)) = schema.get_mut("description") {
            *text = text.replace('\n', " ");
        }
        if let Some(Value::Array(choices)) = schema.get("oneOf").cloned() {
            let all = |key| choices.iter().map(|it| it.get(key).cloned()).collect();
            let (values, docs): (Option<Vec<Value>>, Option<Vec<Value>>) =
                (all("const"), all("description"));
            if let (Some(values), Some(docs)) = (values, docs) {
                schema.remove("oneOf");
                schema.insert("type".to_owned(), json!("string"));
                schema.insert("enum".to_owned(), Value::Array(values));
                schema.insert("enumDescriptions".to_owned(), Value::Array(docs));
            }
        }
        without_null(schema);
    }
}

/// TOML has no null: a key is there or not.
fn without_null(schema: &mut Schema) {
    if schema.get("default") == Some(&Value::Null) {
        schema.remove("default");
    }
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|it| it != "null");
        if let [only] = &types[..] {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|it| it != &json!({ "type": "null" }));
        if choices.len() == 1
            && let Some(only) = schema.remove("anyOf")
        {
            schema.insert("allOf".to_owned(), only);
        }
    }
}
