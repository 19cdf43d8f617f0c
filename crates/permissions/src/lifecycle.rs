use crate::permission::Resource;

/// How long the API behind a permission lasts. Only what Microsoft announced: an API that it merely advises against is
/// `Current`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifecycle {
    Current,
    /// Microsoft has announced the end. Both days are `YYYY-MM-DD`.
    Ending {
        api: &'static str,
        /// From this day tenants lose it unless their administrators arranged otherwise.
        blocked_from: &'static str,
        /// From this day it is gone for everyone.
        gone_from: &'static str,
    },
    /// The API is gone, whatever a tenant still grants.
    Retired {
        api: &'static str,
        /// `YYYY-MM`.
        since: &'static str,
    },
}

impl Lifecycle {
    pub(crate) fn of(resource: Resource, value: &str) -> Lifecycle {
        let is = |known: &str| known.eq_ignore_ascii_case(value);
        // Microsoft's schedule for Exchange Online of February 2026: off by default from October 2026 unless the tenant
        // lists the app, off for good in April 2027. Exchange Server on premises is not concerned.
        if EWS.iter().any(|known| is(known)) {
            return Lifecycle::Ending {
                api: "Exchange Web Services",
                blocked_from: "2026-10-01",
                gone_from: "2027-04-01",
            };
        }
        // Outlook REST API 2.0, announced on 17 November 2020, shut down in March 2024. It was reached with Exchange
        // Online's own mail, calendar, contact, task and people permissions; the namesakes on Graph are another API.
        let area = value.split('.').next().unwrap_or_default();
        let outlook_rest = resource == Resource::ExchangeOnline
            && OUTLOOK_REST_AREAS.iter().any(|known| known.eq_ignore_ascii_case(area));
        if outlook_rest {
            Lifecycle::Retired { api: "the Outlook REST API", since: "2024-03" }
        } else {
            Lifecycle::Current
        }
    }
}

const EWS: [&str; 2] = ["EWS.AccessAsUser.All", "full_access_as_app"];

const OUTLOOK_REST_AREAS: [&str; 5] = ["Mail", "Calendars", "Contacts", "Tasks", "People"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exchange_web_services_end_on_both_resources_that_list_them() {
        for (resource, value) in [
            (Resource::ExchangeOnline, "EWS.AccessAsUser.All"),
            (Resource::Graph, "ews.accessasuser.all"),
            (Resource::ExchangeOnline, "full_access_as_app"),
        ] {
            let Lifecycle::Ending { gone_from, .. } = Lifecycle::of(resource, value) else { panic!("{value}") };
            assert_eq!(gone_from, "2027-04-01");
        }
    }

    #[test]
    fn outlook_rest_is_gone_and_its_namesake_on_graph_is_not() {
        assert!(matches!(Lifecycle::of(Resource::ExchangeOnline, "Mail.Read"), Lifecycle::Retired { .. }));
        assert_eq!(Lifecycle::of(Resource::Graph, "Mail.Read"), Lifecycle::Current);
        for value in ["IMAP.AccessAsUser.All", "SMTP.Send", "Exchange.ManageAsApp", "MailboxSettings.Read"] {
            assert_eq!(Lifecycle::of(Resource::ExchangeOnline, value), Lifecycle::Current, "{value}");
        }
    }
}
