//! The stack of the module, which has one thread.

/// As much as the main thread has elsewhere, in bytes: features are tried with no less.
const STACK: usize = 8_000_000;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|it| it == "wasm32") {
        println!("cargo::rustc-link-arg-cdylib=-zstack-size={STACK}");
    }
}
