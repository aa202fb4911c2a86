//! What JavaScript adds: sums while one types, a search while one types, nothing typed is lost, one click is one sending.

use crm::{contacts, quotes};

use super::{everything, street::Street, tab::Tab};
use crate::support::{Garage, Nouns, run};

async fn marc(garage: &Garage) -> Tab {
    garage.tab(&garage.marc().await).await
}

#[test]
fn the_total_follows_what_is_typed_and_the_server_computes_it() {
    run(async {
        let garage = Street::garage().await;
        let contact = garage.contact().await;
        let quote = garage.quote(contact, None, &[("Vidange", "119,40"), ("Balais", "39,90")]).await;
        let tab = marc(&garage).await;
        tab.go(&format!("/quotes/{quote}")).await;
        let total = async |amount: &str| {
            let says = format!("plain(document.querySelector('#totals .totals-main dd').innerText) === '{amount} €'");
            tab.until("the total", &says).await;
        };
        total("159,30").await;
        tab.fill("lines-2-quantity", "3").await;
        total("239,10").await;
        tab.fill("lines-1-discount", "50").await;
        total("179,40").await;
        // What does not hold yet counts for nothing, and breaks nothing.
        tab.fill("lines-2-price", "trente").await;
        total("59,70").await;
        // Nothing is saved by looking.
        assert_eq!(quotes::get(&mut garage.begin().await, quote).await.unwrap().totals.gross.0, 15_930);
        tab.is_well();
        tab.close().await;
    });
}

#[test]
fn a_quote_being_written_survives_a_reload() {
    run(async {
        let garage = Street::garage().await;
        let contact = garage.contact().await;
        let quote = garage.quote(contact, None, &[("Vidange", "119,40"), ("Balais", "39,90")]).await;
        let tab = marc(&garage).await;
        tab.go(&format!("/quotes/{quote}")).await;
        tab.fill("lines-2-what", "Balais d’essuie-glace arrière").await;
        tab.fill("lines-2-quantity", "2").await;
        tab.fill("note", "Véhicule de prêt réservé").await;
        let kept = "Object.keys(localStorage).some(key => localStorage[key].includes('Véhicule de prêt'))";
        tab.until("the draft to be kept", kept).await;
        tab.reload().await;
        let typed = async |name: &'static str| tab.value(name).await;
        assert_eq!(typed("lines-2-what").await, "Balais d’essuie-glace arrière");
        assert_eq!(
            (typed("lines-2-quantity").await, typed("note").await),
            ("2".into(), "Véhicule de prêt réservé".into())
        );
        let says = "plain(document.querySelector('#totals .totals-main dd').innerText) === '199,20 €'";
        tab.until("the total of what came back", says).await;

        // Saved, it is the server's; the browser keeps nothing of it.
        tab.act("main button", "Enregistrer").await;
        tab.until("the draft to be gone", &format!("!{kept}")).await;
        assert_eq!(typed("lines-2-quantity").await, "2");
        let saved = quotes::get(&mut garage.begin().await, quote).await.unwrap();
        assert_eq!((saved.totals.gross.0, saved.note.as_str()), (19_920, "Véhicule de prêt réservé"));
        tab.is_well();
        tab.close().await;
    });
}

#[test]
fn the_list_of_customers_narrows_while_one_types() {
    run(async {
        let garage = Street::garage().await;
        Nouns::of(&garage).await;
        everything::firm(&garage).await;
        let tab = marc(&garage).await;
        tab.go("/contacts").await;
        assert_eq!(tab.eval::<usize>("all('main tbody tr').length").await, 5);
        tab.fill("q", "vanden").await;
        tab.until("one customer", "all('main tbody tr').length === 1 && find('main tbody tr', 'Vandenbroucke')").await;
        tab.until("the address to say it", "location.search.includes('q=vanden')").await;
        tab.fill("q", "AB-123").await;
        tab.until("the plate's owner", "all('main tbody tr').length === 1 && find('main tbody tr', 'Dupont')").await;
        tab.fill("q", "zzzz").await;
        tab.sees("Personne à ce nom").await;
        tab.fill("q", "").await;
        tab.until("everyone", "all('main tbody tr').length === 5").await;
        tab.is_well();
        tab.close().await;
    });
}

