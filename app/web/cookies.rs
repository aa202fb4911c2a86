//! Our cookies: the session's, what stands for it between the two steps of signing in, and a visitor's mark that ties
//! forms to a browser before anyone is signed in.

use chrono::TimeDelta;

use crate::settings::Settings;

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

pub fn write(settings: &Settings, plain: &str, value: &str, days: i64) -> String {
    write_for(settings, plain, value, TimeDelta::days(days))
}

pub fn write_for(settings: &Settings, plain: &str, value: &str, life: TimeDelta) -> String {
    let secure = if settings.https() { "; Secure" } else { "" };
    let age = life.num_seconds();
    format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}", name(settings, plain))
}

pub fn drop(settings: &Settings, plain: &str) -> String {
    write(settings, plain, "", 0)
}

pub const SESSION: &str = "session";
/// Of who runs the installation, on the common address.
pub const PLATFORM: &str = "platform";
/// The same person in a garage that let him in.
pub const SUPPORT: &str = "support";
pub const SECOND_STEP: &str = "second_step";
pub const VISITOR: &str = "visitor";
