use std::cmp::Ordering;

use crate::permission::{Kind, Month, Permission, Resource};

/// The month in which calendars joined the permissions that Microsoft's managed consent policy reserves for
/// administrators. Files and sites came before it (2025-07), contacts, people and tasks after it (2026-07).
///
/// Source: Microsoft's list in "Manage app consent policies" (2026-01-22) and message MC1097272; the months are those
/// in which tenants saw the change.
pub const MANAGED_POLICY_SINCE: Month = "2025-11";

/// Every permission known here, by resource, kind and value.
pub fn all() -> impl Iterator<Item = Permission> {
    use Resource::{ExchangeOnline, Graph, SharePoint};
    [Graph, ExchangeOnline, SharePoint]
        .into_iter()
        .flat_map(|resource| [(resource, Kind::Delegated), (resource, Kind::Application)])
        .flat_map(|(resource, kind)| facts(resource, kind).lines().filter_map(move |line| row(resource, kind, line)))
}

/// The delegated permission of Microsoft Graph with this value. Values are compared as Microsoft does, without case.
pub fn delegated(value: &str) -> Option<Permission> {
    find(Resource::Graph, Kind::Delegated, value)
}

/// The permission of `resource` with this kind and value. The same value may exist twice, once per kind.
///
/// A binary search in the compiled-in text: its lines are sorted, so nothing is parsed before it is asked for.
pub fn find(resource: Resource, kind: Kind, value: &str) -> Option<Permission> {
    let text = facts(resource, kind);
    let bytes = text.as_bytes();
    // Both are always the start of a line, or the end of the text.
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes.get(low..middle)?.iter().rposition(|byte| *byte == b'\n').map_or(low, |at| low + at + 1);
        let end = bytes.get(start..high)?.iter().position(|byte| *byte == b'\n').map_or(high, |at| start + at);
        let line = text.get(start..end)?;
        match without_case(line.split('\t').next()?, value) {
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start,
            Ordering::Equal => return row(resource, kind, line),
        }
    }
    None
}

/// One permission a line, sorted by value without regard to case: value, id, whether an administrator must consent,
/// since when the managed policy bars it, Microsoft's names in English and Japanese; `-` where no source says anything.
/// Written by `examples/import.rs`.
///
/// 230 kB of program, read where it lies: nothing to load and nothing on the heap. A packed form would save 70 kB and
/// cost a format of its own; compressed, 60 kB would do, and the first lookup would have to unpack all of it.
/// `cargo bench -p permissions` measures size, first answer and lookup.
pub(crate) fn facts(resource: Resource, kind: Kind) -> &'static str {
    match (resource, kind) {
        (Resource::Graph, Kind::Delegated) => include_str!("../data/graph-delegated.tsv"),
        (Resource::Graph, Kind::Application) => include_str!("../data/graph-application.tsv"),
        (Resource::ExchangeOnline, Kind::Delegated) => include_str!("../data/exchange-delegated.tsv"),
        (Resource::ExchangeOnline, Kind::Application) => include_str!("../data/exchange-application.tsv"),
        (Resource::SharePoint, Kind::Delegated) => include_str!("../data/sharepoint-delegated.tsv"),
        (Resource::SharePoint, Kind::Application) => include_str!("../data/sharepoint-application.tsv"),
    }
}

fn row(resource: Resource, kind: Kind, line: &'static str) -> Option<Permission> {
    let mut cells = line.split('\t');
    let permission = Permission {
        value: cells.next()?,
        kind,
        resource,
        id: cells.next()?,
        admin_consent: match cells.next()? {
            "yes" => Some(true),
            "no" => Some(false),
            "-" => None,
            _ => return None,
        },
        managed_exclusion: stated(cells.next()?),
        display_en: cells.next()?,
        display_ja: stated(cells.next()?),
    };
    cells.next().is_none().then_some(permission)
}

fn stated(cell: &'static str) -> Option<&'static str> {
    (cell != "-").then_some(cell)
}

fn without_case(a: &str, b: &str) -> Ordering {
    a.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(b.bytes().map(|byte| byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_permission_with_an_id_and_is_found_again() {
        let lines: usize = [Resource::Graph, Resource::ExchangeOnline, Resource::SharePoint]
            .into_iter()
            .flat_map(|resource| [facts(resource, Kind::Delegated), facts(resource, Kind::Application)])
            .map(|text| text.lines().count())
            .sum();
        assert_eq!((all().count(), lines), (1622, 1622));
        for known in all() {
            let shape: Vec<usize> = known.id.split('-').map(str::len).collect();
            assert_eq!(shape, [8, 4, 4, 4, 12], "{}", known.value);
            assert!(known.id.chars().all(|c| c == '-' || c.is_ascii_digit() || ('a'..='f').contains(&c)));
            let found = find(known.resource, known.kind, &known.value.to_uppercase());
            assert_eq!(found.map(|found| found.value), Some(known.value));
        }
    }

    #[test]
    fn the_lines_are_sorted_as_the_search_needs_them_and_one_value_is_listed_twice() {
        let mut twice = Vec::new();
        for (one, next) in all().zip(all().skip(1)) {
            if (one.resource, one.kind) == (next.resource, next.kind) {
                match without_case(one.value, next.value) {
                    Ordering::Less => {}
                    Ordering::Equal => twice.push((one.resource, one.value)),
                    Ordering::Greater => panic!("{} comes before {}", one.value, next.value),
                }
            }
        }
        // Exchange Online itself lists it with two ids; both are facts.
        assert_eq!(twice, [(Resource::ExchangeOnline, "User.ReadBasic.All")]);
    }

    #[test]
    fn what_is_not_there_is_not_found_at_either_end_or_between() {
        for value in ["", "\n", "\t", "A", "Calendars", "Calendars.Rea", "Calendars.Read\t", "zzz", "予定表"] {
            for (resource, kind) in [(Resource::Graph, Kind::Delegated), (Resource::SharePoint, Kind::Application)] {
                assert_eq!(find(resource, kind, value), None, "{value:?}");
            }
        }
    }
}
