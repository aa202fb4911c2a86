//! Without a mouse: everything is reached in order, is seen when it is reached, and lets go again.

use super::{street::Street, tab::Tab};
use crate::support::{Garage, PASSWORD, run};

/// Where the focus is: its words, whether it is in sight and marked, and an address of its own.
const FOCUS: &str = "(() => {
    const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
    const round = at.closest('.has-unit, .search-box, .file') || at, outer = getComputedStyle(round);
    const next = at.nextElementSibling && getComputedStyle(at.nextElementSibling);
    const outlined = s => s && s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
    const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    return { words: words(at), body: at === document.body, inside, tag: at.outerHTML.slice(0, 160),
        marked: !!(outlined(style) || outlined(outer) || outlined(next)) };
})()";

#[derive(Debug, serde::Deserialize)]
struct Focus {
    words: String,
    body: bool,
    inside: bool,
    marked: bool,
    tag: String,
}

async fn focus(tab: &Tab) -> Focus {
    tab.eval(FOCUS).await
}

/// Presses Tab until the focus bears these words. Each stop on the way must be seen.
async fn tab_to(tab: &Tab, words: &str) {
    for _ in 0..80 {
        tab.key("Tab").await;
        let at = focus(tab).await;
        assert!(at.body || (at.inside && at.marked), "the focus cannot be seen: {at:?}");
        if at.words.contains(words) || at.tag.contains(words) {
            return;
        }
    }
    panic!("Tab never comes to {words}");
}

#[test]
fn a_customer_is_found_and_opened_without_a_mouse() {
    run(async {
        let garage = Street::garage().await;
        garage.contact().await;
        let tab = garage.passer_by().await;
        tab.go("/sign-in").await;
        tab_to(&tab, "name=\"email\"").await;
        tab.write("marc@garage.test").await;
        tab_to(&tab, "name=\"password\"").await;
        tab.write(PASSWORD).await;
        tab.to_next_page(tab.key("Enter")).await;
        assert_eq!(tab.path().await, "/");

        // The first stop leaps over the navigation.
        tab.key("Tab").await;
        assert_eq!(focus(&tab).await.words, "Aller au contenu");
        tab.key("Enter").await;
        tab.until("the content to have the focus", "document.activeElement.id === 'main'").await;
        tab_to(&tab, "Réceptionner une voiture").await;

        // « / » goes to the search box from anywhere.
        tab.key("/").await;
        assert!(focus(&tab).await.tag.contains("type=\"search\""));
        tab.write("dupont").await;
        tab.to_next_page(tab.key("Enter")).await;
        // Arrows walk from the box through what it found, and back.
        tab.key("/").await;
        tab.key("ArrowDown").await;
        assert!(focus(&tab).await.words.contains("Dupont Jean"));
        tab.key("ArrowUp").await;
        assert!(focus(&tab).await.tag.contains("type=\"search\""));
        tab.key("ArrowDown").await;
        tab.to_next_page(tab.key("Enter")).await;
        assert!(tab.path().await.starts_with("/contacts/"));
        tab.sees("jean.dupont@client.test").await;
        tab.is_well();
        tab.close().await;
    });
}

/// The whole page in order, and out at its end: nothing holds the focus back, nothing is left out.
async fn goes_round(tab: &Tab, path: &str) {
    tab.go(path).await;
    // As a keyboard meets them: one stop a group of radio buttons; what is folded away is not there.
    let stops: usize = tab
        .eval(
            "new Set(all('a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex=\"0\"]')
                .filter(e => !e.disabled && e.tabIndex >= 0)
                .map(e => e.type === 'radio' ? e.name : e)).size",
        )
        .await;
    let (mut met, mut all) = (0, Vec::new());
    for _ in 0..stops * 2 + 10 {
        tab.key("Tab").await;
        let at = focus(tab).await;
        if at.body {
            break;
        }
        assert!(at.inside && at.marked, "{path}: the focus cannot be seen: {at:?}");
        met += 1;
        all.push(at.tag);
    }
    assert!(focus(tab).await.body, "{path}: the focus does not come out: {:?}", all.last());
    assert!(met >= stops, "{path}: {met} of {stops} met: {all:#?}");
}

#[test]
fn the_focus_goes_round_every_form_and_is_never_trapped() {
    run(async {
        let garage: Garage = Street::garage().await;
        let contact = garage.contact().await;
        let quote = garage.quote(contact, None, &[("Vidange", "119,40")]).await;
        let tab = garage.tab(&garage.marc().await).await;
        for path in ["/contacts/new", &format!("/quotes/{quote}"), "/scans/new", "/invoices"] {
            goes_round(&tab, path).await;
        }
        tab.is_well();
        tab.close().await;
    });
}

#[test]
fn a_question_takes_the_focus_and_gives_it_back() {
    run(async {
        let garage = Street::garage().await;
        let contact = garage.contact().await;
        let invoice = garage.draft(contact, None, "240").await;
        let tab = garage.tab(&garage.marc().await).await;
        tab.go(&format!("/invoices/{invoice}")).await;
        tab_to(&tab, "Sceller la facture").await;
        tab.key("Enter").await;
        tab.until("the question", "document.querySelector('dialog[open]')").await;
        // It is safe to press Enter again: the focus is on the way out.
        let at = focus(&tab).await;
        assert!(at.tag.contains("button-secondary"), "{at:?}");
        tab.key("Escape").await;
        tab.until("the question to be gone", "!document.querySelector('dialog')").await;
        assert!(focus(&tab).await.words.contains("Sceller la facture"));
        tab.is_well();
        tab.close().await;
    });
}
