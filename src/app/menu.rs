//! The menus, and from them the one list of commands that the palette searches.

use super::command::Command;
use super::dialog::Ask;
use super::parts::{LaneKind, Modal, Panel, TextStep, ViewKind};
use super::state::State;
use super::view_model::table::TableKind;
use crate::export::Format;
use crate::locale::Locale;

/// A line of a menu.
pub enum Line {
    /// Does something.
    Do(Command),
    /// A gap.
    Gap,
    /// The workspaces opened of late.
    Recent,
    /// The types that the selected actor may have.
    Types,
}

/// A menu: the key of its caption, and its lines.
pub fn menus(state: &State) -> [(&'static str, Vec<Line>); 4] {
    use Line::{Do, Gap, Recent, Types};
    let mut file: Vec<Line> = [Command::Ask(Ask::Articles), Command::Ask(Ask::Folder), Command::Samples].map(Do).into();
    file.push(Gap);
    file.extend([Command::New, Command::Ask(Ask::Workspace), Command::Ask(Ask::SaveAs)].map(Do));
    file.extend([Recent, Gap]);
    file.extend([true, false].map(|png| Do(Command::Ask(Ask::Picture(png)))));
    let formats = [Format::GraphMl, Format::Json, Format::Jsonl, Format::Csv];
    file.extend(formats.map(|f| Do(Command::Ask(Ask::Export(f)))));
    file.extend([Gap, Do(Command::Quit)]);

    let edit = vec![
        Do(Command::Undo),
        Do(Command::Redo),
        Do(Command::Show(Modal::History)),
        Gap,
        Do(Command::RenameSelected),
        Do(Command::MergeSelected),
        Types,
        Do(Command::HideSelected),
        Gap,
        Do(Command::Copy { all: false }),
        Do(Command::Copy { all: true }),
        Gap,
        Do(Command::find()),
        Do(Command::FindText),
    ];

    let mut view: Vec<Line> = ViewKind::ALL.map(|v| Do(Command::View(v))).into();
    view.push(Gap);
    view.extend([Command::Fit, Command::Zoom(1.25), Command::Zoom(0.8), Command::Relayout].map(Do));
    view.extend([Command::FocusSelected, Command::WayFromSelected, Command::Focus(None)].map(Do));
    view.extend([Command::ClearFilters, Command::Play].map(Do));
    view.extend([Command::Back, Command::Forward].map(Do));
    view.push(Gap);
    view.extend([Panel::Left, Panel::Right, Panel::Strip].map(|p| Do(Command::Toggle(p))));
    view.push(Gap);
    view.push(Do(Command::Show(Modal::KeepSnapshot(String::new()))));
    view.push(Do(Command::Show(Modal::Snapshots)));
    if state.is_read_only() {
        view.push(Do(Command::Present));
    }
    view.push(Gap);
    view.extend([TextStep::Larger, TextStep::Smaller, TextStep::Usual].map(|s| Do(Command::Text(s))));
    view.push(Do(Command::Motion(!state.motion)));
    view.push(Do(Command::Dark(!state.palette.dark)));
    view.push(Do(Command::Language(if state.locale == Locale::Fr { Locale::En } else { Locale::Fr })));

    let help = [Command::Show(Modal::Help), Command::Samples, Command::Show(Modal::About)].map(Do).into();
    [("ui-file", file), ("ui-edit", edit), ("ui-view", view), ("ui-help", help)]
}

/// Every command that can be given now without more words: those of the menus, and those that have no place there.
pub fn catalogue(state: &State) -> Vec<Command> {
    let mut list: Vec<Command> = Vec::new();
    for line in menus(state).into_iter().flat_map(|(_, lines)| lines) {
        if let Line::Do(command) = line {
            list.push(command);
        }
    }
    list.extend(TableKind::ALL.map(Command::Table));
    list.extend([LaneKind::Actors, LaneKind::Types].map(Command::Lanes));
    let mut seen = Vec::new();
    list.retain(|command| {
        let first = !seen.contains(&command.caption());
        seen.push(command.caption());
        first && command.is_enabled(state) && !matches!(command, Command::Show(Modal::Finder(..)))
    });
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_is_in_a_menu_and_every_caption_in_both_languages() {
        let state = State::new(Locale::Fr, false);
        let lines = menus(&state).into_iter().flat_map(|(_, lines)| lines);
        let captions: Vec<&str> =
            lines.filter_map(|l| if let Line::Do(c) = l { Some(c.caption()) } else { None }).collect();
        for (command, _) in Command::shortcuts() {
            assert!(captions.contains(&command.caption()), "{} is in no menu", command.caption());
        }
        let listed = TableKind::ALL.map(TableKind::table_caption);
        for caption in captions.into_iter().chain(listed) {
            assert!(Locale::ALL.iter().all(|l| l.has(caption)), "{caption} has no wording");
        }
    }

    #[test]
    fn the_palette_lists_each_command_once() {
        let mut list: Vec<&str> = catalogue(&State::new(Locale::En, false)).iter().map(|c| c.caption()).collect();
        let all = list.len();
        list.sort_unstable();
        list.dedup();
        assert_eq!(list.len(), all);
    }
}
