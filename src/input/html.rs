//! HTML → its blocks of text, and where each stands; it does not judge which are the article.
//!
//! A tokenizer by the standard, and of tree building only what text needs: which elements are open, paragraphs that end
//! where another begins, elements that hold no text.

use std::collections::HashMap;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use crate::input::error::Reason;

/// Elements whose text is none of the article's.
const SILENT: [&str; 22] = [
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "video",
    "audio",
    "canvas",
    "select",
    "option",
    "button",
    "textarea",
    "nav",
    "aside",
    "form",
    "figure",
    "figcaption",
    "dialog",
    "title",
];

/// Elements that stand in a line of text.
const INLINE: [&str; 37] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "output", "q", "rp", "rt", "ruby", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Elements that are never closed.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Blocks of a page; no article has as many, and each takes more memory than its letters.
const MOST_BLOCKS: usize = 100_000;

/// A page, read.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Elements that hold blocks, in the order in which they opened; the first is the page itself.
    pub(crate) elements: Vec<Element>,
    /// Its text.
    pub(crate) blocks: Vec<Block>,
    /// `<meta>` by name or property, in lower case; the first of each.
    pub(crate) meta: HashMap<String, String>,
    /// `<title>`.
    pub(crate) title: String,
    /// The first `<time datetime>`.
    pub(crate) time: Option<String>,
    /// The address that `<link rel=canonical>` gives.
    pub(crate) canonical: Option<String>,
}

/// An element that holds blocks.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// In lower case.
    pub(crate) name: String,
    /// Its classes and `itemprop`, as written.
    pub(crate) class: String,
    parent: usize,
    silent: bool,
}

/// A run of text in one element.
#[derive(Debug)]
pub(crate) struct Block {
    /// An index into [`Page::elements`].
    pub(crate) element: usize,
    /// Without white space around; a `<br>` is a line end, other white space one space.
    pub(crate) text: String,
    /// Bytes of it that are links.
    pub(crate) linked: usize,
}

impl Page {
    /// Reads a page. `marked` tells inline elements whose text is a block of its own by their class.
    ///
    /// # Errors
    /// More elements open at once than `depth`.
    pub(crate) fn read(html: &str, marked: fn(&str) -> bool, depth: usize) -> Result<Self, Reason> {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut walk = Walk {
            page: Self {
                elements: vec![Element::default()],
                ..Self::default()
            },
            marked,
            depth,
            open: vec![0],
            text: String::new(),
            linked: 0,
            in_link: false,
            in_title: false,
        };
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => walk.start(&tag)?,
                Token::EndTag(tag) => walk.end(&String::from_utf8_lossy(&tag.name)),
                Token::String(text) => walk.text(&String::from_utf8_lossy(&text)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
            if walk.page.blocks.len() > MOST_BLOCKS {
                return Err(Reason::TooManyBlocks(MOST_BLOCKS));
            }
        }
        walk.flush();
        Ok(walk.page)
    }

    /// The element of a block and those around it, from the inside.
    pub(crate) fn around(&self, element: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(element), |inner| {
            (*inner > 0).then(|| self.elements[*inner].parent)
        })
    }

    /// Whether an element around has this class, or a name of this kind.
    pub(crate) fn is_in(&self, element: usize, test: impl Fn(&Element) -> bool) -> bool {
        self.around(element)
            .any(|around| test(&self.elements[around]))
    }
}

/// How far a page was read.
struct Walk {
    page: Page,
    marked: fn(&str) -> bool,
    depth: usize,
    /// Indexes of the open elements, from the outside.
    open: Vec<usize>,
    text: String,
    linked: usize,
    in_link: bool,
    in_title: bool,
}

