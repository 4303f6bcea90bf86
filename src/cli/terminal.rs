//! How things are shown to people: colours, numbers with their nouns.

use anstyle::AnsiColor;

/// Whether colours are wanted there: a terminal, and neither `NO_COLOR` nor the like.
pub(crate) fn colored(stream: &impl anstream::stream::RawStream) -> bool {
    anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never
}

/// `0 erreur`, `1 erreur`, `2 erreurs`: in French the plural begins with two.
pub(crate) fn count(number: usize, noun: &str) -> String {
    match number {
        0 | 1 => format!("{number} {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

/// ` ; vouliez-vous « armes » ?`, behind what is said of a name that nothing has; nothing where no name is near.
pub(crate) fn meant(name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!(" ; vouliez-vous « {name} » ?"))
}

/// Text in bold and a colour, where colours are wanted.
pub(crate) fn painted(text: &str, color: AnsiColor, wanted: bool) -> String {
    let style = color.on_default().bold();
    match wanted {
        true => format!("{style}{text}{style:#}"),
        false => text.to_string(),
    }
}

/// The columns of a line of standard output: the terminal's, of which a reader's eye follows no more than 110.
pub(crate) fn width() -> usize {
    const READ: usize = 110;
    const USUAL: usize = 80;
    terminal_size::terminal_size().map_or(USUAL, |(width, _)| usize::from(width.0).clamp(40, READ))
}

/// All columns of the terminal; 100 where there is none.
pub(crate) fn whole_width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0).max(60))
}
