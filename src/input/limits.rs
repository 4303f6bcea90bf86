//! How much of an input is taken: beyond it, the record fails with a clear error and the next one is read.
//!
//! They keep memory and time bounded whatever is given: an archive made to swell, a file without line ends, marks opened
//! and never closed.

/// The limits of reading. The defaults serve the press; an article is seldom over 100 kB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the text of an article.
    pub article: usize,
    /// Bytes of a line of JSONL, of a row of a table, or of a page of HTML or TEI before its text is taken out.
    pub line: usize,
    /// Bytes that a compressed file may give.
    pub decompressed: u64,
    /// How many times larger than itself a compressed file may become.
    pub ratio: u64,
    /// Bytes that a compressed file may give before its ratio counts: small ones may be very regular.
    pub ratio_from: u64,
    /// Files in an archive.
    pub entries: usize,
    /// Compressions and archives in one another.
    pub layers: usize,
    /// Bytes of an archive or workbook that has to be set down on disk (standard input, an archive in an archive), and
    /// of the texts that a workbook shares between its cells.
    pub spooled: u64,
    /// Elements of HTML or TEI in one another.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            article: 8_000_000,
            line: 32_000_000,
            decompressed: 1_000_000_000_000,
            ratio: 250,
            ratio_from: 64_000_000,
            entries: 1_000_000,
            layers: 3,
            spooled: 2_000_000_000,
            depth: 512,
        }
    }
}
