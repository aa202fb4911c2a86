//! The program; see `program.rs`.

use std::process::ExitCode;

fn main() -> ExitCode {
    web::program::run(std::env::args_os())
}
