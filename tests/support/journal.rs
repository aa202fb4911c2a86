//! The log of the whole suite, and every name, phone, e-mail, plate and VIN that was used in it: side by side in the folder
//! that `SUITE_LOG` names, for `bin/check-log` to compare.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use sqlx::PgPool;
use tracing_subscriber::{EnvFilter, fmt};

pub fn folder() -> Option<PathBuf> {
    std::env::var_os("SUITE_LOG").map(PathBuf::from)
}

/// Where another process of the suite writes what it logs.
pub fn of_programs() -> Option<PathBuf> {
    folder().map(|folder| folder.join("programs.log"))
}

/// From here on all that this process logs is kept, more of it than the program itself would say.
pub fn keep() {
    let Some(folder) = folder() else { return };
    let file = OpenOptions::new().create(true).append(true).open(folder.join("suite.log")).expect("SUITE_LOG");
    let file = Arc::new(Mutex::new(file));
    let subscriber = fmt()
        .with_env_filter(EnvFilter::new("info"))
        .with_ansi(false)
        .with_writer(move || Shared(file.clone()))
        .finish();
    tracing::subscriber::set_global_default(subscriber).expect("nobody else listens to the whole suite");
}

struct Shared(Arc<Mutex<fs::File>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// At the end of the run: who and what was spoken of, one a line. Of names, words of five letters and more, which are no
/// words of a log by chance.
pub async fn write_down(admin: &PgPool) {
    let Some(folder) = folder() else { return };
    let said: Vec<String> = sqlx::query_scalar(
        "with names (name) as (
             select last_name from contacts union select first_name from contacts union select company from contacts
             union select name from users union select shown from contact_reaches)
         select word from names, regexp_split_to_table(name, '[[:space:]]+') as word where length(word) >= 5
         union select email from contacts where email is not null union select email from users
         union select phone from contacts where phone is not null
         union select '0' || substr(phone, 4) from contacts where phone like '+33%'
         union select plate from vehicles where plate <> '' union select plate_key from vehicles where plate_key <> ''
         union select vin from vehicles where vin is not null",
    )
    .fetch_all(admin)
    .await
    .expect("what was used");
    fs::write(folder.join("personal.txt"), said.join("\n") + "\n").expect("SUITE_LOG");
}
