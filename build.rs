//! Tells cargo that the default rule pack is compiled in: a new file under `rules/` rebuilds it.

fn main() {
    println!("cargo::rerun-if-changed=rules");
}
