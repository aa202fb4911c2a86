//! Lines of the editor, between the form's names (`lines-3-what`) and crm's `LineForm`.

use std::collections::BTreeMap;

use crm::{
    Fields, TenantTx,
    document::{LineKind, Unit},
    garages::{self, Garage},
    ids::PackageId,
    lines::{LineForm, NewLine, StoredLine, add_up},
    money::Cents,
    operations, packages,
    totals::{Entry, Totals},
};

use crate::{answer::Answer, ask::Ask, fault::Result, posted::Posted};

/// The lines in the order of their numbers, however these are spaced.
pub fn read(pairs: &[(String, String)]) -> Vec<LineForm> {
    let mut lines: BTreeMap<usize, LineForm> = BTreeMap::new();
    for (name, value) in pairs {
        let Some((number, part)) = name.strip_prefix("lines-").and_then(|rest| rest.split_once('-')) else { continue };
        let Ok(number) = number.parse() else { continue };
        set(lines.entry(number).or_default(), part, value);
    }
    lines.into_values().map(finished).collect()
}

fn set(line: &mut LineForm, part: &str, value: &str) {
    let slot = match part {
        "what" => &mut line.label,
        "kind" => &mut line.kind,
        "quantity" => &mut line.quantity,
        "price" => &mut line.unit_price,
        "discount" => &mut line.discount,
        "vat" => &mut line.vat_rate,
        "operation" => &mut line.operation,
        "reference" => &mut line.reference,
        "details" => &mut line.details,
        "unit" => &mut line.unit,
        _ => return,
    };
    value.clone_into(slot);
}

/// `labour-t2` is labour at T2, counted in hours; what is no longer labour is no longer counted in hours.
fn finished(mut line: LineForm) -> LineForm {
    if let Some((kind, detail)) = line.kind.clone().split_once('-') {
        match kind {
            "labour" => detail.clone_into(&mut line.labour_rate),
            _ => detail.clone_into(&mut line.part_origin),
        }
        kind.clone_into(&mut line.kind);
    }
    let hours = line.unit == Unit::Hour.as_str();
    if line.kind == LineKind::Labour.as_str() {
        Unit::Hour.as_str().clone_into(&mut line.unit);
    } else if hours || line.unit.is_empty() {
        Unit::Piece.as_str().clone_into(&mut line.unit);
    }
    line
}

/// What the editor of lines sent, as typed.
#[derive(Clone, Debug)]
pub struct Written {
    pub entry: Entry,
    pub lines: Vec<LineForm>,
    pub version: i32,
    /// Which button was pressed: `save`, `send`, `add:part`, `package`…
    pub then: String,
}

impl Written {
    /// What is stored, and a line to begin when `add` names its kind.
    pub fn of(lines: &[StoredLine], entry: Entry, version: i32, add: &str, garage: &Garage) -> Written {
        let mut forms: Vec<LineForm> = lines.iter().map(|l| LineForm::of(&l.is)).collect();
        if let Ok(kind) = LineKind::parse(add) {
            forms.push(LineForm::fresh(kind, garage, entry));
        }
        Written { entry, lines: forms, version, then: String::new() }
    }

    /// From the form, without the line that was removed, with the discount that was asked for all.
    pub fn posted(posted: &Posted) -> Result<Written> {
        let text = |name: &str| posted.get(name).unwrap_or_default().to_owned();
        let then = posted.get("then").unwrap_or("save").to_owned();
        let mut lines = read(&posted.pairs);
        let removed = posted.get("remove").and_then(|n| n.parse::<usize>().ok());
        if let Some(n) = removed.filter(|n| (1..=lines.len()).contains(n)) {
            lines.remove(n - 1);
        }
        if then == "discount" {
            lines.iter_mut().filter(|l| l.kind != "text").for_each(|l| l.discount = text("discount_all"));
        }
        let entry = Entry::parse(&text("entry")).unwrap_or(Entry::Ttc);
        Ok(Written { entry, lines, version: posted.version()?, then })
    }

    /// What the button asks beyond saving: prices told the other way, a forfait added. Gives what to save, and the
    /// number of the line to look at then.
    pub async fn act(
        &self,
        tx: &mut TenantTx,
        garage: &Garage,
        mut lines: Vec<NewLine>,
        package: Option<&str>,
    ) -> Result<(Entry, Vec<NewLine>, Option<usize>)> {
        if let Some(to) = self.then.strip_prefix("entry:").and_then(|to| Entry::parse(to).ok()) {
            return Ok((to, lines.iter().map(|l| l.in_entry(self.entry, to)).collect(), None));
        }
        let first = lines.len() + 1;
        match package.filter(|_| self.then == "package").and_then(|id| id.parse::<PackageId>().ok()) {
            Some(id) => operations::append(&mut lines, packages::get(tx, id).await?.is.lines(garage, self.entry)),
            None => return Ok((self.entry, lines, None)),
        }
        Ok((self.entry, lines, Some(first)))
    }

    /// Where the editor is shown again, at the line concerned. A new line is drawn, not stored: what nobody filled in
    /// leaves no trace.
    pub fn leads(&self, at: &str, stored: usize, focus: Option<usize>) -> String {
        match (self.then.strip_prefix("add:"), focus) {
            (Some(kind), _) => format!("{at}?add={kind}#line-{}", stored + 1),
            (None, Some(n)) => format!("{at}#line-{n}"),
            (None, None) => at.to_owned(),
        }
    }
}

/// What each line is worth in the typed mode, and the sums; a line that does not hold yet counts for nothing.
pub fn worth(forms: &[LineForm], garage: &Garage, entry: Entry) -> (Vec<Option<Cents>>, Totals) {
    let parsed: Vec<Option<NewLine>> = forms.iter().map(|f| f.parse(0, garage, &mut Fields::default())).collect();
    let good: Vec<NewLine> = parsed.iter().flatten().cloned().collect();
    let (sums, amounts) = add_up(&good, entry);
    let mut amounts = amounts.into_iter();
    let worth = parsed
        .iter()
        .map(|line| {
            let amounts = line.as_ref().and_then(|_| amounts.next())?;
            Some(if entry == Entry::Ht { amounts.net } else { amounts.gross })
        })
        .collect();
    (worth, sums)
}

/// The sums of what is typed, without saving. Lines that do not hold yet count for nothing.
pub async fn totals(ask: &Ask, mut tx: TenantTx, at: &str) -> Result<Answer> {
    let garage = garages::get(&mut tx).await?;
    tx.commit().await?;
    let written = Written::posted(&ask.posted)?;
    let (_, sums) = worth(&written.lines, &garage, written.entry);
    ask.page(views::lines::totals(&ask.ui, at, &sums))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.into(), value.into())
    }

    #[test]
    fn names_become_lines_in_order() {
        let lines = read(&[
            pair("lines-7-what", "Filtre"),
            pair("lines-2-what", "Vidange"),
            pair("lines-2-kind", "labour-t2"),
            pair("lines-7-kind", "part-exchange"),
            pair("lines-7-unit", "hour"),
            pair("note", "x"),
            pair("lines-x-what", "no"),
        ]);
        assert_eq!(lines.len(), 2);
        assert_eq!(
            (lines[0].label.as_str(), lines[0].labour_rate.as_str(), lines[0].unit.as_str()),
            ("Vidange", "t2", "hour")
        );
        assert_eq!((lines[1].part_origin.as_str(), lines[1].unit.as_str()), ("exchange", "piece"));
    }
}
