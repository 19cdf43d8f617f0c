//! The Graph contract: cut from Microsoft's own description, and not part of this repository.
#![allow(clippy::print_stdout, reason = "says how much was checked, or that nothing was")]

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

pub(crate) struct Contract(String);

impl Contract {
    /// `None`, and a line that says so, where it is not present.
    pub(crate) fn read() -> Option<Self> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/graph-contract.yaml");
        let contract = std::fs::read_to_string(path).ok().map(Self);
        if contract.is_none() {
            println!("the Graph contract is not here: this check does not run");
        }
        contract
    }

    /// Every field of every item is a property of one of the schemas: the item's own and those it inherits from.
    pub(crate) fn check(&self, kinds: &[&str], items: &[Value]) {
        let mut known: BTreeSet<&str> = kinds.iter().flat_map(|kind| self.properties(kind)).collect();
        known.extend(["id", "@odata.etag", "@odata.context"]);
        for item in items {
            for name in item.as_object().unwrap().keys() {
                assert!(known.contains(name.as_str()), "{}.{name} is not in the contract", kinds[0]);
            }
        }
        println!("{} items of {} checked against the Graph contract", items.len(), kinds[0]);
    }

    /// Names below `properties:` of one schema, by indentation.
    fn properties(&self, kind: &str) -> BTreeSet<&str> {
        let lines = self.0.lines().skip_while(|line| *line != format!("    microsoft.graph.{kind}:")).skip(1);
        let schema: Vec<&str> = lines.take_while(|line| line.starts_with("     ")).collect();
        let at = schema.iter().position(|line| line.trim() == "properties:").unwrap();
        let depth = schema[at].len() - "properties:".len();
        let indent = |line: &str| line.len() - line.trim_start().len();
        let named = schema.iter().filter(|line| indent(line) == depth + 2 && line.trim().ends_with(':'));
        named.map(|line| line.trim().trim_end_matches(':').trim_matches('\'')).collect()
    }
}
