//! `sqlx::migrate!` reads this folder while compiling; stable Rust does not tell Cargo so (sqlx's own advice).

fn main() {
    println!("cargo:rerun-if-changed=.");
}
