//! What the window knows: the snapshot, what is selected, filtered, open, under way.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::command::Command;
use super::theme::Palette;
use super::view_model::articles::{self, ArticleRow};
use super::view_model::graph::{Filters, GraphModel};
use super::view_model::inspector::{self, Card};
use super::view_model::reader::{self, Paragraph};
use crate::diagnostic::{Diagnostic, Severity};
use crate::ingest::ArticleId;
use crate::job::Progress;
use crate::knowledge::EntityId;
use crate::locale::Locale;
use crate::session::{JobId, Snapshot};
use crate::text::TextSpan;

/// What is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// An actor.
    Actor(EntityId),
    /// The link from one actor to another.
    Link(EntityId, EntityId),
}

/// A small window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Modal {
    /// A new name for an actor.
    Rename(EntityId, String),
    /// Which actor is the same as this one, and what was typed to find it.
    Merge(EntityId, String),
    /// A name for a snapshot.
    KeepSnapshot(String),
    /// The named snapshots.
    Snapshots,
    /// What was changed so far.
    History,
    /// Whether to empty the workspace.
    ConfirmNew,
    /// Keys and marks.
    Help,
    /// Name and version.
    About,
}

impl Modal {
    /// The key of its caption.
    pub fn caption(&self) -> &'static str {
        match self {
            Self::Rename(..) => "ui-rename",
            Self::Merge(..) => "ui-merge",
            Self::KeepSnapshot(_) => "ui-keep-snapshot",
            Self::Snapshots => "ui-snapshots",
            Self::History => "ui-history",
            Self::ConfirmNew => "ui-new",
            Self::Help => "ui-help-keys",
            Self::About => "ui-about",
        }
    }
}

/// The open article.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The article.
    pub article: ArticleId,
    /// The sentence that was asked for.
    pub evidence: Option<TextSpan>,
    /// The sentence has still to be scrolled to.
    pub scroll: bool,
}

/// A word on something that ended.
#[derive(Clone, Debug)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// How bad it is.
    pub severity: Severity,
    /// When it goes.
    pub until: Instant,
}

/// A job under way.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its number.
    pub id: JobId,
    /// Key of its title.
    pub title: &'static str,
    /// How far it is, where told.
    pub progress: Option<Progress>,
}

/// A view to come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// What was selected.
    pub selection: Option<Selection>,
    /// What was in the middle.
    pub focus: Option<EntityId>,
}

/// How the graph is looked at.
#[derive(Clone, Debug)]
pub struct Camera {
    /// The point of the graph in the middle.
    pub centre: (f32, f32),
    /// Pixels for one unit.
    pub zoom: f32,
    /// The whole graph stays in sight until a person moves it.
    pub follow: bool,
    /// Factor that a button or key asked for.
    pub asked: f32,
    /// The actor being dragged.
    pub dragged: Option<EntityId>,
    /// Size of the view, as last drawn.
    pub size: (f32, f32),
}

/// All that the window knows.
pub struct State {
    /// Language of the window.
    pub locale: Locale,
    /// Its colours.
    pub palette: Palette,
    /// The present state of the workspace.
    pub present: Arc<Snapshot>,
    /// A named snapshot that is looked at instead.
    pub named: Option<Arc<Snapshot>>,
    /// The graph as shown.
    pub model: GraphModel,
    /// Numbers the graphs given to the layout.
    pub generation: u64,
    /// How the graph is looked at.
    pub camera: Camera,
    /// What is selected.
    pub selection: Option<Selection>,
    /// The actor whose surroundings alone are shown.
    pub focus: Option<EntityId>,
    /// How many links away they reach.
    pub depth: u8,
    /// Views before this one.
    pub back: Vec<View>,
    /// Views after this one.
    pub forward: Vec<View>,
    /// What is left out.
    pub filters: Filters,
    /// What was typed in the search field.
    pub search: String,
    /// The articles found: rank and snippet.
    pub hits: HashMap<ArticleId, (usize, String)>,
    /// The search field wants the cursor.
    pub find: bool,
    /// The open article.
    pub reading: Option<Reading>,
    /// The small window.
    pub modal: Option<Modal>,
    /// Words on what ended.
    pub toasts: Vec<Toast>,
    /// Jobs under way.
    pub jobs: Vec<Job>,
    /// Asked in this frame.
    pub commands: Vec<Command>,
    /// Workspaces opened of late.
    pub recent: Vec<PathBuf>,
    /// Lines of the list of articles.
    pub rows: Vec<ArticleRow>,
    /// Cards of the selection.
    pub cards: Vec<Card>,
    /// The open article in paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// The second tab of the left panel is shown.
    pub filters_open: bool,
}

