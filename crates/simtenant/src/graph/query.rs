//! OData's query options, as far as Outlook's collections document them.

use std::cmp::Ordering;

use serde_json::{Value, json};

use crate::params::Params;
use crate::sim::Sim;

use super::refusal::GraphRefusal;

/// What Graph gives when `$top` is absent.
pub(super) const DEFAULT_PAGE: usize = 10;

/// A collection: filtered, ordered, then one page of it with a link to the next. Clients must follow the link as it is.
pub(super) fn collection(
    sim: &Sim,
    path: &str,
    params: &Params,
    mut all: Vec<Value>,
    kind: &str,
) -> Result<Value, GraphRefusal> {
    for unsupported in ["$search", "$expand"] {
        if params.get(unsupported).is_some() {
            return Err(GraphRefusal::bad_query(format!("The query parameter '{unsupported}' is not supported.")));
        }
    }
    if let Some(filter) = params.get("$filter") {
        let terms: Option<Vec<Term<'_>>> = filter.split(" and ").map(|term| Term::parse(term.trim())).collect();
        let terms = terms.ok_or_else(|| GraphRefusal::bad_query(format!("Invalid filter clause: '{filter}'.")))?;
        all.retain(|item| terms.iter().all(|term| term.takes(item)));
    }
    if let Some(order) = params.get("$orderby") {
        sort(&mut all, order)?;
    }
    let selected: Result<Vec<Value>, GraphRefusal> =
        all.into_iter().map(|item| select(item, params.get("$select"), kind)).collect();
    page(sim, path, params, selected?, kind)
}

fn page(sim: &Sim, path: &str, params: &Params, all: Vec<Value>, kind: &str) -> Result<Value, GraphRefusal> {
    let number = |name: &str, default: usize| match params.get(name) {
        None => Ok(default),
        Some(text) => text.parse().map_err(|_| GraphRefusal::bad_query(format!("Invalid value '{text}' for {name}."))),
    };
    let (top, skip) = (number("$top", DEFAULT_PAGE)?, number("$skip", 0)?);
    if !(1..=1_000).contains(&top) {
        return Err(GraphRefusal::bad_query("The limit of $top is 1 to 1000."));
    }
    let base = format!("{}/graph/v1.0", sim.origin());
    let total = all.len();
    let value: Vec<Value> = all.into_iter().skip(skip).take(top).collect();
    let mut body = json!({ "@odata.context": format!("{base}/$metadata#users('me')/{kind}s"), "value": value });
    if params.get("$count") == Some("true") {
        body["@odata.count"] = json!(total);
    }
    if skip + top < total {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for name in params.names().filter(|name| !["$top", "$skip"].contains(name)) {
            query.append_pair(name, params.get(name).unwrap_or_default());
        }
        query.append_pair("$top", &top.to_string()).append_pair("$skip", &(skip + top).to_string());
        body["@odata.nextLink"] = json!(format!("{base}{path}?{}", query.finish()));
    }
    Ok(body)
}

/// `$select`: id and etag always come along; a name that does not exist is an error, as at Microsoft.
pub(super) fn select(mut item: Value, wanted: Option<&str>, kind: &str) -> Result<Value, GraphRefusal> {
    let (Some(wanted), Some(fields)) = (wanted, item.as_object_mut()) else { return Ok(item) };
    let wanted: Vec<&str> = wanted.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    // Present on some items only.
    let sometimes = ["originalStart", "body", "bodyPreview", "transactionId"];
    if let Some(unknown) = wanted.iter().find(|name| !fields.contains_key(**name) && !sometimes.contains(*name)) {
        return Err(GraphRefusal::bad_query(format!(
            "Could not find a property named '{unknown}' on type 'microsoft.graph.{kind}'."
        )));
    }
    fields.retain(|name, _| name == "@odata.etag" || name == "id" || wanted.contains(&name.as_str()));
    Ok(item)
}

fn sort(all: &mut [Value], order: &str) -> Result<(), GraphRefusal> {
    let keys: Vec<(&str, bool)> = order
        .split(',')
        .map(|key| key.trim().split_once(' ').map_or((key.trim(), false), |(path, way)| (path, way.trim() == "desc")))
        .collect();
    if let Some((unknown, _)) = keys.iter().find(|(path, _)| all.first().is_some_and(|item| at(item, path).is_none())) {
        return Err(GraphRefusal::bad_query(format!("Could not find a property named '{unknown}'.")));
    }
    all.sort_by(|one, other| {
        let by = |(path, descending): &(&str, bool)| {
            let order = compared(at(one, path), at(other, path));
            if *descending { order.reverse() } else { order }
        };
        keys.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    });
    Ok(())
}

/// `start/dateTime` leads into an object.
fn at<'v>(item: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('/').try_fold(item, |value, name| value.get(name))
}

fn compared(one: Option<&Value>, other: Option<&Value>) -> Ordering {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_lowercase);
    let plain = |value: Option<&Value>| value.map(ToString::to_string);
    text(one).cmp(&text(other)).then_with(|| plain(one).cmp(&plain(other)))
}

/// One term of `$filter`: a comparison, or `startswith` and `contains`.
#[derive(Debug)]
enum Term<'a> {
    Compared { path: &'a str, operator: Operator, literal: String },
    Text { path: &'a str, whole: bool, literal: String },
}

#[derive(Clone, Copy, Debug)]
enum Operator {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

impl<'a> Term<'a> {
    fn parse(term: &'a str) -> Option<Self> {
        for (function, whole) in [("startswith(", false), ("contains(", true)] {
            if let Some(rest) = term.strip_prefix(function) {
                let (path, literal) = rest.strip_suffix(')')?.split_once(',')?;
                return Some(Self::Text { path: path.trim(), whole, literal: quoted(literal.trim())?.to_lowercase() });
            }
        }
        let mut parts = term.splitn(3, ' ');
        let path = parts.next()?;
        let operator = match parts.next()? {
            "eq" => Operator::Eq,
            "ne" => Operator::Ne,
            "gt" => Operator::Gt,
            "ge" => Operator::Ge,
            "lt" => Operator::Lt,
            "le" => Operator::Le,
            _ => return None,
        };
        let literal = parts.next()?.trim();
        let literal = quoted(literal).or_else(|| (!literal.is_empty()).then(|| literal.to_owned()))?;
        Some(Self::Compared { path, operator, literal: literal.to_lowercase() })
    }

    fn takes(&self, item: &Value) -> bool {
        let text = |path: &str| match at(item, path) {
            Some(Value::String(text)) => Some(text.to_lowercase()),
            Some(value @ (Value::Bool(_) | Value::Number(_))) => Some(value.to_string()),
            Some(Value::Null | Value::Array(_) | Value::Object(_)) | None => None,
        };
        match self {
            Term::Text { path, whole, literal } => text(path).is_some_and(|text| {
                if *whole { text.contains(literal.as_str()) } else { text.starts_with(literal.as_str()) }
            }),
            Term::Compared { path, operator, literal } => text(path).is_some_and(|text| {
                let order = text.as_str().cmp(literal.as_str());
                match operator {
                    Operator::Eq => order.is_eq(),
                    Operator::Ne => order.is_ne(),
                    Operator::Gt => order.is_gt(),
                    Operator::Ge => order.is_ge(),
                    Operator::Lt => order.is_lt(),
                    Operator::Le => order.is_le(),
                }
            }),
        }
    }
}

fn quoted(literal: &str) -> Option<String> {
    Some(literal.strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'"))
}
