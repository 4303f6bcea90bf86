//! Files of other programs, which people drop among articles: what they are and how to get their text.

use memchr::memmem;

/// A file of another program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Foreign {
    /// PDF.
    #[error("c'est un PDF ; tirez-en le texte : pdftotext fichier.pdf fichier.txt")]
    Pdf,
    /// RTF.
    #[error("c'est du RTF ; enregistrez-le en texte brut (.txt, UTF-8)")]
    Rtf,
    /// Word or LibreOffice Writer.
    #[error(
        "c'est un document de traitement de texte ; enregistrez-le en texte brut (.txt, UTF-8)"
    )]
    Writer,
    /// A spreadsheet that is not `.xlsx`.
    #[error("c'est un classeur d'un autre type que .xlsx ; enregistrez-le en .xlsx ou en .csv")]
    Spreadsheet,
    /// The binary files of old Office.
    #[error(
        "c'est un fichier d'un ancien Office (.doc, .xls) ; enregistrez-le en .txt, ou en .xlsx pour un classeur"
    )]
    OldOffice,
    /// An archive under the name of something else.
    #[error("c'est une archive zip ; donnez-lui l'extension .zip")]
    Zip,
    /// XML that is neither TEI nor HTML.
    #[error("c'est du XML, mais ni du TEI ni du HTML")]
    Xml,
}

impl Foreign {
    /// What the first bytes of a file show.
    pub fn of_bytes(head: &[u8]) -> Option<Self> {
        let starts = [
            (&b"%PDF-"[..], Self::Pdf),
            (b"{\\rtf", Self::Rtf),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Self::OldOffice),
        ];
        starts
            .into_iter()
            .find(|(start, _)| head.starts_with(start))
            .map(|(_, foreign)| foreign)
            .or_else(|| {
                let declared = head.trim_ascii_start().starts_with(b"<?xml");
                declared.then_some(Self::Xml)
            })
    }

    /// What an archive is by the files in it; none where it is an archive of files.
    pub fn of_entries<'n>(names: impl Iterator<Item = &'n str>) -> Option<Self> {
        let mut found = None;
        for name in names {
            found = match name {
                "word/document.xml" => return Some(Self::Writer),
                "xl/workbook.bin" => return Some(Self::Spreadsheet),
                // Of OpenDocument; whether it is a text or a spreadsheet, its type says.
                "META-INF/manifest.xml" => Some(Self::Writer),
                _ => found,
            };
        }
        found
    }

    /// The same, where the type that an OpenDocument declares is at hand.
    pub fn of_mimetype(mimetype: &[u8]) -> Option<Self> {
        let is = |kind: &[u8]| memmem::find(mimetype, kind).is_some();
        match (is(b"opendocument"), is(b"spreadsheet")) {
            (true, true) => Some(Self::Spreadsheet),
            (true, false) => Some(Self::Writer),
            _ => None,
        }
    }
}
