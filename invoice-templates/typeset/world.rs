//! What Typst sees: the library, the fonts and the templates, shared by all, and two virtual files a job.

use std::{collections::HashMap, sync::LazyLock};

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// Inter, from npm `@expo-google-fonts/inter` 0.4.2, unmodified (OFL 1.1, fonts/LICENSE_FONT).
const FONTS: [&[u8]; 4] = [
    include_bytes!("../fonts/Inter_400Regular.ttf"),
    include_bytes!("../fonts/Inter_500Medium.ttf"),
    include_bytes!("../fonts/Inter_600SemiBold.ttf"),
    include_bytes!("../fonts/Inter_700Bold.ttf"),
];
const TEMPLATES: [(&str, &str); 6] = [
    ("/document.typ", include_str!("../templates/document.typ")),
    (BOOKLET, include_str!("../templates/booklet.typ")),
    ("/style.typ", include_str!("../templates/style.typ")),
    ("/head.typ", include_str!("../templates/head.typ")),
    ("/lines.typ", include_str!("../templates/lines.typ")),
    ("/sums.typ", include_str!("../templates/sums.typ")),
];
const MAIN: &str = "/document.typ";
const BOOKLET: &str = "/booklet.typ";
const DATA: &str = "/data.json";
const XML: &str = "/factur-x.xml";

struct Assets {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: HashMap<FileId, Source>,
    main: FileId,
    booklet: FileId,
    data: FileId,
    xml: FileId,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().flat_map(|font| Font::iter(Bytes::new(*font))).collect();
    Assets {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        sources: TEMPLATES.iter().map(|(path, text)| (id(path), Source::new(id(path), text.to_string()))).collect(),
        main: id(MAIN),
        booklet: id(BOOKLET),
        data: id(DATA),
        xml: id(XML),
    }
});

/// Typst keeps every path it ever saw in a table of 65,535: only the few paths above are used, never one a document.
fn id(path: &str) -> FileId {
    // Each path is a constant of this file, absolute and without dots.
    #[expect(clippy::expect_used, reason = "constants, exercised by every test")]
    let path = VirtualPath::new(path).expect("a plain absolute path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The fonts shipped, the regular one first.
pub fn fonts() -> &'static [Font] {
    &ASSETS.fonts
}

/// One document being typeset.
pub struct Job {
    main: FileId,
    data: Bytes,
    xml: Bytes,
}

impl Job {
    pub fn new(data: Vec<u8>, xml: Vec<u8>) -> Job {
        Job { main: ASSETS.main, data: Bytes::new(data), xml: Bytes::new(xml) }
    }
    pub fn booklet(data: Vec<u8>) -> Job {
        Job { main: ASSETS.booklet, data: Bytes::new(data), xml: Bytes::new(Vec::new()) }
    }
}

impl World for Job {
    fn library(&self) -> &LazyHash<Library> {
        &ASSETS.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &ASSETS.book
    }
    fn main(&self) -> FileId {
        self.main
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        ASSETS.sources.get(&id).cloned().ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id {
            id if id == ASSETS.data => Ok(self.data.clone()),
            id if id == ASSETS.xml => Ok(self.xml.clone()),
            id => Err(FileError::NotFound(id.vpath().get_without_slash().into())),
        }
    }
    fn font(&self, index: usize) -> Option<Font> {
        ASSETS.fonts.get(index).cloned()
    }
    /// A template knows no clock: its dates are the document's.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
