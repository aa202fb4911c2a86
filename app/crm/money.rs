//! Exact money: cents as integers, quantities and unit prices as decimals, never a float.

use std::{fmt, iter::Sum, ops};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::Why;

/// An amount in euro cents. JSON carries it as text, `"119.40"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type)]
#[sqlx(transparent)]
pub struct Cents(pub i64);

impl Cents {
    pub const ZERO: Cents = Cents(0);

    /// Rounds half away from zero to the cent. Source: docs/legal.md, "Arrondi".
    pub fn round(euros: Decimal) -> Cents {
        let cents = (euros * Decimal::ONE_HUNDRED).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        // Amounts are bounded at the door (`Quantity`, `UnitPrice`), far below i64; a larger one saturates.
        Cents(i64::try_from(cents.mantissa()).unwrap_or(i64::MAX))
    }

    pub fn euros(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    pub fn abs(self) -> Cents {
        Cents(self.0.abs())
    }

    pub fn min(self, other: Cents) -> Cents {
        Cents(self.0.min(other.0))
    }

    /// `12,50`, `1 234.5`, `€ 30` as typed by a person; at most two decimals.
    pub fn parse(typed: &str) -> Result<Cents, Why> {
        let euros = decimal(typed)?;
        if euros.normalize().scale() > 2 || euros.abs() > Decimal::new(99_999_999, 0) {
            return Err(Why::BadAmount);
        }
        Ok(Cents::round(euros))
    }
}

impl ops::Add for Cents {
    type Output = Cents;
    fn add(self, other: Cents) -> Cents {
        Cents(self.0 + other.0)
    }
}
impl ops::Sub for Cents {
    type Output = Cents;
    fn sub(self, other: Cents) -> Cents {
        Cents(self.0 - other.0)
    }
}
impl ops::Neg for Cents {
    type Output = Cents;
    fn neg(self) -> Cents {
        Cents(-self.0)
    }
}
impl ops::AddAssign for Cents {
    fn add_assign(&mut self, other: Cents) {
        self.0 += other.0;
    }
}
impl Sum for Cents {
    fn sum<I: Iterator<Item = Cents>>(cents: I) -> Cents {
        Cents(cents.map(|c| c.0).sum())
    }
}

/// Plain `119.40`, for XML, JSON and forms; pages use `views::format::euros`.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:02}", self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100)
    }
}

impl Serialize for Cents {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Cents {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Cents, D::Error> {
        let text = String::deserialize(from)?;
        Cents::parse(&text).map_err(|_| serde::de::Error::custom("an amount such as \"119.40\""))
    }
}

/// How many hours, litres or pieces: at most four decimals (BR-FR-DEC), more than zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct Quantity(Decimal);

impl Quantity {
    pub fn new(value: Decimal) -> Result<Quantity, Why> {
        let value = value.normalize();
        if value <= Decimal::ZERO || value > Decimal::new(100_000, 0) || value.scale() > 4 {
            return Err(Why::BadQuantity);
        }
        Ok(Quantity(value))
    }
    pub fn parse(typed: &str) -> Result<Quantity, Why> {
        Quantity::new(decimal(typed).map_err(|_| Why::BadQuantity)?)
    }
    pub fn one() -> Quantity {
        Quantity(Decimal::ONE)
    }
    pub fn get(self) -> Decimal {
        self.0
    }
}

/// Price of one unit in euros: at most six decimals, not negative; a discount is a discount, never a negative price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct UnitPrice(Decimal);

impl UnitPrice {
    pub fn new(value: Decimal) -> Result<UnitPrice, Why> {
        let value = value.normalize();
        if value < Decimal::ZERO || value > Decimal::new(1_000_000, 0) || value.scale() > 6 {
            return Err(Why::BadPrice);
        }
        Ok(UnitPrice(value))
    }
    pub fn parse(typed: &str) -> Result<UnitPrice, Why> {
        UnitPrice::new(decimal(typed).map_err(|_| Why::BadPrice)?)
    }
    pub fn get(self) -> Decimal {
        self.0
    }
}

/// A percentage off, 0 to 100, at most two decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct Discount(Decimal);

impl Discount {
    pub const NONE: Discount = Discount(Decimal::ZERO);

