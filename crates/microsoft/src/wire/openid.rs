use serde::Deserialize;

/// `/.well-known/openid-configuration`. Its endpoints are not read on purpose: ours are compiled in.
#[derive(Deserialize)]
pub(crate) struct Configuration {
    pub(crate) issuer: String,
    #[serde(default)]
    pub(crate) token_endpoint: String,
    pub(crate) cloud_instance_name: Option<String>,
    pub(crate) tenant_region_scope: Option<String>,
    pub(crate) tenant_region_sub_scope: Option<String>,
    /// Read for what it says about the cloud, and never asked: the hosts are ours.
    pub(crate) msgraph_host: Option<String>,
}
