//! The htmx attributes a component may carry. There is no room here for `hx-on` or `js:`, which evaluate code.

/// `Hx::post("/quotes/7/lines").target("#lines").swap("beforeend")`
#[derive(Clone, Debug, Default)]
pub struct Hx {
    pub get: Option<String>,
    pub post: Option<String>,
    pub target: Option<String>,
    pub swap: Option<String>,
    pub trigger: Option<String>,
    pub select: Option<String>,
    pub include: Option<String>,
    pub sync: Option<String>,
    pub indicator: Option<String>,
    pub push_url: Option<String>,
    pub replace_url: Option<String>,
}

impl Hx {
    #[must_use]
    pub fn get(url: impl Into<String>) -> Hx {
        Hx { get: Some(url.into()), ..Hx::default() }
    }
    #[must_use]
    pub fn post(url: impl Into<String>) -> Hx {
        Hx { post: Some(url.into()), ..Hx::default() }
    }
    /// A selector; `#` followed by the id function of what is replaced.
    #[must_use]
    pub fn target(mut self, selector: impl Into<String>) -> Hx {
        self.target = Some(selector.into());
        self
    }
    #[must_use]
    pub fn swap(mut self, how: impl Into<String>) -> Hx {
        self.swap = Some(how.into());
        self
    }
    #[must_use]
    pub fn trigger(mut self, when: impl Into<String>) -> Hx {
        self.trigger = Some(when.into());
        self
    }
    #[must_use]
    pub fn select(mut self, selector: impl Into<String>) -> Hx {
        self.select = Some(selector.into());
        self
    }
    #[must_use]
    pub fn include(mut self, selector: impl Into<String>) -> Hx {
        self.include = Some(selector.into());
        self
    }
    #[must_use]
    pub fn sync(mut self, how: impl Into<String>) -> Hx {
        self.sync = Some(how.into());
        self
    }
    #[must_use]
    pub fn indicator(mut self, selector: impl Into<String>) -> Hx {
        self.indicator = Some(selector.into());
        self
    }
    /// `"true"` puts the fragment's address in the browser's bar.
    #[must_use]
    pub fn push_url(mut self, url: impl Into<String>) -> Hx {
        self.push_url = Some(url.into());
        self
    }

    /// The same without a step back in the history.
    #[must_use]
    pub fn replace_url(mut self, url: impl Into<String>) -> Hx {
        self.replace_url = Some(url.into());
        self
    }

    /// Search while typing: 200 ms after the last key, an older answer never covers a newer one.
    #[must_use]
    pub fn live_search(url: impl Into<String>, target: impl Into<String>) -> Hx {
        Hx::get(url)
            .target(target)
            .trigger("input changed delay:200ms, search")
            .sync("this:replace")
            .replace_url("true")
    }
}
