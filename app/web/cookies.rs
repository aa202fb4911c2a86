//! Our cookies: the session's, what stands for it between the two steps of signing in, and a visitor's mark that ties
//! forms to a browser before anyone is signed in.

use chrono::TimeDelta;

use crate::settings::Settings;

/// Of the mark, for who only passes by.
pub const VISIT: TimeDelta = TimeDelta::days(30);
/// Of the mark of a browser that somebody signed in by, to be known again; none keeps a cookie longer.
pub const KNOWN: TimeDelta = TimeDelta::days(400);

/// `__Host-` needs https; in a garage's own network over http the plain name serves.
fn name(settings: &Settings, plain: &str) -> String {
    if settings.https() { format!("__Host-{plain}") } else { plain.to_owned() }
}

pub fn read(settings: &Settings, header: Option<&str>, plain: &str) -> Option<String> {
    let wanted = name(settings, plain);
    header?.split(';').find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == wanted && !value.is_empty() && value.len() <= 128).then(|| value.to_owned())
    })
}

pub fn write(settings: &Settings, plain: &str, value: &str, life: TimeDelta) -> String {
    let secure = if settings.https() { "; Secure" } else { "" };
    let age = life.num_seconds();
    format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}", name(settings, plain))
}

pub fn drop(settings: &Settings, plain: &str) -> String {
    write(settings, plain, "", TimeDelta::zero())
}

pub const SESSION: &str = "session";
/// Of who runs the installation, on the common address.
pub const PLATFORM: &str = "platform";
/// The same person in a garage that let him in.
pub const SUPPORT: &str = "support";
pub const SECOND_STEP: &str = "second_step";
pub const VISITOR: &str = "visitor";
