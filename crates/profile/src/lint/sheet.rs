use std::ops::Range;

use permissions::{Kind, Permission, Resource};
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A profile as far as it can be read: a field that is missing or malformed is `None`, and the rest is still judged.
pub(super) struct Sheet<'t> {
    pub(super) root: &'t DeTable<'t>,
    pub(super) permissions: Vec<Asked<'t>>,
}

pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// One `[[permissions]]` table.
pub(super) struct Asked<'t> {
    table: &'t Value<'t>,
    /// `None` where the word is not one of a resource's.
    pub(super) resource: Option<Resource>,
    pub(super) kind: Option<Kind>,
}

impl<'t> Sheet<'t> {
    pub(super) fn of(root: &'t DeTable<'t>) -> Self {
        let tables = root.get("permissions").and_then(|permissions| permissions.get_ref().as_array());
        let permissions = tables.into_iter().flatten().map(|table| Asked {
            table,
            resource: word(table.get_ref().get("resource"), Resource::Graph),
            kind: word(table.get_ref().get("kind"), Kind::Delegated),
        });
        Sheet { root, permissions: permissions.collect() }
    }

    /// The value at a path such as `["app", "accounts"]`.
    pub(super) fn at(&self, path: [&str; 2]) -> Option<&'t Value<'t>> {
        let [table, key] = path;
        self.root.get(table)?.get_ref().get(key)
    }

    /// Where a permission stands in the file.
    pub(super) fn place(&self, value: &str, resource: Resource, kind: Kind) -> Range<usize> {
        let same = |asked: &&Asked<'_>| {
            (asked.resource, asked.kind) == (Some(resource), Some(kind))
                && asked.value().is_some_and(|(known, _)| known.eq_ignore_ascii_case(value))
        };
        let found = self.permissions.iter().find(same);
        found.and_then(Asked::value).map_or(0..0, |(_, place)| place)
    }
}

impl<'t> Asked<'t> {
    pub(super) fn place(&self) -> Range<usize> {
        self.table.span()
    }

    pub(super) fn get(&self, key: &str) -> Option<&'t Value<'t>> {
        self.table.get_ref().get(key)
    }

    /// The literal value with its place.
    pub(super) fn value(&self) -> Option<(&'t str, Range<usize>)> {
        let value = self.get("value")?;
        Some((value.get_ref().as_str()?.trim(), value.span()))
    }

    /// What Microsoft publishes about it.
    pub(super) fn fact(&self) -> Option<Permission> {
        permissions::find(self.resource?, self.kind?, self.value()?.0)
    }
}

/// The word the schema knows for a value of this type, or what stands there without one.
fn word<'t, T: Deserialize<'t>>(value: Option<&'t Value<'t>>, otherwise: T) -> Option<T> {
    let Some(value) = value else { return Some(otherwise) };
    let word = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(value.get_ref().as_str()?);
    T::deserialize(word).ok()
}
