//! OpenAPI 3.0 schemas as JSON Schema: `nullable` becomes a type, `allOf` is laid flat, and a property nobody described
//! is a violation.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::{Contract, Operation};

impl Contract {
    /// Panics where the contract cannot be read: half a contract would pass anything.
    #[allow(clippy::expect_used, reason = "runs in tests only")]
    pub(crate) fn parse(text: &str) -> Self {
        let document: Value = serde_saphyr::from_str(text).expect("the contract is YAML");
        let schemas: Map<String, Value> = document["components"]["schemas"]
            .as_object()
            .expect("it has schemas")
            .iter()
            .map(|(name, schema)| (name.clone(), strict(schema, &document)))
            .collect();
        let compile = |schema: &Value| {
            let root = json!({ "components": { "schemas": schemas }, "allOf": [strict(schema, &document)] });
            jsonschema::validator_for(&root).expect("a schema")
        };
        let mut operations = BTreeMap::new();
        for (path, methods) in document["paths"].as_object().expect("it has paths") {
            for (method, operation) in methods.as_object().expect("it has methods") {
                operations.insert(format!("{method} {path}"), read(operation, &document, &compile));
            }
        }
        Self { document, operations }
    }
}

fn read(operation: &Value, document: &Value, compile: &impl Fn(&Value) -> Validator) -> Operation {
    let body = |holder: &Value| {
        let holder = resolved(holder, document);
        let schema = &holder["content"]["application/json"]["schema"];
        (!schema.is_null()).then(|| compile(schema))
    };
    let named = |parameter: &Value| {
        let parameter = resolved(parameter, document);
        (parameter["in"] == "query").then(|| parameter["name"].as_str().map(str::to_owned)).flatten()
    };
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let answers = &operation["responses"];
    let success = if answers["2XX"].is_null() { &answers["200"] } else { &answers["2XX"] };
    Operation {
        status: operation["x-documented-status"].as_u64().unwrap_or(200),
        query: parameters.iter().filter_map(named).collect::<BTreeSet<_>>(),
        request: body(&operation["requestBody"]),
        response: body(success),
        error: body(&answers["default"]).unwrap_or_else(|| compile(&json!({}))),
    }
}

fn resolved<'d>(value: &'d Value, document: &'d Value) -> &'d Value {
    let pointer = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
}

fn strict(schema: &Value, document: &Value) -> Value {
    let Some(fields) = schema.as_object() else { return schema.clone() };
    if fields.contains_key("$ref") {
        return schema.clone();
    }
    let mut flat = Map::new();
    flatten(schema, document, &mut flat);
    let nullable = flat.remove("nullable") == Some(Value::Bool(true));
    if let Some(properties) = flat.get_mut("properties").and_then(Value::as_object_mut) {
        for property in properties.values_mut() {
            *property = strict(property, document);
        }
        // Annotations may stand anywhere.
        flat.insert("patternProperties".to_owned(), json!({ "@": {} }));
        flat.insert("additionalProperties".to_owned(), json!(false));
    }
    if let Some(items) = flat.get_mut("items") {
        *items = strict(items, document);
    }
    if let Some(kinds) = flat.get_mut("anyOf").and_then(Value::as_array_mut) {
        for kind in kinds {
            *kind = strict(kind, document);
        }
    }
    if nullable && let Some(kind) = flat.get_mut("type") {
        *kind = json!([kind.clone(), "null"]);
    }
    Value::Object(flat)
}

/// A schema and everything it inherits from, side by side.
fn flatten(schema: &Value, document: &Value, into: &mut Map<String, Value>) {
    for (name, value) in resolved(schema, document).as_object().into_iter().flatten() {
        match (name.as_str(), value) {
            ("allOf", Value::Array(parts)) => parts.iter().for_each(|part| flatten(part, document, into)),
            ("properties", Value::Object(more)) => {
                let all = into.entry("properties").or_insert_with(|| json!({}));
                if let Some(all) = all.as_object_mut() {
                    all.extend(more.clone());
                }
            }
            ("description" | "title" | "example" | "default", _) => {}
            (name, _) if name.starts_with("x-") => {}
            (name, value) => {
                into.insert(name.to_owned(), value.clone());
            }
        }
    }
}
