use maud::{DOCTYPE, Markup, html};

use super::{
    Alert, Dir, Text, badge,
    flash::{flash_region, notice},
    icons::{self, Icon},
    menu::menu,
};

const CSS: &str = assets::url("app.css");
const HTMX: &str = assets::url("htmx.js");
const JS: &str = assets::url("app.js");
const FAVICON: &str = assets::url("favicon.svg");
const TOUCH_ICON: &str = assets::url("touch-icon.png");

/// htmx 4 (read in its source): no style of its own, our origin only, and an answer that is our fault (5xx) or empty
/// replaces nothing. Evaluation is refused by the page's policy.
const HTMX_CONFIG: &str = r#"{"includeIndicatorCSS":false,"mode":"same-origin","noSwap":[204,304,"5xx"]}"#;

/// The frame of every signed-in page.
#[derive(Clone, Debug)]
pub struct Shell<'a> {
    pub lang: &'a str,
    pub dir: Dir,
    /// Of the page; the garage's name follows it in the browser's tab.
    pub title: Text<'a>,
    pub garage: Text<'a>,
    pub words: ShellWords<'a>,
    pub search: Search<'a>,
    /// Beside the page on wide screens, behind the menu button on a phone.
    pub nav: &'a [NavGroup<'a>],
    /// At the foot of a phone, five at most; the `main` one stands out.
    pub bar: &'a [Nav<'a>],
    /// Name of who is signed in, and the lines of their menu.
    pub user: Text<'a>,
    pub user_menu: &'a [Markup],
    /// « Garage de démonstration … »
    pub demo: Option<Text<'a>>,
    pub flashes: &'a [Alert<'a>],
    /// An opaque mark of the user, so that two people on one tablet do not share drafts.
    pub user_key: Text<'a>,
    /// Single-key shortcuts may be switched off (WCAG 2.1.4).
    pub shortcuts: bool,
    /// An error page: drafts waiting to be sent are kept.
    pub failed: bool,
}

/// The words of the frame.
#[derive(Clone, Debug, Default)]
pub struct ShellWords<'a> {
    pub skip: Text<'a>,
    pub menu: Text<'a>,
    pub close: Text<'a>,
    /// Name of the main navigation, for screen readers.
    pub navigation: Text<'a>,
    /// Name of the bar at the foot.
    pub shortcuts: Text<'a>,
    pub account: Text<'a>,
    pub offline: Text<'a>,
    pub failed: Text<'a>,
}

/// The search box of the header: plate, name, phone, document.
#[derive(Clone, Debug, Default)]
pub struct Search<'a> {
    pub action: Text<'a>,
    pub label: Text<'a>,
    pub placeholder: Text<'a>,
    pub value: Text<'a>,
}

#[derive(Clone, Debug)]
pub struct NavGroup<'a> {
    pub title: Text<'a>,
    pub entries: Vec<Nav<'a>>,
}

/// One place to go.
#[derive(Clone, Debug)]
pub struct Nav<'a> {
    pub href: Text<'a>,
    pub label: Text<'a>,
    pub icon: Icon,
    pub current: bool,
    /// The prominent one of the bar.
    pub main: bool,
    /// How many wait there, and what they are, for screen readers.
    pub count: Option<(u32, Text<'a>)>,
    pub urgent: bool,
}

impl<'a> Nav<'a> {
    #[must_use]
    pub fn new(icon: Icon, label: impl Into<Text<'a>>, href: impl Into<Text<'a>>) -> Nav<'a> {
        Nav { href: href.into(), label: label.into(), icon, current: false, main: false, count: None, urgent: false }
    }
    #[must_use]
    pub fn current(mut self, current: bool) -> Nav<'a> {
        self.current = current;
        self
    }
    #[must_use]
    pub fn main(mut self) -> Nav<'a> {
        self.main = true;
        self
    }
    /// Nothing is shown for zero.
    #[must_use]
    pub fn count(mut self, count: u32, what: impl Into<Text<'a>>) -> Nav<'a> {
        self.count = (count > 0).then(|| (count, what.into()));
        self
    }
    #[must_use]
    pub fn urgent(mut self) -> Nav<'a> {
        self.urgent = true;
        self
    }
}

