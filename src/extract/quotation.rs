//! Quotations: where somebody's own words stand, in every typography, closed or not.

use std::ops::Range;

use super::tree::Tree;
use crate::nlp::Pos;

/// A quotation, its marks left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    pub tokens: Range<usize>,
    /// True where it opens its paragraph, as the next part of a speech does.
    pub opens_paragraph: bool,
    pub paragraph: usize,
}

/// Quotations of a text, and the paragraph of each token.
pub(crate) struct Quotations {
    pub list: Vec<Quotation>,
    /// The quotation that a token stands in.
    pub of_token: Vec<Option<usize>>,
    pub paragraph_of: Vec<usize>,
}

/// Finds quotations paragraph by paragraph: a quotation that is not closed ends with its paragraph.
pub(crate) fn find(tree: &Tree<'_>) -> Quotations {
    let n = tree.len();
    let mut paragraph_of = vec![0; n];
    let mut starts = vec![0];
    for i in 1..n {
        let gap = &tree.text.as_bytes()[tree.token(i - 1).span.end as usize
            ..(tree.token(i).span.start as usize).max(tree.token(i - 1).span.end as usize)];
        if gap.contains(&b'\n') {
            starts.push(i);
        }
        paragraph_of[i] = starts.len() - 1;
    }
    starts.push(n);
    let mut list = Vec::new();
    for (p, w) in starts.windows(2).enumerate() {
        in_paragraph(tree, w[0]..w[1], p, &mut list);
    }
    let mut of_token = vec![None; n];
    for (q, quotation) in list.iter().enumerate() {
        of_token[quotation.tokens.clone()].fill(Some(q));
    }
    Quotations { list, of_token, paragraph_of }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum MarkKind {
    Open,
    Close,
    Either,
}

fn mark(word: &str) -> Option<MarkKind> {
    match word {
        "«" | "“" | "„" | "‹" | "``" => Some(MarkKind::Open),
        "»" | "”" | "›" | "''" => Some(MarkKind::Close),
        "\"" | "‟" | "″" => Some(MarkKind::Either),
        _ => None,
    }
}

fn in_paragraph(tree: &Tree<'_>, range: Range<usize>, paragraph: usize, list: &mut Vec<Quotation>) {
    let marks: Vec<(usize, MarkKind)> = range
        .clone()
        .filter_map(|i| {
            let word = tree.word(i);
            // A mark may be glued to its word by clumsy typing: "»un".
            mark(word).or_else(|| word.chars().next().and_then(|c| mark(c.encode_utf8(&mut [0; 4])))).map(|m| (i, m))
        })
        .collect();
    let mut open: Option<usize> = None;
    for (k, &(i, kind)) in marks.iter().enumerate() {
        match (kind, open) {
            (MarkKind::Open, None) => open = Some(i),
            // A second opening mark reopens what was never closed, or nests: the outer one counts.
            (MarkKind::Open, Some(_)) => {}
            (MarkKind::Close | MarkKind::Either, Some(from)) => {
                push(from + 1..i, range.start, paragraph, list);
                open = None;
            }
            (MarkKind::Either, None) => open = Some(i),
            // A closing mark with nothing open, and another after it: an inverted opening mark.
            (MarkKind::Close, None) => {
                if marks.get(k + 1).is_some_and(|&(_, next)| next != MarkKind::Open) {
                    open = Some(i);
                }
            }
        }
    }
    if let Some(from) = open {
        push(from + 1..range.end, range.start, paragraph, list);
    }
}

fn push(tokens: Range<usize>, paragraph_start: usize, paragraph: usize, list: &mut Vec<Quotation>) {
    if !tokens.is_empty() {
        let opens_paragraph = tokens.start <= paragraph_start + 2 && tokens.clone().len() > 3;
        list.push(Quotation { tokens, opens_paragraph, paragraph });
    }
}

/// True for a quotation that says something: not a scare-quoted word or a title.
pub(crate) fn is_speech(tree: &Tree<'_>, quotation: &Quotation) -> bool {
    quotation.tokens.len() > 3 && quotation.tokens.clone().any(|i| matches!(tree.pos(i), Pos::Verb | Pos::Aux))
        || quotation.tokens.len() > 8
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::*;
    use crate::language::Language;
    use crate::nlp::{Doc, Token};
    use crate::text::TextSpan;

    fn quotes(text: &str) -> Vec<String> {
        let mut doc = Doc::default();
        let mut at = 0;
        for word in text.split_inclusive([' ', '\n']) {
            let trimmed = word.trim_end();
            if !trimmed.is_empty() {
                doc.tokens.push(Token {
                    span: TextSpan::new(at, at + trimmed.len()),
                    pos: Pos::Verb,
                    ..Token::default()
                });
            }
            at += word.len();
        }
        let lexicon = Lexicon::embedded(Language::Fr).expect("French");
        let tree = Tree::new(text, &doc, lexicon);
        find(&tree).list.iter().map(|q| tree.span(q.tokens.clone()).of(text).to_string()).collect()
    }

    #[test]
    fn every_typography() {
        for (text, expected) in [
            ("il dit « oui certes » puis part", vec!["oui certes"]),
            ("il dit “ oui ” et \" non \"", vec!["oui", "non"]),
            ("il dit : « oui\n« et non » dit-il", vec!["oui", "et non"]),
            ("confirmé qu' » un certain nombre » se sont", vec!["un certain nombre"]),
            ("fin de citation » puis rien", vec![]),
        ] {
            assert_eq!(quotes(text), expected, "{text}");
        }
    }
}
