//! As whom Postgres runs, and under which names its clients knock (peer authentication compares user names).

use std::ffi::{CStr, CString};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::ClusterError;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub uid: u32,
    pub gid: u32,
    pub name: String,
}

/// Postgres refuses to be root: it becomes the owner of the data, else `postgres`, else `nobody`.
pub fn server_user(data: &Path) -> Result<User, ClusterError> {
    let owner = data.metadata().ok().map(|m| m.uid());
    let me = effective_uid();
    match owner {
        Some(owner) if me != 0 && owner != me => Err(ClusterError::SomeoneElses { dir: data.to_owned(), owner }),
        Some(owner) if owner != 0 => by_uid(owner).ok_or(ClusterError::Nameless(owner)),
        _ if me != 0 => by_uid(me).ok_or(ClusterError::Nameless(me)),
        _ => by_name("postgres").or_else(|| by_name("nobody")).ok_or(ClusterError::NobodyToBe),
    }
}

/// Everyone who may connect: the server's own user, whoever runs this program, and root.
pub fn client_names(server: &User) -> Vec<String> {
    let mut names = vec!["root".to_owned(), server.name.clone()];
    names.extend(by_uid(effective_uid()).map(|u| u.name));
    names.sort();
    names.dedup();
    names
}

pub fn effective_uid() -> u32 {
    // SAFETY: geteuid has no preconditions and cannot fail.
    unsafe { libc::geteuid() }
}

/// The first folder above `path` that `user` may not pass through. Supplementary groups do not count: they are dropped.
pub fn first_blocked<'a>(path: &'a Path, user: &User) -> Option<&'a Path> {
    let mut above: Vec<&Path> = path.ancestors().skip(1).collect();
    above.reverse();
    above.into_iter().find(|dir| {
        let Ok(meta) = dir.metadata() else { return false };
        let bit = match () {
            () if meta.uid() == user.uid => 0o100,
            () if meta.gid() == user.gid => 0o010,
            () => 0o001,
        };
        meta.mode() & bit == 0
    })
}

fn by_name(name: &str) -> Option<User> {
    let name = CString::new(name).ok()?;
    // SAFETY: getpwnam_r writes only into the record and the buffer `lookup` lends it, and reads a C string.
    lookup(|record, buffer, len, found| unsafe { libc::getpwnam_r(name.as_ptr(), record, buffer, len, found) })
}

fn by_uid(uid: u32) -> Option<User> {
    // SAFETY: getpwuid_r writes only into the record and the buffer `lookup` lends it.
    lookup(|record, buffer, len, found| unsafe { libc::getpwuid_r(uid, record, buffer, len, found) })
}

/// The C library is asked rather than /etc/passwd, so that directory users (LDAP, sssd) are found too.
fn lookup(
    ask: impl Fn(*mut libc::passwd, *mut libc::c_char, usize, *mut *mut libc::passwd) -> libc::c_int,
) -> Option<User> {
    // SAFETY: passwd is plain old data; all zeros (null pointers, zero numbers) is a valid value of it.
    let mut record: libc::passwd = unsafe { std::mem::zeroed() };
    let mut buffer = vec![0; 16 * 1024];
    let mut found = std::ptr::null_mut();
    let failed = ask(&mut record, buffer.as_mut_ptr(), buffer.len(), &mut found) != 0;
    if failed || found.is_null() || record.pw_name.is_null() {
        return None;
    }
    // SAFETY: on success pw_name points at a C string inside `buffer`, which is still alive here.
    let name = unsafe { CStr::from_ptr(record.pw_name) }.to_str().ok()?.to_owned();
    Some(User { uid: record.pw_uid, gid: record.pw_gid, name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_is_known_by_number_and_name() {
        assert_eq!(by_uid(0), by_name("root"));
        assert_eq!(by_name("nobody-by-this-name"), None);
    }

    #[test]
    fn a_closed_folder_on_the_way_is_named() {
        let open = std::env::temp_dir().join(format!("visioncrm-path-{}", std::process::id()));
        let closed = open.join("closed");
        std::fs::create_dir_all(closed.join("data")).unwrap();
        std::os::unix::fs::chown(&closed, None, None).unwrap();
        std::fs::set_permissions(&closed, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        let stranger = User { uid: 54321, gid: 54321, name: "stranger".into() };
        assert_eq!(first_blocked(&closed.join("data"), &stranger), Some(closed.as_path()));
        std::fs::set_permissions(&closed, std::os::unix::fs::PermissionsExt::from_mode(0o711)).unwrap();
        assert_eq!(first_blocked(&closed.join("data"), &stranger), None);
        std::fs::remove_dir_all(open).unwrap();
    }
}
