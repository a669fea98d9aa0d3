# `just` alone lists the recipes. None of them is needed to build or to test:
# `cargo build` and `cargo test --locked` do that without just.

_default:
    @just --list --unsorted

# what a change must pass: format, lints, tests
[group('every day')]
check: _format-check _lint test

# the whole test suite
[group('every day')]
test:
    cargo test --locked

# format the sources
[group('every day')]
fmt:
    cargo fmt

# build the documentation; a broken link is an error
[group('generated')]
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --locked

# accept the output of the tests as the new snapshots; read the diff before a commit
[group('generated')]
snapshots:
    INSTA_UPDATE=always cargo test --locked
    git diff --stat -- tests src docs

# check the example cases with the present sources; findings are shown, and are no failure
[group('generated')]
examples:
    #!/usr/bin/env bash
    set -uo pipefail
    code=0
    cargo run --quiet --locked -- check examples || code=$?
    # 1 says that there are findings, and some examples are there to have them.
    (( code <= 1 )) || exit "$code"

# what a release must pass beside `check`
[group('release')]
release-check: check docs _windows _lowest-rust _deny
    cargo build --release --locked
    cargo package --locked

_format-check:
    cargo fmt --check

_lint:
    cargo clippy --all-targets --locked -- -D warnings

_windows:
    rustup target add x86_64-pc-windows-gnu
    cargo check --locked --target x86_64-pc-windows-gnu

# The version is `rust-version` of Cargo.toml.
_lowest-rust:
    #!/usr/bin/env bash
    set -euo pipefail
    version=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
    rustup toolchain install "$version" --profile minimal
    cargo "+$version" check --locked

_deny:
    cargo deny check licenses bans sources
