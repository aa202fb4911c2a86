//! Votes on a value, character by character: several readings of the same line, and the shapes of its letters.

use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub(crate) struct Ballot {
    places: Vec<BTreeMap<char, f32>>,
}

/// Letters that the reader takes for one another.
pub(crate) const LOOK_ALIKES: [[char; 2]; 11] = [
    ['5', 'S'],
    ['0', 'O'],
    ['0', 'Q'],
    ['0', 'D'],
    ['8', 'B'],
    ['2', 'Z'],
    ['6', 'G'],
    ['1', 'I'],
    ['1', 'L'],
    ['4', 'A'],
    ['D', 'O'],
];

/// Others that it confuses in a poor light.
const NEARLY_ALIKE: [[char; 2]; 27] = [
    ['0', '8'],
    ['0', '6'],
    ['0', '9'],
    ['0', 'C'],
    ['0', 'U'],
    ['3', '8'],
    ['3', '5'],
    ['3', '9'],
    ['6', '8'],
    ['5', '6'],
    ['8', 'S'],
    ['1', '7'],
    ['1', 'T'],
    ['1', 'J'],
    ['I', 'J'],
    ['7', 'T'],
    ['7', 'Z'],
    ['M', 'W'],
    ['M', 'N'],
    ['H', 'N'],
    ['H', 'M'],
    ['K', 'X'],
    ['V', 'Y'],
    ['U', 'V'],
    ['C', 'G'],
    ['E', 'F'],
    ['P', 'R'],
];

fn may_be_taken_for(a: char, b: char) -> bool {
    a == b || LOOK_ALIKES.iter().chain(&NEARLY_ALIKE).any(|pair| pair.contains(&a) && pair.contains(&b))
}

impl Ballot {
    /// All shapes of a place together weigh as much as two readings or so, and one that is plainly the right one as much
    /// as four more.
    const SHAPES: f32 = 1.5;
    const PLAIN: f32 = 3.0;
    /// How much less alike a letter may be before it loses most of its weight.
    const FALL: f32 = 0.02;

    /// The weight of a shape in a duel, and the lead in likeness that gives it in full.
    const DUEL: f32 = 3.0;
    const DECISIVE: f32 = 0.05;

    pub(crate) fn new(length: usize) -> Ballot {
        Ballot { places: vec![BTreeMap::new(); length] }
    }

    /// A reading of another length says nothing of any place.
    pub(crate) fn add(&mut self, reading: &str, weight: f32) {
        self.add_letters(reading, |_, letter| vec![(letter, weight)]);
    }

    /// The same, a letter read being a vote for one or for several.
    pub(crate) fn add_letters(&mut self, reading: &str, votes: impl Fn(usize, char) -> Vec<(char, f32)>) {
        if reading.chars().count() != self.places.len() {
            return;
        }
        for (i, (place, letter)) in self.places.iter_mut().zip(reading.chars()).enumerate() {
            for (letter, weight) in votes(i, letter) {
                *place.entry(letter).or_default() += weight;
            }
        }
    }

    /// How alike each letter is to those known. `name` says what a known letter stands for at a place, or that it cannot
    /// stand there.
    pub(crate) fn add_shapes(
        &mut self,
        likenesses: &[BTreeMap<char, f32>],
        name: impl Fn(usize, char) -> Option<char>,
    ) {
        if likenesses.len() != self.places.len() {
            return;
        }
        for (i, (place, known)) in self.places.iter_mut().zip(likenesses).enumerate() {
            let mut alike: BTreeMap<char, f32> = BTreeMap::new();
            for (letter, likeness) in known.iter().filter_map(|(c, l)| Some((name(i, *c)?, *l))) {
                let best = alike.entry(letter).or_insert(likeness);
                *best = best.max(likeness);
            }
            // A cut beside the letter shows another one: only what the reader may have mistaken is in question.
            let read: Vec<char> = place.keys().copied().collect();
            alike.retain(|c, _| read.is_empty() || read.iter().any(|r| may_be_taken_for(*r, *c)));
            let (best, second) =
                alike.values().fold(
                    (0.0f32, 0.0f32),
                    |(best, second), l| {
                        if *l > best { (*l, best) } else { (best, second.max(*l)) }
                    },
                );
            let weight = Self::weight(best, second);
            let shares: Vec<(char, f32)> = alike.iter().map(|(c, l)| (*c, ((l - best) / Self::FALL).exp())).collect();
            let sum: f32 = shares.iter().map(|(_, s)| s).sum();
            for (letter, share) in shares {
                *place.entry(letter).or_default() += weight * share / sum.max(1e-6);
            }
            Self::add_duel(place, &alike);
        }
    }

    /// A letter that is not among those known looks more or less like one of them, up to 0.88.
    fn weight(best: f32, second: f32) -> f32 {
        let share = |value: f32, from: f32, to: f32| ((value - from) / (to - from)).clamp(0.0, 1.0);
        let plain = share(best, 0.9, 0.96) * share(best - second, 0.02, 0.1);
        Self::SHAPES * share(best, 0.82, 0.94) + Self::PLAIN * plain
    }

    /// Settles between letters that the reader takes for one another, always the same way: all its readings together
    /// are no more than one then, and the shape is the better judge if it has both to compare with.
    fn add_duel(place: &mut BTreeMap<char, f32>, alike: &BTreeMap<char, f32>) {
        let leads = |a: &&char, b: &&char| place[*a].total_cmp(&place[*b]);
        let Some(winner) = place.keys().max_by(leads).copied() else { return };
        for pair in LOOK_ALIKES.into_iter().filter(|pair| pair.contains(&winner)) {
            let other = if pair[0] == winner { pair[1] } else { pair[0] };
            if let (Some(of_winner), Some(of_other)) = (alike.get(&winner), alike.get(&other)) {
                let lead = ((of_other - of_winner) / Self::DECISIVE).clamp(0.0, 1.0);
                *place.entry(other).or_default() += Self::DUEL * lead;
            }
        }
    }

