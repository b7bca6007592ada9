//! The window: draws snapshots, and turns gestures into requests to the session.

mod apply;
pub mod command;
pub mod dialog;
mod menu;
mod outline;
pub mod parts;
mod picture;
mod play;
mod samples;
pub mod state;
mod tastes;
mod theme;
mod ui;
mod update;
pub mod view_model;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};

use crate::diagnostic::{Code, Diagnostic};
use crate::locale::Locale;
use crate::session::{LatestThread, LayoutThread, Reader, Request, Session, SessionOptions, Waker};
use crate::workspace::Folders;
use command::Command;
use dialog::Dialogs;
use state::State;
use tastes::Tastes;
use view_model::finder::{self, Finder};
use view_model::table::{self, Table, Tables};
use view_model::views::{self, Maker, Views};

/// How the window starts.
#[derive(Clone, Debug)]
pub struct WindowOptions {
    /// A workspace to open, or articles to import.
    pub files: Vec<PathBuf>,
    /// Language, where it was named.
    pub locale: Option<Locale>,
    /// Where workspaces without a name and the list of recent ones live.
    pub folders: Folders,
    /// Never asks the system for dialogs.
    pub own_dialogs: bool,
}

/// The window's program.
pub struct Window {
    /// What it knows.
    pub state: State,
    session: Session,
    layout: LayoutThread,
    views: LatestThread<views::Question, Views>,
    tables: LatestThread<table::Question, Table>,
    finder: LatestThread<finder::Question, finder::Answer>,
    dialogs: Dialogs,
    folders: Folders,
    pictures: Receiver<Result<PathBuf, Diagnostic>>,
    pictures_in: Sender<Result<PathBuf, Diagnostic>>,
    waker: Waker,
    search_asked: String,
    applied: Option<(bool, bool, f32)>,
    ctx: egui::Context,
}

/// A thread that answers the latest question with what it keeps in `state`.
fn worker<S: Send + 'static, Q: Send + 'static, A: Send + 'static>(
    name: &str,
    waker: &Waker,
    mut state: S,
    answer: fn(&mut S, Q) -> A,
) -> LatestThread<Q, A> {
    LatestThread::start(name, Arc::clone(waker), move |question| answer(&mut state, question))
}

/// Wakes one egui context, once there is one.
type Sleeper = Arc<Mutex<Option<egui::Context>>>;

impl Window {
    /// Starts the session and the layout for a context.
    pub fn new(ctx: &egui::Context, reader: Arc<dyn Reader>, options: WindowOptions, dark: bool) -> Self {
        theme::install_fonts(ctx);
        let sleeper: Sleeper = Arc::new(Mutex::new(Some(ctx.clone())));
        let waker: Waker = Arc::new(move || {
            if let Ok(ctx) = sleeper.lock()
                && let Some(ctx) = ctx.as_ref()
            {
                ctx.request_repaint_after(Duration::from_millis(20));
            }
        });
        let session_options = SessionOptions { folders: options.folders.clone(), ..SessionOptions::default() };
        let session = Session::start(reader, session_options, Arc::clone(&waker));
        let locale = options.locale.unwrap_or_else(Locale::from_environment);
        let (pictures_in, pictures) = unbounded();
        let mut window = Self {
            state: State::new(locale, dark),
            session,
            layout: LayoutThread::start(Arc::clone(&waker)),
            views: worker("views", &waker, Maker::default(), Maker::answer),
            tables: worker("tables", &waker, Tables::default(), Tables::answer),
            finder: worker("finder", &waker, Finder::default(), Finder::answer),
            dialogs: Dialogs::new(Arc::clone(&waker), options.own_dialogs),
            folders: options.folders,
            pictures,
            pictures_in,
            waker,
            search_asked: String::new(),
            applied: None,
            ctx: ctx.clone(),
        };
        window.open_first(options.files);
        window
    }

    fn open_first(&mut self, files: Vec<PathBuf>) {
        let is_workspace = |p: &PathBuf| p.extension().is_some_and(|e| e == "recoupe");
        let (workspaces, articles): (Vec<_>, Vec<_>) = files.into_iter().partition(is_workspace);
        self.session.request(match workspaces.into_iter().next() {
            Some(path) => Request::Open(path),
            None => Request::OpenUnnamed,
        });
        if !articles.is_empty() {
            self.session.request(Request::Import(articles));
        }
        self.state.recent = crate::workspace::Recent::load(&self.folders).paths;
    }

