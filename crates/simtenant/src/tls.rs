//! https for clients that insist on it: a certificate authority and a certificate for `localhost`, made on the fly.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{Timestamp, ToSpan as _};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};
pub(crate) use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::running::Surroundings;

#[derive(Debug, thiserror::Error)]
pub(crate) enum TlsError {
    #[error("the certificate could not be made")]
    Certificate(#[from] rcgen::Error),
    #[error("the certificate was refused")]
    Config(#[from] tokio_rustls::rustls::Error),
    #[error("the CA could not be written")]
    Write(#[from] io::Error),
}

/// What to serve https with, and the authority's file; `None` where plain http is wanted.
pub(crate) fn wanted(surroundings: &Surroundings) -> Result<Option<(TlsAcceptor, PathBuf)>, TlsError> {
    surroundings.tls.as_deref().map(certify).transpose()
}

/// Writes the authority's certificate to `folder`. Its key is forgotten at once, so that trusting it trusts nothing else.
fn certify(folder: &Path) -> Result<(TlsAcceptor, PathBuf), TlsError> {
    let ca_key = KeyPair::generate()?;
    let mut ca = CertificateParams::new(Vec::new())?;
    name(&mut ca, "Simulated tenant CA");
    ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let ca_certificate = ca.self_signed(&ca_key)?;
    let issuer = Issuer::new(ca, ca_key);

    let key = KeyPair::generate()?;
    let mut leaf = CertificateParams::new(["localhost", "127.0.0.1", "::1"].map(str::to_owned).to_vec())?;
    name(&mut leaf, "localhost");
    leaf.use_authority_key_identifier_extension = true;
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let certificate = leaf.signed_by(&key, &issuer)?;

    let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let mut config =
        ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate.der().clone()], private)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];

    std::fs::create_dir_all(folder)?;
    let path = folder.join("simulated-tenant-ca.pem");
    std::fs::write(&path, ca_certificate.pem())?;
    Ok((TlsAcceptor::from(Arc::new(config)), path))
}

/// Valid from yesterday for a month: browsers and Apple's libraries refuse certificates of very long life.
fn name(params: &mut CertificateParams, common_name: &str) {
    params.distinguished_name.push(DnType::CommonName, common_name);
    let today = Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let day = |date: jiff::civil::Date| {
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        date_time_ymd(i32::from(date.year()), month, day)
    };
    params.not_before = day(today.saturating_sub(1.day()));
    params.not_after = day(today.saturating_add(30.days()));
}
