use serde_json::Value;

use super::super::refusal::GraphRefusal;

/// The part of OData's `$filter` that directory tools use here: comparisons with `eq`, joined by `and`, and `any` over a
/// collection.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Filter(Vec<Term>);

#[derive(Debug, PartialEq, Eq)]
enum Term {
    Equals { field: String, literal: String },
    Any { collection: String, field: String, literal: String },
}

impl Filter {
    pub(super) fn parse(text: &str) -> Result<Self, GraphRefusal> {
        let terms = text.split(" and ").map(|term| Term::parse(term.trim()));
        let terms: Option<Vec<Term>> = terms.collect();
        terms.map(Self).ok_or_else(|| GraphRefusal::unsupported_query(text))
    }

    pub(super) fn takes(&self, item: &Value) -> bool {
        self.0.iter().all(|term| match term {
            Term::Equals { field, literal } => same(&item[field.as_str()], literal),
            Term::Any { collection, field, literal } => item[collection.as_str()]
                .as_array()
                .is_some_and(|items| items.iter().any(|item| same(&item[field.as_str()], literal))),
        })
    }
}

impl Term {
    fn parse(term: &str) -> Option<Self> {
        // collection/any(u:u/field eq 'value')
        if let Some((collection, rest)) = term.split_once("/any(") {
            let (variable, inner) = rest.strip_suffix(')')?.split_once(':')?;
            let inner = inner.trim().strip_prefix(&format!("{}/", variable.trim()))?;
            let (field, literal) = comparison(inner)?;
            return Some(Self::Any { collection: name(collection)?, field, literal });
        }
        let (field, literal) = comparison(term)?;
        Some(Self::Equals { field, literal })
    }
}

fn comparison(text: &str) -> Option<(String, String)> {
    let (field, literal) = text.split_once(" eq ")?;
    let literal = literal.trim();
    let quoted = literal.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    let plain = || ["true", "false"].contains(&literal).then(|| literal.to_owned());
    let literal = quoted.map(|text| text.replace("''", "'")).or_else(plain)?;
    Some((name(field.trim())?, literal))
}

fn name(text: &str) -> Option<String> {
    (!text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric())).then(|| text.to_owned())
}

/// Ids and names are compared without case, as the directory does.
fn same(value: &Value, literal: &str) -> bool {
    match value {
        Value::String(text) => text.eq_ignore_ascii_case(literal),
        Value::Bool(flag) => literal == if *flag { "true" } else { "false" },
        Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn comparisons_are_joined_and_collections_searched() {
        let item = json!({ "appId": "A1", "enabled": true, "asks": [{ "status": "InProgress" }] });
        for (filter, expected) in [
            ("appId eq 'a1'", true),
            ("appId eq 'a1' and enabled eq false", false),
            ("appId eq 'A1' and asks/any(u:u/status eq 'InProgress')", true),
            ("asks/any(u:u/status eq 'Expired')", false),
        ] {
            assert_eq!(Filter::parse(filter).unwrap().takes(&item), expected, "{filter}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused_and_not_ignored() {
        for filter in ["appId ne 'a'", "startswith(appId,'a')", "appId eq a", "asks/any(u:v/status eq 'x')", ""] {
            assert!(Filter::parse(filter).is_err(), "{filter}");
        }
    }
}