    /// The votes of another print of the same value.
    pub(crate) fn join(&mut self, other: &Ballot) {
        for (place, more) in self.places.iter_mut().zip(&other.places) {
            more.iter().for_each(|(letter, weight)| *place.entry(*letter).or_default() += weight);
        }
    }

    /// Adds a vote for the one of some beginnings that has the most votes, if it has nearly as many as could be.
    pub(crate) fn favour<'a>(&mut self, beginnings: impl Iterator<Item = &'a str>) {
        const NEARLY: f32 = 0.6;
        let first = |a: (&'a str, f32), b: (&'a str, f32)| if b.1 > a.1 { b } else { a };
        let Some((best, votes)) = beginnings.map(|b| (b, self.votes(b))).reduce(first) else { return };
        let most = |place: &BTreeMap<char, f32>| place.values().copied().fold(0.0, f32::max);
        if votes > NEARLY * self.places.iter().take(best.len()).map(most).sum::<f32>() {
            for (place, letter) in self.places.iter_mut().zip(best.chars()) {
                *place.entry(letter).or_default() += 1.0;
            }
        }
    }

    /// The letter with the most votes at each place; nothing if a place has none.
    pub(crate) fn winner(&self) -> Option<String> {
        let first = |place: &BTreeMap<char, f32>| place.iter().rev().max_by(|a, b| a.1.total_cmp(b.1)).map(|(c, _)| *c);
        if self.places.is_empty() { None } else { self.places.iter().map(first).collect() }
    }

    /// How many votes a value has, over all its places.
    pub(crate) fn votes(&self, value: &str) -> f32 {
        self.places.iter().zip(value.chars()).map(|(place, letter)| place.get(&letter).copied().unwrap_or(0.0)).sum()
    }

    /// The least lead of a winning letter over the next, as a share of the votes at its place.
    pub(crate) fn lead(&self) -> f32 {
        let lead = |place: &BTreeMap<char, f32>| {
            let mut votes: Vec<f32> = place.values().copied().collect();
            votes.sort_by(|a, b| b.total_cmp(a));
            (votes.first().unwrap_or(&0.0) - votes.get(1).unwrap_or(&0.0)) / votes.iter().sum::<f32>().max(1e-6)
        };
        self.places.iter().map(lead).fold(1.0, f32::min)
    }

    /// The winner with the one letter changed that costs the fewest votes for the result to be accepted.
    pub(crate) fn mended(&self, accepted: impl Fn(&str) -> bool) -> Option<String> {
        let winner: Vec<char> = self.winner()?.chars().collect();
        let votes = |i: usize, c: char| self.places[i].get(&c).copied().unwrap_or(0.0);
        let mut changes: Vec<(f32, String)> = Vec::new();
        for (i, place) in self.places.iter().enumerate() {
            for letter in place.keys().filter(|c| **c != winner[i]) {
                let mut changed = winner.clone();
                changed[i] = *letter;
                changes.push((votes(i, winner[i]) - votes(i, *letter), changed.into_iter().collect()));
            }
        }
        changes.sort_by(|a, b| a.0.total_cmp(&b.0));
        changes.into_iter().map(|(_, changed)| changed).find(|c| accepted(c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_wins_at_each_place() {
        let mut ballot = Ballot::new(7);
        for (reading, weight) in [("AB123CD", 1.1), ("AB128CD", 1.0), ("AB128CE", 0.7), ("TOO SHORT", 9.0)] {
            ballot.add(reading, weight);
        }
        assert_eq!(ballot.winner().as_deref(), Some("AB128CD"));
        assert!((ballot.lead() - 0.6 / 2.8).abs() < 1e-5);
        assert_eq!(Ballot::new(0).winner(), None);
        assert_eq!(Ballot::new(2).winner(), None);
    }

    #[test]
    fn a_shape_settles_what_readings_leave_open() {
        let mut ballot = Ballot::new(2);
        ballot.add("5S", 0.9);
        ballot.add("SS", 1.0);
        let known = |five: f32, s: f32| BTreeMap::from([('5', five), ('S', s)]);
        ballot.add_shapes(&[known(0.97, 0.88), known(0.86, 0.96)], |_, c| Some(c));
        assert_eq!(ballot.winner().as_deref(), Some("5S"));
        // What is like nothing known says nothing.
        let mut unknown = Ballot::new(1);
        unknown.add("K", 0.1);
        unknown.add_shapes(&[known(0.7, 0.75)], |_, c| Some(c));
        assert_eq!(unknown.winner().as_deref(), Some("K"));
        // Nor does a letter that cannot stand there.
        let mut digit = Ballot::new(1);
        digit.add_shapes(&[known(0.85, 0.95)], |_, c| c.is_ascii_digit().then_some(c));
        assert_eq!(digit.winner().as_deref(), Some("5"));
    }

    #[test]
    fn a_value_is_mended_where_it_costs_least() {
        let mut ballot = Ballot::new(3);
        ballot.add("A5B", 1.0);
        ballot.add("AS8", 0.9);
        assert_eq!(ballot.mended(|v| v.ends_with('8')).as_deref(), Some("A58"));
        assert_eq!(ballot.mended(|v| v.starts_with('X')), None);
    }
}
