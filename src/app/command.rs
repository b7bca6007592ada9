//! Everything that a person can ask of the window, as a closed list.

use std::path::PathBuf;

use egui::{Key, KeyboardShortcut, Modifiers};

use super::State;
use super::dialog::Ask;
use super::parts::{LaneKind, Modal, Panel, Selection, TextStep, ViewKind};
use super::view_model::filters::Part;
use super::view_model::table::TableKind;
use crate::export::Format;
use crate::extract::finding::EntityType;
use crate::ingest::ArticleId;
use crate::knowledge::{Correction, EntityId};
use crate::locale::Locale;
use crate::session::{JobId, Request};
use crate::text::TextSpan;
use crate::workspace::Position;

/// What a person asks for.
#[derive(Clone, Debug)]
pub enum Command {
    /// Shows a dialog for files.
    Ask(Ask),
    /// What a dialog for files gave.
    Answered(Ask, Vec<PathBuf>),
    /// Empties the unnamed workspace, after a question where it holds something.
    New,
    /// Something for the session as it stands.
    Request(Request),
    /// Imports the sample story.
    Samples,
    /// Takes the last change back.
    Undo,
    /// Brings it back.
    Redo,
    /// Opens a small window.
    Show(Modal),
    /// Closes the topmost of reader, small window, selection.
    Escape,
    /// Selects, or clears the selection.
    Select(Option<Selection>),
    /// Shows an actor and what surrounds it, or all.
    Focus(Option<EntityId>),
    /// How many links away the surroundings reach.
    Depth(u8),
    /// The view before.
    Back,
    /// The view after.
    Forward,
    /// Opens an article, at some words where given.
    Read(ArticleId, Option<TextSpan>),
    /// Closes the article.
    CloseReader,
    /// The whole graph in sight.
    Fit,
    /// Nearer, or farther.
    Zoom(f32),
    /// Lays the graph out anew.
    Relayout,
    /// Renames the selected actor in a small window.
    RenameSelected,
    /// Merges the selected actor with one of a list.
    MergeSelected,
    /// Looks for the shortest way from the selected actor to one of a list.
    WayFromSelected,
    /// Shows the shortest way between two actors.
    Way(EntityId, EntityId),
    /// Merges two actors.
    Merge(EntityId, EntityId),
    /// Keeps two actors apart that may have been taken for one.
    Part(EntityId, EntityId),
    /// Renames an actor.
    Rename(EntityId, String),
    /// Gives an actor another type.
    Retype(EntityId, EntityType),
    /// Hides the selected actor.
    HideSelected,
    /// Hides an actor.
    Hide(EntityId),
    /// Makes a correction that is ready.
    Correct(Vec<Correction>),
    /// Light or dark.
    Dark(bool),
    /// French or English.
    Language(Locale),
    /// Writes the findings or the graph.
    Export(Format, PathBuf),
    /// Writes a picture of the graph as it stands.
    Picture(PathBuf),
    /// Keeps where an actor was put.
    Pin(EntityId, Position),
    /// Stops a job.
    Cancel(JobId),
    /// Back from a named snapshot.
    Present,
    /// The cursor into the search field.
    FindText,
    /// Shows the graph, the timeline, the map or the tables.
    View(ViewKind),
    /// Shows another table.
    Table(TableKind),
    /// The order, the words or the columns of the table changed.
    Arrange,
    /// The table's chosen rows, or all, as text to paste.
    Copy {
        /// All rows rather than the chosen ones.
        all: bool,
    },
    /// The filters changed.
    Filter,
    /// Takes one part of the filters away.
    Unfilter(Part),
    /// Takes all filters away.
    ClearFilters,
    /// Shows the surroundings of the selected actor.
    FocusSelected,
    /// Steps through time, or stops.
    Play,
    /// Lanes of the timeline by actor or by type.
    Lanes(LaneKind),
    /// Text larger or smaller by a step, or of the usual size.
    Text(TextStep),
    /// Things glide into their places, or jump.
    Motion(bool),
    /// Goes from the selected actor to the next one in a direction.
    Step(egui::Vec2),
    /// Shows or hides a panel.
    Toggle(Panel),
    /// Ends the program.
    Quit,
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

impl Command {
    /// The commands with shortcuts, each with its keys.
    pub fn shortcuts() -> Vec<(Self, KeyboardShortcut)> {
        let key = KeyboardShortcut::new;
        vec![
            (Self::Redo, key(CTRL_SHIFT, Key::Z)),
            (Self::Redo, key(CTRL, Key::Y)),
            (Self::Undo, key(CTRL, Key::Z)),
            (Self::Ask(Ask::Folder), key(CTRL_SHIFT, Key::O)),
            (Self::Ask(Ask::Articles), key(CTRL, Key::O)),
            (Self::Ask(Ask::SaveAs), key(CTRL_SHIFT, Key::S)),
            (Self::New, key(CTRL, Key::N)),
            (Self::find(), key(CTRL, Key::K)),
            (Self::FindText, key(CTRL, Key::F)),
            (Self::View(ViewKind::Graph), key(CTRL, Key::Num1)),
            (Self::View(ViewKind::Timeline), key(CTRL, Key::Num2)),
            (Self::View(ViewKind::Map), key(CTRL, Key::Num3)),
            (Self::View(ViewKind::Table), key(CTRL, Key::Num4)),
            (Self::ClearFilters, key(CTRL_SHIFT, Key::F)),
            (Self::Copy { all: true }, key(CTRL_SHIFT, Key::C)),
            (Self::Play, key(CTRL, Key::P)),
            (Self::Toggle(Panel::Left), key(CTRL, Key::B)),
            (Self::Toggle(Panel::Right), key(CTRL_SHIFT, Key::B)),
            (Self::Toggle(Panel::Strip), key(CTRL, Key::T)),
            (Self::FocusSelected, key(CTRL, Key::Enter)),
            (Self::HideSelected, key(Modifiers::NONE, Key::Delete)),
            (Self::Show(Modal::Help), key(Modifiers::NONE, Key::F1)),
            (Self::Fit, key(CTRL, Key::Num0)),
            (Self::Zoom(1.25), key(CTRL, Key::Plus)),
            (Self::Zoom(1.25), key(CTRL, Key::Equals)),
            (Self::Zoom(0.8), key(CTRL, Key::Minus)),
            (Self::RenameSelected, key(Modifiers::NONE, Key::F2)),
            (Self::MergeSelected, key(CTRL, Key::M)),
            (Self::Ask(Ask::Export(Format::GraphMl)), key(CTRL_SHIFT, Key::E)),
            (Self::Ask(Ask::Picture(true)), key(CTRL, Key::E)),
            (Self::Back, key(Modifiers::ALT, Key::ArrowLeft)),
            (Self::Forward, key(Modifiers::ALT, Key::ArrowRight)),
            (Self::Quit, key(CTRL, Key::Q)),
        ]
    }

