//! Letters to colleagues about their own accounts: links that prove an e-mail, and what happened. In the language of
//! their account.

use chrono_tz::Tz;
use crm::{garages::Garage, security_events::News, users::User};

use super::{Letter, Mail};
use crate::{
    account::device,
    format,
    text::{account_mails as t, mails as m},
};

/// Come in without a password. `link` is a secret of the person, like in the three that follow.
pub fn sign_in(garage: &Garage, user: &User, link: &str) -> Mail {
    let l = user.lang;
    let says = vec![t::sign_in_text(l, garage.sign()), t::sign_in_once(l).to_owned()];
    let button = (t::sign_in_button(l), link);
    write(garage, user, t::sign_in_subject(l, garage.sign()), says, Some(button), t::not_asked(l))
}

pub fn password(garage: &Garage, user: &User, link: &str) -> Mail {
    let l = user.lang;
    let says = vec![t::password_text(l, garage.sign()), t::password_once(l).to_owned()];
    let button = (t::password_button(l), link);
    write(garage, user, t::password_subject(l, garage.sign()), says, Some(button), t::not_asked(l))
}

pub fn invitation(garage: &Garage, user: &User, link: &str) -> Mail {
    let l = user.lang;
    let says = vec![t::invitation_text(l, garage.sign()), t::invitation_once(l).to_owned()];
    let button = (t::invitation_button(l), link);
    write(garage, user, t::invitation_subject(l, garage.sign()), says, Some(button), t::not_expected(l))
}

/// To the new address.
pub fn email(garage: &Garage, user: &User, link: &str) -> Mail {
    let l = user.lang;
    let says = vec![t::email_text(l, garage.sign()), t::email_once(l).to_owned()];
    let button = (t::email_button(l), link);
    write(garage, user, t::email_subject(l, garage.sign()), says, Some(button), t::not_asked(l))
}

/// Something that happened, and where to go if it was somebody else.
pub struct Told<'a> {
    pub news: &'a News,
    pub zone: Tz,
    /// Where a new password is asked for.
    pub forgotten: &'a str,
}

/// None: a kind that nobody is told of.
pub fn news(garage: &Garage, user: &User, told: &Told) -> Option<Mail> {
    let (l, sign) = (user.lang, garage.sign());
    let when = format::moment(l, told.news.at, told.zone);
    let (subject, mut says) = match told.news.kind.as_str() {
        "password_changed" | "password_reset" => {
            (t::password_changed_subject(l, sign), vec![t::password_changed_text(l, when, sign)])
        }
        "new_browser" => {
            let mut says = vec![t::new_browser_text(l, sign, when)];
            says.extend(told.news.agent.as_deref().and_then(device).map(|device| t::new_browser_device(l, device)));
            says.extend(told.news.network.as_ref().map(|from| t::new_browser_network(l, from.to_string())));
            (t::new_browser_subject(l, sign), says)
        }
        // To the old address, from which nothing can be asked any more.
        "email_changed" => {
            let text = t::email_changed_text(l, when, sign);
            return Some(write(garage, user, t::email_changed_subject(l, sign), vec![text], None, t::ask_the_owner(l)));
        }
        _ => return None,
    };
    says.push(t::not_you(l).to_owned());
    let button = (t::forgotten_button(l), told.forgotten);
    Some(write(garage, user, subject, says, Some(button), t::was_you(l)))
}

fn write(
    garage: &Garage,
    user: &User,
    subject: String,
    says: Vec<String>,
    button: Option<(&'static str, &str)>,
    after: &str,
) -> Mail {
    let mut paragraphs = vec![m::hello(user.lang, &user.name)];
    paragraphs.extend(says);
    Letter { lang: user.lang, garage, paragraphs, button, after: vec![after.to_owned()] }.mail(subject)
}
