//! The window by the names that readers of screens hear, on a real session with the embedded models.
#![cfg(feature = "gui")]

mod features;
mod host;
mod keyboard;
mod palette;
mod pictures;
mod raster;
mod story;
mod tables;
mod views;
