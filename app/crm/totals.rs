//! Totals of a quote or an invoice: VAT by rate on the sum of that rate's lines, never the sum of rounded lines.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::money::{Cents, Discount, Quantity, UnitPrice, VatRate};

/// How the garage types prices: before tax (professionals) or with tax (particuliers).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    Ht,
    Ttc,
}

crate::text_enum!(Entry { Ht => "ht", Ttc => "ttc" });

/// Why a line bears no VAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exemption {
    /// Small business: "TVA non applicable, art. 293 B du CGI".
    Franchise,
    /// Paid on the customer's behalf, in his name, at its exact amount (CGI art. 267 II-2°).
    Debours,
}

crate::text_enum!(Exemption { Franchise => "franchise", Debours => "debours" });

/// What a line is worth before the totals: the typed price and what applies to it.
#[derive(Clone, Copy, Debug)]
pub struct Priced {
    pub quantity: Quantity,
    pub unit_price: UnitPrice,
    pub discount: Discount,
    pub vat_rate: VatRate,
}

/// Amounts of one line. `discount` and `typed` are in the typed mode (HT or TTC); `net` is always HT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineAmounts {
    pub discount: Cents,
    pub net: Cents,
    pub gross: Cents,
}

/// VAT of one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatTotal {
    pub rate: VatRate,
    pub base: Cents,
    pub vat: Cents,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    pub by_rate: Vec<VatTotal>,
    pub net: Cents,
    pub vat: Cents,
    pub gross: Cents,
}

/// Totals and the amounts of each line, in the order given.
///
/// Typed HT: VAT of a rate = round(sum of its lines × rate) (EN 16931 BR-CO-17). Typed TTC: HT of a rate =
/// round(TTC ÷ (1 + rate)), VAT by difference, so that the printed TTC never moves; the cents of HT are spread
/// over the lines by largest remainder. Source: docs/legal.md, "Arrondi".
pub fn totals(lines: &[Priced], entry: Entry) -> (Totals, Vec<LineAmounts>) {
    let typed: Vec<(Cents, Cents)> = lines.iter().map(typed_amounts).collect();
    let mut rates: BTreeMap<VatRate, Vec<usize>> = BTreeMap::new();
    for (i, line) in lines.iter().enumerate() {
        rates.entry(line.vat_rate).or_default().push(i);
    }
    let mut amounts: Vec<LineAmounts> =
        typed.iter().map(|(discount, total)| LineAmounts { discount: *discount, net: *total, gross: *total }).collect();
    let mut sum = Totals::default();
    for (rate, members) in rates.into_iter().rev() {
        let total: Cents = members.iter().map(|i| typed[*i].1).sum();
        let (base, vat) = match entry {
            Entry::Ht => (total, Cents::round(total.euros() * rate.factor())),
            Entry::Ttc => {
                let base = Cents::round(total.euros() / (Decimal::ONE + rate.factor()));
                (base, total - base)
            }
        };
        let shares: Vec<Cents> = members.iter().map(|i| typed[*i].1).collect();
        let spread = spread(if entry == Entry::Ht { base + vat } else { base }, &shares);
        for (i, share) in members.iter().zip(spread) {
            match entry {
                Entry::Ht => amounts[*i].gross = share,
                Entry::Ttc => amounts[*i].net = share,
            }
        }
        sum.by_rate.push(VatTotal { rate, base, vat });
        sum.net += base;
        sum.vat += vat;
    }
    sum.gross = sum.net + sum.vat;
    (sum, amounts)
}

/// Discount and total of a line, in the typed mode.
fn typed_amounts(line: &Priced) -> (Cents, Cents) {
    let before = line.quantity.get() * line.unit_price.get();
    let discount = Cents::round(before * line.discount.get() / Decimal::ONE_HUNDRED);
    (discount, Cents::round(before) - discount)
}

