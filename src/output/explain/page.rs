//! Lines of a given width, with hanging indents and, where wanted, colours.

use std::io::{Result, Write};

use anstyle::Style;
use unicode_width::UnicodeWidthStr as _;

/// Where lines go.
pub(super) struct Page<W> {
    out: W,
    /// Columns of a line.
    pub(super) width: usize,
    color: bool,
}

/// A space at which no line is broken; it is written as a plain one.
pub(super) const HARD_SPACE: char = '\u{a0}';

/// `« text »`, never broken where it is short.
pub(super) fn quoted(text: &str) -> String {
    const SHORT: usize = 24;
    let text = if text.width() <= SHORT {
        text.replace(' ', "\u{a0}")
    } else {
        text.to_string()
    };
    format!("«{HARD_SPACE}{text}{HARD_SPACE}»")
}

impl<W: Write> Page<W> {
    pub(super) fn new(out: W, width: usize, color: bool) -> Self {
        Self { out, width, color }
    }

    /// A line as it is.
    pub(super) fn line(&mut self, text: &str) -> Result<()> {
        writeln!(self.out, "{}", text.trim_end())
    }

    /// A heading, set off by an empty line.
    pub(super) fn heading(&mut self, text: &str) -> Result<()> {
        let text = self.styled(text, Style::new().bold());
        writeln!(self.out, "\n{text}")
    }

    /// A line that is broken at spaces; its further lines are indented by `hang` columns. `lead` stands in front, is not
    /// broken, and has the style.
    pub(super) fn hanging(
        &mut self,
        lead: &str,
        style: Style,
        text: &str,
        hang: usize,
    ) -> Result<()> {
        let lead_width = lead.width();
        for (index, line) in wrapped(text, self.width, lead_width, hang)
            .iter()
            .enumerate()
        {
            let line = line.replace(HARD_SPACE, " ");
            if index == 0 {
                let lead = self.styled(lead, style);
                writeln!(self.out, "{}", format!("{lead}{line}").trim_end())?;
            } else {
                writeln!(self.out, "{:hang$}{line}", "")?;
            }
        }
        Ok(())
    }

    /// A line broken at spaces, indented.
    pub(super) fn paragraph(&mut self, indent: usize, text: &str) -> Result<()> {
        self.hanging(&" ".repeat(indent), Style::new(), text, indent)
    }

    pub(super) fn styled(&self, text: &str, style: Style) -> String {
        let plain = text.trim_start();
        match self.color && style != Style::new() {
            true => {
                let indent = &text[..text.len() - plain.len()];
                format!("{indent}{style}{plain}{style:#}")
            }
            false => text.to_string(),
        }
    }
}

/// Text broken at spaces: the first line begins at column `first`, the others at `hang`.
fn wrapped(text: &str, width: usize, first: usize, hang: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut column = first;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let line = lines.last_mut().expect("one line at least");
        let space = usize::from(!line.is_empty());
        if !line.is_empty() && column + space + word.width() > width {
            lines.push(word.to_string());
            column = hang + word.width();
        } else {
            line.push_str(&" "[..space]);
            line.push_str(word);
            column += space + word.width();
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_at_spaces_and_hang() {
        let mut out = Vec::new();
        let mut page = Page::new(&mut out, 20, false);
        let text = format!("un deux trois {} quatre cinq", quoted("les armes"));
        page.hanging("  a  ", Style::new(), &text, 7)
            .expect("written");
        let written = String::from_utf8(out).expect("UTF-8");
        assert_eq!(
            written,
            "  a  un deux trois\n       « les armes »\n       quatre cinq\n"
        );
    }
}
