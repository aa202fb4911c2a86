//! A plan as `explain (format json)` tells it.

use std::path::Path;

use serde_json::Value;

pub struct Plan {
    /// Only in the log.
    pub sql: String,
    root: Value,
}

/// The text, or what it goes through: a statement inside an SQL function has no text of its own in the log.
impl std::fmt::Display for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.sql.is_empty() {
            return f.write_str(&self.sql);
        }
        for node in self.nodes() {
            write!(f, "{} {} {} ", node["Node Type"], node["Relation Name"], node["Index Name"])?;
        }
        Ok(())
    }
}

impl Plan {
    pub fn of(explained: &Value) -> Plan {
        Plan { sql: String::new(), root: explained[0]["Plan"].clone() }
    }

    /// What the server logged after the first `from` bytes.
    pub fn logged(log: &Path, from: u64) -> Vec<Plan> {
        let text = String::from_utf8_lossy(&std::fs::read(log).unwrap()[usize::try_from(from).unwrap()..]).into_owned();
        let mut plans = Vec::new();
        for entry in text.split("  plan:\n").skip(1) {
            // The plan's own lines begin with a tab, the next entry's with its date.
            let lines: String = entry.lines().take_while(|line| line.starts_with('\t')).collect();
            let json: Value = serde_json::from_str(&lines).unwrap_or_else(|e| panic!("{e}: {lines}"));
            let sql = json["Query Text"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            plans.push(Plan { sql, root: json["Plan"].clone() });
        }
        plans
    }

    fn nodes(&self) -> Vec<&Value> {
        let (mut all, mut next) = (Vec::new(), vec![&self.root]);
        while let Some(node) = next.pop() {
            next.extend(node["Plans"].as_array().into_iter().flatten());
            all.push(node);
        }
        all
    }

    /// Scans of big tables that no index narrows, and statements that cost as much as one: going through a garage's
    /// 20,000 rows by the garage alone costs more than 600, a page of fifty rows with all that hangs on them about 150.
    pub fn reads_whole_tables(&self, big: &[&str]) -> Vec<String> {
        let mut why = Vec::new();
        for node in self.nodes() {
            let table = node["Relation Name"].as_str().unwrap_or_default();
            if node["Node Type"] == "Seq Scan" && big.contains(&table) && node["Total Cost"].as_f64() > Some(50.0) {
                why.push(format!("Seq Scan on {table}"));
            }
        }
        let cost = self.root["Total Cost"].as_f64().unwrap_or_default();
        if cost > 600.0 {
            why.push(format!("costs {cost}"));
        }
        why
    }

    pub fn reads(&self, table: &str) -> bool {
        self.nodes().iter().any(|node| node["Relation Name"] == table)
    }

    /// Rows of big tables it went through, whether it kept them or not.
    pub fn touched(&self, big: &[&str]) -> f64 {
        let number = |node: &Value, name: &str| node[name].as_f64().unwrap_or_default();
        let of = |node: &Value| {
            let rows = ["Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck"];
            rows.iter().map(|name| number(node, name)).sum::<f64>() * number(node, "Actual Loops")
        };
        let table = |node: &Value| node["Relation Name"].as_str().is_some_and(|table| big.contains(&table));
        self.nodes().into_iter().filter(|node| table(node)).map(of).sum()
    }
}
