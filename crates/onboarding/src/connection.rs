//! What stands between this computer and Microsoft: what a look at the network found, and the one thing to tell about it.

use std::time::Duration;

use jiff::SignedDuration;
use serde::Serialize;

use crate::ports::NetworkFault;

/// A clock further off than this breaks certificates and tokens sooner or later.
const TOLERATED: Duration = Duration::from_secs(5 * 60);

/// What the window knows of the connection. A look begins when a person asks for one, and there is one at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Connection {
    #[default]
    NotChecked,
    Checking,
    Checked {
        finding: Finding,
        sign_in: Service,
        calendar: Service,
        clock: ClockCheck,
    },
}

/// The one thing to tell the person first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Finding {
    /// Nothing stands in the way from here.
    Clear,
    /// Everything answers; the clock is off by more than five minutes, and by how much.
    WrongClock {
        seconds_ahead: i64,
    },
    SignInBlocked {
        by: Obstacle,
    },
    /// Signing in would work, reading the calendar would not.
    CalendarBlocked {
        by: Obstacle,
    },
}

/// What stands between this computer and a service, as exactly as it can be told. Each has its own next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// No name could be looked up, or nothing answers at the address.
    NoConnection,
    /// The proxy that is set does not answer.
    ProxyUnreachable,
    /// The proxy answers, and does not get through to the service or does not let anybody.
    ProxyRefuses,
    /// The proxy asks for a sign-in of its own (407).
    ProxySignIn,
    /// The certificate is from an authority this computer does not trust. Where an office inspects traffic, IT has to
    /// put its root into the system's store; there is no setting to look away.
    UntrustedCertificate,
    /// The certificate is not valid at this computer's time: most often, the clock is wrong.
    CertificateTime,
    /// The secure connection failed in another way.
    Tls,
    /// Somebody else answered: a sign-in page of a hotel, an airport or an office, most often.
    OtherPage,
    /// Connected, and no answer in time.
    Silence,
    /// Microsoft's own trouble, or a connection cut in the middle.
    ServiceFault,
    /// Microsoft asks to slow down.
    SlowDown,
}

/// One of Microsoft's services, and whether it can be reached from here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Service {
    pub host: String,
    pub state: ServiceState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ServiceState {
    Answers,
    Blocked { by: Obstacle },
}

/// This computer's clock beside Microsoft's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ClockCheck {
    Right,
    Off {
        seconds_ahead: i64,
    },
    /// Nobody of Microsoft's answered, so there was nothing to compare with.
    Unknown,
}

/// What a look at the network found, before or after a sign-in that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preflight {
    /// The sign-in service of the cloud.
    pub sign_in: Service,
    /// Microsoft Graph, where the calendar is.
    pub calendar: Service,
    /// How far this computer's clock is ahead of Microsoft's, if anybody answered.
    pub clock: Option<SignedDuration>,
}

impl Preflight {
    pub fn finding(&self) -> Finding {
        let off = match self.clock_check() {
            ClockCheck::Off { seconds_ahead } => Some(seconds_ahead),
            ClockCheck::Right | ClockCheck::Unknown => None,
        };
        match (self.sign_in.state, self.calendar.state, off) {
            // The likely cause of the other one.
            (ServiceState::Blocked { by: Obstacle::CertificateTime }, _, Some(seconds_ahead)) => {
                Finding::WrongClock { seconds_ahead }
            }
            (ServiceState::Blocked { by }, _, _) => Finding::SignInBlocked { by },
            (ServiceState::Answers, ServiceState::Blocked { by }, _) => Finding::CalendarBlocked { by },
            (ServiceState::Answers, ServiceState::Answers, Some(seconds_ahead)) => {
                Finding::WrongClock { seconds_ahead }
            }
            (ServiceState::Answers, ServiceState::Answers, None) => Finding::Clear,
        }
    }

    fn clock_check(&self) -> ClockCheck {
        match self.clock {
            None => ClockCheck::Unknown,
            Some(ahead) if ahead.unsigned_abs() <= TOLERATED => ClockCheck::Right,
            Some(ahead) => ClockCheck::Off { seconds_ahead: ahead.as_secs() },
        }
    }
}

impl From<Preflight> for Connection {
    fn from(found: Preflight) -> Self {
        Self::Checked {
            finding: found.finding(),
            clock: found.clock_check(),
            sign_in: found.sign_in,
            calendar: found.calendar,
        }
    }
}

impl Obstacle {
    /// The same as the journey's screens put it, where less can be told.
    pub fn fault(self) -> NetworkFault {
        match self {
            Self::NoConnection => NetworkFault::Offline,
            Self::ProxyUnreachable => NetworkFault::ProxyUnreachable,
            Self::ProxyRefuses => NetworkFault::ProxyRefuses,
            Self::ProxySignIn => NetworkFault::ProxySignIn,
            Self::UntrustedCertificate | Self::CertificateTime | Self::Tls => NetworkFault::Tls,
            Self::OtherPage => NetworkFault::NotTheService,
            Self::Silence => NetworkFault::Timeout,
            Self::ServiceFault => NetworkFault::ServiceFault,
            Self::SlowDown => NetworkFault::Throttled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: ServiceState = ServiceState::Answers;

    fn blocked(by: Obstacle) -> ServiceState {
        ServiceState::Blocked { by }
    }

    fn found(sign_in: ServiceState, calendar: ServiceState, seconds: i64) -> Preflight {
        let service = |host: &str, state| Service { host: host.to_owned(), state };
        Preflight {
            sign_in: service("login.example", sign_in),
            calendar: service("graph.example", calendar),
            clock: Some(SignedDuration::from_secs(seconds)),
        }
    }

    #[test]
    fn the_first_thing_to_tell_is_what_stands_nearest() {
        let offline = Obstacle::NoConnection;
        for (sign_in, calendar, seconds, told) in [
            (FINE, FINE, 300, Finding::Clear),
            (FINE, FINE, 301, Finding::WrongClock { seconds_ahead: 301 }),
            (FINE, FINE, -301, Finding::WrongClock { seconds_ahead: -301 }),
            (blocked(offline), blocked(Obstacle::Silence), 0, Finding::SignInBlocked { by: offline }),
            (FINE, blocked(Obstacle::Silence), 900, Finding::CalendarBlocked { by: Obstacle::Silence }),
            // The clock was read off Graph.
            (blocked(Obstacle::CertificateTime), FINE, 90_000, Finding::WrongClock { seconds_ahead: 90_000 }),
            (blocked(Obstacle::CertificateTime), FINE, 0, Finding::SignInBlocked { by: Obstacle::CertificateTime }),
        ] {
            assert_eq!(found(sign_in, calendar, seconds).finding(), told, "{sign_in:?} {calendar:?} {seconds}");
        }
    }

    #[test]
    fn a_clock_that_nobody_could_be_asked_about_is_not_called_right() {
        let clocks = [(None, ClockCheck::Unknown), (Some(-300), ClockCheck::Right)];
        for (measured, told) in clocks {
            let clock = measured.map(SignedDuration::from_secs);
            let found = Preflight { clock, ..found(FINE, FINE, 0) };
            assert!(matches!(Connection::from(found), Connection::Checked { clock, .. } if clock == told));
        }
        let off = Connection::from(found(FINE, blocked(Obstacle::Silence), -400));
        assert!(matches!(off, Connection::Checked { clock: ClockCheck::Off { seconds_ahead: -400 }, .. }), "{off:?}");
    }
}
