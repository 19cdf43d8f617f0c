use std::sync::LazyLock;

use crate::permission::{Kind, Month, Permission, Resource};

/// The month in which calendars joined the permissions that Microsoft's managed consent policy reserves for
/// administrators. Files and sites came before it (2025-07), contacts, people and tasks after it (2026-07).
///
/// Source: Microsoft's list in "Manage app consent policies" (2026-01-22) and message MC1097272; the months are those
/// in which tenants saw the change.
pub const MANAGED_POLICY_SINCE: Month = "2025-11";

/// Every permission known here, in the order of the data file.
pub fn all() -> &'static [Permission] {
    &TABLE
}

/// The delegated permission of Microsoft Graph with this value. Values are compared as Microsoft does, without case.
pub fn delegated(value: &str) -> Option<&'static Permission> {
    find(Resource::Graph, Kind::Delegated, value)
}

/// The permission of `resource` with this kind and value. The same value may exist twice, once per kind.
pub fn find(resource: Resource, kind: Kind, value: &str) -> Option<&'static Permission> {
    TABLE
        .iter()
        .find(|known| known.resource == resource && known.kind == kind && known.value.eq_ignore_ascii_case(value))
}

/// Tab-separated, one permission a line, `-` where no source says anything.
const DATA: &str = include_str!("../data/permissions.tsv");

static TABLE: LazyLock<Vec<Permission>> = LazyLock::new(|| DATA.lines().skip(1).filter_map(row).collect());

fn row(line: &'static str) -> Option<Permission> {
    let mut cells = line.split('\t');
    let permission = Permission {
        value: cells.next()?,
        kind: match cells.next()? {
            "delegated" => Kind::Delegated,
            "application" => Kind::Application,
            _ => return None,
        },
        resource: match cells.next()? {
            "graph" => Resource::Graph,
            "exchange" => Resource::ExchangeOnline,
            "sharepoint" => Resource::SharePoint,
            _ => return None,
        },
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_line_of_the_data_file_is_a_permission() {
        assert_eq!(all().len(), DATA.lines().count() - 1);
    }

    #[test]
    fn ids_are_lower_case_uuids_and_no_row_repeats() {
        for (index, known) in all().iter().enumerate() {
            let shape: Vec<usize> = known.id.split('-').map(str::len).collect();
            assert_eq!(shape, [8, 4, 4, 4, 12], "{}", known.value);
            assert!(known.id.chars().all(|c| c == '-' || c.is_ascii_digit() || ('a'..='f').contains(&c)));
            let same = |other: &Permission| {
                (other.resource, other.kind, other.value) == (known.resource, known.kind, known.value)
            };
            assert_eq!(all().iter().position(same), Some(index), "{} appears twice", known.value);
        }
    }

    #[test]
    fn calendars_are_barred_since_november_2025_and_sign_in_scopes_are_not() {
        for value in ["Calendars.Read", "Calendars.ReadBasic", "Calendars.ReadWrite", "Calendars.Read.Shared"] {
            assert_eq!(delegated(value).unwrap().managed_exclusion, Some(MANAGED_POLICY_SINCE), "{value}");
        }
        for value in ["openid", "profile", "offline_access", "email", "User.Read"] {
            let known = delegated(value).unwrap();
            assert_eq!((known.managed_exclusion, known.admin_consent), (None, Some(false)), "{value}");
        }
        assert_eq!(delegated("Files.Read.All").unwrap().managed_exclusion, Some("2025-07"));
        assert_eq!(delegated("People.Read").unwrap().managed_exclusion, Some("2026-07"));
    }

    #[test]
    fn nothing_is_claimed_where_microsofts_sources_disagree() {
        assert_eq!(delegated("Calendars.ReadBasic").unwrap().admin_consent, None);
    }

    #[test]
    fn a_value_is_found_without_regard_to_case_and_only_on_its_own_resource() {
        assert_eq!(delegated("calendars.readwrite").unwrap().value, "Calendars.ReadWrite");
        assert!(delegated("EWS.AccessAsUser.All").is_none());
        let ews = find(Resource::ExchangeOnline, Kind::Delegated, "EWS.AccessAsUser.All").unwrap();
        assert_eq!(ews.managed_exclusion, Some("2025-11"));
    }

    #[test]
    fn one_value_can_be_two_permissions() {
        let as_user = find(Resource::Graph, Kind::Delegated, "Calendars.Read").unwrap();
        let as_itself = find(Resource::Graph, Kind::Application, "Calendars.Read").unwrap();
        assert_ne!(as_user.id, as_itself.id);
        assert_eq!((as_itself.admin_consent, as_itself.managed_exclusion), (Some(true), None));
    }
}
