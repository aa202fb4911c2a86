//! Lines of the editor, between the form's names (`lines-3-what`) and crm's `LineForm`.

use std::collections::BTreeMap;

use crm::{
    Fields,
    document::{LineKind, Unit},
    garages::Garage,
    lines::{LineForm, NewLine, add_up},
    money::Cents,
    totals::{Entry, Totals},
};

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