impl Walk {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), Reason> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute = |name: &str| {
            let value = tag.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(value).into_owned())
        };
        let class = || {
            let parts = [attribute("class"), attribute("itemprop")];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        };
        match name.as_str() {
            "meta" => self.meta(attribute),
            "link" if attribute("rel").as_deref() == Some("canonical") => {
                self.page.canonical = self.page.canonical.take().or(attribute("href"));
            }
            "time" => self.page.time = self.page.time.take().or(attribute("datetime")),
            "br" => self.line_end(),
            "hr" => self.flush(),
            "a" => self.in_link = true,
            "title" if self.page.title.is_empty() && !self.is_silent() => self.in_title = true,
            _ => {}
        }
        if VOID.contains(&name.as_str()) || tag.self_closing {
            return Ok(());
        }
        let class = class();
        if INLINE.contains(&name.as_str()) && !(self.marked)(&class) {
            return Ok(());
        }
        self.flush();
        self.close_before(&name);
        if self.open.len() > self.depth {
            return Err(Reason::TooDeep(self.depth));
        }
        let parent = self.top();
        let silent = self.is_silent() || SILENT.contains(&name.as_str());
        self.open.push(self.page.elements.len());
        self.page.elements.push(Element {
            name,
            class,
            parent,
            silent,
        });
        Ok(())
    }

    /// Closes what ends where an element of this name opens: `<p>` before any block, `<li>` before the next.
    fn close_before(&mut self, name: &str) {
        let ended: &[&str] = match name {
            "li" => &["li", "p"],
            "dt" | "dd" => &["dt", "dd", "p"],
            "td" | "th" => &["td", "th", "p"],
            "tr" => &["td", "th", "tr", "p"],
            _ if INLINE.contains(&name) => &[],
            _ => &["p"],
        };
        while ended.contains(&self.page.elements[self.top()].name.as_str()) {
            let closed = self.open.pop();
            self.forget(closed);
        }
    }

    /// Elements without text are of no use once they are closed, and a page may have millions.
    fn forget(&mut self, closed: Option<usize>) {
        let is_last = closed.is_some_and(|closed| closed + 1 == self.page.elements.len());
        let has_text = self
            .page
            .blocks
            .last()
            .is_some_and(|block| Some(block.element) >= closed);
        if is_last && !has_text {
            self.page.elements.pop();
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "a" => self.in_link = false,
            "title" => self.in_title = false,
            // As browsers read it.
            "br" => self.line_end(),
            _ => {}
        }
        let at = self
            .open
            .iter()
            .rposition(|open| self.page.elements[*open].name == name);
        if let Some(at) = at.filter(|at| *at > 0) {
            self.flush();
            while self.open.len() > at {
                let closed = self.open.pop();
                self.forget(closed);
            }
        }
    }

    fn text(&mut self, written: &str) {
        if self.in_title {
            push_collapsed(&mut self.page.title, written);
        }
        if self.is_silent() {
            return;
        }
        let before = self.text.len();
        push_collapsed(&mut self.text, written);
        if self.in_link {
            self.linked += self.text.len() - before;
        }
    }

    /// `<br>` ends a line, two of them a paragraph.
    fn line_end(&mut self) {
        if self.text.trim_end_matches(' ').ends_with('\n') {
            self.flush();
        } else if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Ends a block.
    fn flush(&mut self) {
        let text = self.text.trim();
        if !text.is_empty() && !self.is_silent() {
            let block = Block {
                element: self.top(),
                text: text.to_owned(),
                linked: self.linked,
            };
            self.page.blocks.push(block);
        }
        self.text.clear();
        self.linked = 0;
    }

    fn meta(&mut self, attribute: impl Fn(&str) -> Option<String>) {
        let name = attribute("property")
            .or_else(|| attribute("name"))
            .or_else(|| attribute("itemprop"));
        if let (Some(name), Some(content)) = (name, attribute("content")) {
            self.page
                .meta
                .entry(name.to_ascii_lowercase())
                .or_insert(content);
        }
    }

    fn top(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn is_silent(&self) -> bool {
        self.page.elements[self.top()].silent
    }
}

/// Adds text with its white space made one space each; line ends that stand there stay.
fn push_collapsed(text: &mut String, written: &str) {
    for c in written.chars() {
        // Non-breaking spaces are the writer's.
        if !c.is_ascii_whitespace() {
            text.push(c);
        } else if !text.ends_with([' ', '\n']) && !text.is_empty() {
            text.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(html: &str) -> Vec<(String, String)> {
        let page = Page::read(html, |class| class.starts_with("Doc"), 50).expect("a page");
        page.blocks
            .iter()
            .map(|block| {
                (
                    page.elements[block.element].name.clone(),
                    block.text.clone(),
                )
            })
            .collect()
    }

    #[test]
    fn text_stands_in_blocks() {
        let cases: [(&str, &[(&str, &str)]); 8] = [
            (
                "<p>Un <b>deux</b>\n trois<p>quatre",
                &[("p", "Un deux trois"), ("p", "quatre")],
            ),
            (
                "<div>a<p>b</p>c</div>d",
                &[("div", "a"), ("p", "b"), ("div", "c"), ("", "d")],
            ),
            ("<p>a<br>b<br/><br>c</p>", &[("p", "a\nb"), ("p", "c")]),
            (
                "<script>x<p>y</script><nav><p>z</nav><p>w</p>",
                &[("p", "w")],
            ),
            (
                "<p>l&#8217;&eacute;t&eacute; &amp;&nbsp;co",
                &[("p", "l’été &\u{a0}co")],
            ),
            ("<ul><li>a<li>b</ul>", &[("li", "a"), ("li", "b")]),
            (
                "x<span class=DocHeader>a</span> b",
                &[("", "x"), ("span", "a"), ("", "b")],
            ),
            ("</p></div>a</b> <p/>b", &[("", "a b")]),
        ];
        for (html, expected) in cases {
            let expected: Vec<_> = expected
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect();
            assert_eq!(blocks(html), expected, "{html}");
        }
    }

    #[test]
    fn a_page_that_nests_without_end_is_refused() {
        let html = "<div>".repeat(100_000);
        assert!(matches!(
            Page::read(&html, |_| false, 512),
            Err(Reason::TooDeep(512))
        ));
    }
}
