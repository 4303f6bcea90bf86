//! The page around the articles.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Result, Write};

use serde::Serialize;

use crate::output::report::article::Article;
use crate::rules::pack::{ActorKind, ActorLine, Category};

const FRAME: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Where the articles go in the frame, and what is told of all of them.
const ARTICLES: &str = "{ARTICLES}";
const META: &str = "{META}";

/// The category that the matrix shows first: who accuses whom.
const FIRST_MATRIX: &str = "accusation";

/// What is told of all articles.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// Articles that were read, those without statements too.
    pub read: usize,
    /// The categories, in their order.
    pub categories: &'a [Category],
    /// The tables of actors, for their names.
    pub actors: &'a [ActorLine],
}

/// A page that is being written.
#[derive(Debug)]
pub struct Page<W> {
    out: W,
    articles: usize,
    /// Ids of the actors so far: no more than the tables have.
    actors: BTreeSet<String>,
}

impl<W: Write> Page<W> {
    /// Begins a page of that title.
    ///
    /// # Errors
    /// What the destination says.
    pub fn begin(title: &str, mut out: W) -> Result<Self> {
        let frame = FRAME.replace("{TITLE}", &escaped(title));
        let head = frame.split(ARTICLES).next().unwrap_or_default();
        out.write_all(head.replacen("{CSS}", STYLE, 1).as_bytes())?;
        Ok(Self {
            out,
            articles: 0,
            actors: BTreeSet::new(),
        })
    }

    /// Writes the next article.
    ///
    /// # Errors
    /// What the destination says.
    pub fn write(&mut self, article: &Article) -> Result<()> {
        if self.articles > 0 {
            self.out.write_all(b",\n")?;
        }
        self.articles += 1;
        for id in article.actors() {
            if !self.actors.contains(id) {
                self.actors.insert(id.to_owned());
            }
        }
        self.out.write_all(json_in_html(article).as_bytes())
    }

    /// Ends the page, and gives the destination back.
    ///
    /// # Errors
    /// What the destination says.
    pub fn end(mut self, about: About<'_>) -> Result<W> {
        let meta = Meta {
            read: about.read,
            categories: about.categories.iter().map(Label::new).collect(),
            actors: names(about.actors, &self.actors),
            verb: FIRST_MATRIX,
        };
        let tail = FRAME.split(ARTICLES).nth(1).unwrap_or_default();
        let (behind_articles, behind_meta) = tail.split_once(META).unwrap_or_default();
        self.out.write_all(behind_articles.as_bytes())?;
        self.out.write_all(json_in_html(&meta).as_bytes())?;
        let script = behind_meta.replacen("{JS}", SCRIPT, 1);
        self.out.write_all(script.as_bytes())?;
        Ok(self.out)
    }
}

#[derive(Serialize)]
struct Meta<'a> {
    read: usize,
    categories: Vec<Label<'a>>,
    actors: BTreeMap<&'a str, &'a str>,
    verb: &'static str,
}

#[derive(Serialize)]
struct Label<'a> {
    id: &'a str,
    label: &'a str,
}

impl<'a> Label<'a> {
    fn new(category: &'a Category) -> Self {
        Self {
            id: &category.id,
            label: &category.label_fr,
        }
    }
}

/// The names of actors: the first form that is plain words, of the line whose kind says most of who it is: a state before
/// the agency or the armed group that speaks for it. Where there are but persons and offices, the articles name the actor.
fn names<'a>(lines: &'a [ActorLine], wanted: &BTreeSet<String>) -> BTreeMap<&'a str, &'a str> {
    use ActorKind::{Armed, Ngo, Observer, Organisation, State};
    let mut names = BTreeMap::new();
    for kind in [State, Organisation, Armed, Ngo, Observer] {
        let of_kind = lines.iter().filter(|line| line.kind == kind);
        for line in of_kind.filter(|line| wanted.contains(&line.id)) {
            let mut forms = line.forms.iter().map(|form| form.text.trim());
            if let Some(name) = forms.find(|form| !form.contains(['<', '=', '@', '(', '?'])) {
                names.entry(line.id.as_str()).or_insert(name);
            }
        }
    }
    names
}

/// JSON that no HTML parser takes for the end of its block, or for anything else: `<` is written as an escape, so that
/// `</script>` and `<!--` cannot stand there.
fn json_in_html(value: &impl Serialize) -> String {
    serde_json::to_string(value)
        .expect("texts, numbers and lists are JSON")
        .replace('<', "\\u003c")
}

fn escaped(text: &str) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;");
    // A title is no part of the frame, whatever it says.
    text.replace('{', "&#123;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture::{categories, statements};
    use crate::output::line::Line;

    fn page(title: &str, text: &str) -> String {
        let mut statement = statements().remove(0);
        statement.text = text.to_owned();
        statement.doc = text.to_owned();
        let mut page = Page::begin(title, Vec::new()).expect("begun");
        for line in [&statement, &statement] {
            let article = Article::excerpt(&[Line::Statement(line.clone())]).expect("an article");
            page.write(&article).expect("written");
        }
        let about = About {
            read: 3,
            categories: &categories(),
            actors: &[],
        };
        String::from_utf8(page.end(about).expect("ended")).expect("UTF-8")
    }

    /// What the block of that id holds, as the page reads it.
    fn block(page: &str, id: &str) -> serde_json::Value {
        let (_, rest) = page.split_once(&format!("id=\"{id}\">")).expect("a block");
        let (json, _) = rest.split_once("</script>").expect("its end");
        serde_json::from_str(json).expect("JSON")
    }

    #[test]
    fn what_stands_in_an_article_stays_text() {
        let text = "</script><script>alert(1)</script><!-- {JS} {META} & \u{2028}\"";
        let page = page("<b>{ARTICLES}", text);
        assert_eq!(
            page.matches("<script").count(),
            3,
            "two blocks of JSON and the script"
        );
        assert!(!page.contains("<b>") && !page.contains("alert(1)</script>"));
        let articles = block(&page, "articles-json");
        assert_eq!(articles[1]["paragraphs"][0]["sentences"][0]["text"], text);
        assert_eq!(block(&page, "meta-json")["read"], 3);
    }

    #[test]
    fn a_state_has_its_own_name() {
        let pack = crate::rules::load::load_embedded()
            .pack
            .expect("a sound pack");
        let wanted = ["RUS", "UNO", "FRA", "X:m23", "nobody"]
            .map(str::to_owned)
            .into();
        let names = names(&pack.actors, &wanted);
        assert_eq!(
            [names["RUS"], names["FRA"], names["UNO"], names["X:m23"]],
            ["Russie", "France", "ONU", "M23"]
        );
        assert_eq!(names.len(), 4);
    }

    #[test]
    fn the_page_asks_nothing_of_the_network() {
        let page = page("x", "y");
        for asked in [
            "src=",
            "href=\"http",
            "@import",
            "url(http",
            "fetch(",
            "XMLHttpRequest",
        ] {
            assert!(!page.contains(asked), "{asked}");
        }
        assert!(page.contains("default-src 'none'"));
        assert!(
            !["{TITLE}", "{CSS}", "{JS}", "{META}", "{ARTICLES}"]
                .iter()
                .any(|mark| page.contains(mark))
        );
    }
}
