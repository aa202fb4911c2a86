//! Our two cookies: the session's, and a visitor's mark that ties forms to a browser before anyone is signed in.

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
    let secure = if settings.https() { "; Secure" } else { "" };
    let age = days * 24 * 3600;
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
pub const VISITOR: &str = "visitor";
