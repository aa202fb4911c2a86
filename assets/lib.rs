//! CSS, JavaScript, fonts and icons: embedded in the binary, named by their content, compressed when the crate is built.
//!
//! A page asks `assets::url("app.css")`; the server asks `assets::find(path)` and may keep the answer for ever.

#[cfg(test)]
mod minify;
#[cfg(test)]
mod tests;

/// One file as it is served.
#[derive(Debug, PartialEq, Eq)]
pub struct Asset {
    /// `app.css`, as pages ask for it.
    pub name: &'static str,
    /// `/assets/app.0123456789.css`, as browsers ask for it.
    pub path: &'static str,
    pub content_type: &'static str,
    /// With its quotes, ready for the header.
    pub etag: &'static str,
    pub bytes: &'static [u8],
    pub gzip: Option<&'static [u8]>,
    pub br: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// The address of a file by its plain name. In a `const` a wrong name does not compile:
/// `const CSS: &str = assets::url("app.css");`
///
/// # Panics
/// If no file has this name; the tests ask for each name the pages use.
#[must_use]
pub const fn url(name: &str) -> &'static str {
    let mut at = 0;
    while at < ASSETS.len() {
        if same(ASSETS[at].name, name) {
            return ASSETS[at].path;
        }
        at += 1;
    }
    panic!("no asset has this name")
}

/// The file behind a path such as `/assets/app.0123456789.css`.
#[must_use]
pub fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

/// `==` on texts, which constants cannot do yet.
const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}
