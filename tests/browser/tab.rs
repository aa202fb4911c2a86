//! A tab, in a profile of its own: what a person does in it, and what they see.

use std::{
    fmt::Debug,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{
    chromium::{Chromium, PATIENCE},
    heard::Heard,
};

/// How often a condition is looked at again.
const LOOK: Duration = Duration::from_millis(20);

/// Finds what a person would: visible, by its words or its label.
const EYES: &str = include_str!("eyes.js");

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// 390 px: a phone.
    Phone,
    /// 820 px: a tablet held upright.
    Tablet,
    /// 1280 px: a tablet on its side, or the office's computer.
    Desk,
}

impl Screen {
    pub const ALL: [Screen; 3] = [Screen::Phone, Screen::Tablet, Screen::Desk];

    pub fn size(self) -> (u32, u32) {
        match self {
            Screen::Phone => (390, 844),
            Screen::Tablet => (820, 1180),
            Screen::Desk => (1280, 800),
        }
    }
}

pub struct Tab {
    chromium: &'static Chromium,
    session: String,
    context: String,
    touched: AtomicUsize,
    pub heard: Arc<Heard>,
    /// `http://garage-….localhost:41234`
    pub address: String,
}

impl Tab {
    /// A profile without cookie or memory, on a phone.
    pub async fn open(address: &str) -> Tab {
        let chromium = Chromium::get().await;
        let context = text(&chromium.ask(None, "Target.createBrowserContext", json!({})).await["browserContextId"]);
        let new = json!({ "url": "about:blank", "browserContextId": context });
        let target = text(&chromium.ask(None, "Target.createTarget", new).await["targetId"]);
        let attach = json!({ "targetId": target, "flatten": true });
        let session = text(&chromium.ask(None, "Target.attachToTarget", attach).await["sessionId"]);
        let heard = Arc::new(Heard::default());
        chromium.tell(&session, heard.clone());
        let tab = Tab { chromium, session, context, touched: AtomicUsize::new(0), heard, address: address.to_owned() };
        for domain in ["Page", "Runtime", "Network", "Log", "Audits", "DOM"] {
            tab.ask(&format!("{domain}.enable"), json!({})).await;
        }
        // A page that is not in front is drawn more seldom and has no focus.
        tab.ask("Emulation.setFocusEmulationEnabled", json!({ "enabled": true })).await;
        tab.on(Screen::Phone).await;
        tab
    }

    pub async fn ask(&self, method: &str, params: Value) -> Value {
        self.chromium.ask(Some(&self.session), method, params).await
    }

