use std::fmt;

/// The codes printed on a certificat d'immatriculation (arrêté du 9 février 2009, annexe III), and three of ours:
/// `C.1p` for the given names, which have no code, and `formule` for the form's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// Plate, as `AB-123-CD`.
    A,
    /// Date of first registration.
    B,
    /// Surname, or company.
    C1,
    C1GivenNames,
    /// Address, as lines.
    C3,
    /// Co-holders.
    C41,
    /// Make.
    D1,
    D2,
    /// CNIT.
    D21,
    /// Model.
    D3,
    /// VIN.
    E,
    F1,
    F2,
    F3,
    G,
    G1,
    /// Date of this certificate.
    I,
    J,
    /// Genre: VP, CTTE, MTL...
    J1,
    J3,
    K,
    /// Displacement, cm³.
    P1,
    /// Power, kW.
    P2,
    /// Energy: ES, GO, EL...
    P3,
    /// Fiscal power, CV.
    P6,
    S1,
    U1,
    /// CO2, g/km.
    V7,
    V9,
    /// Date before which the technical inspection is due.
    X1,
    Formule,
}

impl Code {
    pub const ALL: [Code; 31] = [
        Code::A,
        Code::B,
        Code::C1,
        Code::C1GivenNames,
        Code::C3,
        Code::C41,
        Code::D1,
        Code::D2,
        Code::D21,
        Code::D3,
        Code::E,
        Code::F1,
        Code::F2,
        Code::F3,
        Code::G,
        Code::G1,
        Code::I,
        Code::J,
        Code::J1,
        Code::J3,
        Code::K,
        Code::P1,
        Code::P2,
        Code::P3,
        Code::P6,
        Code::S1,
        Code::U1,
        Code::V7,
        Code::V9,
        Code::X1,
        Code::Formule,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Code::A => "A",
            Code::B => "B",
            Code::C1 => "C.1",
            Code::C1GivenNames => "C.1p",
            Code::C3 => "C.3",
            Code::C41 => "C.4.1",
            Code::D1 => "D.1",
            Code::D2 => "D.2",
            Code::D21 => "D.2.1",
            Code::D3 => "D.3",
            Code::E => "E",
            Code::F1 => "F.1",
            Code::F2 => "F.2",
            Code::F3 => "F.3",
            Code::G => "G",
            Code::G1 => "G.1",
            Code::I => "I",
            Code::J => "J",
            Code::J1 => "J.1",
            Code::J3 => "J.3",
            Code::K => "K",
            Code::P1 => "P.1",
            Code::P2 => "P.2",
            Code::P3 => "P.3",
            Code::P6 => "P.6",
            Code::S1 => "S.1",
            Code::U1 => "U.1",
            Code::V7 => "V.7",
            Code::V9 => "V.9",
            Code::X1 => "X.1",
            Code::Formule => "formule",
        }
    }

    pub fn parse(text: &str) -> Option<Code> {
        Code::ALL.into_iter().find(|code| code.as_str() == text)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
