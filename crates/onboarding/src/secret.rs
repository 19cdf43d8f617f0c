//! Secrets of the journey: types that can be handed on but neither printed nor serialised.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

macro_rules! secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(SecretString);

        impl $name {
            pub fn new(value: String) -> Self {
                Self(SecretString::from(value))
            }

            /// For the one place that must send or store it. Never log the result.
            pub fn expose(&self) -> &str {
                self.0.expose_secret()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

secret!(
    /// Lives in the OS key store, or in memory where there is none.
    RefreshToken
);
secret!(
    /// Lives in memory only, for about an hour.
    AccessToken
);
secret!(
    /// The address of a sign-in page under way. It carries `state` and the PKCE challenge, so it goes to the browser
    /// and the clipboard only, never to the window or a log.
    SignInPage
);