    /// Holds the page on another screen.
    pub async fn on(&self, screen: Screen) {
        let (width, height) = screen.size();
        let mobile = screen != Screen::Desk;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile });
        self.ask("Emulation.setDeviceMetricsOverride", metrics).await;
        self.ask("Emulation.setTouchEmulationEnabled", json!({ "enabled": mobile })).await;
    }

    pub async fn without_javascript(&self) {
        self.ask("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    pub async fn cookie(&self, name: &str, value: &str) {
        let cookie = json!({ "name": name, "value": value, "url": self.address, "httpOnly": true });
        self.ask("Network.setCookie", cookie).await;
    }

    /// Goes to an address of the garage and waits until the page stands.
    pub async fn go(&self, path: &str) {
        let url = if path.contains("://") { path.to_owned() } else { format!("{}{path}", self.address) };
        self.mark().await;
        let gone = self.ask("Page.navigate", json!({ "url": url })).await;
        assert!(gone.get("errorText").is_none(), "{url}: {gone}");
        // A mere #fragment stays on the page.
        if gone.get("loaderId").is_some() {
            self.arrives(&format!("the page {path}")).await;
        }
    }

    pub async fn reload(&self) {
        self.mark().await;
        self.ask("Page.reload", json!({})).await;
        self.arrives("the same page again").await;
    }

    /// Does what leads to another page, and waits until that stands.
    pub async fn to_next_page(&self, act: impl Future<Output = ()>) {
        self.mark().await;
        act.await;
        self.arrives("the next page").await;
    }

    async fn mark(&self) {
        self.eval::<bool>("window.left = true").await;
    }

    async fn arrives(&self, what: &str) {
        self.until(what, "window.left !== true && document.readyState === 'complete'").await;
    }

    /// The value of an expression. `find`, `field` … of `eyes.js` are at hand.
    pub async fn eval<T: DeserializeOwned + Debug>(&self, expression: &str) -> T {
        let value = self.try_eval(expression).await.unwrap_or_else(|why| panic!("{expression}: {why}"));
        serde_json::from_value(value).unwrap_or_else(|why| panic!("{expression}: {why}"))
    }

    async fn try_eval(&self, expression: &str) -> Result<Value, String> {
        let whole = format!("(() => {{ {EYES}\nreturn ({expression}); }})()");
        let how = json!({ "expression": whole, "returnByValue": true, "awaitPromise": false });
        let answer = self.chromium.try_ask(Some(&self.session), "Runtime.evaluate", how).await?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(text(&details["exception"]["description"])),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// The value a promise settles on.
    pub async fn settle<T: DeserializeOwned + Debug>(&self, promise: &str) -> T {
        let how = json!({ "expression": promise, "returnByValue": true, "awaitPromise": true });
        let answer = self.ask("Runtime.evaluate", how).await;
        assert!(answer.get("exceptionDetails").is_none(), "{}", answer["exceptionDetails"]);
        serde_json::from_value(answer["result"]["value"].clone()).unwrap_or_else(|why| panic!("{why}: {answer}"))
    }

    /// Waits until it holds. Between two pages an expression has no page to be asked of: that is "not yet".
    pub async fn until(&self, what: &str, condition: &str) {
        let since = Instant::now();
        let mut last = String::new();
        while since.elapsed() < PATIENCE {
            match self.try_eval(&format!("!!({condition})")).await {
                Ok(Value::Bool(true)) => return,
                Ok(_) => last.clear(),
                Err(why) => last = why,
            }
            tokio::time::sleep(LOOK).await;
        }
        let seen = self.try_eval("location.href + '\\n' + document.body.innerText").await.unwrap_or_default();
        panic!("waited in vain for {what}: {condition} {last}\n{}\n{:?}", text(&seen), self.heard.wrong());
    }

    /// Waits until the words stand on the page.
    pub async fn sees(&self, words: &str) {
        self.until(&format!("«{words}»"), &format!("find('main, dialog', {})", quoted(words))).await;
    }

    /// Touches what bears these words, where a finger would: its middle, if nothing lies over it.
    pub async fn click(&self, selector: &str, words: &str) {
        let point = self.place(selector, words).await;
        self.click_at(point).await;
    }

    /// The same, and what it leads to.
    pub async fn follow(&self, selector: &str, words: &str) {
        self.to_next_page(self.click(selector, words)).await;
    }

    /// The same for what may be asked twice: in a dialog, or on a page of its own where there is no JavaScript.
    pub async fn act(&self, selector: &str, words: &str) {
        self.mark().await;
        self.click(selector, words).await;
        let next = "window.left !== true && document.readyState === 'complete'";
        self.until("an answer", &format!("({next}) || document.querySelector('dialog[open]')")).await;
        if self.eval::<bool>("!!document.querySelector('dialog[open]')").await {
            self.click("dialog .button-danger", "").await;
            self.arrives("the next page").await;
        }
        if self.eval::<bool>("!!document.querySelector('main form [name=confirmed]')").await {
            self.follow("main .button-danger, main .button-primary", "").await;
        }
    }

    /// How many times the screen was touched so far.
    pub fn touched(&self) -> usize {
        self.touched.load(Ordering::Relaxed)
    }

    /// Where to touch. Waits until it is there and free.
    pub async fn place(&self, selector: &str, words: &str) -> (f64, f64) {
        let place = format!("place({}, {})", quoted(selector), quoted(words));
        self.until(&format!("«{words}» ({selector}) to be free to touch"), &format!("{place}.free")).await;
        self.eval::<(f64, f64)>(&format!("{place}.at")).await
    }

    async fn click_at(&self, place: (f64, f64)) {
        self.touched.fetch_add(1, Ordering::Relaxed);
        self.press(place, 1).await;
    }

    async fn press(&self, (x, y): (f64, f64), count: u32) {
        let event = |kind| json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": count });
        let one = |kind| self.ask("Input.dispatchMouseEvent", event(kind));
        futures::join!(one("mousePressed"), one("mouseReleased"));
    }

    /// Twice, without waiting for what the first one does.
    pub async fn double_click_at(&self, place: (f64, f64)) {
        futures::join!(self.press(place, 1), self.press(place, 2));
    }

    /// Types over what stands in the field of this name.
    pub async fn fill(&self, name: &str, typed: &str) {
        let field = format!("field({})", quoted(name));
        self.until(&format!("the field {name}"), &field).await;
        self.eval::<bool>(&format!("({field}.focus(), {field}.select && {field}.select(), true)")).await;
        self.write(typed).await;
    }

    /// Types where the focus is.
    pub async fn write(&self, typed: &str) {
        self.ask("Input.insertText", json!({ "text": typed })).await;
    }

    /// Chooses in a list, or a date: what its own widget would do.
    pub async fn choose(&self, name: &str, value: &str) {
        let set = format!("choose({}, {})", quoted(name), quoted(value));
        assert!(self.eval::<bool>(&set).await, "{name} has no {value}");
    }

    pub async fn value(&self, name: &str) -> String {
        self.eval(&format!("field({}).value", quoted(name))).await
    }

    /// Puts a file into a field.
    pub async fn attach(&self, selector: &str, path: &std::path::Path) {
        let find = json!({ "expression": format!("document.querySelector({})", quoted(selector)) });
        let found = self.ask("Runtime.evaluate", find).await;
        let files = json!({ "files": [path], "objectId": found["result"]["objectId"] });
        self.ask("DOM.setFileInputFiles", files).await;
    }

    /// A key as a keyboard sends it: `Tab`, `Enter`, `Escape`, or a letter.
    pub async fn key(&self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            "ArrowUp" => (38, ""),
            "ArrowDown" => (40, ""),
            "F2" => (113, ""),
            letter => (0, letter),
        };
        let event = json!({ "type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text });
        self.ask("Input.dispatchKeyEvent", event).await;
        let event = json!({ "type": "keyUp", "key": key, "code": key, "windowsVirtualKeyCode": code });
        self.ask("Input.dispatchKeyEvent", event).await;
    }

    pub async fn path(&self) -> String {
        self.eval("location.pathname").await
    }

    /// Nothing may have gone wrong so far.
    #[track_caller]
    pub fn is_well(&self) {
        assert_eq!(self.heard.wrong(), Vec::<String>::new());
    }

    /// The whole page as a PNG in base 64.
    pub async fn picture(&self) -> String {
        let size = self.ask("Page.getLayoutMetrics", json!({})).await["cssContentSize"].clone();
        let whole = json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
        let how = json!({ "format": "png", "captureBeyondViewport": true, "clip": whole });
        text(&self.ask("Page.captureScreenshot", how).await["data"])
    }

    /// Gives the profile back. A test that fails leaves its own to Chromium's end.
    pub async fn close(self) {
        self.chromium.forget(&self.session);
        let context = json!({ "browserContextId": self.context });
        self.chromium.ask(None, "Target.disposeBrowserContext", context).await;
    }
}

pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
