//! Figures and nouns as French writes them.

use crate::evaluate::score::Figure;

/// `0,853`; a dash where there is no figure.
pub fn figure(value: Option<f64>) -> String {
    match value {
        Some(value) => format!("{value:.3}").replace('.', ","),
        None => "–".into(),
    }
}

/// `0,853 [0,80–0,90]`.
pub fn with_interval(figure_of: Figure) -> String {
    let value = figure(figure_of.value);
    match figure_of.interval {
        Some([low, high]) => format!("{value} [{low:.2}–{high:.2}]").replace('.', ","),
        None => value,
    }
}

/// `0 phrase`, `1 phrase`, `2 phrases`: in French the plural begins with two.
pub fn count(number: usize, noun: &str) -> String {
    match number {
        0 | 1 => format!("{number} {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_with_commas() {
        let table = [
            (None, None, "–"),
            (Some(1.0), None, "1,000"),
            (Some(0.5), Some([0.25, 0.755]), "0,500 [0,25–0,76]"),
        ];
        for (value, interval, expected) in table {
            assert_eq!(with_interval(Figure { value, interval }), expected);
        }
    }
}
