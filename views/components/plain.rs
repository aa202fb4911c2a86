use maud::{DOCTYPE, Markup, html};

use super::{
    Alert, Dir, Text,
    flash::{flash_region, notice},
    shell::{brand, head, ribbon},
};

/// The frame without navigation: signing in, and what a customer sees.
#[derive(Clone, Debug, Default)]
pub struct Plain<'a> {
    pub lang: &'a str,
    pub dir: Dir,
    pub title: Text<'a>,
    /// The garage's name, or the product's on the apex.
    pub name: Text<'a>,
    /// Where the name leads, if anywhere.
    pub home: Option<Text<'a>>,
    /// 704 px instead of 480: a customer's document, a long form.
    pub wide: bool,
    pub skip: Text<'a>,
    pub demo: Option<Text<'a>>,
    pub flashes: &'a [Alert<'a>],
    pub offline: Text<'a>,
    pub failed: Text<'a>,
    pub close: Text<'a>,
    /// Legal links, the language.
    pub foot: Option<Markup>,
    /// A customer's page and an error page are not for search engines.
    pub private: bool,
    /// Signing in and error pages keep the drafts that wait to be sent.
    pub keep_drafts: bool,
}

#[must_use]
pub fn plain_shell(plain: &Plain, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(plain.lang) dir=(plain.dir.name()) {
            (head(&format!("{} · {}", plain.title, plain.name), plain.private))
            body.plain.plain-wide[plain.wide] data-keep-drafts[plain.keep_drafts] {
                a.skip href="#main" { (plain.skip) }
                @if let Some(demo) = &plain.demo { (ribbon(demo)) }
                header.top { (brand(&plain.name, plain.home.as_deref())) }
                main #main tabindex="-1" {
                    (flash_region(plain.flashes))
                    div.inside.inside-wide[plain.wide] { (content) }
                }
                @if let Some(foot) = &plain.foot { footer.foot { (foot) } }
                (notice(&plain.offline, &plain.failed, &plain.close))
            }
        }
    }
}
