//! What every page knows: who looks, at which garage, in what language, and what may be done.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use crm::{
    Lang,
    policy::{Act, Rights, Role, allows, to_open},
};
use maud::{Markup, html};
use uuid::Uuid;

use crate::{
    components::{
        Alert, Button, Dir, Form, MenuItem, Nav, NavGroup, Plain, Search, Shell, ShellWords, Tone, icons::Icon,
        plain_shell, shell,
    },
    support, text,
};

#[derive(Clone, Debug)]
pub struct Ui {
    pub lang: Lang,
    pub zone: Tz,
    pub today: NaiveDate,
    /// The sign over the door.
    pub garage: String,
    pub demo: bool,
    /// Name of who is signed in.
    pub user: Option<String>,
    pub role: Role,
    /// What the role allows.
    pub rights: Rights,
    /// Until when the owner lets in who looks, who is of the platform.
    pub support: Option<DateTime<Utc>>,
    /// Opaque mark of the user, for drafts kept in the browser.
    pub user_key: String,
    /// Path of the page, to mark where one is.
    pub here: String,
    pub csrf: String,
    /// Key of this page's forms: each drawing has its own, so a form sent twice is known.
    pub once: Uuid,
    /// What was typed in the search box.
    pub query: String,
    pub ways: Ways,
    /// A word for what was just done, after a redirect.
    pub said: Vec<(Tone, String)>,
}

/// Ways in, beside the password, that work at this address.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ways {
    pub passkeys: bool,
    pub google: bool,
}

impl Ui {
    pub fn may(&self, act: Act) -> bool {
        allows(self.role, self.rights, act)
    }

    /// May who looks open the page of an address that was kept?
    pub fn opens(&self, path: &str) -> bool {
        to_open(path).is_some_and(|act| self.may(act))
    }

    /// Hidden fields of every form that changes something.
    pub fn hidden(&self) -> Markup {
        html! {
            input type="hidden" name="csrf" value=(self.csrf);
            input type="hidden" name="once" value=(self.once);
        }
    }

    /// The same for a form on a thing that others may edit meanwhile.
    pub fn hidden_version(&self, version: i32) -> Markup {
        html! { (self.hidden()) input type="hidden" name="version" value=(version); }
    }

    /// A form around one button.
    pub fn post_button(&self, action: &str, button: &Button) -> Markup {
        Form::post(action).plain().draw(self.hidden(), html! { (button) })
    }

    pub fn dir(&self) -> Dir {
        Dir::Ltr
    }

