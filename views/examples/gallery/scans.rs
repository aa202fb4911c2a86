use maud::{Markup, Render, html};
use views::components::{
    Alert, Button, Doubt, Form, Icon, PageHeader, Progress, Text, card, columns, draft_note, field, form_end, group,
};

use crate::frame::framed;

pub fn new() -> Markup {
    let photo = Form::post("reading.html").files().draw(html! {}, html! {
        (field::file("photo", "Photographier la carte grise").accept("image/*").camera().photo("Photo choisie").at_once().hint("À plat, sans reflet, les quatre coins visibles."))
        (form_end(&[Button::submit("Lire la carte grise").primary().icon(Icon::Scan)]))
    });
    let scan = Form::post("reading.html").files().draw(html! {}, html! {
        (field::file("scan", "Choisir un fichier").accept("image/jpeg,image/png,image/webp,application/pdf").photo("Fichier choisi").hint("JPEG, PNG ou PDF, 15 Mo au plus."))
        (form_end(&[Button::submit("Lire le fichier").icon(Icon::Scan)]))
    });
    let content = html! {
        (PageHeader::new("Réception").below(html! { "Photographiez la carte grise, ou tapez la plaque." }))
        div.split {
            (card("Carte grise", None, photo))
            div.stack.stack-wide {
                (card("Par la plaque", None, Form::get("vehicle.html").draw(html! {}, html! { div.stack {
                    (field::code("plate", "Immatriculation").placeholder("AB-123-CD").maxlength(12))
                    (form_end(&[Button::submit("Chercher").icon(Icon::Search)]))
                    p.quiet.small { "Sans carte grise ni plaque, " a href="#" { "créez la fiche à la main" } "." }
                } })))
                (card("Carte grise déjà numérisée", None, scan))
            }
        }
    };
    framed("reception", "Réception", content)
}

/// What the box gets when it asks again: itself.
pub fn reading_box() -> Markup {
    let step = |text: &'static str, done| (Text::Borrowed(text), done);
    let progress = Progress {
        id: "scan".into(),
        poll: "reading-box.html".into(),
        title: "Lecture de la carte grise".into(),
        text: "Encore quelques secondes. Vous pouvez quitter cette page.".into(),
        steps: vec![step("Photo reçue", true), step("Carte redressée", true), step("Lecture des champs", false)],
        again: ("Actualiser".into(), "reading.html".into()),
    };
    progress.render()
}

pub fn reading() -> Markup {
    let content = html! {
        (PageHeader::new("Réception").back("Arrivées", "reception.html"))
        (card("", None, reading_box()))
    };
    framed("reception", "Lecture", content)
}

pub fn review() -> Markup {
    let sure = |label: &'static str| Some(Doubt { label: label.into(), sure: true, strip: None, confirm: None });
    let doubt = |label: &'static str, strip: &'static str, alt: &'static str, name: &'static str| {
        Some(Doubt {
            label: label.into(),
            sure: false,
            strip: Some((strip.into(), alt.into())),
            confirm: Some((name.into(), "C’est bon".into())),
        })
    };
    let vehicle = columns(html! {
        (field::code("plate", "Immatriculation (A)").value("FG-482-KL").required().doubt(sure("Sûr · 99 %")))
        (field::text("make", "Marque (D.1)").value("RENAULT").doubt(sure("Sûr · 98 %")))
        (field::text("model", "Modèle (D.3)").value("CLIO IV").doubt(sure("Sûr · 97 %")))
        (field::select("energy", "Énergie (P.3)", [field::Choice::new("ES", "Essence (ES)"), field::Choice::new("GO", "Gazole (GO)")]).value("ES").doubt(sure("Sûr · 99 %")))
        (field::code("vin", "N° de série (E)").value("VF17R5A0H5G238417").maxlength(17).whole().doubt(doubt("À vérifier · 71 %", "demo/strip-vin.svg", "Champ E de la carte grise", "vin_ok")).error(Some("Un VIN ne contient ni O ni I : regardez le 11ᵉ caractère.")))
        (field::date("first_registered", "1re mise en circulation (B)").value("2016-09-14").whole().doubt(doubt("À vérifier · 64 %", "demo/strip-date.svg", "Champ B de la carte grise", "date_ok")))
    });
    let owner = columns(html! {
        (field::text("last_name", "Nom (C.1)").value("ROUX").required().doubt(sure("Sûr · 96 %")))
        (field::text("first_name", "Prénom").value("SYLVIE").doubt(sure("Sûr · 95 %")))
        (field::tel("phone", "Téléphone").hint("Pour l’accord et la fin des travaux.").whole())
    });
    let content = html! {
        (PageHeader::new("Vérifier la lecture").back("Réception", "reception.html").below(html! { "8 champs lus, 2 à vérifier" }))
        (Alert::info("Sylvie Roux existe déjà, avec une autre voiture.").more(html! { a href="contact.html" { "Rattacher la Clio à sa fiche" } }))
        div.split.split-side {
            (card("Photo", None, html! { a href="demo/carte-grise.svg" { img.photo-view src="demo/carte-grise.svg" alt="Carte grise photographiée, ouvrir en grand"; } }))
            (card("", None, Form::post("contact.html").draft("scan-77-v1").draw(html! {}, html! {
                (draft_note("Ce que vous aviez corrigé a été repris.", "Revenir à la lecture"))
                (group("Véhicule", None, vehicle))
                (group("Titulaire", None, owner))
                (form_end(&[Button::submit("Créer le client et le véhicule").primary(), Button::link("Recommencer la photo", "reception.html")]))
            })))
        }
    };
    framed("reception", "Vérifier la lecture", content)
}
