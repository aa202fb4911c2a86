//! What the garage writes, as its recipient reads it.

use std::time::Duration;

use gateways::mail::MailServer;
use jobs::Works;
use mailparse::{MailHeaderMap, parse_mail};

use super::{Garage, Smtp};

/// A mail server of one's own.
pub struct Letters {
    server: Smtp,
}

#[derive(Debug)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Letter {
    /// The path of the link in it.
    pub fn path(&self) -> String {
        let link = self.text.split_whitespace().find(|word| word.contains("/links/"));
        let link = link.unwrap_or_else(|| panic!("no link in {}", self.text));
        assert!(self.html.contains(link), "the same in HTML");
        format!("/links/{}", link.rsplit('/').next().expect("a last part"))
    }
}

impl Letters {
    pub async fn open() -> Letters {
        Letters { server: Smtp::open().await }
    }

    /// Does the garage's jobs, its letters leaving by this server; gives what this address has received since ever.
    pub async fn to(&self, garage: &Garage, address: &str) -> Vec<Letter> {
        let way = MailServer::patient(&self.server.url, "VisionCRM <compte@visioncrm.test>", Duration::from_secs(20));
        let works = Works { mail: Some(way.expect("a way")), ..garage.works() };
        for ran in garage.try_jobs_with(&works).await {
            assert_eq!(ran.outcome, Ok(()), "{}", ran.kind);
        }
        self.server.taken(address).iter().map(|taken| read(&taken.raw)).collect()
    }
}

fn read(raw: &[u8]) -> Letter {
    let mail = parse_mail(raw).expect("a letter");
    let both = mail.subparts.iter().map(|part| part.get_body().expect("a body")).collect::<Vec<_>>();
    let [text, html] = &both[..] else { panic!("{} parts", both.len()) };
    let subject = mail.headers.get_first_value("Subject").expect("a subject");
    Letter { subject, text: text.clone(), html: html.clone() }
}
