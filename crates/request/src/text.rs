use profile::Lang;

use crate::clean::visible;
use crate::letter::{Block, Letter};

impl Letter {
    /// The letter as plain text with `\n` line ends, for a mail body or the clipboard.
    pub fn to_text(&self) -> String {
        let mut lang = self.first_lang();
        let mut out = String::new();
        for block in &self.blocks {
            if let Block::Language { lang: next } = block {
                lang = *next;
            }
            let text = one(block, lang);
            if !out.is_empty() {
                out.push_str(gap(block));
            }
            out.push_str(&text);
        }
        out.push('\n');
        visible(out)
    }
}

fn gap(block: &Block) -> &'static str {
    match block {
        Block::Heading { .. } | Block::Language { .. } => "\n\n\n",
        Block::Paragraph { .. }
        | Block::Facts { .. }
        | Block::Table { .. }
        | Block::List { .. }
        | Block::Link { .. } => "\n\n",
    }
}

fn one(block: &Block, lang: Lang) -> String {
    let colon = match lang {
        Lang::En => ": ",
        Lang::Ja => "：",
    };
    let joined = |lines: Vec<String>| lines.join("\n");
    match block {
        Block::Paragraph { text } => text.clone(),
        Block::Heading { text } => match lang {
            Lang::En => format!("{text}\n{}", "-".repeat(text.chars().count())),
            Lang::Ja => format!("■ {text}"),
        },
        Block::Facts { facts } => {
            joined(facts.iter().map(|fact| format!("{}{colon}{}", fact.label, fact.value)).collect())
        }
        // Columns do not survive proportional fonts and narrow windows; lines do.
        Block::Table { header, rows, .. } => joined(
            rows.iter()
                .map(|row| {
                    let mut cells = row.iter().zip(header);
                    let first = cells.next().map(|(cell, _)| format!("- {cell}")).unwrap_or_default();
                    let rest = cells.map(|(cell, label)| format!("  {label}{colon}{cell}"));
                    joined(std::iter::once(first).chain(rest).collect())
                })
                .collect(),
        ),
        Block::List { ordered, items } => joined(
            items
                .iter()
                .enumerate()
                .map(|(index, item)| if *ordered { format!("{}. {item}", index + 1) } else { format!("- {item}") })
                .collect(),
        ),
        Block::Link { label, url } => format!("{label}{}\n{url}", colon.trim_end()),
        Block::Language { lang } => format!("{}\n{}", "=".repeat(24), heading(*lang)),
    }
}

fn heading(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::Ja => "日本語",
    }
}
