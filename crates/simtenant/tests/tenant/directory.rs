//! The admin's side of Graph: who may read, who may change, and what a change does to the app.

use crate::support::{App, Browser, CALENDAR, SIGN_IN, text};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use simtenant::{Options, Running, start};

const NORA: &str = "nora.lindqvist@northbank.example";
const CLOUD_APP_ADMIN: &str = "adrian.osei@northbank.example";
const GLOBAL: &str = "marit.solheim@northbank.example";
const READER: &str = "ravi.menon@northbank.example";
const RIGHTS: &str = "User.Read Application.ReadWrite.All DelegatedPermissionGrant.ReadWrite.All AppRoleAssignment.ReadWrite.All \
     Policy.Read.All ConsentRequest.Read.All Organization.Read.All";
const GRAPH_APP: &str = "00000003-0000-0000-c000-000000000000";

struct Tool<'a> {
    app: &'a App<'a>,
    graph: String,
    token: String,
}

impl<'a> Tool<'a> {
    /// Signs in and takes every right it can get: an administrator's own, or what one has granted to everybody.
    async fn of(app: &'a App<'a>, tenant: &Running, upn: &str, scope: &str) -> Self {
        let mut browser = Browser::new();
        let page = browser.open(&app.authorize_url(scope, &[])).await;
        let mut page = browser.sign_in(&page, upn, "northbank").await;
        if page.has("name=\"accept\"") {
            page = browser.submit(&page, &[], "accept").await;
        }
        let (status, tokens) = app.redeem(&page.reply()["code"]).await;
        assert_eq!(status, StatusCode::OK, "{tokens}");
        Self { app, graph: tenant.graph(), token: text(&tokens, "access_token").to_owned() }
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let said = self.app.say(method, path, &self.token, &[], body.as_ref()).await;
        assert!(said.headers.contains_key("request-id"));
        (said.status.as_u16(), said.body)
    }

    async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call(Method::GET, path, None).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }
}

async fn granted_everything(scenario: &str) -> Running {
    let tenant = start(Options { scenario: scenario.into(), ..Options::default() }).await.unwrap();
    let mut browser = Browser::new();
    let link = reqwest::Url::parse_with_params(
        &format!("{}/v2.0/adminconsent", tenant.authority()),
        [
            ("client_id", tenant.client_id()),
            ("scope", &format!("openid {RIGHTS}")),
            ("redirect_uri", "http://localhost:49152"),
        ],
    );
    let page = browser.open(link.unwrap().as_str()).await;
    let page = browser.sign_in(&page, GLOBAL, "northbank").await;
    browser.submit(&page, &[], "accept").await;
    tenant
}

#[tokio::test]
async fn one_person_is_granted_by_hand_and_revoked_again() {
    let tenant = granted_everything("managed-policy").await;
    let app = App::new(&tenant);
    let tool = Tool::of(&app, &tenant, CLOUD_APP_ADMIN, &format!("openid {RIGHTS}")).await;
    let ours =
        tool.get(&format!("/servicePrincipals?$filter=appId eq '{}'", tenant.client_id())).await["value"][0].clone();
    let theirs = tool.get(&format!("/servicePrincipals(appId='{GRAPH_APP}')?$select=id,displayName")).await;
    assert_eq!((theirs.as_object().unwrap().len(), text(&theirs, "displayName")), (3, "Microsoft Graph"));

    let nora = Tool::of(&app, &tenant, NORA, "openid User.Read").await.get("/me").await;
    let grant = json!({
        "clientId": ours["id"], "resourceId": theirs["id"], "consentType": "Principal", "principalId": nora["id"],
        "scope": "openid profile offline_access User.Read Calendars.Read",
    });
    let (status, made) = tool.call(Method::POST, "/oauth2PermissionGrants", Some(grant.clone())).await;
    assert_eq!(status, 201, "{made}");
    let (status, twice) = tool.call(Method::POST, "/oauth2PermissionGrants", Some(grant)).await;
    assert_eq!((status, text(&twice["error"], "code")), (409, "Request_MultipleObjectsWithSameKeyValue"));

    let mut browser = Browser::new();
    let page = browser.open(&app.authorize_url(CALENDAR, &[])).await;
    let reply = browser.sign_in(&page, NORA, "northbank").await.reply();
    let (_, tokens) = app.redeem(&reply["code"]).await;
    assert!(text(&tokens, "scope").contains("Calendars.Read"), "{tokens}");

    let filter =
        format!("/oauth2PermissionGrants?$filter=clientId eq '{}' and consentType eq 'Principal'", text(&ours, "id"));
    assert_eq!(tool.get(&filter).await["value"].as_array().unwrap().len(), 1);
    let path = format!("/oauth2PermissionGrants/{}", text(&made, "id"));
    assert_eq!(tool.call(Method::PATCH, &path, Some(json!({ "scope": "User.Read" }))).await.0, 204);
    assert_eq!(text(&tool.get(&path).await, "scope"), "User.Read");
    assert_eq!(tool.call(Method::DELETE, &path, None).await.0, 204);
    assert_eq!(tool.call(Method::GET, &path, None).await.0, 404);
    assert_eq!(app.refresh(text(&tokens, "refresh_token"), CALENDAR).await.1["error_codes"], json!([65001]));
    assert!(tenant.unexpected().is_empty());
}

