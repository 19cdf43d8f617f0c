use permissions::Kind;
use profile::{AskedPermission, Occasion, Profile, Resource, Subject};

/// What a script grants to whom: values of one API.
pub(crate) struct Values<'a> {
    pub(crate) resource: Resource,
    pub(crate) values: Vec<&'a str>,
}

/// The reach of a grant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Covers {
    Organisation,
    OnePerson,
}

/// The delegated permissions that belong into a grant of this reach, API by API.
///
/// What is asked for when a feature is set up is one account's affair and stays out of a grant for everyone; what the
/// vendor wants for everyone stays out of a grant for one.
pub(crate) fn delegated(profile: &Profile, covers: Covers) -> Vec<Values<'_>> {
    grouped(profile, |asked| {
        asked.kind == Kind::Delegated
            && match covers {
                Covers::Organisation => asked.asked_when != Occasion::Feature,
                Covers::OnePerson => asked.subject != Subject::Everyone,
            }
    })
}

/// The application permissions, which always cover the organisation.
pub(crate) fn application(profile: &Profile) -> Vec<Values<'_>> {
    grouped(profile, |asked| asked.kind == Kind::Application)
}

fn grouped(profile: &Profile, belongs: impl Fn(&AskedPermission) -> bool) -> Vec<Values<'_>> {
    profile
        .by_resource()
        .into_iter()
        .map(|(resource, asked)| {
            let values = asked.into_iter().filter(|asked| belongs(asked)).map(|asked| asked.value.as_str()).collect();
            Values { resource, values }
        })
        .filter(|group: &Values<'_>| !group.values.is_empty())
        .collect()
}
