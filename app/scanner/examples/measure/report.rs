//! The figures of a tier of pictures, as Markdown.

use std::collections::BTreeMap;

use scanner::{Code, Reading};

use crate::compare;

/// The fields of the goals.
pub const CORE: [Code; 14] = [
    Code::A,
    Code::B,
    Code::C1,
    Code::C1GivenNames,
    Code::C3,
    Code::D1,
    Code::D2,
    Code::D21,
    Code::D3,
    Code::E,
    Code::J1,
    Code::P3,
    Code::P6,
    Code::X1,
];

#[derive(Default)]
pub struct Tier {
    pub pictures: usize,
    /// Right and all, of every picture.
    right: BTreeMap<Code, (usize, usize)>,
    /// Core fields of the pictures declared readable.
    readable: (usize, usize),
    sure: usize,
    pub sure_but_wrong: Vec<String>,
    pub refused: BTreeMap<String, usize>,
    /// Refused for another reason than the true one, or read as a card.
    pub misjudged: Vec<String>,
    /// Pictures of which the true reason is known.
    judged: usize,
    /// Each value's code, confidence, whether it is sure and whether it is right.
    pub values: Vec<String>,
    pub cpu: Vec<f64>,
    pub wall: Vec<f64>,
    /// For each twentieth of confidence: how many values, and how many of them right.
    pub believed: [(usize, usize); 20],
}

pub struct Wrong {
    pub code: Code,
    pub line: String,
}

impl Tier {
    /// Compares a reading with its truth and gives what is wrong.
    pub fn count(&mut self, name: &str, reading: &Reading, truth: &serde_json::Value) -> Vec<Wrong> {
        self.pictures += 1;
        let reason = reading.reason.map(|r| r.as_str());
        if let Some(reason) = reason {
            *self.refused.entry(reason.to_string()).or_default() += 1;
        }
        if let Some(expected) = truth["meta"]["reason"].as_str() {
            self.judged += 1;
            if reason != Some(expected) {
                self.misjudged.push(format!("{name}: {expected}, read as {}", reason.unwrap_or("a card")));
            }
        }
        let mut wrong = Vec::new();
        for (code, field) in &reading.fields {
            let Some(printed) = compare::printed(&truth["fields"][code.as_str()]) else { continue };
            let read = field.value.as_ref().map(compare::read).unwrap_or_default();
            let right = read == printed;
            add(self.right.entry(*code).or_default(), right);
            if CORE.contains(code) && reading.readable {
                add(&mut self.readable, right);
            }
            if field.value.is_some() {
                self.values.push(format!("{code}\t{:.3}\t{}\t{right}", field.confidence, field.sure));
                add(&mut self.believed[((field.confidence * 20.0) as usize).min(19)], right);
            }
            self.sure += usize::from(field.sure);
            let line = format!("{name} {code}: {read} | {printed} ({:.2})", field.confidence);
            if field.sure && !right {
                self.sure_but_wrong.push(line.clone());
            }
            if !right {
                wrong.push(Wrong { code: *code, line });
            }
        }
        wrong
    }

    pub fn print(&self, name: &str) {
        let (core, all) = (self.share(&CORE), self.share(&Code::ALL));
        let of_readable = percent(self.readable);
        println!("\n### {name}: {} pictures", self.pictures);
        println!("core {core:.1} %, of those declared readable {of_readable:.1} %; all fields {all:.1} %");
        let fields: Vec<String> = Code::ALL.iter().map(|c| format!("{c} {:.0}", self.share(&[*c]))).collect();
        println!("  {}", fields.join(", "));
        let values = self.right.values().map(|(_, n)| n).sum::<usize>();
        println!("  sure {} of {values}, of them wrong {}", self.sure, self.sure_but_wrong.len());
        self.sure_but_wrong.iter().for_each(|line| println!("    {line}"));
        println!("  refused {:?}", self.refused);
        self.misjudged.iter().for_each(|line| println!("    {line}"));
        println!("  right by confidence: {}", reliability(&self.believed));
        let (cpu, wall, longest) = (median(&self.cpu), median(&self.wall), longest(&self.wall));
        println!("  median cpu {cpu:.2} s, wall {wall:.2} s; longest {longest:.2} s");
    }