#[tokio::test]
async fn an_app_is_switched_off_and_assigned_by_those_who_may() {
    let tenant = granted_everything("managed-policy").await;
    let app = App::new(&tenant);
    let scope = format!("openid {RIGHTS}");
    let admin = Tool::of(&app, &tenant, CLOUD_APP_ADMIN, &scope).await;
    let nora = Tool::of(&app, &tenant, NORA, &scope).await;
    let ours = format!("/servicePrincipals(appId='{}')", tenant.client_id());
    let id = text(&admin.get(&ours).await, "id").to_owned();

    let close = Some(json!({ "appRoleAssignmentRequired": true }));
    let (status, refused) = nora.call(Method::PATCH, &ours, close.clone()).await;
    assert_eq!((status, text(&refused["error"], "code")), (403, "Authorization_RequestDenied"));
    assert_eq!(admin.call(Method::PATCH, &format!("/servicePrincipals/{id}"), close).await.0, 204);
    let page = {
        let mut browser = Browser::new();
        let page = browser.open(&app.authorize_url(&scope, &[])).await;
        browser.sign_in(&page, NORA, "northbank").await
    };
    assert!(page.has("AADSTS50105"), "{page:?}");

    let me = nora.get("/me").await;
    let assigned = format!("/servicePrincipals/{id}/appRoleAssignedTo");
    let role =
        json!({ "principalId": me["id"], "resourceId": id, "appRoleId": "00000000-0000-0000-0000-000000000000" });
    assert_eq!(nora.call(Method::POST, &assigned, Some(role.clone())).await.0, 403);
    assert_eq!(admin.call(Method::POST, &assigned, Some(role.clone())).await.0, 201);
    assert_eq!(admin.call(Method::POST, &assigned, Some(role)).await.0, 400);
    assert_eq!(text(&admin.get(&assigned).await["value"][0], "principalDisplayName"), "Nora Lindqvist");

    assert_eq!(admin.call(Method::PATCH, &ours, Some(json!({ "accountEnabled": false }))).await.0, 204);
    let page = Browser::new().open(&app.authorize_url(SIGN_IN, &[("prompt", "login")])).await;
    assert!(Browser::new().sign_in(&page, NORA, "northbank").await.has("AADSTS7000112"));
}

#[tokio::test]
async fn application_permissions_are_for_global_administrators_to_grant() {
    let tenant = granted_everything("managed-policy").await;
    let app = App::new(&tenant);
    let scope = format!("openid {RIGHTS}");
    for (upn, status) in [(CLOUD_APP_ADMIN, 403), (GLOBAL, 201)] {
        let tool = Tool::of(&app, &tenant, upn, &scope).await;
        let graph = tool.get(&format!("/servicePrincipals(appId='{GRAPH_APP}')")).await;
        let roles = graph["appRoles"].as_array().unwrap();
        let role = roles.iter().find(|role| role["value"] == "Calendars.Read").unwrap();
        let ours = tool.get(&format!("/servicePrincipals(appId='{}')", tenant.client_id())).await;
        let body = json!({ "principalId": ours["id"], "resourceId": graph["id"], "appRoleId": role["id"] });
        let path = format!("/servicePrincipals/{}/appRoleAssignedTo", text(&graph, "id"));
        assert_eq!(tool.call(Method::POST, &path, Some(body)).await.0, status, "{upn}");
    }
}

