use super::*;

/// The values of the first card under these columns.
fn first<const N: usize>(text: &str, columns: [&str; N]) -> [String; N] {
    let sheet = crate::read(text.as_bytes()).unwrap();
    let row = &sheet.rows[0];
    columns.map(|name| row.cells[VCARD_HEADER.iter().position(|n| *n == name).unwrap()].clone())
}

#[test]
fn a_card_of_an_iphone_is_read() {
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lévêque;Noël;Marie;M.;\r\nFN:M. Noël Lévêque\r\nORG:Garage Max\\; fils;Atelier\r\n\
        item1.EMAIL;type=INTERNET;type=HOME:noel@exemple.fr\r\nitem2.EMAIL;type=INTERNET;type=pref:pro@exemple.fr\r\n\
        TEL;type=HOME;type=VOICE:01 23 45 67 89\r\nTEL;type=CELL;type=VOICE;type=pref:06 12 34 56 78\r\n\
        item3.ADR;type=HOME;type=pref:;Bât. B;12\\, rue des Lilas;Lyon;;69003;France\r\nitem3.X-ABADR:fr\r\n\
        NOTE:Première ligne\\nseco\r\n nde\\, ligne\r\nCATEGORIES:Clients,Flotte\r\nBDAY:1980-01-31\r\nEND:VCARD\r\n";
    let columns =
        ["last_name", "first_name", "civility", "company", "email", "email_2", "phone", "phone_type", "phone_2"];
    let expected = [
        "Lévêque",
        "Noël Marie",
        "M.",
        "Garage Max; fils",
        "pro@exemple.fr",
        "noel@exemple.fr",
        "06 12 34 56 78",
        "cell",
    ];
    assert_eq!(first(card, columns)[..8], expected);
    assert_eq!(first(card, columns)[8], "01 23 45 67 89");
    let columns = ["extra", "street", "postcode", "town", "country", "notes", "categories", "birthday"];
    let notes = "Première ligne\nseconde, ligne";
    let expected = ["Bât. B", "12, rue des Lilas", "69003", "Lyon", "France", notes, "Clients, Flotte", "1980-01-31"];
    assert_eq!(first(card, columns), expected);
}

#[test]
fn a_card_of_an_old_phone_is_read() {
    let card = "begin:vcard\nversion:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=C3=A9v=C3=AAque;No=\n=C3=ABl;;;\n\
        ADR;HOME;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:;;3 rue de l'=C9cole;N=EEmes;;30000;\n\
        TEL;WORK;FAX:0123456789\nTEL;CELL:0612345678\nend:vcard\n";
    let columns = ["last_name", "first_name", "street", "town", "phone", "phone_type", "phone_2_type"];
    let expected = ["Lévêque", "Noël", "3 rue de l'École", "Nîmes", "0123456789", "fax", "cell"];
    assert_eq!(first(card, columns), expected);
}

#[test]
fn a_card_of_version_4_is_read() {
    let card = "BEGIN:VCARD\nVERSION:4.0\nFN:Garage Max\nTEL;VALUE=uri;TYPE=\"voice,home\":tel:+33-1-23-45-67-89;ext=5\n\
        TEL;PREF=1;TYPE=cell:tel:+33612345678\nEMAIL:mailto:a@b.fr\nBDAY:19800131\nEND:VCARD\n";
    let columns = ["last_name", "phone", "phone_type", "phone_2", "phone_2_type", "email", "birthday"];
    let expected = ["Garage Max", "+33612345678", "cell", "+33-1-23-45-67-89", "home", "a@b.fr", "1980-01-31"];
    assert_eq!(first(card, columns), expected);
}

#[test]
fn the_name_of_a_company_is_no_last_name() {
    for mark in ["ORG:Max SARL;", "X-ABShowAs:COMPANY", "ORG:Max SARL\nX-ABShowAs:COMPANY"] {
        let card = format!("BEGIN:VCARD\nN:;;;;\nFN:Max SARL\n{mark}\nEND:VCARD\n");
        assert_eq!(first(&card, ["last_name", "company"]), ["", "Max SARL"], "{mark}");
    }
}

#[test]
fn photos_are_passed_over_and_lines_counted() {
    let photo = "/9j/4AAQ;SkZJ\n ".repeat(2000);
    let text = format!(
        "\nBEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b;TYPE=JPEG:{photo}\n\nEND:VCARD\n\nBEGIN:VCARD\nFN:B\nPHOTO;BASE64:\nAAAA\nBBBB\n\n\
         TEL:1\nBEGIN:VCARD\nFN:C\n"
    );
    let sheet = crate::read(text.as_bytes()).unwrap();
    let rows: Vec<(u32, &str, &str)> =
        sheet.rows.iter().map(|row| (row.line, row.cells[0].as_str(), row.cells[7].as_str())).collect();
    assert_eq!(rows, [(2, "A", ""), (2008, "B", "1"), (2015, "C", "")]);
    assert_eq!(sheet.format, Format::VCard { encoding: Encoding::Utf8 });
    assert_eq!(sheet.header, VCARD_HEADER);
}

#[test]
fn what_has_no_column_ends_the_notes() {
    let card = "BEGIN:VCARD\nFN:A\nNOTE:x\nTEL:1\nTEL:2\nTEL:3\nTEL:4\nEMAIL:\nADR:;;r1;t1;;1;\nADR:;e2;r2;t2;;2;c2\n\
        ADR:;;r3;t3;;3;c3\nEND:VCARD\n";
    let columns = ["phone_3", "street_2", "town_2", "notes"];
    assert_eq!(first(card, columns), ["3", "r2", "t2", "x\n4\ne2\nc2\nr3, 3 t3, c3"]);
}