    pub fn lang_code(&self) -> &'static str {
        self.lang.as_str()
    }

    /// A page of the garage.
    pub fn page(&self, title: &str, content: Markup) -> Markup {
        match self.role {
            Role::Platform => self.plain_wide(title, content, html! {}),
            _ => self.framed(title, content, false),
        }
    }

    /// A page that says something went wrong: drafts in the browser are kept.
    pub fn error_page(&self, title: &str, content: Markup) -> Markup {
        if self.user.is_some() { self.framed(title, content, true) } else { self.plain(title, content, true) }
    }

    fn framed(&self, title: &str, content: Markup, failed: bool) -> Markup {
        let l = self.lang;
        let nav = self.nav();
        let bar = self.bar();
        let flashes = self.flashes();
        let sign_out = Form::post("/sign-out")
            .sign_out()
            .draw(self.hidden(), html! { (MenuItem::submit(text::nav::sign_out(l)).icon(Icon::SignOut)) });
        // Who is let in has no account here; the banner is his way out.
        let user_menu = match self.may(Act::OwnAccount) {
            true => vec![html! { (MenuItem::link(text::nav::account(l), "/account").icon(Icon::User)) }, sign_out],
            false => Vec::new(),
        };
        let content = match self.support {
            Some(until) => html! { (support::banner(self, until)) (content) },
            None => content,
        };
        let frame = Shell {
            lang: self.lang_code(),
            dir: self.dir(),
            title: title.into(),
            garage: self.garage.as_str().into(),
            words: ShellWords {
                skip: text::nav::skip(l).into(),
                menu: text::nav::menu(l).into(),
                close: text::nav::close(l).into(),
                navigation: text::nav::navigation(l).into(),
                shortcuts: text::nav::shortcuts(l).into(),
                account: text::nav::account(l).into(),
                offline: text::nav::offline(l).into(),
                failed: text::nav::failed(l).into(),
            },
            search: Search {
                action: "/search".into(),
                label: text::nav::search(l).into(),
                placeholder: text::nav::search_hint(l).into(),
                value: self.query.as_str().into(),
            },
            nav: &nav,
            bar: &bar,
            user: self.user.as_deref().unwrap_or("").into(),
            user_menu: &user_menu,
            demo: self.demo.then(|| text::nav::demo(l).into()),
            flashes: &flashes,
            user_key: self.user_key.as_str().into(),
            shortcuts: true,
            failed,
        };
        shell(&frame, content)
    }

    /// A page without navigation: signing in, the customer's link, errors without a session.
    pub fn plain(&self, title: &str, content: Markup, keep_drafts: bool) -> Markup {
        self.plain_page(title, content, keep_drafts, false, None)
    }

    /// The customer's document: wider, with the garage's own foot.
    pub fn plain_wide(&self, title: &str, content: Markup, foot: Markup) -> Markup {
        self.plain_page(title, content, false, true, Some(foot))
    }

    fn plain_page(&self, title: &str, content: Markup, keep_drafts: bool, wide: bool, foot: Option<Markup>) -> Markup {
        let l = self.lang;
        let flashes = self.flashes();
        let plain = Plain {
            lang: self.lang_code(),
            dir: self.dir(),
            title: title.into(),
            name: self.garage.as_str().into(),
            wide,
            skip: text::nav::skip(l).into(),
            demo: self.demo.then(|| text::nav::demo(l).into()),
            flashes: &flashes,
            offline: text::nav::offline(l).into(),
            failed: text::nav::failed(l).into(),
            close: text::nav::close(l).into(),
            foot,
            private: true,
            keep_drafts,
            ..Plain::default()
        };
        plain_shell(&plain, content)
    }

    fn flashes(&self) -> Vec<Alert<'_>> {
        let close = text::nav::close(self.lang);
        self.said.iter().map(|(tone, said)| Alert::new(*tone, said.as_str()).closable(close)).collect()
    }

    fn entry(&self, icon: Icon, label: &'static str, href: &'static str, act: Act) -> Option<Nav<'static>> {
        let current = self.here == href || (href != "/" && self.here.starts_with(&format!("{href}/")));
        self.may(act).then(|| Nav::new(icon, label, href).current(current))
    }

    fn nav(&self) -> Vec<NavGroup<'static>> {
        let l = self.lang;
        let work = vec![
            self.entry(Icon::Home, text::nav::home(l), "/", Act::SeeDashboard),
            self.entry(Icon::Camera, text::nav::reception(l), "/scans/new", Act::MakeScans),
            self.entry(Icon::Wrench, text::nav::repair_orders(l), "/repair-orders", Act::SeeRepairOrders),
            self.entry(Icon::Users, text::nav::contacts(l), "/contacts", Act::SeeContacts),
            self.entry(Icon::Car, text::nav::vehicles(l), "/vehicles", Act::SeeVehicles),
        ];
        let money = vec![
            self.entry(Icon::Quote, text::nav::quotes(l), "/quotes", Act::SeeQuotes),
            self.entry(Icon::Invoice, text::nav::invoices(l), "/invoices", Act::SeeInvoices),
            self.entry(Icon::Package, text::nav::packages(l), "/packages", Act::SeePackages),
        ];
        let garage = vec![
            self.entry(Icon::Mail, text::nav::messages(l), "/messages", Act::SeeMessages),
            self.entry(Icon::Tasks, text::nav::jobs(l), "/jobs", Act::SeeJobs),
            self.entry(Icon::Settings, text::nav::settings(l), "/settings", Act::SeeSettings),
        ];
        [(text::nav::group_work(l), work), (text::nav::group_money(l), money), (text::nav::group_garage(l), garage)]
            .into_iter()
            .map(|(title, entries)| NavGroup { title: title.into(), entries: entries.into_iter().flatten().collect() })
            .filter(|group: &NavGroup| !group.entries.is_empty())
            .collect()
    }

    /// Five at the foot of a phone.
    fn bar(&self) -> Vec<Nav<'static>> {
        let l = self.lang;
        let reception = self.entry(Icon::Camera, text::nav::reception(l), "/scans/new", Act::MakeScans).map(Nav::main);
        [
            self.entry(Icon::Home, text::nav::home(l), "/", Act::SeeDashboard),
            self.entry(Icon::Users, text::nav::contacts(l), "/contacts", Act::SeeContacts),
            reception.or(self.entry(Icon::Car, text::nav::vehicles(l), "/vehicles", Act::SeeVehicles)),
            self.entry(Icon::Quote, text::nav::quotes(l), "/quotes", Act::SeeQuotes),
            self.entry(Icon::Invoice, text::nav::invoices(l), "/invoices", Act::SeeInvoices),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
