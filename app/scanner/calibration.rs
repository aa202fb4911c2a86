//! What a confidence says. The verdict adds up reasons to believe a value; here that sum becomes the share of such values
//! that were right on drawn cards (`measure --values`; the table is in `docs/scanner.md`).

use crate::code::Code;
use crate::reading::Field;

/// What the verdict believes, and how many of those were right; straight lines between.
type Curve = [(f32, f32); 8];

/// Dates, names, plates, codes, what comes from a list.
const STEADY: Curve =
    [(0.0, 0.0), (0.35, 0.4), (0.45, 0.75), (0.55, 0.93), (0.65, 0.95), (0.75, 0.98), (0.85, 0.99), (0.95, 0.998)];
/// A blank is sometimes read as a figure or two, and nothing speaks against it.
const NUMBERS: Curve =
    [(0.0, 0.0), (0.35, 0.35), (0.45, 0.6), (0.55, 0.83), (0.65, 0.86), (0.74, 0.88), (0.82, 0.98), (0.92, 0.998)];
/// Long, printed once, with signs among the letters.
const LOOSE: Curve =
    [(0.0, 0.0), (0.35, 0.25), (0.45, 0.4), (0.55, 0.65), (0.65, 0.72), (0.75, 0.86), (0.85, 0.97), (0.95, 0.99)];

/// The share of values such as this one that are right. Sure ones keep theirs.
pub(crate) fn confidence(code: Code, field: &Field) -> f32 {
    if field.sure || field.value.is_none() {
        return field.confidence;
    }
    let curve = match code {
        Code::C3 | Code::D3 | Code::E | Code::K | Code::V9 => LOOSE,
        Code::F1 | Code::F2 | Code::F3 | Code::G | Code::G1 => NUMBERS,
        Code::P1 | Code::P2 | Code::P6 | Code::S1 | Code::U1 | Code::V7 => NUMBERS,
        _ => STEADY,
    };
    let above = curve.iter().position(|(believed, _)| *believed > field.confidence);
    let Some(above) = above else { return curve[curve.len() - 1].1 };
    let [(x0, y0), (x1, y1)] = [curve[above.saturating_sub(1)], curve[above]];
    y0 + (y1 - y0) * ((field.confidence - x0) / (x1 - x0).max(1e-6)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Value;

    #[test]
    fn more_belief_is_never_less_confidence() {
        let field = |confidence: f32| Field { value: Some(Value::Text("X".into())), confidence, ..Field::default() };
        for code in Code::ALL {
            let told: Vec<f32> = (0..=100).map(|i| confidence(code, &field(i as f32 / 100.0))).collect();
            assert!(told.windows(2).all(|w| w[0] <= w[1] && w[1] < 1.0), "{code}: {told:?}");
        }
        assert!((confidence(Code::A, &field(0.7)) - 0.965).abs() < 1e-3);
        assert_eq!(confidence(Code::A, &Field { sure: true, ..field(0.97) }), 0.97);
        assert_eq!(confidence(Code::A, &Field::default()), 0.0);
    }
}
