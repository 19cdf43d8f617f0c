//! Whose certificates are believed: the system's own store decides, on every system. The HTTP library sees to that unasked;
//! what stands here shows that it does.
#![allow(clippy::unwrap_used)]

/// An https server with a certificate that this computer has no reason to trust, and the root behind it.
pub(crate) async fn server(certificate: rcgen::CertificateParams) -> (u16, String) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let key = rcgen::KeyPair::generate().unwrap();
    let mut inspector = rcgen::CertificateParams::new(Vec::new()).unwrap();
    // A name of its own: with the same one the leaf would look self-signed to Windows.
    inspector.distinguished_name.push(rcgen::DnType::CommonName, format!("Inspecting proxy {port}"));
    let authority = rcgen::CertifiedIssuer::self_signed(inspector, rcgen::KeyPair::generate().unwrap()).unwrap();
    let certificate = certificate.signed_by(&key, &authority).unwrap();
    let root = authority.pem();
    let provider = std::sync::Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            rustls::pki_types::PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(std::sync::Arc::new(config));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = acceptor.accept(stream).await;
        }
    });
    (port, root)
}

#[cfg(target_os = "linux")]
mod files {
    use std::path::Path;
    use std::process::Command;

    use super::server;
    use crate::http::Way;
    use crate::microsoft::Timing;
    use crate::proxy::Proxy;
    use onboarding::Obstacle;

    const ALONE: &str = "MICROSOFT_TEST_TLS";

    /// In a process of its own, where the environment names these: the environment belongs to everybody in a process.
    fn alone(file: Option<&str>, folder: Option<&str>, within: &Path, expected: &str) {
        let mut alone = Command::new(std::env::current_exe().unwrap());
        alone
            .args(["--exact", "tls::files::the_systems_store_decides"])
            .env(ALONE, expected)
            .env_remove("SSL_CERT_FILE")
            .env_remove("SSL_CERT_DIR");
        for (variable, name) in [("SSL_CERT_FILE", file), ("SSL_CERT_DIR", folder)] {
            if let Some(name) = name {
                alone.env(variable, within.join(name));
            }
        }
        let output = alone.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{file:?} {folder:?}: {said}");
    }

    /// Which of these servers are believed.
    async fn ask(addresses: &str) -> String {
        let way = Way::open(Proxy::Direct, &Timing::default()).unwrap();
        let mut believed = String::new();
        for address in addresses.split(' ') {
            // The server hangs up after the handshake: only whether that came about is asked here.
            let trouble = way.send(way.get(address), 10).await.err().unwrap();
            believed.push(if trouble.obstacle == Obstacle::UntrustedCertificate { '-' } else { '+' });
        }
        believed
    }

    #[test]
    fn the_systems_store_decides() {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        if let Some((addresses, believed)) = std::env::var(ALONE).ok().as_deref().and_then(|told| told.split_once('='))
        {
            assert_eq!(runtime.block_on(ask(addresses)), believed);
            return;
        }
        let named = || rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let (one, in_file) = runtime.block_on(server(named()));
        let (other, in_folder) = runtime.block_on(server(named()));
        let folder = tempfile::tempdir().unwrap();
        let within = folder.path();
        std::fs::write(within.join("file.pem"), &in_file).unwrap();
        std::fs::write(within.join("nothing.pem"), "no certificate").unwrap();
        std::fs::create_dir(within.join("folder")).unwrap();
        std::fs::write(within.join("folder/other.pem"), &in_folder).unwrap();
        let addresses = format!("https://localhost:{one}/ https://localhost:{other}/");
        for (file, folder, expected) in [
            (None, None, "--"),
            (Some("file.pem"), None, "+-"),
            (None, Some("folder"), "-+"),
            (Some("file.pem"), Some("folder"), "++"),
            (Some("nothing.pem"), Some("folder"), "-+"),
            (Some("no such file"), Some("folder"), "-+"),
        ] {
            alone(file, folder, within, &format!("{addresses}={expected}"));
        }
    }
}