#[tokio::test]
async fn the_queue_and_the_policies_are_read_by_those_whose_role_allows_it() {
    let tenant = granted_everything("workflow").await;
    let app = App::new(&tenant);
    let mut browser = Browser::new();
    let page = browser.open(&app.authorize_url(CALENDAR, &[])).await;
    let form = browser.sign_in(&page, NORA, "northbank").await;
    browser.submit(&form, &[("justification", "Client visits")], "request").await;

    let scope = format!("openid {RIGHTS}");
    let queue = "/identityGovernance/appConsent/appConsentRequests";
    let nora = Tool::of(&app, &tenant, NORA, &scope).await;
    assert_eq!(nora.call(Method::GET, queue, None).await.0, 403);
    let reader = Tool::of(&app, &tenant, READER, &scope).await;
    let open =
        reader.get(&format!("{queue}?$filter=userConsentRequests/any(u:u/status eq 'InProgress')")).await["value"][0]
            .clone();
    let users = reader.get(&format!("{queue}/{}/userConsentRequests", text(&open, "id"))).await;
    let one = &users["value"][0];
    assert_eq!((text(one, "status"), text(one, "reason")), ("InProgress", "Client visits"));
    assert_eq!(text(&one["createdBy"]["user"], "displayName"), "Nora Lindqvist");

    let policy = reader.get("/policies/authorizationPolicy").await;
    let assigned = policy["defaultUserRolePermissions"]["permissionGrantPoliciesAssigned"].to_string();
    assert!(assigned.contains("ForSelf.microsoft-user-default-recommended"), "{assigned}");
    let requests = reader.get("/policies/adminConsentRequestPolicy").await;
    assert_eq!((requests["isEnabled"].as_bool(), requests["reviewers"].as_array().unwrap().len()), (Some(true), 2));
    assert_eq!(text(&reader.get("/organization").await["value"][0], "displayName"), "Northbank");
}

#[tokio::test]
async fn a_token_without_the_scope_is_refused_before_the_role_is_looked_at() {
    let tenant = granted_everything("managed-policy").await;
    let app = App::new(&tenant);
    app.control("revoke", json!({})).await;
    let tool = Tool::of(&app, &tenant, GLOBAL, "openid User.Read").await;
    for path in ["/servicePrincipals", "/oauth2PermissionGrants", "/policies/authorizationPolicy"] {
        let (status, body) = tool.call(Method::GET, path, None).await;
        assert_eq!((status, text(&body["error"], "code")), (403, "Authorization_RequestDenied"), "{path}");
    }
    let missing = tool.app.http.get(format!("{}/groups", tool.graph)).bearer_auth(&tool.token).send().await.unwrap();
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    assert_eq!(tenant.unexpected().len(), 1);
}

#[tokio::test]
async fn everything_an_admin_reads_is_there() {
    let tenant = granted_everything("workflow").await;
    let app = App::new(&tenant);
    let mut browser = Browser::new();
    let page = browser.open(&app.authorize_url(CALENDAR, &[])).await;
    let form = browser.sign_in(&page, NORA, "northbank").await;
    browser.submit(&form, &[("justification", "Client visits")], "request").await;
    app.control("assign", json!({})).await;

    let admin = Tool::of(&app, &tenant, CLOUD_APP_ADMIN, &format!("openid {RIGHTS}")).await;
    let list = async |path: &str| admin.get(path).await["value"].as_array().unwrap().clone();
    let principals = list("/servicePrincipals").await;
    let assigned = list(&format!("/servicePrincipals/{}/appRoleAssignedTo", text(&principals[1], "id"))).await;
    assert_eq!(assigned.len(), 1);
    assert!(!list("/oauth2PermissionGrants").await.is_empty());
    assert_eq!(list("/organization").await.len(), 1);
    assert!(admin.get("/policies/authorizationPolicy").await["defaultUserRolePermissions"].is_object());
    assert!(admin.get("/policies/adminConsentRequestPolicy").await["reviewers"].is_array());
    let queue = "/identityGovernance/appConsent/appConsentRequests";
    let open = list(queue).await;
    assert_eq!(list(&format!("{queue}/{}/userConsentRequests", text(&open[0], "id"))).await.len(), 1);
}
