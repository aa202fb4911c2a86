//! Operations: what a customer orders or refuses as one. The lines of a forfait, or a line on its own.

use crate::{
    document::LineKind,
    ids::LineId,
    lines::{Answer, NewLine, StoredLine},
    money::Cents,
};

#[derive(Clone, Debug)]
pub struct Operation<'a> {
    /// Its name, or the words of the only line.
    pub title: &'a str,
    pub lines: Vec<&'a StoredLine>,
}

impl<'a> Operation<'a> {
    /// The lines that have a price; words have none, and are not answered.
    pub fn priced(&self) -> impl Iterator<Item = &'a StoredLine> {
        self.lines.iter().copied().filter(|line| line.is.kind != LineKind::Text)
    }

    /// The line under whose id the whole is answered; none when there are only words.
    pub fn leader(&self) -> Option<LineId> {
        self.priced().next().map(|line| line.id)
    }

    /// A line on its own.
    pub fn is_loose(&self) -> bool {
        self.lines.iter().all(|line| line.is.operation.is_empty())
    }

    pub fn gross(&self) -> Cents {
        self.priced().map(|line| line.amounts.gross).sum()
    }

    pub fn answer(&self) -> Option<Answer> {
        self.priced().next().and_then(|line| line.answer)
    }
}

/// The operations of a document, each where its first line stands.
pub fn operations(lines: &[StoredLine]) -> Vec<Operation<'_>> {
    let mut all: Vec<Operation> = Vec::new();
    for line in lines {
        let name = line.is.operation.as_str();
        match all.iter_mut().find(|known| !name.is_empty() && !known.is_loose() && known.title == name) {
            Some(known) => known.lines.push(line),
            None => {
                all.push(Operation { title: if name.is_empty() { &line.is.label } else { name }, lines: vec![line] })
            }
        }
    }
    all
}

/// Adds the lines of a forfait to those of a document. Twice the same forfait is two operations, under two names.
pub fn append(lines: &mut Vec<NewLine>, mut more: Vec<NewLine>) {
    let Some(name) = more.iter().map(|l| l.operation.clone()).find(|name| !name.is_empty()) else {
        return lines.extend(more);
    };
    let taken = |name: &str| lines.iter().any(|line| line.operation == name);
    let mut fresh = name.clone();
    for n in 2.. {
        if !taken(&fresh) {
            break;
        }
        fresh = format!("{name} ({n})");
    }
    for line in more.iter_mut().filter(|line| line.operation == name) {
        line.operation.clone_from(&fresh);
    }
    lines.extend(more);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::totals::LineAmounts;

    fn line(operation: &str, label: &str) -> NewLine {
        NewLine { kind: LineKind::Part, ..NewLine::words(operation.into(), label.into(), String::new()) }
    }

    fn stored(is: NewLine) -> StoredLine {
        let amounts = LineAmounts { discount: Cents::ZERO, net: Cents(100), gross: Cents(120) };
        StoredLine { id: LineId::new(), is, amounts, answer: None }
    }

    #[test]
    fn lines_of_one_name_are_one_operation_and_loose_lines_are_one_each() {
        let words = NewLine::words("Vidange".into(), "Huile fournie".into(), String::new());
        let lines = vec![
            stored(line("", "Balais")),
            stored(words),
            stored(line("Vidange", "Main-d’œuvre")),
            stored(line("", "Balais")),
            stored(line("Vidange", "Filtre")),
        ];
        let all = operations(&lines);
        assert_eq!(
            all.iter().map(|o| (o.title, o.lines.len())).collect::<Vec<_>>(),
            [("Balais", 1), ("Vidange", 3), ("Balais", 1)]
        );
        assert_eq!((all[1].leader(), all[1].gross()), (Some(lines[2].id), Cents(240)));
    }

    /// A line on its own whose words are the name of an operation does not enter it.
    #[test]
    fn a_loose_line_never_joins_an_operation() {
        let lines = vec![stored(line("", "Vidange")), stored(line("Vidange", "Filtre"))];
        assert_eq!(operations(&lines).len(), 2);
    }

    #[test]
    fn the_same_forfait_twice_is_two_operations() {
        let forfait = || vec![line("Vidange", "Main-d’œuvre"), line("Vidange", "Filtre")];
        let mut lines = vec![line("", "Balais")];
        (0..3).for_each(|_| append(&mut lines, forfait()));
        let names: Vec<&str> = lines.iter().map(|l| l.operation.as_str()).collect();
        assert_eq!(names, ["", "Vidange", "Vidange", "Vidange (2)", "Vidange (2)", "Vidange (3)", "Vidange (3)"]);
    }
}
