//! Holds Graph's requests and answers against a contract cut from Microsoft's own description of Graph v1.0.
//!
//! The contract is not part of this repository. Where it is absent nothing is held against it, and that is said; [`shape`]
//! is checked everywhere.

mod count;
mod replay;
mod schema;
pub mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::Value;

pub use replay::{Replayed, replay};

/// The contract, read once for a test program.
pub struct Contract {
    document: Value,
    operations: BTreeMap<String, Operation>,
}

struct Operation {
    /// The documented success, in place of the `2XX` of generated descriptions.
    status: u64,
    query: BTreeSet<String>,
    request: Option<Validator>,
    response: Option<Validator>,
    error: Validator,
}

impl Contract {
    /// `None`, and a line that says so, where the contract is not present.
    pub fn here() -> Option<&'static Self> {
        static READ: OnceLock<Option<Contract>> = OnceLock::new();
        let read = READ.get_or_init(|| {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/graph-contract.yaml");
            let read = std::fs::read_to_string(path).ok().map(|text| Self::parse(&text));
            if read.is_none() {
                // Not a print macro: this has to be seen of a test that passes, too.
                let _ = writeln!(std::io::stderr(), "the Graph contract is not here: nothing is held against it");
            }
            read
        });
        read.as_ref()
    }

    /// Every way in which an answer differs from what Microsoft describes. `path` is without host and version.
    pub fn answer(&self, method: &str, path: &str, status: u16, body: Option<&Value>) -> Vec<String> {
        let Some(operation) = self.operation(method, path) else {
            // Cut down to a calendar client's needs, the contract knows nothing of a few calls an admin's tool makes.
            count::undescribed();
            return Vec::new();
        };
        count::one();
        if status >= 400 {
            return body.map_or_else(
                || vec![format!("{method} {path}: {status} without a body")],
                |body| broken(&operation.error, body),
            );
        }
        let mut found = Vec::new();
        if u64::from(status) != operation.status {
            found.push(format!("{method} {path}: {status} where {} is documented", operation.status));
        }
        match (&operation.response, body) {
            (Some(schema), Some(body)) => found.extend(broken(schema, body)),
            // Generated descriptions give a body to answers that are documented as 204.
            (Some(_), None) if operation.status == 204 => {}
            (Some(_), None) => found.push(format!("{method} {path}: no body")),
            (None, Some(_)) => found.push(format!("{method} {path}: a body where none is documented")),
            (None, None) => {}
        }
        found
    }

    /// Every way in which a request differs from what Microsoft describes. `query` are the parameters' names.
    pub fn request<'q>(
        &self,
        method: &str,
        path: &str,
        query: impl IntoIterator<Item = &'q str>,
        body: Option<&Value>,
    ) -> Vec<String> {
        count::one();
        let Some(operation) = self.operation(method, path) else {
            return vec![format!("{method} {path} is not in the contract")];
        };
        let unknown = query.into_iter().filter(|name| !operation.query.contains(*name));
        let mut found: Vec<String> = unknown.map(|name| format!("{method} {path}: no parameter {name}")).collect();
        match (&operation.request, body) {
            (Some(schema), Some(body)) => found.extend(broken(schema, body)),
            (None, Some(_)) => found.push(format!("{method} {path} takes no body")),
            (Some(_) | None, None) => {}
        }
        found
    }

    /// Whether Microsoft's description, as cut, knows the call.
    fn describes(&self, method: &str, path: &str) -> bool {
        self.operation(method, path).is_some()
    }

    fn operation(&self, method: &str, path: &str) -> Option<&Operation> {
        // An alternate key, servicePrincipals(appId='...'), stands for the id.
        let path = path.replacen('(', "/", 1);
        let wanted: Vec<&str> = path.trim_matches('/').split('/').collect();
        let fits = |template: &str| {
            let parts: Vec<&str> = template.trim_matches('/').split('/').collect();
            parts.len() == wanted.len()
                && parts.iter().zip(&wanted).all(|(part, segment)| part.starts_with('{') || part == segment)
        };
        // A literal segment wins over a parameter: templates with braces sort after plain ones.
        let key = |template: &str| format!("{} {template}", method.to_ascii_lowercase());
        let paths = self.document["paths"].as_object()?;
        let mut fitting: Vec<&String> = paths.keys().filter(|template| fits(template)).collect();
        fitting.sort_by_key(|template| template.matches('{').count());
        fitting.into_iter().find_map(|template| self.operations.get(&key(template)))
    }
}

fn broken(schema: &Validator, body: &Value) -> Vec<String> {
    schema.iter_errors(body).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SMALL: &str = r##"
paths:
  /me/things/{id}:
    get:
      x-documented-status: 200
      parameters:
      - { name: $select, in: query }
      responses:
        2XX: { content: { application/json: { schema: { $ref: '#/components/schemas/thing' } } } }
        default: { content: { application/json: { schema: { required: [error] } } } }
components:
  schemas:
    base: { type: object, properties: { id: { type: string } } }
    kind: { type: string, enum: [one, other] }
    thing:
      allOf:
      - $ref: '#/components/schemas/base'
      - type: object
        properties:
          note: { type: string, nullable: true }
          kind: { $ref: '#/components/schemas/kind' }
"##;

    #[test]
    fn what_is_not_described_is_a_violation() {
        let contract = Contract::parse(SMALL);
        let broken = |status, body: Value| contract.answer("GET", "/me/things/7", status, Some(&body)).len();
        assert_eq!(broken(200, json!({ "id": "7", "note": null, "kind": "one", "@odata.etag": "x" })), 0);
        assert_eq!(broken(201, json!({ "id": "7" })), 1);
        assert_eq!(broken(200, json!({ "id": 7 })), 1);
        assert_eq!(broken(200, json!({ "kind": "third" })), 1);
        assert_eq!(broken(200, json!({ "colour": "red" })), 1);
        assert_eq!(broken(404, json!({ "oops": true })), 1);
        assert_eq!(contract.request("GET", "/me/things/7", ["$select"], None).len(), 0);
        assert_eq!(contract.request("GET", "/me/things/7", ["$top"], None).len(), 1);
        assert_eq!(contract.request("POST", "/me/things/7", [], None).len(), 1);
    }
}
