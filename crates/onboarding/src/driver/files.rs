//! The files that travel with the letter. Making them may take a while (the first PDF looks for fonts), so it happens
//! beside the loop, from copies of what the letter is made of.

use std::sync::Arc;

use diagnosis::Verdict;
use profile::Profile;
use request::{Attachment, AttachmentKind, Case, LetterLang, NotMade};

use super::{Driver, desk};
use crate::ports::Desk;
use crate::present::case;
use crate::stage::{ComposeStage, DeliveryFault, Stage, TriedFile};

/// What every file is compiled from.
pub(super) struct Papers {
    profile: Arc<Profile>,
    /// Its verdict is borrowed, so that stands beside it.
    case: Case<'static>,
    verdict: Verdict,
    lang: LetterLang,
}

impl Papers {
    pub(super) fn of(driver: &Driver, compose: &ComposeStage) -> Self {
        let authority = |cloud| driver.ports.identity.authority(cloud);
        let around = desk::surroundings(driver, &authority);
        let full = case(&compose.blocked, &compose.draft, &around);
        Self {
            profile: Arc::clone(&driver.profile),
            case: Case {
                tenant_id: full.tenant_id,
                tenant_domain: full.tenant_domain,
                requester: full.requester,
                authority: full.authority,
                verdict: None,
                today: full.today,
                answer_by: full.answer_by,
            },
            verdict: compose.blocked.verdict.clone(),
            lang: compose.draft.lang,
        }
    }

    pub(super) fn make(&self, desk: &dyn Desk, kinds: &[AttachmentKind]) -> Result<Vec<Attachment>, DeliveryFault> {
        let mut made = Vec::new();
        for kind in kinds {
            made.extend(self.one(desk, *kind).map_err(|fault| {
                tracing::warn!(%fault, "an attachment could not be made");
                DeliveryFault::NotMade(*kind)
            })?);
        }
        Ok(made)
    }

    fn one(&self, desk: &dyn Desk, kind: AttachmentKind) -> Result<Vec<Attachment>, NotMade> {
        let case = Case { verdict: Some(&self.verdict), ..self.case.clone() };
        request::attachments(&self.profile, &case, self.lang, desk.fonts(), &[kind])
    }
}

/// Makes each file once, to know which can be made on this computer and how large they are.
pub(super) fn trial(driver: &Driver) -> impl FnOnce(&dyn Desk) -> Vec<TriedFile> + Send + 'static {
    let papers = match &driver.stage {
        Stage::Compose(compose) => Some(Papers::of(driver, compose)),
        Stage::Welcome
        | Stage::Address(_)
        | Stage::Permissions(_)
        | Stage::Browser(_)
        | Stage::SomeoneElse(_)
        | Stage::Blocked(_)
        | Stage::Waiting(_)
        | Stage::Connected(_)
        | Stage::Denied(_) => None,
    };
    move |desk| {
        let Some(papers) = papers else { return vec![] };
        let size = |files: Vec<Attachment>| files.iter().map(|file| file.bytes.len()).sum();
        let tried = |kind| TriedFile { kind, made: papers.one(desk, kind).map(size) };
        AttachmentKind::ALL.into_iter().map(tried).collect()
    }
}
