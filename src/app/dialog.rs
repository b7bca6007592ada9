//! Dialogs for files: the system's through the portal or zenity, or one inside the window where there is neither.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, unbounded};
use egui_file_dialog::{FileDialog, FileDialogLabels};

use crate::export::Format;
use crate::locale::Locale;
use crate::session::{Waker, aside};

/// What a dialog asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Articles to import.
    Articles,
    /// A folder of articles.
    Folder,
    /// A workspace to open.
    Workspace,
    /// Where to keep the workspace.
    SaveAs,
    /// Where to write findings or graph.
    Export(Format),
    /// Where to write a picture: PNG, else SVG.
    Picture(bool),
}

/// Extensions of articles.
const ARTICLES: &[&str] = &["txt", "md", "html", "htm", "pdf", "docx", "odt", "json", "jsonl"];

impl Ask {
    /// The key of its caption.
    pub fn caption(self) -> &'static str {
        match self {
            Self::Articles => "ui-open-articles",
            Self::Folder => "ui-open-folder",
            Self::Workspace => "ui-open-workspace",
            Self::SaveAs => "ui-save-as",
            Self::Export(Format::Jsonl) => "ui-export-jsonl",
            Self::Export(Format::Json) => "ui-export-json",
            Self::Export(Format::GraphMl) => "ui-export-graphml",
            Self::Export(Format::Csv) => "ui-export-csv",
            Self::Picture(true) => "ui-export-png",
            Self::Picture(false) => "ui-export-svg",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Articles | Self::Folder => "",
            Self::Workspace | Self::SaveAs => "recoupe",
            Self::Export(format) => format.extension(),
            Self::Picture(true) => "png",
            Self::Picture(false) => "svg",
        }
    }

    fn saves(self) -> bool {
        matches!(self, Self::SaveAs | Self::Export(_) | Self::Picture(_))
    }

    /// The path with the extension that belongs to it.
    fn named(self, path: PathBuf) -> PathBuf {
        if self.saves() && path.extension().is_none() { path.with_extension(self.extension()) } else { path }
    }
}

/// The dialogs of a window; at most one is open.
pub struct Dialogs {
    inside: Option<(Ask, Box<FileDialog>)>,
    waiting: bool,
    answers: Receiver<(Ask, Option<Vec<PathBuf>>)>,
    answers_in: Sender<(Ask, Option<Vec<PathBuf>>)>,
    waker: Waker,
    always_inside: bool,
}

impl Dialogs {
    /// No dialog; `always_inside` never asks the system.
    pub fn new(waker: Waker, always_inside: bool) -> Self {
        let (answers_in, answers) = unbounded();
        let always_inside = always_inside || std::env::var("RECOUPE_DIALOG").is_ok_and(|v| v == "inapp");
        Self { inside: None, waiting: false, answers, answers_in, waker, always_inside }
    }

    /// Opens a dialog, unless one is open.
    pub fn open(&mut self, ask: Ask, name: &str, locale: Locale) {
        if self.waiting || self.inside.is_some() {
            return;
        }
        if self.always_inside || !system_has_dialogs() {
            self.inside = Some((ask, Box::new(inside(ask, name, locale))));
            return;
        }
        self.waiting = true;
        let (answers, waker) = (self.answers_in.clone(), Arc::clone(&self.waker));
        let (title, name) = (locale.message(ask.caption(), &[]), name.to_owned());
        aside("dialog", move || {
            // A window that has closed wants no answer.
            let _ = answers.send((ask, of_system(ask, &title, &name)));
            waker();
        });
    }

