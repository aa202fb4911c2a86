//! Every page of the site, in every state, on three screens.

use futures::future::join_all;

use super::{
    everything::Everything,
    look::look,
    street::Street,
    tab::{Tab, quoted},
    visits::{self, Visit, Who},
};
use crate::support::{Garage, run};

#[test]
fn every_page_is_whole_on_a_phone_a_tablet_and_a_desk() {
    run(async {
        let (garage, fresh) = (Street::garage().await, Street::garage().await);
        let everything = Everything::of(&garage).await;
        let visits = visits::all(&everything);
        let unvisited: Vec<&str> = web::routes::all()
            .iter()
            .filter(|route| route.method == "GET" && !route.path.starts_with("/api/"))
            .filter(|route| !visits.iter().any(|visit| visit.route == route.path))
            .map(|route| route.path)
            .collect();
        assert_eq!(unvisited, Vec::<&str>::new(), "a page without a visit in visits.rs");

        // Two at a time: a browser's pages are drawn by processes of their own.
        let (mine, theirs): (Vec<_>, Vec<_>) = visits.iter().enumerate().partition(|(n, _)| n % 2 == 0);
        let walk = async |part: Vec<(usize, &Visit)>| {
            let mut wrong = Vec::new();
            for who in [Who::Marc, Who::Karim, Who::Newcomer, Who::Visitor, Who::Passerby, Who::Platform] {
                let tab = tab_of(who, &garage, &fresh).await;
                for (_, visit) in part.iter().filter(|(_, visit)| visit.who == who) {
                    wrong.extend(pay(&tab, visit).await);
                }
                tab.close().await;
            }
            wrong
        };
        let wrong: Vec<String> = join_all([walk(mine), walk(theirs)]).await.concat();
        assert!(wrong.is_empty(), "{} things:\n{}", wrong.len(), wrong.join("\n"));
    });
}

/// As the server asks where no dialog could: the forms are sent past the script that opens it.
#[test]
fn a_question_on_a_page_of_its_own_is_whole_too() {
    run(async {
        let garage = Street::garage().await;
        let contact = garage.contact().await;
        let (draft, sealed) = (garage.draft(contact, None, "240").await, garage.sealed(contact, None, "120").await);
        let quote = garage.quote(contact, None, &[("Pneus", "400")]).await;
        let tab = garage.tab(&garage.marc().await).await;
        let mut wrong = Vec::new();
        for (page, words) in [
            (format!("/invoices/{draft}"), "Sceller la facture"),
            (format!("/invoices/{sealed}"), "Annuler par un avoir"),
            (format!("/quotes/{quote}"), "Supprimer ce brouillon"),
        ] {
            tab.go(&page).await;
            let send = format!(
                "(button => (((button.form.elements.reason || {{}}).value = 'Erreur'), button.form.requestSubmit(button), true))
                 (Array.from(document.querySelectorAll('main button')).find(b => b.textContent.includes({})))",
                quoted(words)
            );
            tab.to_next_page(async { assert!(tab.eval::<bool>(&send).await) }).await;
            tab.until("the question", "document.querySelector('main form [name=confirmed]') && find('h1')").await;
            wrong.extend(look(&tab, &format!("question-{}", words.replace(' ', "-"))).await);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        tab.close().await;
    });
}

/// What is looked for is found where it is: a pale word, a tiny button, a script the policy forbids, a page too wide.
#[test]
fn a_bad_page_is_seen_to_be_bad() {
    run(async {
        let garage = Street::garage().await;
        let tab = garage.passer_by().await;
        tab.go("/sign-in").await;
        assert_eq!(look(&tab, "good").await, Vec::<String>::new());
        let spoil = "document.querySelector('main').insertAdjacentHTML('beforeend',
            '<p class=pale>Pâle</p><div class=wide><a class=button href=/tiny>x</a></div><img src=/no-such.png>'),
            Object.assign(document.querySelector('.pale').style, { color: '#ccc' }),
            Object.assign(document.querySelector('.wide').style, { width: '2000px' }),
            Object.assign(document.querySelector('.wide a').style, { minHeight: '20px', minWidth: '20px', padding: '0' }),
            document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.evil = 1' })),
            console.error('oh'), true";
        tab.eval::<bool>(spoil).await;
        let wrong = look(&tab, "bad").await.join("\n");
        for found in [
            "color-contrast .pale",
            "image-alt",
            "small: ",
            "wide: 2",
            "ContentSecurityPolicyIssue",
            "console: oh",
            "404: ",
        ] {
            assert!(wrong.contains(found), "{found} was not seen: {wrong}");
        }
        assert!(!tab.eval::<bool>("!!window.evil").await);
        tab.close().await;
    });
}

async fn tab_of(who: Who, garage: &Garage, fresh: &Garage) -> Tab {
    match who {
        Who::Marc => garage.tab(&garage.marc().await).await,
        Who::Karim => garage.tab(&garage.karim().await).await,
        Who::Newcomer => fresh.tab(&fresh.marc().await).await,
        Who::Visitor => garage.passer_by().await,
        Who::Platform => {
            let tab = Tab::open(&format!("http://localhost:{}", Street::get().await.port)).await;
            tab.cookie("platform", &garage.platform().await.cookies["platform"]).await;
            tab
        }
        Who::Passerby => Tab::open(&format!("http://localhost:{}", Street::get().await.port)).await,
    }
}

/// What is wrong with what is found there.
async fn pay(tab: &Tab, visit: &Visit) -> Vec<String> {
    if let Some(kind) = visit.file {
        let ask = format!("fetch({}).then(r => [r.status, r.headers.get('content-type')])", quoted(&visit.path));
        let (status, found): (u16, String) = tab.settle(&ask).await;
        let right = status == visit.status && found == kind;
        return if right { vec![] } else { vec![format!("{}: {status} {found}", visit.name)] };
    }
    tab.heard.expect(&[u64::from(visit.status)]);
    tab.go(&visit.path).await;
    let status: u16 = tab.eval("performance.getEntriesByType('navigation')[0].responseStatus").await;
    let mut wrong = look(tab, visit.name).await;
    if status != visit.status {
        wrong.push(format!("{}: {status}", visit.name));
    }
    wrong
}