#[test]
fn a_customer_deleted_by_mistake_is_back_in_one_touch() {
    run(async {
        let garage = Street::garage().await;
        let contact = garage.contact().await;
        let tab = marc(&garage).await;
        tab.go(&format!("/contacts/{contact}")).await;
        tab.click("main summary", "Plus").await;
        tab.act("main button", "Supprimer").await;
        tab.sees("Ce client est supprimé").await;
        assert!(contacts::get(&mut garage.begin().await, contact).await.unwrap().deleted_at.is_some());
        tab.follow("main button", "Annuler la suppression").await;
        tab.until("the warning to be gone", "!find('main .alert', 'supprimé')").await;
        assert!(contacts::get(&mut garage.begin().await, contact).await.unwrap().deleted_at.is_none());
        tab.is_well();
        tab.close().await;
    });
}

#[test]
fn a_double_click_sends_once() {
    run(async {
        let garage = Street::garage().await;
        let tab = marc(&garage).await;
        tab.go("/contacts/new").await;
        tab.fill("last_name", "Lefort").await;
        let button = tab.place("main button", "Enregistrer").await;
        tab.to_next_page(tab.double_click_at(button)).await;
        tab.sees("Lefort").await;
        assert_eq!(tab.heard.posts_to("/contacts"), 1);
        assert_eq!(contacts::count(&mut garage.begin().await).await.unwrap(), 1);
        tab.is_well();
        tab.close().await;
    });
}

/// One key for what is sure, Enter for each doubt; and what was corrected is counted.
#[test]
fn a_reading_is_checked_by_the_keyboard_and_its_corrections_counted() {
    run(async {
        let garage = Street::garage().await;
        let scan = everything::read_scan(&garage).await;
        let tab = marc(&garage).await;
        tab.go(&format!("/scans/{scan}")).await;
        tab.sees("Accepter les 7 champs sûrs").await;
        let at = "document.activeElement.name";
        tab.key("F2").await;
        assert_eq!(tab.eval::<String>(at).await, "vin");
        let strips = "Array.from(document.querySelectorAll('.field-sure .strip')).every(s => !s.offsetHeight)";
        assert!(tab.eval::<bool>(strips).await, "what is accepted still takes room");
        tab.key("Enter").await;
        assert_eq!(tab.eval::<String>(at).await, "fiscal_power");
        tab.fill("fiscal_power", "6").await;
        tab.eval::<bool>("(document.getElementsByName('fiscal_power')[0].focus(), true)").await;
        tab.key("Enter").await;
        assert_eq!(tab.eval::<String>(at).await, "first_name");
        tab.key("Enter").await;
        assert_eq!(tab.eval::<String>("document.activeElement.type").await, "submit");

        // The photo, turned and larger; the card itself stays where it is.
        tab.click(".zoom-tools button", "Tourner").await;
        tab.click(".zoom-tools button", "Agrandir").await;
        let drawn = "(() => { const i = document.querySelector('.zoom-pane img'), p = i.closest('.zoom-pane');
            const b = i.getBoundingClientRect();
            return b.height > b.width && b.width > p.clientWidth * 1.4 && p.scrollWidth > p.clientWidth; })()";
        assert!(tab.eval::<bool>(drawn).await, "neither turned nor larger");
        tab.is_well();

        tab.eval::<bool>("(document.querySelector('form[action$=adopt] [type=submit]').focus(), true)").await;
        tab.to_next_page(tab.key("Enter")).await;
        assert!(tab.path().await.starts_with("/repair-orders/"), "{}", tab.path().await);
        tab.go("/scans/accuracy").await;
        // Ten fields read, one of them changed.
        tab.sees("90,0").await;
        let row =
            "plain(Array.from(document.querySelectorAll('main tr')).find(r => r.innerText.includes('P.6')).innerText)";
        let row: String = tab.eval(row).await;
        let figures: Vec<&str> = row.split_whitespace().collect();
        assert!(row.contains("Puissance fiscale") && figures.ends_with(&["0,0", "%", "1", "1"]), "{row}");
        tab.is_well();
        tab.close().await;
    });
}
