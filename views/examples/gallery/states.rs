use maud::{Markup, html};
use views::components::{
    Alert, Button, Empty, Form, Icon, PageHeader, card, columns, confirm_page, empty, error_summary, field, form_end,
};

use crate::frame::{framed, framed_with, plain};

pub fn empty_list() -> Markup {
    let content = html! {
        (PageHeader::new("Devis"))
        (card("", None, empty(&Empty {
            icon: Icon::Quote,
            title: "Pas encore de devis".into(),
            text: "Partez d’un forfait, ou d’une voiture reçue ce matin. Le client répond d’un lien, ligne par ligne.".into(),
            actions: vec![Button::link("Créer un devis", "quote.html").primary().icon(Icon::Plus), Button::link("Voir les forfaits", "#")],
        })))
    };
    framed("quote", "Devis", content)
}

pub fn errors() -> Markup {
    let wrong = [
        ("email", "E-mail : il manque ce qui suit @"),
        ("siren", "SIREN : le dernier chiffre ne correspond pas"),
        ("terms", "Cochez l’accord pour les rappels"),
    ];
    let content = html! {
        (PageHeader::new("Modifier le client").back("Sylvie Roux", "contact.html"))
        (card("", None, Form::post("errors.html").no_validate().draft("contact-7-v2").draw(html! {}, html! {
            (error_summary("Trois choses à corriger avant d’enregistrer", &wrong))
            (columns(html! {
                (field::text("name", "Nom").value("Roux").required())
                (field::tel("phone", "Téléphone").value("06 12 45 30 18"))
                (field::email("email", "E-mail").value("sylvie.roux@").error(Some("Il manque ce qui suit @, par exemple orange.fr.")))
                (field::code("siren", "SIREN").value("732829321").error(Some("Le dernier chiffre ne correspond pas, vérifiez le numéro.")))
                (field::select("kind", "Type", [field::Choice::new("a", "Particulier"), field::Choice::new("b", "Professionnel")]).value("b"))
                (field::money("limit", "Encours autorisé", "€ TTC").value("1 500,00"))
                (field::textarea("note", "Note interne", 3).whole().value("Préfère être appelée après 14 h."))
            }))
            (field::checkbox("terms", "Accepte les rappels par SMS").error(Some("Cochez la case, ou retirez le rappel automatique.")))
            (field::radios("channel", "Canal préféré", [field::Choice::new("w", "WhatsApp").hint("Gratuit dans les 24 h"), field::Choice::new("s", "SMS").hint("0,06 € l’envoi"), field::Choice::new("m", "E-mail")]).error(Some("Choisissez un canal.")).beside().required())
            (form_end(&[Button::submit("Enregistrer").primary(), Button::link("Annuler", "contact.html")]))
        })))
    };
    framed_with(
        "contacts",
        "Modifier le client",
        &[Alert::bad("Un collègue a modifié cette fiche pendant que vous écriviez.")
            .more(html! { a href="#" { "Voir ses changements" } })
            .closable("Fermer")],
        true,
        content,
    )
}

pub fn not_found() -> Markup {
    let content = empty(&Empty {
        icon: Icon::Search,
        title: "Cette page n’existe pas".into(),
        text: "Le lien est peut-être ancien, ou la fiche a été supprimée. Si vous venez d’un message, demandez-nous un nouveau lien.".into(),
        actions: vec![Button::link("Retour à l’accueil", "dashboard.html").primary()],
    });
    plain("Page introuvable", false, None, html! { h1.sr { "Page introuvable" } (content) })
}

pub fn confirm() -> Markup {
    let form = Form::post("contacts.html").draw(
        html! { input type="hidden" name="confirmed" value="yes"; },
        form_end(&[
            Button::submit("Supprimer la fiche").danger().icon(Icon::Trash),
            Button::link("Garder la fiche", "contact.html"),
        ]),
    );
    let content = confirm_page(
        "Supprimer la fiche de Sylvie Roux ?",
        "Ses véhicules restent. Ses factures scellées sont gardées, comme la loi le demande. Vous avez 30 jours pour revenir en arrière.",
        form,
    );
    framed("contacts", "Supprimer", content)
}
