use maud::{DOCTYPE, Markup, PreEscaped, html};
use profile::{Lang, Profile};

use crate::attachments::guide_picture;
use crate::case::Case;
use crate::guide::{ApprovalScope, Step, admin_guide};
use crate::guide_sections::{GuideEntry, GuideSection};

/// The guide for administrators as one HTML page that needs nothing else. The former names stand in it as text, so that
/// the browser's own search finds them.
pub(crate) fn html(profile: &Profile, case: &Case<'_>, lang: Lang) -> String {
    let guide = admin_guide(profile, Some(case));
    let words = Words::of(lang);
    let title = words.title.replace("{app}", &guide.app);
    let page = html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(include_str!("guide.css"))) }
            }
            body {
                header {
                    h1 { (title) }
                    dl {
                        @for fact in &guide.identity { div { dt { (fact.label.get(lang)) } dd { (fact.value.get(lang)) } } }
                        div { dt { (words.asks) } dd { (guide.what_it_asks.get(lang)) } }
                        div { dt { (words.role) } dd { (guide.role.get(lang)) } }
                    }
                    nav aria-label=(words.contents) {
                        ul {
                            li { a href="#yes" { (words.yes) } }
                            @for section in &guide.sections { li { a href={ "#" (section.id) } { (section.title.get(lang)) } } }
                            li { a href="#check" { (words.check) } }
                        }
                    }
                }
                main {
                    section #yes {
                        h2 { (words.yes) }
                        @for scope in &guide.scopes { (way(scope, lang, &words)) }
                    }
                    @for part in &guide.sections { (one(part, lang, &words)) }
                    section #check {
                        h2 { (words.check) }
                        ul { @for line in &guide.check { li { (line.get(lang)) } } }
                    }
                }
            }
        }
    };
    page.into_string()
}

fn way(scope: &ApprovalScope, lang: Lang, words: &Words) -> Markup {
    html! {
        article {
            h3 { (scope.title.get(lang)) }
            p { (scope.means.get(lang)) }
            (steps(&scope.steps, lang))
            h4 { (words.undo) }
            (steps(&scope.undo_steps, lang))
        }
    }
}

fn steps(steps: &[Step], lang: Lang) -> Markup {
    html! {
        ol { @for step in steps { li { (step.text.get(lang)) @if let Some(literal) = &step.literal { pre { (literal) } } } } }
    }
}

fn one(section: &GuideSection, lang: Lang, words: &Words) -> Markup {
    html! {
        section id=(section.id) {
            h2 { (section.title.get(lang)) }
            @if let Some(drawing) = &section.picture { (guide_picture::settings(drawing, lang)) }
            @for entry in &section.entries { (answer(entry, lang, words)) }
            p.terms { (words.terms) " " (section.terms.join(words.comma)) }
        }
    }
}

fn answer(entry: &GuideEntry, lang: Lang, words: &Words) -> Markup {
    html! {
        article {
            h3 { (entry.title.get(lang)) }
            @for said in &entry.says { p { (said.get(lang)) } }
            @if let Some(advice) = &entry.advice { p.advice { b { (words.advice) } " " (advice.get(lang)) } }
            @if !entry.paths.is_empty() {
                dl { @for path in &entry.paths { div { dt { (path.when.get(lang)) } dd { (path.steps.get(lang)) } } } }
            }
            @if let Some(link) = &entry.link { p { a href=(link) { (link) } } }
        }
    }
}

struct Words {
    title: &'static str,
    asks: &'static str,
    role: &'static str,
    contents: &'static str,
    yes: &'static str,
    undo: &'static str,
    check: &'static str,
    advice: &'static str,
    terms: &'static str,
    comma: &'static str,
}

impl Words {
    fn of(lang: Lang) -> Words {
        match lang {
            Lang::En => Words {
                title: "{app}: guide for administrators",
                asks: "What it asks for",
                role: "Who can decide",
                contents: "Contents",
                yes: "How to say yes",
                undo: "The way back",
                check: "Check it yourself",
                advice: "Recommended:",
                terms: "Also known as:",
                comma: ", ",
            },
            Lang::Ja => Words {
                title: "{app}：管理者向けガイド",
                asks: "求める許可",
                role: "判断できる人",
                contents: "目次",
                yes: "許可する方法",
                undo: "元に戻す手順",
                check: "ご自身で確認する",
                advice: "推奨：",
                terms: "関連する名称：",
                comma: "、",
            },
        }
    }
}
