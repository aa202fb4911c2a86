//! What a tab said: its requests and what they weighed, and everything that went wrong.

use std::{collections::HashMap, sync::Mutex};

use serde_json::Value;

/// One request of a page.
#[derive(Clone, Debug, Default)]
pub struct Load {
    pub url: String,
    /// As Chromium calls it: Document, Stylesheet, Script, Font, Image, Fetch …
    pub kind: String,
    pub method: String,
    pub status: u64,
    /// Bytes over the network without the head; 0 for what came from the cache.
    pub body: u64,
    head: u64,
}

#[derive(Default)]
pub struct Heard(Mutex<State>);

#[derive(Default)]
struct State {
    loads: HashMap<String, Load>,
    order: Vec<String>,
    wrong: Vec<String>,
    /// Statuses that the test brings about itself.
    expected: Vec<u64>,
}

impl Heard {
    pub fn hear(&self, method: &str, params: &Value) {
        let mut state = self.0.lock().unwrap();
        match method {
            "Network.requestWillBeSent" => state.asked(params),
            "Network.responseReceived" => state.answered(params),
            "Network.loadingFinished" => {
                let total = params["encodedDataLength"].as_f64().unwrap_or_default() as u64;
                let load = state.load(params);
                load.body = total.saturating_sub(load.head);
            }
            "Network.loadingFailed" if params["canceled"] != true => {
                let url = state.load(params).url.clone();
                state.wrong.push(format!("failed: {url}: {}", params["errorText"]));
            }
            "Runtime.exceptionThrown" => {
                let details = &params["exceptionDetails"];
                let says = details["exception"]["description"].as_str().or(details["text"].as_str());
                state.wrong.push(format!("exception: {}", says.unwrap_or_default()));
            }
            "Runtime.consoleAPICalled" if matches!(params["type"].as_str(), Some("error" | "warning" | "assert")) => {
                let says: Vec<String> = params["args"].as_array().into_iter().flatten().map(said).collect();
                state.wrong.push(format!("console: {}", says.join(" ")));
            }
            // A status of 400 and above is told by the request itself.
            "Log.entryAdded" if params["entry"]["level"] == "error" && params["entry"]["source"] != "network" => {
                state.wrong.push(format!("log: {}", params["entry"]["text"]));
            }
            "Audits.issueAdded" => {
                let issue = &params["issue"];
                let grave = ["ContentSecurityPolicyIssue", "MixedContentIssue", "CookieIssue", "CorsIssue"];
                if grave.iter().any(|code| issue["code"] == *code) {
                    state.wrong.push(format!("issue: {} {}", issue["code"], issue["details"]));
                }
            }
            _ => {}
        }
    }

    /// These statuses are what the test is about.
    pub fn expect(&self, statuses: &[u64]) {
        self.0.lock().unwrap().expected = statuses.to_vec();
    }

    /// What went wrong since the last time it was asked.
    pub fn wrong(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap().wrong)
    }

    /// The requests since the last time they were asked for, in order.
    pub fn loads(&self) -> Vec<Load> {
        let mut state = self.0.lock().unwrap();
        let order = std::mem::take(&mut state.order);
        order.iter().filter_map(|id| state.loads.remove(id)).collect()
    }

    /// How many times a form was sent to an address that ends so.
    pub fn posts_to(&self, end: &str) -> usize {
        let state = self.0.lock().unwrap();
        state.loads.values().filter(|load| load.method == "POST" && load.url.ends_with(end)).count()
    }
}

impl State {
    fn load(&mut self, params: &Value) -> &mut Load {
        let id = params["requestId"].as_str().unwrap_or_default().to_owned();
        if !self.loads.contains_key(&id) {
            self.order.push(id.clone());
        }
        self.loads.entry(id).or_default()
    }

    fn asked(&mut self, params: &Value) {
        // A redirect goes on under the same name: what led there is kept apart.
        if params.get("redirectResponse").is_some() {
            let before = self.load(params).clone();
            let id = format!("{}-{}", params["requestId"].as_str().unwrap_or_default(), self.order.len());
            self.order.push(id.clone());
            self.loads.insert(id, before);
        }
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (url, method) = (text(&params["request"]["url"]), text(&params["request"]["method"]));
        let kind = text(&params["type"]);
        *self.load(params) = Load { url, method, kind, ..Load::default() };
    }

    fn answered(&mut self, params: &Value) {
        let answer = &params["response"];
        let status = answer["status"].as_u64().unwrap_or_default();
        let head = answer["encodedDataLength"].as_f64().unwrap_or_default() as u64;
        let load = self.load(params);
        load.status = status;
        load.head = head;
        let url = load.url.clone();
        if status >= 400 && !self.expected.contains(&status) {
            self.wrong.push(format!("{status}: {url}"));
        }
    }
}

fn said(arg: &Value) -> String {
    arg["value"].as_str().or(arg["description"].as_str()).map_or_else(|| arg.to_string(), str::to_owned)
}
