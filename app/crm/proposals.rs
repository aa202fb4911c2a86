//! What may be missing on a customer, worked out from what is there. Always a proposal: a person accepts it.

/// A French mobile number, E.164: 06 and 07, and those of the overseas departments (Arcep's numbering plan).
pub fn is_mobile(e164: &str) -> bool {
    ["+336", "+337", "+262692", "+262693", "+262639", "+590690", "+590691", "+594694", "+596696", "+596697"]
        .iter()
        .any(|prefix| e164.starts_with(prefix))
}
