use std::error::Error;

use onboarding::Obstacle;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use rustls::CertificateError;

/// What a status means that is neither success nor an answer to the question asked.
pub(crate) fn of_status(status: StatusCode, headers: &HeaderMap) -> Obstacle {
    match status {
        StatusCode::TOO_MANY_REQUESTS => Obstacle::SlowDown,
        StatusCode::PROXY_AUTHENTICATION_REQUIRED => Obstacle::ProxySignIn,
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Obstacle::Silence,
        // Made for captive portals (RFC 6585, 6).
        StatusCode::NETWORK_AUTHENTICATION_REQUIRED => Obstacle::OtherPage,
        status if status.is_server_error() => {
            if headers.contains_key(RETRY_AFTER) {
                Obstacle::SlowDown
            } else {
                Obstacle::ServiceFault
            }
        }
        _ => Obstacle::OtherPage,
    }
}

pub(crate) fn of_error(error: &reqwest::Error) -> Obstacle {
    if let Some(tls) = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>()) {
        of_tls(tls)
    } else if causes(error).any(|cause| is_tunnel(cause, "proxy authorization required")) {
        Obstacle::ProxySignIn
    } else if causes(error).any(|cause| is_tunnel(cause, "unsuccessful")) {
        Obstacle::ProxyRefuses
    } else if error.is_timeout() {
        Obstacle::Silence
    } else if error.is_connect() {
        Obstacle::NoConnection
    } else if error.is_decode() {
        Obstacle::OtherPage
    } else {
        Obstacle::ServiceFault
    }
}

fn of_tls(error: &rustls::Error) -> Obstacle {
    let rustls::Error::InvalidCertificate(reason) = error else { return Obstacle::Tls };
    if matches!(reason, CertificateError::UnknownIssuer) || is_unfollowed_chain(reason) {
        Obstacle::UntrustedCertificate
    } else if matches!(
        reason,
        CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. }
    ) {
        Obstacle::CertificateTime
    } else if matches!(reason, CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. }) {
        Obstacle::OtherPage
    } else {
        Obstacle::Tls
    }
}

/// Windows tells a root that was sent and is not trusted from a chain that it cannot follow or check, which is what
/// inspection looks like. rustls-platform-verifier passes the latter on as text (verification/windows.rs, 0.7.1).
fn is_unfollowed_chain(reason: &CertificateError) -> bool {
    // CERT_E_CHAINING 0x800B010A and CERT_E_REVOCATION_FAILURE 0x800B010E in winerror.h.
    const CODES: [&str; 2] = ["(os error -2146762486)", "(os error -2146762482)"];
    matches!(reason, CertificateError::Other(other) if CODES.iter().any(|code| other.to_string().contains(code)))
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(Some(error as &(dyn Error + 'static)), |error| cause(*error))
}

/// What an error came from. An `io::Error`'s own `source` skips the error it wraps.
fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        Some(inner) => Some(inner as &'a (dyn Error + 'static)),
        None => error.source(),
    }
}

/// What a proxy said to the request for a tunnel: a 407, or anything else but yes. The error's type is private to hyper-util;
/// its wording is all there is (proxy/tunnel.rs, 0.1.21).
fn is_tunnel(error: &(dyn Error + 'static), said: &str) -> bool {
    error.source().is_none() && error.to_string() == format!("tunnel error: {said}")
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Arc;

    use rustls::OtherError;

    use super::*;

    #[test]
    fn what_is_wrong_with_a_certificate_decides_whose_move_it_is() {
        let other = |code: i32| CertificateError::Other(OtherError(Arc::new(io::Error::from_raw_os_error(code))));
        for (reason, obstacle) in [
            (CertificateError::UnknownIssuer, Obstacle::UntrustedCertificate),
            (CertificateError::Expired, Obstacle::CertificateTime),
            (CertificateError::NotValidYet, Obstacle::CertificateTime),
            (CertificateError::NotValidForName, Obstacle::OtherPage),
            (CertificateError::Revoked, Obstacle::Tls),
            // CERT_E_CHAINING, CERT_E_REVOCATION_FAILURE, CERT_E_PURPOSE of winerror.h.
            (other(-2_146_762_486), Obstacle::UntrustedCertificate),
            (other(-2_146_762_482), Obstacle::UntrustedCertificate),
            (other(-2_146_762_490), Obstacle::Tls),
        ] {
            assert_eq!(of_tls(&rustls::Error::InvalidCertificate(reason.clone())), obstacle, "{reason:?}");
        }
        assert_eq!(of_tls(&rustls::Error::HandshakeNotComplete), Obstacle::Tls);
    }
}