    /// Opens the palette.
    pub fn find() -> Self {
        Self::Show(Modal::Finder(String::new(), 0))
    }

    /// The key of its caption, where it stands in a menu.
    pub fn caption(&self) -> &'static str {
        match self {
            Self::Ask(ask) => ask.caption(),
            Self::New => "ui-new",
            Self::Samples => "ui-samples",
            Self::Undo => "ui-undo",
            Self::Redo => "ui-redo",
            Self::Show(modal) => modal.caption(),
            Self::Focus(None) => "ui-show-all",
            Self::Back => "ui-back",
            Self::Forward => "ui-forward",
            Self::Fit => "ui-fit",
            Self::Zoom(factor) if *factor > 1.0 => "ui-zoom-in",
            Self::Zoom(_) => "ui-zoom-out",
            Self::Relayout => "ui-relayout",
            Self::RenameSelected => "ui-rename",
            Self::MergeSelected => "ui-merge",
            Self::WayFromSelected => "ui-way",
            Self::HideSelected => "ui-hide",
            Self::Dark(true) => "ui-dark",
            Self::Dark(false) => "ui-light",
            Self::Present => "ui-present",
            Self::FindText => "ui-search",
            Self::View(kind) => kind.caption(),
            Self::Table(kind) => kind.table_caption(),
            Self::Copy { all: true } => "ui-copy-all",
            Self::Copy { all: false } => "ui-copy-chosen",
            Self::ClearFilters => "ui-clear-filters",
            Self::FocusSelected => "ui-focus",
            Self::Play => "ui-play",
            Self::Lanes(LaneKind::Actors) => "ui-lanes-actors",
            Self::Lanes(LaneKind::Types) => "ui-lanes-types",
            Self::Toggle(panel) => panel.caption(),
            Self::Language(Locale::Fr) => "ui-in-french",
            Self::Language(Locale::En) => "ui-in-english",
            Self::Retype(..) => "ui-type",
            Self::Text(step) => step.caption(),
            Self::Motion(true) => "ui-motion-on",
            Self::Motion(false) => "ui-motion-off",
            Self::Quit => "ui-quit",
            _ => "ui-show-all",
        }
    }

    /// The keys of its first shortcut.
    pub fn shortcut(&self) -> Option<KeyboardShortcut> {
        let caption = self.caption();
        let quiet = matches!(self, Self::Focus(_) | Self::Request(_) | Self::Retype(..));
        Self::shortcuts().into_iter().find(|(c, _)| c.caption() == caption && !quiet).map(|(_, k)| k)
    }

    /// Whether it can be given as things stand.
    pub fn is_enabled(&self, state: &State) -> bool {
        let has = !state.is_empty();
        let write = !state.is_read_only();
        match self {
            Self::Ask(Ask::Picture(_) | Ask::Export(_)) => has,
            Self::Undo => write && state.present.history.to_undo().is_some(),
            Self::Redo => write && state.present.history.to_redo().is_some(),
            Self::RenameSelected | Self::MergeSelected | Self::HideSelected => write && state.actor().is_some(),
            Self::Retype(..) => write && state.actor().is_some(),
            Self::FocusSelected | Self::WayFromSelected => state.actor().is_some(),
            Self::Focus(None) => state.focus.is_some(),
            Self::Back => !state.back.is_empty(),
            Self::Forward => !state.forward.is_empty(),
            Self::Show(Modal::KeepSnapshot(_)) => has && write,
            Self::Show(Modal::Snapshots) => !state.present.named.is_empty(),
            Self::Show(Modal::History) => has,
            Self::Present => state.named.is_some(),
            Self::ClearFilters => !state.filters.is_empty(),
            Self::Copy { all: true } => has && state.view == ViewKind::Table,
            Self::Copy { all: false } => !state.sheet.chosen.is_empty(),
            Self::Play => state.timeline.core.is_some(),
            Self::Relayout => has && write,
            Self::Text(TextStep::Larger) => state.text < super::tastes::TEXT.1 - 0.01,
            Self::Text(TextStep::Smaller) => state.text > super::tastes::TEXT.0 + 0.01,
            Self::Text(TextStep::Usual) => (state.text - 1.0).abs() > 0.01,
            Self::View(_) | Self::Table(_) | Self::Lanes(_) | Self::Fit | Self::Zoom(_) | Self::Toggle(_) => has,
            _ => true,
        }
    }
}
