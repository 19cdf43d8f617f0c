use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use profile::Lang;
use ttf_parser::{RawFace, Tag};

use crate::attachments::NotMade;
use crate::attachments::typeset::{Loaded, Type};

/// A4 in points.
pub(crate) const PAGE: (f32, f32) = (595.28, 841.89);

/// One page with its content and the part of each font that it uses. No dates and no random ids: the same request gives
/// the same bytes.
pub(crate) fn write(letters: &Type<'_>, content: &[u8], title: &str, lang: Lang) -> Result<Vec<u8>, NotMade> {
    let mut refs = (1..).map(Ref::new);
    let mut next = || refs.next().unwrap_or(Ref::new(i32::MAX));
    let (catalog, pages, page, stream, info) = (next(), next(), next(), next(), next());
    let mut pdf = Pdf::new();
    let mut fonts = Vec::new();
    for (index, face) in letters.faces.iter().enumerate() {
        if !face.letters.borrow().is_empty() {
            let refs = FontRefs { font: next(), cid: next(), descriptor: next(), unicode: next(), file: next() };
            font(&mut pdf, face, &refs)?;
            fonts.push((format!("F{index}"), refs.font));
        }
    }
    let mut root = pdf.catalog(catalog);
    root.pages(pages).lang(TextStr(lang.tag()));
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    pdf.document_info(info).title(TextStr(title));
    pdf.pages(pages).kids([page]).count(1);
    let mut sheet = pdf.page(page);
    sheet.parent(pages).media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).contents(stream);
    let mut resources = sheet.resources();
    let mut named = resources.fonts();
    for (name, font) in &fonts {
        named.pair(Name(name.as_bytes()), *font);
    }
    named.finish();
    resources.finish();
    sheet.finish();
    pdf.stream(stream, &deflated(content)).filter(Filter::FlateDecode);
    Ok(pdf.finish())
}

struct FontRefs {
    font: Ref,
    cid: Ref,
    descriptor: Ref,
    unicode: Ref,
    file: Ref,
}

const IDENTITY: SystemInfo<'_> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// A font with the used glyphs only, numbered from zero, and the letters they stand for.
fn font(pdf: &mut Pdf, from: &Loaded<'_>, refs: &FontRefs) -> Result<(), NotMade> {
    let failed = |reason: String| NotMade::Pdf { reason };
    let used = from.used.borrow();
    let subset = subsetter::subset(from.data, from.index, &used).map_err(|error| failed(error.to_string()))?;
    let raw = RawFace::parse(&subset, 0).map_err(|error| failed(error.to_string()))?;
    // Fonts with PostScript outlines go in as the bare table.
    let postscript = raw.table(Tag::from_bytes(b"CFF "));
    let name = format!("GLSHET+{}", name_of(&from.face));
    let units = 1000.0 / f32::from(from.face.units_per_em());

    let base = if postscript.is_some() { format!("{name}-Identity-H") } else { name.clone() };
    pdf.type0_font(refs.font)
        .base_font(Name(base.as_bytes()))
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(refs.cid)
        .to_unicode(refs.unicode);

    let mut cid = pdf.cid_font(refs.cid);
    cid.subtype(if postscript.is_some() { CidFontType::Type0 } else { CidFontType::Type2 });
    cid.base_font(Name(name.as_bytes())).system_info(IDENTITY).font_descriptor(refs.descriptor).default_width(0.0);
    if postscript.is_none() {
        cid.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    let widths = used
        .remapped_gids()
        .map(|old| f32::from(from.face.glyph_hor_advance(ttf_parser::GlyphId(old)).unwrap_or_default()) * units);
    cid.widths().consecutive(0, widths);
    cid.finish();

    let bbox = from.face.global_bounding_box();
    let scaled = |value: i16| f32::from(value) * units;
    let mut descriptor = pdf.font_descriptor(refs.descriptor);
    descriptor
        .name(Name(name.as_bytes()))
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(scaled(bbox.x_min), scaled(bbox.y_min), scaled(bbox.x_max), scaled(bbox.y_max)))
        .italic_angle(0.0)
        .ascent(scaled(from.face.ascender()))
        .descent(scaled(from.face.descender()))
        .cap_height(scaled(from.face.capital_height().unwrap_or(from.face.ascender())))
        .stem_v(80.0);
    if postscript.is_some() {
        descriptor.font_file3(refs.file);
    } else {
        descriptor.font_file2(refs.file);
    }
    descriptor.finish();

    let mut unicode = UnicodeCmap::new(Name(b"Letters"), IDENTITY);
    for (number, letter) in from.letters.borrow().iter() {
        unicode.pair(*number, *letter);
    }
    pdf.cmap(refs.unicode, &unicode.finish());

    let data = deflated(postscript.unwrap_or(&subset));
    let mut file = pdf.stream(refs.file, &data);
    file.filter(Filter::FlateDecode);
    if postscript.is_some() {
        file.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    }
    Ok(())
}

fn name_of(face: &ttf_parser::Face<'_>) -> String {
    let named = face.names().into_iter().find(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME);
    let name = named.and_then(|name| name.to_string()).unwrap_or_default();
    let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if plain.is_empty() { "Font".to_owned() } else { plain }
}

fn deflated(data: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(data, 6)
}
