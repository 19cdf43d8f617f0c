//! Prints the JSON Schema of a profile:
//! `cargo run -q -p profile --example schema > profiles/profile.schema.json`
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

fn main() {
    print!("{}", profile::generated_schema());
}
