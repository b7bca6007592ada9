//! Drawing, one file for each part of the window.

pub mod articles;
pub mod chips;
pub mod filters;
pub mod finder;
pub mod graph_links;
pub mod graph_menu;
pub mod graph_view;
pub mod ink;
pub mod inspector;
pub mod map_view;
pub mod marks;
pub mod modals;
pub mod overlay;
pub mod reader;
pub mod shell;
pub mod suggestions;
pub mod table_view;
pub mod time_axis;
pub mod time_strip;
pub mod timeline_view;
pub mod toasts;
pub mod welcome;
