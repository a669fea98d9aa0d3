//! The command `anjuan`.

use std::process::ExitCode;

fn main() -> ExitCode {
    anjuan::cli::run(std::env::args_os())
}
