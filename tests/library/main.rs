//! Tests of the library.

mod parity;