impl State {
    /// A window on nothing.
    pub fn new(locale: Locale, dark: bool) -> Self {
        let camera =
            Camera { centre: (0.0, 0.0), zoom: 1.0, follow: true, asked: 1.0, dragged: None, size: (800.0, 600.0) };
        Self {
            locale,
            palette: Palette::of(dark),
            present: Arc::default(),
            named: None,
            model: GraphModel::default(),
            generation: 0,
            camera,
            selection: None,
            focus: None,
            depth: 1,
            back: Vec::new(),
            forward: Vec::new(),
            filters: Filters::default(),
            search: String::new(),
            hits: HashMap::new(),
            find: false,
            reading: None,
            modal: None,
            toasts: Vec::new(),
            jobs: Vec::new(),
            commands: Vec::new(),
            recent: Vec::new(),
            rows: Vec::new(),
            cards: Vec::new(),
            paragraphs: Vec::new(),
            filters_open: false,
        }
    }

    /// The wording of a key.
    pub fn t(&self, key: &str) -> String {
        self.locale.message(key, &[])
    }

    /// The wording of a key with a number.
    pub fn tn(&self, key: &str, count: usize) -> String {
        self.locale.message(key, &[("count", &count.to_string())])
    }

    /// Asks for something.
    pub fn ask(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// What is shown: the named snapshot, or else the present.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(self.named.as_ref().unwrap_or(&self.present))
    }

    /// True where nothing may be changed.
    pub fn is_read_only(&self) -> bool {
        self.named.is_some()
    }

    /// What to call the workspace.
    pub fn title(&self) -> String {
        let name = self.present.name();
        if name.is_empty() { self.t("ui-unnamed") } else { name }
    }

    /// The selected actor.
    pub fn actor(&self) -> Option<EntityId> {
        match self.selection {
            Some(Selection::Actor(id)) => Some(id),
            _ => None,
        }
    }

    /// Works the graph out anew; the caller has it laid out.
    pub fn rebuild(&mut self) {
        let snapshot = self.snapshot();
        let gone = |id: EntityId| snapshot.graph.entity(id).is_none();
        if self.focus.is_some_and(gone) {
            self.focus = None;
        }
        let lost = match self.selection {
            Some(Selection::Actor(id)) => gone(id),
            Some(Selection::Link(from, to)) => snapshot.graph.edges_between(from, to).is_empty(),
            None => false,
        };
        if lost {
            self.selection = None;
        }
        let focus = self.focus.map(|id| (id, self.depth));
        self.model = GraphModel::new(&snapshot, &self.filters, focus, &self.model);
        self.generation += 1;
        self.refresh();
    }

    /// Works lists and cards out anew.
    pub fn refresh(&mut self) {
        let snapshot = self.snapshot();
        self.rows = articles::rows(&snapshot, self.locale);
        self.cards = match self.selection {
            Some(Selection::Actor(id)) => inspector::of_actor(&snapshot, id, self.locale),
            Some(Selection::Link(from, to)) => inspector::of_link(&snapshot, from, to, self.locale),
            None => Vec::new(),
        };
        self.paragraphs = match &self.reading {
            Some(r) => reader::paragraphs(&snapshot, r.article, r.evidence, self.actor()),
            None => Vec::new(),
        };
    }

    /// Remembers the present view before another takes its place.
    pub fn leave_view(&mut self) {
        let view = self.view();
        if self.back.last() != Some(&view) {
            self.back.push(view);
        }
        self.forward.clear();
    }

    /// The present view.
    pub fn view(&self) -> View {
        View { selection: self.selection, focus: self.focus }
    }

    /// Tells something for a few seconds.
    pub fn toast(&mut self, text: String, severity: Severity) {
        let seconds = if severity == Severity::Error { 14 } else { 5 };
        self.toasts.push(Toast { text, severity, until: Instant::now() + Duration::from_secs(seconds) });
        if self.toasts.len() > 5 {
            self.toasts.remove(0);
        }
    }

    /// Tells a diagnostic.
    pub fn tell(&mut self, diagnostic: &Diagnostic) {
        self.toast(diagnostic.line(self.locale), diagnostic.severity());
    }
}
