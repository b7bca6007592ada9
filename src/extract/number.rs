//! Counts: "30 combattants", "au moins quatre", "une centaine de blessés", "between 10 and 20".

use super::tree::{Arc, Tree};
use crate::language::Language;
use crate::nlp::Pos;
use crate::text::TextSpan;

/// A number in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quantity {
    pub value: u64,
    pub min: Option<u64>,
    pub max: Option<u64>,
    pub span: TextSpan,
}

/// Value of digits with separators ("5,000", "78 499", "1.200") or of a number word; `None` for decimals and words that are none.
pub(crate) fn value(tree: &Tree<'_>, word: &str) -> Option<u64> {
    if let Some(n) = tree.lexicon.number(word) {
        return Some(n);
    }
    let digits: String = word.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.' | ',')).collect();
    if digits.is_empty() || digits.len() > 12 || !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let grouped = word.split([' ', '\u{a0}', '\u{202f}', '.', ',']).skip(1).all(|g| g.len() == 3);
    grouped.then(|| digits.parse().ok()).flatten()
}

/// The number that counts a noun, from its modifiers or, for "une centaine de X", from the noun of quantity above it.
pub(crate) fn of_noun(tree: &Tree<'_>, noun: usize) -> Option<Quantity> {
    let numbers: Vec<usize> = tree
        .children(noun)
        .filter(|&c| {
            matches!(tree.arcs[c], Arc::Number | Arc::Determiner)
                && (tree.pos(c) == Pos::Num || tree.lexicon.number(&tree.lower[c]).is_some())
                && c < noun
        })
        .collect();
    let first = numbers.first().copied();
    let at = match first {
        Some(c) => c,
        None if tree.lexicon.number(&tree.lemma[noun]).is_some_and(|n| n > 1) && tree.pos(noun) == Pos::Noun => noun,
        None => {
            // "une centaine de blessés", "dozens of people".
            let above = tree.head(noun).or(None)?;
            let above = if tree.language == Language::En { tree.head(above)? } else { above };
            let counts = tree.lexicon.number(&tree.lemma[above]).is_some()
                && tree.pos(above) == Pos::Noun
                && above < noun
                && noun - above <= 4;
            if !counts {
                return None;
            }
            above
        }
    };
    read(tree, at)
}

/// Reads the number that stands at a token, with the words before and after that widen it.
pub(crate) fn read(tree: &Tree<'_>, at: usize) -> Option<Quantity> {
    // Indefinite plurals count nothing: "des dizaines", "dozens", "plusieurs centaines".
    let word = tree.lower[at].as_str();
    let lemma = tree.lemma[at].as_str();
    let mut v = value(tree, word).or_else(|| value(tree, lemma))?;
    let mut start = at;
    let mut end = at + 1;
    let plural_heap =
        tree.pos(at) == Pos::Noun && (word.ends_with('s') && word != "mois") && tree.lexicon.number(lemma).is_some();
    // "78 499" may be two tokens; "deux cents", "3 millions" multiply.
    while end < tree.len() && end - at < 4 {
        let next = tree.lower[end].as_str();
        if next.len() == 3
            && next.chars().all(|c| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit())
            && word.len() <= 3
        {
            v = v.checked_mul(1000)?.checked_add(next.parse().ok()?)?;
            end += 1;
        } else if let Some(m) =
            tree.lexicon.number(next).filter(|m| matches!(m, 100 | 1000 | 1_000_000 | 1_000_000_000 | 12))
        {
            v = v.checked_mul(m)?;
            end += 1;
        } else {
            break;
        }
    }
    if plural_heap {
        // "trois dizaines" multiplies, "des dizaines" is unknown.
        let n = at.checked_sub(1).and_then(|k| value(tree, &tree.lower[k]))?;
        v = v.checked_mul(n)?;
        start = at - 1;
    }
    let before: Vec<&str> = (start.saturating_sub(3)..start).map(|k| tree.lower[k].as_str()).collect();
    let phrase = before.join(" ");
    let ends = |list: &[&str]| list.iter().any(|w| phrase.ends_with(w));
    let (mut min, mut max) = (None, None);
    if ends(&["au moins", "plus de", "plus d'", "at least", "more than", "over", "minimum"]) {
        min = Some(v);
    } else if ends(&["jusqu' à", "jusqu'à", "moins de", "au plus", "up to", "less than", "fewer than", "at most"]) {
        max = Some(v);
    }
    // "entre 10 et 20", "10 to 20", "deux ou trois": a range has no single value.
    if end + 1 < tree.len() && matches!(tree.lower[end].as_str(), "à" | "et" | "ou" | "or" | "to" | "and" | "-") {
        let between = ends(&["entre", "between", "de", "from"]);
        if let Some(upper) = value(tree, &tree.lower[end + 1])
            .filter(|&u| u > v && (between || matches!(tree.lower[end].as_str(), "à" | "to" | "ou" | "or" | "-")))
        {
            min = Some(v);
            max = Some(upper);
        }
    }
    Some(Quantity { value: v, min, max, span: tree.span(start..end) })
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::super::tree::tests::doc_of;
    use super::*;

    #[test]
    fn counts_keep_their_bounds() {
        let lexicon = Lexicon::embedded(Language::Fr).expect("French");
        let (text, doc) = doc_of(&[
            ("au", "à", Pos::Adp, 2, "case"),
            ("moins", "moins", Pos::Adv, 2, "advmod"),
            ("quatre", "quatre", Pos::Num, 3, "nummod"),
            ("morts", "mort", Pos::Noun, 3, "ROOT"),
        ]);
        let tree = Tree::new(&text, &doc, lexicon);
        let q = of_noun(&tree, 3).expect("a count");
        assert_eq!((q.value, q.min, q.max), (4, Some(4), None));
        for (word, n) in
            [("5,000", Some(5000)), ("1.200", Some(1200)), ("3,5", None), ("douze", Some(12)), ("mardi", None)]
        {
            assert_eq!(value(&tree, word), n, "{word}");
        }
    }
}