#[must_use]
pub fn shell(shell: &Shell, content: Markup) -> Markup {
    let words = &shell.words;
    html! {
        (DOCTYPE)
        html lang=(shell.lang) dir=(shell.dir.name()) {
            (head(&format!("{} · {}", shell.title, shell.garage), true))
            body.shell data-user=(shell.user_key) data-keys=[(!shell.shortcuts).then_some("off")] data-keep-drafts[shell.failed] {
                a.skip href="#main" { (words.skip) }
                @if let Some(demo) = &shell.demo { (ribbon(demo)) }
                (header(shell))
                div.frame {
                    nav.side aria-label=(words.navigation) { (entries(shell.nav)) }
                    main #main tabindex="-1" { (flash_region(shell.flashes)) div.inside { (content) } }
                }
                (bar(shell))
                (notice(&words.offline, &words.failed, &words.close))
            }
        }
    }
}

pub(super) fn head(title: &str, private: bool) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            title { (title) }
            meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
            link rel="stylesheet" href=(CSS);
            meta name="htmx-config" content=(HTMX_CONFIG);
            script src=(HTMX) defer {}
            script src=(JS) defer {}
            meta name="color-scheme" content="light dark";
            meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)";
            meta name="theme-color" content="#131c2e" media="(prefers-color-scheme: dark)";
            meta name="format-detection" content="telephone=no";
            @if private { meta name="robots" content="noindex"; }
            link rel="icon" href=(FAVICON) type="image/svg+xml";
            link rel="apple-touch-icon" href=(TOUCH_ICON);
        }
    }
}

pub(super) fn ribbon(text: &str) -> Markup {
    html! { aside.ribbon { (icons::small(Icon::Flask)) p { (text) } } }
}

/// The garage's name, which leads home.
pub(super) fn brand(garage: &str, href: Option<&str>) -> Markup {
    let inside = html! { span.brand-mark aria-hidden="true" { (badge::initials(garage)) } span { (garage) } };
    html! {
        @if let Some(href) = href { a.brand href=(href) { (inside) } }
        @else { div.brand { (inside) } }
    }
}

fn header(shell: &Shell) -> Markup {
    let words = &shell.words;
    html! {
        header.top {
            details.menu.menu-start.phone-menu {
                summary.button.button-ghost.button-icon { (icons::large(Icon::Menu)) span.sr { (words.menu) } }
                nav.menu-list aria-label=(words.menu) {
                    div.phone-close { button.button.button-ghost.button-icon type="button" data-close hidden { (icons::large(Icon::Close)) span.sr { (words.close) } } }
                    (entries(shell.nav))
                }
            }
            (brand(&shell.garage, Some("/")))
            (search_form(&shell.search))
            @if let Some(main) = shell.bar.iter().find(|entry| entry.main) {
                a.button.top-main href=(main.href) { (icons::icon(main.icon)) span { (main.label) } }
            }
            details.menu {
                summary.avatar-button title=(words.account) { span.avatar aria-hidden="true" { (badge::initials(&shell.user)) } span.sr { (words.account) ", " (shell.user) } }
                (menu(shell.user_menu))
            }
        }
    }
}

fn search_form(search: &Search) -> Markup {
    html! {
        form.search role="search" aria-label=(search.label) method="get" action=(search.action) {
            div.search-box {
                (icons::icon(Icon::Search))
                input type="search" name="q" value=(search.value) placeholder=(search.placeholder) aria-label=(search.label)
                    autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" data-search;
                kbd aria-hidden="true" { "/" }
            }
        }
    }
}

fn entries(groups: &[NavGroup]) -> Markup {
    html! {
        @for group in groups {
            @if !group.title.is_empty() { p.side-group { (group.title) } }
            ul {
                @for entry in &group.entries {
                    li {
                        a.side-link href=(entry.href) aria-current=[entry.current.then_some("page")] {
                            (icons::icon(entry.icon)) span { (entry.label) }
                            @if let Some((count, what)) = &entry.count {
                                span.count.count-bad[entry.urgent] { (count) span.sr { " " (what) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn bar(shell: &Shell) -> Markup {
    html! {
        nav.bottom-bar aria-label=(shell.words.shortcuts) {
            @for entry in shell.bar.iter().take(5) {
                a.bar-main[entry.main] href=(entry.href) aria-current=[entry.current.then_some("page")] {
                    (icons::icon(entry.icon)) span { (entry.label) }
                }
            }
        }
    }
}