    /// Takes in what the session, the layout and dialogs have to tell; before each frame.
    pub fn tick(&mut self, ctx: &egui::Context) {
        self.drain();
        self.step_through_time(ctx);
        let wanted = (self.state.palette.dark, self.state.motion, self.state.text);
        if self.applied != Some(wanted) {
            theme::apply(ctx, &self.state.palette, self.state.motion);
            ctx.set_zoom_factor(self.state.text);
            self.applied = Some(wanted);
        }
    }

    /// Draws the window and does what was asked in it.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        let typing = ctx.text_edit_focused();
        for (command, shortcut) in Command::shortcuts() {
            // While a person types, the field has its own undo and its own Delete.
            let bare = shortcut.modifiers.is_none() && shortcut.logical_key == egui::Key::Delete;
            let own = typing && (bare || matches!(command, Command::Undo | Command::Redo));
            let taken = !own && self.state.modal.is_none() && ctx.input_mut(|i| i.consume_shortcut(&shortcut));
            if taken && command.is_enabled(&self.state) {
                self.state.ask(command);
            }
        }
        if !self.dialogs.is_inside() && ctx.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Escape)) {
            self.state.ask(Command::Escape);
        }
        let dropped: Vec<PathBuf> = ctx.input(|i| i.raw.dropped_files.iter().map(|f| f.path().to_owned()).collect());
        if !dropped.is_empty() {
            let ask = match dropped.as_slice() {
                [one] if one.extension().is_some_and(|e| e == "recoupe") => dialog::Ask::Workspace,
                _ => dialog::Ask::Articles,
            };
            self.state.ask(Command::Answered(ask, dropped));
        }
        ui::shell::show(ui, &mut self.state);
        if let Some((ask, paths)) = self.dialogs.show(&ctx) {
            self.state.ask(Command::Answered(ask, paths));
        }
        if self.state.search != self.search_asked {
            self.search_asked.clone_from(&self.state.search);
            self.search();
        }
        let asked = std::mem::take(&mut self.state.commands);
        if !asked.is_empty() {
            ctx.request_repaint();
        }
        for command in asked {
            self.apply(command, &ctx);
        }
    }

    fn search(&mut self) {
        if self.state.search.trim().is_empty() {
            self.state.hits.clear();
        } else {
            self.session.request(Request::Search { query: self.state.search.clone(), limit: 200 });
        }
    }

    /// True while the dialog for files inside the window is open.
    pub fn has_own_dialog(&self) -> bool {
        self.dialogs.is_inside()
    }

    /// Shows a state of a workspace that no session made, for measurements.
    pub fn show_snapshot(&mut self, snapshot: Arc<crate::session::Snapshot>) {
        self.take_snapshot(snapshot);
        self.ask_views();
    }

    /// Asks for the table that is wished for, for measurements.
    pub fn request_table(&self) {
        self.ask_table();
    }

    /// Asks the session for something, for tests and for the start.
    pub fn request(&self, request: Request) {
        self.session.request(request);
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.tick(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        let tastes = Tastes::of(&self.state, &self.ctx);
        // Numbers, flags and a language always have a form as JSON.
        storage.set_string(tastes::STORED, serde_json::to_string(&tastes).unwrap_or_default());
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        self.state.palette.panel.to_normalized_gamma_f32()
    }
}

/// Opens the window and stays until it closes.
pub fn run(reader: Arc<dyn Reader>, files: Vec<PathBuf>, locale: Option<Locale>) -> Result<(), Diagnostic> {
    let viewport = egui::ViewportBuilder::default()
        .with_title("Recoupe")
        .with_app_id("recoupe")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([1024.0, 640.0])
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let start = move |cc: &eframe::CreationContext<'_>| {
        let kept = cc.storage.and_then(|s| s.get_string(tastes::STORED));
        let tastes = Tastes::read(kept.as_deref());
        let locale = locale.or(tastes.locale);
        let options = WindowOptions { files, locale, folders: Folders::of_platform(), own_dialogs: false };
        let mut window = Window::new(&cc.egui_ctx, reader, options, tastes.dark);
        tastes.apply(&mut window.state);
        Ok(Box::new(window) as Box<dyn eframe::App>)
    };
    eframe::run_native("recoupe", options, Box::new(start))
        .map_err(|e| Diagnostic::new(Code::WindowFailed).with("reason", e))
}
