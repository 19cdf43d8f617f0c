//! The files that travel with a request. Each is compiled from the same profile and case as the letter, so that every
//! value in them is the same to the byte.

mod asked;
mod csv;
mod fonts;
mod guide_page;
mod guide_picture;
mod json;
mod list_words;
mod pdf_file;
mod pen;
mod quote;
mod script;
mod script_words;
mod sheet;
mod sheet_html;
mod sheet_pdf;
mod sheet_words;
mod system_fonts;
mod typeset;

use profile::{Lang, Profile};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::attachment::Attachment;
use crate::case::{Case, LetterLang};
use script::{Dialect, Way};

pub(crate) use asked::{Covers, delegated};
pub use fonts::{Face, Fonts};
pub(crate) use quote::powershell;
pub(crate) use sheet_words::role as role_name;
pub use system_fonts::SystemFonts;

/// What can be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum AttachmentKind {
    /// One page to decide on, as a PDF.
    SheetPdf,
    /// The same page as HTML.
    SheetHtml,
    /// Every permission, one a line.
    PermissionsCsv,
    /// Every permission with its texts in all languages, for tools.
    PermissionsJson,
    /// Grant and revert scripts for the Microsoft.Graph module.
    PowerShell,
    /// The same as plain Graph calls through the Azure CLI, which the portal's Cloud Shell has signed in already.
    GraphCli,
    /// The guide for administrators.
    Guide,
}

impl AttachmentKind {
    pub const ALL: [AttachmentKind; 7] = [
        AttachmentKind::SheetPdf,
        AttachmentKind::SheetHtml,
        AttachmentKind::PermissionsCsv,
        AttachmentKind::PermissionsJson,
        AttachmentKind::PowerShell,
        AttachmentKind::GraphCli,
        AttachmentKind::Guide,
    ];
}

/// Why a file cannot be made. Nothing half right is handed out instead.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotMade {
    #[error("no installed font can set the sheet's language, {}: one with fixed weights is needed, such as {}", lang.tag(), would_do(*lang))]
    NoFont { lang: Lang },
    #[error("`{value}` cannot be a permission's value, so no script is written with it")]
    NotAScope { value: String },
    #[error("the sheet does not fit one page")]
    TooLong,
    #[error("the PDF could not be written: {reason}")]
    Pdf { reason: String },
}

/// A font that mends it: variable fonts cannot be embedded as they are.
fn would_do(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Noto Sans",
        Lang::Ja => "Noto Sans CJK JP",
    }
}

/// Makes the chosen files. A bilingual letter gets the documents once per language.
///
/// # Errors
/// The first file that cannot be made, with the reason; the others can be asked for without it.
pub fn attachments(
    profile: &Profile,
    case: &Case<'_>,
    lang: LetterLang,
    fonts: &dyn Fonts,
    choice: &[AttachmentKind],
) -> Result<Vec<Attachment>, NotMade> {
    let mut made = Vec::new();
    for kind in choice {
        made.extend(one(profile, case, lang, fonts, *kind)?);
    }
    Ok(made)
}

fn one(
    profile: &Profile,
    case: &Case<'_>,
    lang: LetterLang,
    fonts: &dyn Fonts,
    kind: AttachmentKind,
) -> Result<Vec<Attachment>, NotMade> {
    let file = |rest: &str, media_type: &str, bytes: Vec<u8>| Attachment {
        name: format!("{}-{rest}", profile.id),
        media_type: media_type.to_owned(),
        bytes,
    };
    let per_lang =
        |make: &dyn Fn(Lang) -> Result<Attachment, NotMade>| languages(lang).iter().map(|l| make(*l)).collect();
    let scripts = |dialect: Dialect, end: &str| {
        [(Way::Grant, "grant"), (Way::Revert, "revert")]
            .into_iter()
            .map(|(way, name)| {
                let text = script::script(profile, case, languages(lang), dialect, way)?;
                Ok(file(&format!("{name}.{end}"), "text/plain; charset=utf-8", text.into_bytes()))
            })
            .collect()
    };
    match kind {
        AttachmentKind::SheetPdf => per_lang(&|lang| {
            let sheet = sheet::sheet(profile, case, lang);
            Ok(file(&format!("decision-{}.pdf", lang.tag()), "application/pdf", sheet_pdf::pdf(&sheet, fonts)?))
        }),
        AttachmentKind::SheetHtml => per_lang(&|lang| {
            let page = sheet_html::html(&sheet::sheet(profile, case, lang));
            Ok(file(&format!("decision-{}.html", lang.tag()), "text/html; charset=utf-8", page.into_bytes()))
        }),
        AttachmentKind::PermissionsCsv => per_lang(&|lang| {
            let table = csv::csv(profile, lang);
            Ok(file(&format!("permissions-{}.csv", lang.tag()), "text/csv; charset=utf-8", table.into_bytes()))
        }),
        AttachmentKind::PermissionsJson => {
            Ok(vec![file("permissions.json", "application/json", json::json(profile, case).into_bytes())])
        }
        // Mail programs hold back files that run. A text file opens for reading, which is what a script from a
        // stranger is for first; the script says what to call it afterwards.
        AttachmentKind::PowerShell => scripts(Dialect::PowerShell, "ps1.txt"),
        AttachmentKind::GraphCli => scripts(Dialect::AzureCli, "sh.txt"),
        AttachmentKind::Guide => per_lang(&|lang| {
            let page = guide_page::html(profile, case, lang);
            Ok(file(&format!("admin-guide-{}.html", lang.tag()), "text/html; charset=utf-8", page.into_bytes()))
        }),
    }
}

fn languages(lang: LetterLang) -> &'static [Lang] {
    match lang {
        LetterLang::En => &[Lang::En],
        LetterLang::Ja => &[Lang::Ja],
        LetterLang::Both => &[Lang::Ja, Lang::En],
    }
}
