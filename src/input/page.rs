//! A page of HTML → the article on it: the part with the most running text, its title, what the page says of itself.

use serde_json::{Map, Value};

use crate::input::error::Reason;
use crate::input::html::{Block, Page};
use crate::input::options::Options;
use crate::text::document::Document;

/// Elements of running text.
const RUNNING: [&str; 10] = [
    "p",
    "li",
    "blockquote",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "dd",
];

/// Where pages say when they were published.
const DATES: [&str; 9] = [
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "pubdate",
    "publish-date",
    "og:article:published_time",
];

/// The document of a page.
///
/// # Errors
/// A page without running text, or nested without end.
pub(crate) fn document(html: &str, id: &str, options: &Options) -> Result<Document, Reason> {
    let page = Page::read(html, |_| false, options.limits.depth)?;
    let part = part(&page);
    let blocks: Vec<&Block> = page
        .blocks
        .iter()
        .filter(|block| page.around(block.element).any(|around| around == part))
        .collect();
    let body = body(&page, &blocks);
    if body.is_empty() {
        return Err(Reason::NoArticle("la page"));
    }
    let title = title(&page, &blocks);
    let date = DATES
        .iter()
        .find_map(|name| page.meta.get(*name).cloned())
        .or_else(|| page.time.clone());
    let mut document = Document::with_title(id, title.as_deref(), date.as_deref().map(day), &body);
    document.fields = fields(&page);
    Ok(document)
}

/// The element with the article: the `<article>` with the most running text, else `<main>`, else the page.
fn part(page: &Page) -> usize {
    let mut running = vec![0; page.elements.len()];
    for block in page.blocks.iter().filter(|block| is_running(page, block)) {
        let article = page.around(block.element).find(|around| {
            let element = &page.elements[*around];
            element.name == "article"
                || element.class.split(' ').any(|class| class == "articleBody")
        });
        let main = page
            .around(block.element)
            .find(|around| page.elements[*around].name == "main");
        running[article.or(main).unwrap_or(0)] += block.text.len();
    }
    // Of equals the first: a page that repeats its article has it whole at its head.
    let (part, _) = running
        .iter()
        .enumerate()
        .rev()
        .max_by_key(|(_, length)| **length)
        .unwrap_or((0, &0));
    part
}

fn is_running(page: &Page, block: &Block) -> bool {
    RUNNING.contains(&page.elements[block.element].name.as_str()) && !is_link(block)
}

/// «Lire aussi…»: a block that is mostly links.
fn is_link(block: &Block) -> bool {
    block.linked * 2 > block.text.len()
}

/// The text of the article: where a page marks paragraphs, those, and what else looks like one.
fn body(page: &Page, blocks: &[&Block]) -> String {
    let total: usize = blocks.iter().map(|block| block.text.len()).sum();
    let running: usize = blocks
        .iter()
        .filter(|block| is_running(page, block))
        .map(|block| block.text.len())
        .sum();
    let is_text = |block: &&&Block| {
        let name = page.elements[block.element].name.as_str();
        let footer = page.is_in(block.element, |element| element.name == "footer");
        let sentence = block.text.len() > 80 || block.text.ends_with(['.', '!', '?', '…', '»']);
        !footer
            && name != "h1"
            && !is_link(block)
            && (is_running(page, block) || running * 2 < total || sentence)
    };
    let texts: Vec<&str> = blocks
        .iter()
        .filter(is_text)
        .map(|block| block.text.as_str())
        .collect();
    texts.join("\n\n")
}

fn title(page: &Page, blocks: &[&Block]) -> Option<String> {
    let is_heading = |block: &&Block| page.elements[block.element].name == "h1";
    let heading = |block: &Block| block.text.replace('\n', " ");
    let inside = blocks.iter().copied().find(is_heading).map(heading);
    inside
        .or_else(|| page.meta.get("og:title").cloned())
        .or_else(|| page.blocks.iter().find(is_heading).map(heading))
        .or_else(|| Some(page.title.clone()))
        .filter(|title| !title.trim().is_empty())
}

/// The day of a moment: `2024-12-03T10:00:00+01:00` → `2024-12-03`.
fn day(date: &str) -> &str {
    let is_day = date.len() > 10
        && date.is_char_boundary(10)
        && date[..10]
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_day { &date[..10] } else { date.trim() }
}

/// What the page says of itself.
fn fields(page: &Page) -> Map<String, Value> {
    let meta = |names: &[&str]| names.iter().find_map(|name| page.meta.get(*name).cloned());
    let known = [
        ("author", meta(&["author", "article:author", "dc.creator"])),
        ("section", meta(&["article:section"])),
        (
            "source",
            meta(&["og:site_name", "application-name", "dc.publisher"]),
        ),
        ("url", page.canonical.clone().or_else(|| meta(&["og:url"]))),
    ];
    known
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?))))
        .collect()
}
