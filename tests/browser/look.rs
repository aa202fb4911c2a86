//! What must hold of every page on every screen: axe finds nothing (WCAG 2.2 AA), nothing sticks out sideways, and what is
//! touched with gloves on is large enough.

use std::{fs, path::PathBuf, sync::LazyLock};

use base64::{Engine, engine::general_purpose::STANDARD};

use super::tab::{Screen, Tab};

/// The page's own policy forbids foreign scripts: this one is put in by the debugger, which no policy stops.
static AXE: LazyLock<String> = LazyLock::new(|| {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../.cache/browser/axe.min.js");
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("axe-core is missing ({e}): `bin/test browser` fetches it"))
});

/// `place` stands before. Frames are other documents: a message's body is looked at by itself, a PDF is not HTML.
const ASK_AXE: &str = "axe.run(place, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'], iframes: false,
}).then(found => found.violations.flatMap(rule => rule.nodes.map(node =>
    rule.id + ' ' + node.target.join(' ') + ': ' + node.failureSummary.split('\\n').slice(1, 3).join(' ').trim() + ' ' + node.html.slice(0, 160))))";

/// Everything wrong with the page in the tab, screen by screen.
pub async fn look(tab: &Tab, name: &str) -> Vec<String> {
    look_on(tab, name, &Screen::ALL).await
}

pub async fn look_on(tab: &Tab, name: &str, screens: &[Screen]) -> Vec<String> {
    tab.settle::<bool>(&format!("{};Promise.resolve(true)", *AXE)).await;
    let mut wrong = Vec::new();
    for screen in screens {
        tab.on(*screen).await;
        let width = screen.size().0;
        let there = format!("document.fonts.status === 'loaded' && matchMedia('(width: {width}px)').matches");
        tab.until("the fonts", &there).await;
        // The frame of a page is the same on all of them: looked at whole on a phone, and everywhere on the first page.
        let whole = *screen == Screen::Phone || name.starts_with("home");
        let place = if whole { "document" } else { "document.querySelector('main')" };
        let found: Vec<String> = tab.settle(&format!("(place => {ASK_AXE})({place})")).await;
        let small: Vec<String> = tab.eval("tooSmall()").await;
        let many: Vec<String> = tab.eval("manyPrimary()").await;
        let sticking: Vec<String> = tab.eval(&format!("stickingOut({width})")).await;
        let all = found.into_iter().chain(small).chain(many).chain(sticking).chain(tab.heard.wrong());
        wrong.extend(all.map(|what| format!("{name} at {width}: {what}")));
        keep(tab, &format!("{name}-{width}")).await;
    }
    tab.on(Screen::Phone).await;
    wrong
}

/// A picture for people, when `SCREENSHOTS` names a folder.
pub async fn keep(tab: &Tab, name: &str) {
    let Some(folder) = std::env::var_os("SCREENSHOTS").map(PathBuf::from) else { return };
    fs::create_dir_all(&folder).expect("the folder for pictures");
    let png = STANDARD.decode(tab.picture().await).expect("base 64");
    fs::write(folder.join(format!("{name}.png")), png).expect("a picture");
}
