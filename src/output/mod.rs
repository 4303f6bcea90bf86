//! Writes statements: values → bytes, one small file a format. It opens no file and finds nothing.

#[cfg(test)]
mod fixture;
pub mod format;
pub mod jsonl;
pub mod text;

pub use format::Format;
