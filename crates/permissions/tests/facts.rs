//! Well-known permissions as Microsoft publishes them, and every row of the collected facts where they are at hand.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use permissions::{Kind, MANAGED_POLICY_SINCE, Permission, ROLES, Resource, all, delegated, find};

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
    assert_eq!(delegated("Contacts.Read").unwrap().managed_exclusion, None);
}

#[test]
fn nothing_is_claimed_where_microsofts_sources_disagree() {
    assert_eq!(delegated("Calendars.ReadBasic").unwrap().admin_consent, None);
}

#[test]
fn a_value_is_found_without_regard_to_case_and_only_on_its_own_resource() {
    assert_eq!(delegated("calendars.readwrite").unwrap().value, "Calendars.ReadWrite");
    assert!(delegated("AllSites.FullControl").is_none());
    assert!(delegated("Calendars.ReadBasic.Shared").is_none());
    let sites = find(Resource::SharePoint, Kind::Delegated, "AllSites.FullControl").unwrap();
    assert_eq!((sites.id, sites.admin_consent), ("56680e0d-d2a3-4ae1-80d8-3c4f2100e3d0", Some(true)));
    let ews = find(Resource::ExchangeOnline, Kind::Delegated, "EWS.AccessAsUser.All").unwrap();
    assert_eq!(ews.managed_exclusion, Some("2025-11"));
    let whole = find(Resource::ExchangeOnline, Kind::Application, "full_access_as_app").unwrap();
    assert_eq!((whole.id, whole.risk().level()), ("dc890d15-9560-4a4c-9b7f-a736ec74ec40", 5));
}

#[test]
fn one_value_can_be_two_permissions() {
    let as_user = find(Resource::Graph, Kind::Delegated, "Calendars.Read").unwrap();
    let as_itself = find(Resource::Graph, Kind::Application, "Calendars.Read").unwrap();
    assert_ne!(as_user.id, as_itself.id);
    assert_eq!((as_itself.admin_consent, as_itself.managed_exclusion), (Some(true), None));
    assert_eq!(as_user.least_role().name, "Cloud Application Administrator");
    assert_eq!(as_itself.least_role().name, "Privileged Role Administrator");
}

#[test]
fn only_an_administrator_grants_application_permissions_and_no_policy_bars_them() {
    for known in all().filter(|known| known.kind == Kind::Application) {
        assert_eq!((known.admin_consent, known.managed_exclusion), (Some(true), None), "{}", known.value);
    }
}

#[test]
fn what_the_policy_bars_is_what_users_could_otherwise_grant() {
    let barred: Vec<Permission> = all().filter(|known| known.managed_exclusion.is_some()).collect();
    assert_eq!(barred.len(), 36);
    assert!(barred.iter().all(|known| known.kind == Kind::Delegated && known.admin_consent != Some(true)));
}

#[test]
fn every_collected_fact_is_in_the_table_unchanged() {
    let Some(facts) = collected("graph-permissions.csv") else { return };
    let table: HashSet<[&str; 7]> = all().map(|known| cells(&known)).collect();
    let mut disputed = Vec::new();
    for row in &facts {
        let mut row: [&str; 7] = std::array::from_fn(|cell| row[cell].as_str());
        if table.contains(&row) {
            continue;
        }
        row[3] = "";
        assert!(table.contains(&row), "{row:?}");
        disputed.push(row[0]);
    }
    assert_eq!(disputed, ["Calendars.ReadBasic"]);
    assert_eq!(table.len(), facts.len());
    println!("{} permissions compared", facts.len());
}

#[test]
fn every_collected_exclusion_is_dated_and_there_is_no_other() {
    let Some(facts) = collected("ms-managed-consent-exclusions.csv") else { return };
    let listed: HashSet<[&str; 4]> = facts.iter().map(|row| std::array::from_fn(|cell| row[cell].as_str())).collect();
    let dated: HashSet<[&str; 4]> = all()
        .filter(|known| known.managed_exclusion.is_some())
        .map(|known| [known.value, kind(&known), known.id, known.resource.app_id()])
        .collect();
    assert_eq!(dated, listed);
    println!("{} exclusions compared", facts.len());
}

#[test]
fn every_collected_role_is_here_with_what_it_may_grant() {
    let Some(facts) = collected("entra-roles.csv") else { return };
    let listed: HashMap<&str, &Vec<String>> = facts.iter().map(|row| (row[0].as_str(), row)).collect();
    assert_eq!(listed.len(), ROLES.len());
    for role in ROLES {
        let row = listed[role.name];
        let grants = match role.grants {
            permissions::Grants::Anything => "any",
            permissions::Grants::AllButGraphApplication => "any_except_graph_application_permissions",
            permissions::Grants::NotListed => "not_listed",
        };
        assert_eq!([role.template_id, &role.privileged.to_string(), grants], [&row[1], &row[2], &row[3]]);
    }
    println!("{} roles compared", facts.len());
}

/// The rows of a collected fact file beside the repository, or nothing, said aloud, where it is absent.
fn collected(name: &str) -> Option<Vec<Vec<String>>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if !path.exists() {
        println!("not compared: {name} is not at hand");
        return None;
    }
    let records = csv::Reader::from_path(path).unwrap().into_records();
    Some(records.map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect())
}

fn cells(known: &Permission) -> [&'static str; 7] {
    let admin = match known.admin_consent {
        Some(true) => "true",
        Some(false) => "false",
        None => "",
    };
    let ja = known.display_ja.unwrap_or_default();
    [known.value, kind(known), known.id, admin, known.display_en, ja, known.resource.app_id()]
}

fn kind(known: &Permission) -> &'static str {
    match known.kind {
        Kind::Delegated => "delegated",
        Kind::Application => "application",
    }
}
