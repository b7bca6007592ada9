//! Parts of what the window knows: selections, views, small windows, jobs and words on them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use super::view_model::table::{Table, TableKind, Target, Wish};
use crate::diagnostic::Severity;
use crate::extract::finding::EventId;
use crate::ingest::ArticleId;
use crate::job::Progress;
use crate::knowledge::EntityId;
use crate::session::JobId;
use crate::text::TextSpan;

/// What the middle of the window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ViewKind {
    /// Actors and links.
    #[default]
    Graph,
    /// Events on lanes of time.
    Timeline,
    /// Places.
    Map,
    /// Rows.
    Table,
}

impl ViewKind {
    /// All views, in their order on the screen.
    pub const ALL: [Self; 4] = [Self::Graph, Self::Timeline, Self::Map, Self::Table];

    /// The key of its caption.
    pub fn caption(self) -> &'static str {
        match self {
            Self::Graph => "ui-view-graph",
            Self::Timeline => "ui-view-timeline",
            Self::Map => "ui-view-map",
            Self::Table => "ui-view-table",
        }
    }
}

impl TableKind {
    /// The key of the command that shows it.
    pub fn table_caption(self) -> &'static str {
        match self {
            Self::Actors => "ui-table-actors",
            Self::Events => "ui-table-events",
            Self::Claims => "ui-table-claims",
            Self::Articles => "ui-table-articles",
            Self::Places => "ui-table-places",
        }
    }
}

/// What lanes of the timeline stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LaneKind {
    /// One lane an actor.
    #[default]
    Actors,
    /// One lane a type of events.
    Types,
}

/// A part of the window that can be folded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Articles and filters.
    Left,
    /// The inspector.
    Right,
    /// The strip of time.
    Strip,
}

impl Panel {
    /// The key of the command that shows or hides it.
    pub fn caption(self) -> &'static str {
        match self {
            Self::Left => "ui-panel-left",
            Self::Right => "ui-panel-right",
            Self::Strip => "ui-panel-strip",
        }
    }
}

/// How the size of text changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextStep {
    /// A step larger.
    Larger,
    /// A step smaller.
    Smaller,
    /// The usual size.
    Usual,
}

impl TextStep {
    /// The key of the command.
    pub fn caption(self) -> &'static str {
        match self {
            Self::Larger => "ui-text-larger",
            Self::Smaller => "ui-text-smaller",
            Self::Usual => "ui-text-usual",
        }
    }
}

/// How the tables are looked at.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Which table, in which order, with which words.
    pub wish: Wish,
    /// The table as it was made last.
    pub table: Table,
    /// Columns that are not shown.
    pub hidden: BTreeMap<TableKind, BTreeSet<usize>>,
    /// Rows chosen to be copied.
    pub chosen: BTreeSet<Target>,
    /// The row that was clicked last.
    pub last: Option<usize>,
}

/// How the timeline is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The first minute in sight.
    pub from: f64,
    /// The last minute in sight.
    pub to: f64,
    /// Most of it stays in sight until a person moves it.
    pub follow: bool,
    /// What its lanes stand for.
    pub lanes: LaneKind,
    /// Where a range began to be drawn.
    pub brush: Option<f64>,
}

/// How the map is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Globe {
    /// The point in the middle, on the plane of the map.
    pub centre: (f64, f64),
    /// Pixels of the whole world.
    pub zoom: f64,
    /// All places stay in sight until a person moves the map.
    pub follow: bool,
    /// Where a rectangle to come nearer to began.
    pub corner: Option<egui::Pos2>,
}

/// Time passing.
#[derive(Clone, Copy, Debug)]
pub struct Play {
    /// Where it started.
    pub from: i64,
    /// The minute reached.
    pub at: i64,
    /// Where it ends.
    pub to: i64,
    /// Minutes of a step.
    pub step: i64,
    /// When the next step is due.
    pub next: Instant,
}

/// What is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// An actor.
    Actor(EntityId),
    /// The link from one actor to another.
    Link(EntityId, EntityId),
    /// An event.
    Event(EventId),
}

/// A small window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Modal {
    /// A new name for an actor.
    Rename(EntityId, String),
    /// Which actor is the same as this one, and what was typed to find it.
    Merge(EntityId, String),
    /// To which actor the shortest way leads from this one, and what was typed to find it.
    Way(EntityId, String),
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
    /// The palette: what was typed, and which hit is chosen.
    Finder(String, usize),
}

impl Modal {
    /// The key of its caption.
    pub fn caption(&self) -> &'static str {
        match self {
            Self::Rename(..) => "ui-rename",
            Self::Merge(..) => "ui-merge",
            Self::Way(..) => "ui-way",
            Self::KeepSnapshot(_) => "ui-keep-snapshot",
            Self::Snapshots => "ui-snapshots",
            Self::History => "ui-history",
            Self::ConfirmNew => "ui-new",
            Self::Help => "ui-help-keys",
            Self::About => "ui-about",
            Self::Finder(..) => "ui-palette",
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
    /// Which view.
    pub kind: ViewKind,
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