    fn share(&self, codes: &[Code]) -> f64 {
        let found = codes.iter().filter_map(|c| self.right.get(c));
        percent(found.fold((0, 0), |sum, (right, all)| (sum.0 + right, sum.1 + all)))
    }
}

/// What is asked of the reader of cards it was never tuned to, and is not met.
pub fn unmet(tiers: &BTreeMap<String, Tier>, peak_mb: u64) -> Vec<String> {
    const LEAST: [(&str, f64); 3] = [("scan", 99.0), ("photo", 98.5), ("hard", 85.0)];
    const MOST_REFUSED: f64 = 30.0;
    const LEAST_REASONS_RIGHT: f64 = 90.0;
    const MOST_WRONG_IN_A_THOUSAND: usize = 1;
    const MOST_SECONDS: (f64, f64) = (2.5, 10.0);
    const MOST_MB: u64 = 300;
    let mut unmet = Vec::new();
    for (name, tier) in tiers {
        let read = percent(tier.readable);
        let least = LEAST.iter().find(|(n, _)| n == name).map_or(0.0, |(_, least)| *least);
        if tier.readable.1 > 0 && read < least {
            unmet.push(format!("{name}: {read:.1} % of the core fields, where {least} % are asked for"));
        }
        let refused = percent((tier.refused.values().sum(), tier.pictures));
        if tier.judged == 0 && refused > MOST_REFUSED {
            unmet.push(format!("{name}: {refused:.0} % refused, where {MOST_REFUSED} % are allowed"));
        }
        let told = percent((tier.judged - tier.misjudged.len(), tier.judged));
        if tier.judged > 0 && told < LEAST_REASONS_RIGHT {
            unmet.push(format!("{name}: {told:.0} % refused for the true reason"));
        }
        // A card is promised in this time, not a paper that is searched for one.
        let (wall, longest) = (median(&tier.wall), longest(&tier.wall));
        if tier.judged == 0 && wall > MOST_SECONDS.0 || longest > MOST_SECONDS.1 {
            unmet.push(format!("{name}: {wall:.2} s, the longest {longest:.2} s"));
        }
    }
    let sure: usize = tiers.values().map(|t| t.sure).sum();
    let wrong: usize = tiers.values().map(|t| t.sure_but_wrong.len()).sum();
    if wrong * 1000 > sure * MOST_WRONG_IN_A_THOUSAND {
        unmet.push(format!("{wrong} of {sure} sure values wrong"));
    }
    if peak_mb > MOST_MB {
        unmet.push(format!("{peak_mb} MB"));
    }
    unmet
}

/// One line a field, one column a tier.
pub fn table(tiers: &BTreeMap<String, Tier>) {
    let names: Vec<&str> = tiers.iter().filter(|(_, t)| !t.right.is_empty()).map(|(n, _)| n.as_str()).collect();
    println!("\n| field | {} |\n|---|{}", names.join(" | "), "---|".repeat(names.len()));
    for code in Code::ALL {
        let shares: Vec<String> = names.iter().map(|n| format!("{:.1}", tiers[*n].share(&[code]))).collect();
        println!("| {code} | {} |", shares.join(" | "));
    }
    let mut all = [(0, 0); 20];
    for tier in tiers.values() {
        all.iter_mut().zip(tier.believed).for_each(|(sum, (right, n))| *sum = (sum.0 + right, sum.1 + n));
    }
    println!("\n| confidence | values | right |\n|---|---|---|");
    for (i, found) in all.iter().enumerate().filter(|(_, (_, n))| *n > 0) {
        let from = i as f64 / 20.0;
        println!("| {from:.2} to {:.2} | {} | {:.1} % |", from + 0.05, found.1, percent(*found));
    }
}

fn add(found: &mut (usize, usize), right: bool) {
    *found = (found.0 + usize::from(right), found.1 + 1);
}

fn percent((right, all): (usize, usize)) -> f64 {
    100.0 * right as f64 / all.max(1) as f64
}

fn reliability(believed: &[(usize, usize)]) -> String {
    let some = believed.iter().enumerate().filter(|(_, (_, n))| *n > 0);
    some.map(|(i, (r, n))| format!("{:.2}: {r}/{n}", i as f64 / 20.0)).collect::<Vec<_>>().join("  ")
}

fn longest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |a, b| a.max(*b))
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}
