//! Thin binary: arguments -> window or command line.
fn main() {}
