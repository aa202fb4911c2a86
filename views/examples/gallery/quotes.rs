use maud::{Markup, html};
use views::components::{
    Button, Choice, Form, Hx, Icon, LineInputs, LineWords, Menu, MenuItem, PageHeader, Preview, Tone, Totals, badge,
    card, columns, draft_note, field, form_bar, line, lines, with_preview,
};

use crate::frame::{euros, framed};

pub fn edit() -> Markup {
    let form = Form::post("quote.html").id("quote").draft("quote-148-v3").draw(html! {}, html! {
        (draft_note("Ce que vous aviez tapé a été repris.", "Repartir de la version enregistrée"))
        (card("Client et véhicule", None, columns(html! {
            (field::text("contact", "Client").value("Sylvie Roux").list("contacts").required())
            (field::select("vehicle", "Véhicule", [Choice::new("1", "Renault Clio IV · FG-482-KL"), Choice::new("2", "Fiat 500 · DB-711-ZE")]).value("1"))
            (field::integer("odometer", "Kilométrage").value("98 400").unit("km"))
            (field::date("valid_until", "Valable jusqu’au").value("2026-12-22"))
        })))
        (card("Lignes", Some(html! { (Button::submit("Forfaits").to("/quotes/148/packages").icon(Icon::Package).ghost()) }), html! {
            div.stack {
                (lines("lines", html! {
                    (line(&words(), &inputs(1, "Disques avant ventilés 258 mm (paire)", "part", "1", "168,00", "", 16_800)))
                    (line(&words(), &inputs(2, "Plaquettes avant", "part", "1", "80,00", "", 8_000)))
                    (line(&words(), &inputs(3, "Main-d’œuvre T1, freins avant", "labour", "1,8", "65,00", "", 11_700)))
                    (line(&words(), &wrong()))
                }))
                div.buttons {
                    (Button::submit("Ajouter une ligne").to("/quotes/148/lines").icon(Icon::Plus).hx(Hx::post("/quotes/148/lines").target("#lines").swap("beforeend")))
                }
                (Totals {
                    id: "totals".into(),
                    rows: vec![("Total HT".into(), euros(41_600).into()), ("TVA 20 %".into(), euros(8_320).into())],
                    main: ("Total TTC".into(), euros(49_920).into()),
                    hx: Hx::post("/quotes/148/totals").trigger("change from:#quote delay:300ms").include("#quote").swap("outerHTML"),
                })
            }
        }))
        (card("Pour le client", None, field::textarea("note", "Mot joint au devis", 3).value("Le bruit vient des disques avant, usés au-delà de la limite. Véhicule immobilisé une demi-journée.").hint("Imprimé sous les lignes.").render_in()))
        (form_bar(html! { span.quiet { "Total TTC " } span.heading { (euros(49_920)) } }, &[Button::submit("Envoyer pour accord").primary().icon(Icon::Send), Button::submit("Enregistrer").named("save", "draft")]))
    });
    let content = html! {
        (PageHeader::new("Devis D-2026-0148").back("Devis", "#").beside(badge(Tone::Neutral, "Brouillon")).below(html! { "Sylvie Roux · Renault Clio IV" })
            .menu(Menu::more("Autres actions").item(MenuItem::link("Dupliquer", "#").icon(Icon::Copy)).item(MenuItem::link("Télécharger le PDF", "#").icon(Icon::Download)).item(MenuItem::link("Supprimer le brouillon", "confirm.html").icon(Icon::Trash).danger())))
        (with_preview(form, &Preview { src: "demo/devis.html".into(), title: "Aperçu du devis".into(), open: "Ouvrir l’aperçu".into(), elsewhere: "Ouvrez-le à part.".into(), id: "preview".into() }))
    };
    framed("quote", "Devis D-2026-0148", content)
}

trait RenderIn {
    fn render_in(self) -> Markup;
}
impl RenderIn for field::Field<'_> {
    fn render_in(self) -> Markup {
        html! { (self) }
    }
}

fn words() -> LineWords<'static> {
    LineWords {
        line: "Ligne".into(),
        what: "Désignation".into(),
        kind: "Nature".into(),
        quantity: "Quantité".into(),
        price: "Prix unitaire HT".into(),
        discount: "Remise".into(),
        vat: "TVA".into(),
        total: "Total HT".into(),
        remove: "Retirer".into(),
        price_unit: "€".into(),
        kinds: vec![Choice::new("part", "Pièce"), Choice::new("labour", "MO"), Choice::new("package", "Forfait")],
        rates: vec![Choice::new("2000", "20 %"), Choice::new("1000", "10 %"), Choice::new("0", "0 %")],
    }
}

fn inputs<'a>(
    at: usize,
    what: &'a str,
    kind: &'a str,
    quantity: &'a str,
    price: &'a str,
    discount: &'a str,
    total: i64,
) -> LineInputs<'a> {
    LineInputs {
        at,
        what: what.into(),
        kind: kind.into(),
        quantity: quantity.into(),
        price: price.into(),
        discount: discount.into(),
        vat: "2000".into(),
        total: euros(total).into(),
        hidden: None,
        words: false,
        more: None,
        errors: vec![],
    }
}

fn wrong() -> LineInputs<'static> {
    LineInputs {
        errors: vec![("quantity", "Quantité : un nombre plus grand que zéro.".into())],
        ..inputs(4, "Purge du liquide de frein (forfait)", "package", "0", "51,00", "", 5_100)
    }
}
