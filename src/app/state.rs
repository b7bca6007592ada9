//! What the window knows: the snapshot, what is selected, filtered, open, under way.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::command::Command;
pub use super::parts::*;
use super::theme::Palette;
use super::view_model::articles::{self, ArticleRow};
use super::view_model::filters::{Filters, Voice};
use super::view_model::finder;
use super::view_model::graph::{GraphModel, Told};
use super::view_model::inspector::{self, Card};
use super::view_model::map::MapModel;
use super::view_model::reader::{self, Paragraph};
use super::view_model::timeline::Timeline;
use super::view_model::views::Views;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ingest::ArticleId;
use crate::knowledge::EntityId;
use crate::locale::Locale;
use crate::session::Snapshot;

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
    /// Where actors stood that filters took out of sight.
    pub remembered: HashMap<EntityId, (f32, f32)>,
    /// Two actors between whom the shortest way is shown.
    pub way: Option<(EntityId, EntityId)>,
    /// Where the selected event, or the way, is seen in the graph.
    pub told: Option<Told>,
    /// The timeline as shown.
    pub timeline: Timeline,
    /// The map as shown.
    pub map: MapModel,
    /// Who speaks, with how many claims.
    pub voices: Vec<(Voice, String, usize)>,
    /// How many events the filters leave.
    pub events_left: usize,
    /// Numbers the questions for views.
    pub asked: u64,
    /// The views no longer show what the filters leave.
    pub stale: bool,
    /// Numbers the graphs given to the layout.
    pub generation: u64,
    /// What the middle shows.
    pub view: ViewKind,
    /// How the tables are looked at.
    pub sheet: Sheet,
    /// How the timeline is looked at.
    pub clock: Clock,
    /// How the map is looked at.
    pub globe: Globe,
    /// Time passing.
    pub play: Option<Play>,
    /// What the palette found.
    pub found: finder::Answer,
    /// Size of text, in parts of the usual one.
    pub text: f32,
    /// Things glide into their places.
    pub motion: bool,
    /// Widths that a person gave the left and the right panel in an earlier session.
    pub widths: [Option<f32>; 2],
    /// The left panel is shown.
    pub left: bool,
    /// The right panel is shown.
    pub right: bool,
    /// The strip of time is shown.
    pub strip: bool,
    /// Memory of meshes, kept from frame to frame: links, actors, land, coasts.
    pub meshes: [Arc<egui::Mesh>; 4],
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
    /// How many more there would be.
    pub more_cards: usize,
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
            remembered: HashMap::new(),
            way: None,
            told: None,
            timeline: Timeline::default(),
            map: MapModel::default(),
            voices: Vec::new(),
            events_left: 0,
            asked: 0,
            stale: false,
            generation: 0,
            view: ViewKind::Graph,
            sheet: Sheet::default(),
            clock: Clock { from: 0.0, to: 1.0, follow: true, lanes: LaneKind::Actors, brush: None },
            globe: Globe { centre: (0.5, 0.4), zoom: 1000.0, follow: true, corner: None },
            play: None,
            found: finder::Answer::default(),
            text: 1.0,
            motion: true,
            widths: [None; 2],
            left: true,
            right: true,
            strip: true,
            meshes: std::array::from_fn(|_| Arc::default()),
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
            more_cards: 0,
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

    /// True where there is nothing to look at yet.
    pub fn is_empty(&self) -> bool {
        self.present.articles.is_empty() && self.present.graph.entities().is_empty() && self.named.is_none()
    }

    /// The selected event.
    pub fn event(&self) -> Option<crate::extract::finding::EventId> {
        match self.selection {
            Some(Selection::Event(id)) => Some(id),
            _ => None,
        }
    }

    /// The focus and how far it reaches.
    pub fn surroundings(&self) -> Option<(EntityId, u8)> {
        self.focus.map(|id| (id, self.depth))
    }

    /// Wants all views anew: what is shown, filtered or in focus has changed.
    pub fn rebuild(&mut self) {
        let snapshot = self.snapshot();
        let gone = |id: EntityId| snapshot.graph.entity(id).is_none();
        if self.focus.is_some_and(gone) {
            self.focus = None;
        }
        let lost = match self.selection {
            Some(Selection::Actor(id)) => gone(id),
            Some(Selection::Link(from, to)) => snapshot.graph.edges_between(from, to).is_empty(),
            Some(Selection::Event(id)) => snapshot.graph.event(id).is_none(),
            None => false,
        };
        if lost {
            self.selection = None;
        }
        self.stale = true;
        self.refresh();
    }

    /// Takes views in; the caller has the graph laid out.
    pub fn take_views(&mut self, views: Views) {
        let Views { number: _, mut graph, timeline, map, voices, events } = views;
        graph.keep_places(&self.model, &self.remembered);
        self.remembered.extend(self.model.actors.iter().map(|a| (a.id, (a.x, a.y))));
        self.model = graph;
        self.timeline = timeline;
        self.map = map;
        self.voices = voices;
        self.events_left = events;
        self.generation += 1;
        self.refresh();
    }

    /// Works lists and cards out anew.
    pub fn refresh(&mut self) {
        let snapshot = self.snapshot();
        self.rows = articles::rows(&snapshot, self.locale);
        (self.cards, self.more_cards) = match self.selection {
            Some(Selection::Actor(id)) => inspector::of_actor(&snapshot, id, self.locale),
            Some(Selection::Link(from, to)) => inspector::of_link(&snapshot, from, to, self.locale),
            Some(Selection::Event(id)) => (inspector::of_event(&snapshot, id, self.locale), 0),
            None => (Vec::new(), 0),
        };
        let way = self.way.and_then(|(one, other)| self.model.way(one, other));
        self.told = way.or_else(|| self.event().map(|id| self.model.told_by(&snapshot.graph, id)));
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
        View { kind: self.view, selection: self.selection, focus: self.focus }
    }

    /// Tells something for a few seconds.
    pub fn toast(&mut self, text: String, severity: Severity) {
        // The same word again, as for several articles one by one, is said once.
        self.toasts.retain(|t| t.text != text);
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
