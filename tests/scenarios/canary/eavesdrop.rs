//! Stands between the journey and Microsoft's adapter, and knows every secret that passes.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use microsoft::Microsoft;
use onboarding::*;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

pub(crate) struct Eavesdropper {
    microsoft: Arc<Microsoft>,
    opened: mpsc::UnboundedSender<String>,
    tokens: Arc<Mutex<Vec<(&'static str, String)>>>,
    pages: Mutex<Vec<String>>,
}

impl Eavesdropper {
    pub(crate) fn new(microsoft: Arc<Microsoft>, opened: mpsc::UnboundedSender<String>) -> Self {
        Self { microsoft, opened, tokens: Arc::default(), pages: Mutex::default() }
    }

    pub(crate) fn tokens(&self) -> Vec<(&'static str, String)> {
        self.tokens.lock().unwrap().clone()
    }

    /// The hashes of the PKCE verifiers: the verifiers themselves never leave the adapter, so they are known by these.
    pub(crate) fn challenges(&self) -> Vec<String> {
        let pages = self.pages.lock().unwrap();
        let challenge = |page: &String| {
            let url = reqwest::Url::parse(page).unwrap();
            url.query_pairs().find(|(name, _)| name == "code_challenge").map(|(_, value)| value.into_owned())
        };
        pages.iter().filter_map(challenge).collect()
    }
}

fn hear(tokens: &Mutex<Vec<(&'static str, String)>>, grant: &Grant) {
    let mut tokens = tokens.lock().unwrap();
    tokens.push(("access token", grant.access.expose().to_owned()));
    tokens.extend(grant.refresh.as_ref().map(|refresh| ("refresh token", refresh.expose().to_owned())));
}

#[async_trait]
impl IdentityProvider for Eavesdropper {
    fn authority(&self, cloud: Cloud) -> String {
        self.microsoft.authority(cloud)
    }

    async fn discover(&self, email: &EmailAddress) -> Discovery {
        self.microsoft.discover(email).await
    }

    async fn sign_in(
        &self,
        order: SignInOrder,
        live: mpsc::Sender<SignInNews>,
        cancel: CancellationToken,
    ) -> SignInEnd {
        let (tell, mut told) = mpsc::channel(4);
        let tokens = Arc::clone(&self.tokens);
        let passing_on = tokio::spawn(async move {
            while let Some(news) = told.recv().await {
                if let SignInNews::Identified(signed) = &news {
                    hear(&tokens, &signed.grant);
                }
                let _ = live.send(news).await;
            }
        });
        let end = self.microsoft.sign_in(order, tell, cancel).await;
        passing_on.await.unwrap();
        if let SignInEnd::Signed(signed) = &end {
            hear(&self.tokens, &signed.grant);
        }
        end
    }

    async fn preflight(&self, cloud: Cloud) -> Preflight {
        self.microsoft.preflight(cloud).await
    }

    async fn redeem(&self, record: &TokenRecord, scopes: &Scopes) -> Redemption {
        let redemption = self.microsoft.redeem(record, scopes).await;
        if let Redemption::Granted(grant) = &redemption {
            hear(&self.tokens, grant);
        }
        redemption
    }
}

impl Browser for Eavesdropper {
    fn open_page(&self, page: &SignInPage) -> Result<(), OpenFault> {
        self.pages.lock().unwrap().push(page.expose().to_owned());
        self.opened.send(page.expose().to_owned()).map_err(|_| OpenFault::NothingOpened)
    }
}
