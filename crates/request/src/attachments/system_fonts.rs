use std::sync::{Arc, OnceLock};

use fontdb::{Database, Family, Query, Stretch, Style, Weight};
use profile::Lang;

use crate::attachments::fonts::{Face, Fonts};

/// The fonts installed on this computer. They are looked for once, when the first PDF is made.
#[derive(Default)]
pub struct SystemFonts {
    found: OnceLock<Database>,
}

/// Families that come with Windows, macOS and the common Linux desktops, the best for print first.
const LATIN: [&str; 8] =
    ["Segoe UI", "Helvetica Neue", "Noto Sans", "Arial", "Liberation Sans", "DejaVu Sans", "Ubuntu", "Cantarell"];
const JAPANESE: [&str; 12] = [
    "Yu Gothic",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Meiryo",
    "BIZ UDPGothic",
    "IPAexGothic",
    "IPAPGothic",
    "TakaoPGothic",
    "VL PGothic",
    "MS PGothic",
];

impl Fonts for SystemFonts {
    fn faces(&self, lang: Lang) -> Vec<Face> {
        let fonts = self.found.get_or_init(|| {
            let mut fonts = Database::new();
            fonts.load_system_fonts();
            fonts
        });
        let (first, second): (&[&str], &[&str]) = match lang {
            Lang::En => (&LATIN, &JAPANESE),
            Lang::Ja => (&JAPANESE, &LATIN),
        };
        [first, second].iter().flat_map(|families| pair(fonts, families)).collect()
    }
}

/// The regular and the bold face of the first family that can be embedded.
fn pair(fonts: &Database, families: &[&str]) -> Vec<Face> {
    for family in families {
        let Some(regular) = face(fonts, family, Weight::NORMAL) else { continue };
        let bold = face(fonts, family, Weight::BOLD).map(|bold| Face { bold: true, ..bold });
        return std::iter::once(regular).chain(bold).collect();
    }
    Vec::new()
}

fn face(fonts: &Database, family: &str, weight: Weight) -> Option<Face> {
    let families = [Family::Name(family)];
    let query = Query { families: &families, weight, stretch: Stretch::Normal, style: Style::Normal };
    let id = fonts.query(&query)?;
    let info = fonts.face(id)?;
    let far = info.weight.0.abs_diff(weight.0) > 150;
    let (source, index) = fonts.face_source(id)?;
    let data: Arc<dyn AsRef<[u8]> + Send + Sync> = match source {
        fontdb::Source::Binary(data) => data,
        fontdb::Source::File(path) => Arc::new(std::fs::read(path).ok()?),
        fontdb::Source::SharedFile(_, data) => data,
    };
    let usable = ttf_parser::Face::parse((*data).as_ref(), index).is_ok_and(|face| may_be_embedded(&face));
    (usable && !far).then_some(Face { data, index, bold: false })
}

/// What the font's maker allows, and whether its outlines are ready made: a variable font's default is often its
/// thinnest weight.
fn may_be_embedded(face: &ttf_parser::Face<'_>) -> bool {
    let allowed = !matches!(face.permissions(), Some(ttf_parser::Permissions::Restricted));
    allowed && face.is_subsetting_allowed() && !face.is_variable()
}