    pub fn new(percent: Decimal) -> Result<Discount, Why> {
        let percent = percent.normalize();
        if percent < Decimal::ZERO || percent > Decimal::ONE_HUNDRED || percent.scale() > 2 {
            return Err(Why::BadDiscount);
        }
        Ok(Discount(percent))
    }
    /// Nothing typed is no discount.
    pub fn parse(typed: &str) -> Result<Discount, Why> {
        if typed.trim().is_empty() {
            return Ok(Discount::NONE);
        }
        Discount::new(decimal(typed.trim().trim_end_matches('%')).map_err(|_| Why::BadDiscount)?)
    }
    pub fn get(self) -> Decimal {
        self.0
    }
    pub fn is_none(self) -> bool {
        self.0.is_zero()
    }
}

/// A VAT rate in hundredths of a percent: 20 % is 2000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
pub struct VatRate(i32);

impl VatRate {
    pub const ZERO: VatRate = VatRate(0);
    pub const NORMAL: VatRate = VatRate(2000);
    /// Normal rate in Guadeloupe, Martinique and La Réunion (CGI art. 296).
    pub const OVERSEAS: VatRate = VatRate(850);

    /// What the French e-invoicing rules accept today (BR-FR-16, without the rates of the past).
    pub const ACCEPTED: [i32; 10] = [0, 90, 105, 175, 210, 550, 850, 1000, 1300, 2000];

    pub fn new(hundredths: i32) -> Result<VatRate, Why> {
        if VatRate::ACCEPTED.contains(&hundredths) { Ok(VatRate(hundredths)) } else { Err(Why::BadVatRate) }
    }
    pub fn parse(typed: &str) -> Result<VatRate, Why> {
        let percent = decimal(typed.trim().trim_end_matches('%')).map_err(|_| Why::BadVatRate)?;
        let hundredths = (percent * Decimal::ONE_HUNDRED).normalize();
        if hundredths.scale() > 0 {
            return Err(Why::BadVatRate);
        }
        VatRate::new(i32::try_from(hundredths.mantissa()).map_err(|_| Why::BadVatRate)?)
    }
    pub fn hundredths(self) -> i32 {
        self.0
    }
    /// `20`, `5.5`: the percentage.
    pub fn percent(self) -> Decimal {
        Decimal::new(i64::from(self.0), 2).normalize()
    }
    pub fn factor(self) -> Decimal {
        Decimal::new(i64::from(self.0), 4)
    }
}

/// A decimal as a French person types it: comma or point, spaces (also narrow and no-break), an euro sign.
pub fn decimal(typed: &str) -> Result<Decimal, Why> {
    let clean: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let clean = clean.replace(',', ".").replace('−', "-");
    if clean.len() > 20 || clean.is_empty() {
        return Err(Why::BadAmount);
    }
    if !clean.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-') {
        return Err(Why::BadAmount);
    }
    clean.parse().map_err(|_| Why::BadAmount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (typed, cents) in [
            ("12,50", 1250),
            ("1 234,5", 123450),
            ("1\u{202f}234.56 €", 123456),
            ("-3", -300),
            ("0", 0),
            ("119.40", 11940),
        ] {
            assert_eq!(Cents::parse(typed), Ok(Cents(cents)), "{typed}");
        }
        for wrong in ["", "abc", "1,2,3", "12,345", "1e5", "999999999999999999"] {
            assert!(Cents::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        for (euros, cents) in [("158.952", 15895), ("0.005", 1), ("-0.005", -1), ("6.018", 602), ("450.225", 45023)] {
            assert_eq!(Cents::round(euros.parse().unwrap()), Cents(cents), "{euros}");
        }
    }

    #[test]
    fn rates_prices_and_quantities_are_bounded() {
        assert_eq!(VatRate::parse("20").unwrap(), VatRate::NORMAL);
        assert_eq!(VatRate::parse("5,5 %").unwrap().percent().to_string(), "5.5");
        assert!(VatRate::parse("19,7").is_err());
        assert!(
            Quantity::parse("0").is_err() && Quantity::parse("0,33").is_ok() && Quantity::parse("1,23456").is_err()
        );
        assert!(UnitPrice::parse("-1").is_err() && UnitPrice::parse("132,46").is_ok());
        assert!(Discount::parse("101").is_err() && Discount::parse("").unwrap().is_none());
    }

    #[test]
    fn json_carries_text() {
        assert_eq!(serde_json::to_string(&Cents(-1205)).unwrap(), "\"-12.05\"");
        assert_eq!(serde_json::from_str::<Cents>("\"119.40\"").unwrap(), Cents(11940));
    }
}