/// Shares `total` in proportion to `weights`; the missing cents go to the largest remainders, first come first.
fn spread(total: Cents, weights: &[Cents]) -> Vec<Cents> {
    let sum: i128 = weights.iter().map(|w| i128::from(w.0)).sum();
    if sum == 0 {
        return vec![Cents::ZERO; weights.len()];
    }
    let exact: Vec<(i128, i128)> = weights
        .iter()
        .map(|w| {
            let product = i128::from(w.0) * i128::from(total.0);
            (product.div_euclid(sum), product.rem_euclid(sum))
        })
        .collect();
    let mut shares: Vec<i128> = exact.iter().map(|e| e.0).collect();
    let missing = i128::from(total.0) - shares.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(exact[*i].1));
    for i in order.into_iter().take(usize::try_from(missing).unwrap_or(0)) {
        shares[i] += 1;
    }
    // Each share lies between zero and `total`, which is an i64.
    shares.into_iter().map(|s| Cents(i64::try_from(s).unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(quantity: &str, price: &str, discount: &str, rate: &str) -> Priced {
        Priced {
            quantity: Quantity::parse(quantity).unwrap(),
            unit_price: UnitPrice::parse(price).unwrap(),
            discount: Discount::parse(discount).unwrap(),
            vat_rate: VatRate::parse(rate).unwrap(),
        }
    }

    #[test]
    fn vat_is_computed_on_the_sum_of_a_rate() {
        let three = vec![line("1", "10.03", "", "20"); 3];
        let (sum, _) = totals(&three, Entry::Ht);
        assert_eq!((sum.net, sum.vat, sum.gross), (Cents(3009), Cents(602), Cents(3611)));
    }

    #[test]
    fn the_printed_ttc_never_moves_when_typed_ttc() {
        let (sum, lines) = totals(&[line("1", "82.80", "", "20"), line("3", "33.33", "", "20")], Entry::Ttc);
        assert_eq!(sum.gross, Cents(8280 + 9999));
        assert_eq!(sum.net + sum.vat, sum.gross);
        assert_eq!(lines.iter().map(|l| l.net).sum::<Cents>(), sum.net);
        assert_eq!(lines[0].gross, Cents(8280));
    }

    #[test]
    fn awkward_cases_of_the_trade() {
        for (l, entry, net) in [
            (line("1", "132.46", "", "20"), Entry::Ht, 13246),
            (line("0.33", "65", "", "20"), Entry::Ht, 2145),
            (line("5", "100.05", "10", "20"), Entry::Ht, 45022),
            (line("1", "100", "100", "20"), Entry::Ht, 0),
        ] {
            assert_eq!(totals(&[l], entry).0.net, Cents(net), "{l:?}");
        }
    }

    #[test]
    fn several_rates_are_kept_apart_highest_first() {
        let (sum, _) = totals(&[line("1", "45.50", "", "20"), line("1", "69", "", "0")], Entry::Ht);
        assert_eq!(
            sum.by_rate.iter().map(|r| (r.rate.hundredths(), r.vat.0)).collect::<Vec<_>>(),
            [(2000, 910), (0, 0)]
        );
        assert_eq!(sum.gross, Cents(4550 + 910 + 6900));
    }

    /// Whatever is typed, lines add up to the totals and HT + TVA = TTC.
    #[test]
    fn lines_always_add_up() {
        let mut seed = 7u64;
        let mut next = |max: u64| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) % max
        };
        for round in 0..2000 {
            let lines: Vec<Priced> = (0..1 + next(12))
                .map(|_| Priced {
                    quantity: Quantity::new(Decimal::new(1 + next(40_000) as i64, 3)).unwrap(),
                    unit_price: UnitPrice::new(Decimal::new(next(90_000) as i64, 2)).unwrap(),
                    discount: Discount::new(Decimal::new(next(10_001) as i64, 2)).unwrap(),
                    vat_rate: VatRate::new([2000, 1000, 550, 0][next(4) as usize]).unwrap(),
                })
                .collect();
            let entry = if round % 2 == 0 { Entry::Ht } else { Entry::Ttc };
            let (sum, amounts) = totals(&lines, entry);
            assert_eq!(amounts.iter().map(|a| a.net).sum::<Cents>(), sum.net);
            assert_eq!(amounts.iter().map(|a| a.gross).sum::<Cents>(), sum.gross);
            assert_eq!(sum.net + sum.vat, sum.gross);
            for rate in &sum.by_rate {
                let exact = rate.base.euros() * rate.rate.factor();
                assert!((exact - rate.vat.euros()).abs() <= Decimal::new(2, 2), "{rate:?}");
            }
        }
    }
}
