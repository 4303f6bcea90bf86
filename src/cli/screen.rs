//! What a person sees on stderr while a command is at work: messages, and on a terminal a bar with rate and time left.

use std::fmt;
use std::io::IsTerminal as _;
use std::time::Duration;

use clap::Args;
use demarche::input::meter::Meter;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressState, ProgressStyle};

use crate::cli::terminal::count;

/// How much is said.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct ScreenArgs {
    /// Ne dit que ce qui n'a pas pu être fait ; pas de barre de progression
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Dit aussi ce qui est fait, et à quelle vitesse
    #[arg(short, long)]
    verbose: bool,
}

/// Where messages go, above the bar if there is one.
#[derive(Clone, Debug)]
pub(crate) struct Screen {
    args: ScreenArgs,
    bar: ProgressBar,
    meter: Meter,
}

impl Screen {
    /// No bar.
    pub(crate) fn new(args: ScreenArgs) -> Self {
        Self {
            args,
            bar: ProgressBar::hidden(),
            meter: Meter::default(),
        }
    }

    /// Whether a bar would be seen: stderr is a terminal, and results do not go to one between its lines.
    pub(crate) fn has_room(&self, results_shown: bool) -> bool {
        !self.args.quiet && !results_shown && std::io::stderr().is_terminal()
    }

    /// Shows a bar for what `meter` counts, up to that many bytes where that is known.
    pub(crate) fn show_bar(&mut self, meter: Meter, bytes: Option<u64>) {
        let style = match bytes {
            Some(_) => "{bar:24} {percent:>3} %  {msg}  {rate}  encore {left}",
            None => "{spinner} {msg}  {rate}",
        };
        let style = ProgressStyle::with_template(style)
            .expect("a sound template")
            .with_key("rate", |state: &ProgressState, out: &mut dyn fmt::Write| {
                let _ = out.write_str(&rate(state.per_sec()));
            })
            .with_key("left", |state: &ProgressState, out: &mut dyn fmt::Write| {
                let _ = out.write_str(&duration(state.eta()));
            });
        let target = ProgressDrawTarget::stderr();
        self.bar = ProgressBar::with_draw_target(bytes, target)
            .with_style(style)
            .with_finish(ProgressFinish::AndClear);
        self.meter = meter;
    }

    /// Moves the bar to where the meter is.
    pub(crate) fn advance(&self, articles: usize) {
        if !self.bar.is_hidden() {
            self.bar.set_message(count(articles, "article"));
            self.bar.set_position(self.meter.bytes());
        }
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// Says what could not be done: always.
    pub(crate) fn say(&self, message: &str) {
        self.bar.suspend(|| eprintln!("{message}"));
    }

    /// Says what is worth knowing: unless `--quiet`.
    pub(crate) fn remark(&self, message: &str) {
        if !self.args.quiet {
            self.say(message);
        }
    }

    /// Says what is done: with `--verbose`.
    pub(crate) fn detail(&self, message: impl FnOnce() -> String) {
        if self.args.verbose {
            self.say(&message());
        }
    }
}

/// `145,2 Mo/s`.
fn rate(bytes_per_second: f64) -> String {
    format!("{:.1} Mo/s", bytes_per_second / 1e6).replace('.', ",")
}

/// `2 h 05`, `1 min 20 s`, `7 s`.
fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds:02} s"),
        (hours, minutes, _) => format!("{hours} h {minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_rates_as_they_are_written_in_french() {
        let shown = [7, 80, 7500].map(|seconds| duration(Duration::from_secs(seconds)));
        assert_eq!(shown, ["7 s", "1 min 20 s", "2 h 05"]);
        assert_eq!(rate(145_249_000.0), "145,2 Mo/s");
    }
}
