//! All integration tests, one binary; one module a theme.

/// The program as a user runs it: exit codes, stdout, stderr.
mod cli;
/// The statements of every article of `corpus/`, as snapshots.
mod corpus;
/// The inflection of the pack.
mod inflection;
/// Which room of `src/` may import which.
mod layers;
