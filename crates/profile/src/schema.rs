//! The JSON Schema of a profile file, for editors. It is taken from the types that read the file.

use std::borrow::Cow;

use permissions::{Kind, Resource};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::Value;

use crate::brand::{Colour, Logo};
use crate::parse::Written;
use crate::wire::{ClientId, EmailAddress, HttpsUrl, MicrosoftPage};
use crate::words::Localised;

/// The schema as it is committed, ending in a line break. Draft 7, which every TOML editor knows.
pub fn generated_schema() -> String {
    let settings = SchemaSettings::draft07().with_transform(RecursiveTransform(without_null));
    format!("{:#}\n", settings.into_generator().into_root_schema_for::<Written>().to_value())
}

/// TOML has no null: what is optional is left out.
fn without_null(schema: &mut Schema) {
    let is_null = |value: &Value| value == "null" || value["type"] == "null";
    if let Some(Value::Array(any)) = schema.get_mut("anyOf") {
        any.retain(|one| !is_null(one));
    }
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|one| !is_null(one));
    }
    if schema.get("default") == Some(&Value::Null) {
        schema.remove("default");
    }
}

pub(crate) fn resource(_: &mut SchemaGenerator) -> Schema {
    words(&[Resource::Graph, Resource::ExchangeOnline, Resource::SharePoint])
}

pub(crate) fn kind(_: &mut SchemaGenerator) -> Schema {
    words(&[Kind::Delegated, Kind::Application])
}

/// For types whose crate does not know about schemas.
fn words<T: Serialize>(variants: &[T]) -> Schema {
    let values: Vec<_> = variants.iter().filter_map(|variant| serde_json::to_value(variant).ok()).collect();
    json_schema!({ "type": "string", "enum": values })
}

impl JsonSchema for Localised {
    fn schema_name() -> Cow<'static, str> {
        "Localised".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let text = json_schema!({ "type": "string", "pattern": "\\S" });
        json_schema!({
            "description": "A text in each language. English and Japanese are required; any other may follow by its tag, such as `de` or `pt-BR`.",
            "type": "object",
            "required": ["en", "ja"],
            "properties": { "en": text, "ja": text },
            "patternProperties": { "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$": text },
            "additionalProperties": false
        })
    }
}

macro_rules! text_of_shape {
    ($($name:ident: $pattern:literal),*) => {$(
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    )*};
}

text_of_shape! {
    ClientId: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
    HttpsUrl: "^https://[^/@\\s]+(/\\S*)?$",
    MicrosoftPage: "^https://([a-z0-9-]+\\.)*(microsoft|microsoft365)\\.com(/\\S*)?$",
    EmailAddress: "^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$",
    Colour: "^#[0-9A-Fa-f]{6}$",
    Logo: "^\\s*(<svg\\s|data:image/png;base64,)"
}