    /// Shows the dialog inside the window, and tells what any dialog gave.
    pub fn show(&mut self, ctx: &egui::Context) -> Option<(Ask, Vec<PathBuf>)> {
        while let Ok((ask, paths)) = self.answers.try_recv() {
            self.waiting = false;
            if let Some(paths) = paths.filter(|p| !p.is_empty()) {
                return Some((ask, paths.into_iter().map(|p| ask.named(p)).collect()));
            }
        }
        let (ask, dialog) = self.inside.as_mut()?;
        let ask = *ask;
        dialog.update(ctx);
        let paths = dialog.take_picked_multiple().or_else(|| dialog.take_picked().map(|p| vec![p]));
        let closed = !matches!(dialog.state(), egui_file_dialog::DialogState::Open);
        if paths.is_some() || closed {
            self.inside = None;
        }
        paths.map(|paths| (ask, paths.into_iter().map(|p| ask.named(p)).collect()))
    }

    /// True while the dialog inside the window is open.
    pub fn is_inside(&self) -> bool {
        self.inside.is_some()
    }
}

fn of_system(ask: Ask, title: &str, name: &str) -> Option<Vec<PathBuf>> {
    let dialog = rfd::FileDialog::new().set_title(title);
    match ask {
        Ask::Articles => dialog.add_filter("Articles", ARTICLES).pick_files(),
        Ask::Folder => dialog.pick_folder().map(|p| vec![p]),
        Ask::Workspace => dialog.add_filter("Recoupe", &["recoupe"]).pick_file().map(|p| vec![p]),
        Ask::SaveAs | Ask::Export(_) | Ask::Picture(_) => {
            let file = format!("{name}.{}", ask.extension());
            dialog.add_filter(ask.extension(), &[ask.extension()]).set_file_name(file).save_file().map(|p| vec![p])
        }
    }
}

fn inside(ask: Ask, name: &str, locale: Locale) -> FileDialog {
    let title = locale.message(ask.caption(), &[]);
    let mut dialog = FileDialog::new()
        .title(&title)
        .default_size([760.0, 480.0])
        .anchor(egui::Align2::CENTER_CENTER, [0.0, 0.0])
        .labels(labels(locale))
        .show_search(false)
        .show_path_edit_button(false);
    if let Ok(folder) = std::env::current_dir() {
        dialog = dialog.initial_directory(folder);
    }
    match ask {
        Ask::Articles => dialog.pick_multiple(),
        Ask::Folder => dialog.pick_directory(),
        Ask::Workspace => dialog.pick_file(),
        Ask::SaveAs | Ask::Export(_) | Ask::Picture(_) => {
            dialog = dialog.default_file_name(&format!("{name}.{}", ask.extension()));
            dialog.save_file();
        }
    }
    dialog
}

fn labels(locale: Locale) -> FileDialogLabels {
    let t = |key: &str| locale.message(key, &[]);
    FileDialogLabels {
        cancel: t("ui-cancel"),
        cancel_button: t("ui-cancel"),
        open_button: t("ui-open"),
        save_button: t("ui-save"),
        file_name: t("ui-file-name"),
        heading_places: t("ui-places"),
        heading_devices: t("ui-devices"),
        home_dir: t("ui-home"),
        selected_items: t("ui-chosen"),
        selected_file: t("ui-chosen"),
        selected_directory: t("ui-chosen"),
        file_filter_all_files: t("ui-all-files"),
        ..FileDialogLabels::default()
    }
}

/// Whether the portal of the desktop, or zenity, can show a dialog.
fn system_has_dialogs() -> bool {
    if cfg!(not(target_os = "linux")) {
        return true;
    }
    has_portal() || on_path("zenity")
}

fn on_path(program: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    std::env::split_paths(&path).any(|folder| Path::new(&folder).join(program).is_file())
}

#[cfg(target_os = "linux")]
fn has_portal() -> bool {
    const PORTAL: &str = "org.freedesktop.portal.Desktop";
    let ask = || -> zbus::Result<bool> {
        let bus = zbus::blocking::Connection::session()?;
        let proxy = zbus::blocking::fdo::DBusProxy::new(&bus)?;
        if proxy.name_has_owner(PORTAL.try_into()?)? {
            return Ok(true);
        }
        Ok(proxy.list_activatable_names()?.iter().any(|n| n.as_str() == PORTAL))
    };
    ask().unwrap_or(false)
}

#[cfg(not(target_os = "linux"))]
fn has_portal() -> bool {
    false
}
