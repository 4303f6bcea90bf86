//! All integration tests, one binary; one module a theme.
mod inflection;
