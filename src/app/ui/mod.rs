//! Drawing, one file for each part of the window.

pub mod articles;
pub mod filters;
pub mod graph_links;
pub mod graph_view;
pub mod inspector;
pub mod marks;
pub mod modals;
pub mod overlay;
pub mod reader;
pub mod shell;
pub mod toasts;
pub mod welcome;
