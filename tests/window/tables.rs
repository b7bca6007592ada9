//! Tables: order, words, columns, what is copied, and rows that select.

use egui_kittest::kittest::Queryable as _;
use recoupe::app::command::Command;
use recoupe::app::view_model::table::{TableKind, Target};

use crate::host::{Bench, click, give, settle, state, until, with_samples};

fn table(bench: &mut Bench, kind: TableKind) {
    give(bench, Command::Table(kind));
    until(bench, "the table", |h| state(h).sheet.table.wish.kind == kind && !state(h).sheet.table.order.is_empty());
}

fn column(bench: &Bench, column: usize) -> Vec<String> {
    let table = &state(bench).sheet.table;
    table.order.iter().map(|&i| table.rows[i as usize].cells[column].text.clone()).collect()
}

#[test]
fn every_table_has_rows_and_sorts() {
    let mut bench = with_samples();
    for kind in TableKind::ALL {
        table(&mut bench, kind);
        let rows = state(&bench).sheet.table.rows.len();
        assert!(rows > 3, "{kind:?} has {rows} rows");
        assert!(state(&bench).sheet.table.rows.iter().all(|r| r.cells.len() == kind.columns().len()), "{kind:?}");
    }
    table(&mut bench, TableKind::Actors);
    click(&mut bench, "Sort by: Events");
    until(&mut bench, "the order", |h| state(h).sheet.table.wish.sort == Some(2));
    let counts: Vec<usize> = column(&bench, 2).iter().map(|n| n.parse().expect("a number")).collect();
    assert!(counts.windows(2).all(|w| w[0] >= w[1]), "the greatest first: {counts:?}");
    click(&mut bench, "Sort by: Events");
    until(&mut bench, "the other order", |h| !state(h).sheet.table.wish.falling);
    let again: Vec<usize> = column(&bench, 2).iter().map(|n| n.parse().expect("a number")).collect();
    assert!(again.windows(2).all(|w| w[0] <= w[1]));
}

#[test]
fn words_narrow_and_rows_select_and_copy() {
    let mut bench = with_samples();
    table(&mut bench, TableKind::Actors);
    let name = column(&bench, 0)[0].clone();
    click(&mut bench, "Filter the rows");
    bench.get_by_label("Filter the rows").type_text(&name);
    until(&mut bench, "fewer rows", |h| state(h).sheet.table.wish.text == name);
    assert!(!column(&bench, 0).is_empty());
    settle(&mut bench);
    click(&mut bench, &name);
    let chosen: Vec<Target> = state(&bench).sheet.chosen.iter().copied().collect();
    assert_eq!(chosen.len(), 1);
    assert_eq!(state(&bench).actor().map(Target::Actor), Some(chosen[0]), "the row selects in all views");
    bench.get_by_label("Copy the chosen rows").click();
    let mut copied = None;
    for _ in 0..5 {
        bench.step();
        for command in &bench.output().platform_output.commands {
            if let egui::OutputCommand::CopyText(text) = command {
                copied = Some(text.clone());
            }
        }
    }
    let copied = copied.expect("something on the clipboard");
    let lines: Vec<&str> = copied.lines().collect();
    assert_eq!(lines.len(), 2, "captions and one row");
    assert!(lines[0].starts_with("Name\tType\t") && lines[1].starts_with(&name), "{copied}");
    assert!(state(&bench).toasts.iter().any(|t| t.text == "One row copied"), "{:?}", state(&bench).toasts);
}

#[test]
fn a_claim_leads_to_its_sentence() {
    let mut bench = with_samples();
    table(&mut bench, TableKind::Claims);
    let articles = column(&bench, 7);
    assert!(articles.iter().all(|title| !title.is_empty()), "each claim names its article");
    let Target::Claim(event, _) = state(&bench).sheet.table.rows[0].target else { panic!("a claim") };
    let who = column(&bench, 0)[0].clone();
    bench.query_all_by_label(&who).next().expect("the first row").click();
    bench.run_steps(4);
    assert!(state(&bench).event().is_some());
    assert!(state(&bench).present.graph.event(event).is_some());
}
