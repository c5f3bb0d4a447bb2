//! The schema of `dossier.toml` is made from the types that read it.

use dossier_dialect::Dialects;
use dossier_workspace::ConfigText;
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
