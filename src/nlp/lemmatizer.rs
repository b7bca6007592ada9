//! Word, part of speech and morphology -> dictionary form, by spaCy's rule and lookup lemmatizers.

use smol_str::SmolStr;

use super::doc::{Morph, Pos};
use super::hash::{QuickMap, string_id};
use super::package::{IdTable, LemmaTables};
use super::unicode::is_alpha;
use super::vocab::Word;

/// The tables of a package, and which language's procedure reads them.
#[derive(Debug)]
pub(crate) struct Lemmatizer {
    pub(super) tables: LemmaTables,
    lang: String,
}

/// Lemmas found by one thread, by word number.
pub(crate) type LemmaCache = QuickMap<(u32, Pos, SmolStr), SmolStr>;

/// Parts of speech that the French procedure has tables for.
const FRENCH: &[Pos] = &[
    Pos::Noun,
    Pos::Verb,
    Pos::Adj,
    Pos::Adp,
    Pos::Adv,
    Pos::Aux,
    Pos::Cconj,
    Pos::Det,
    Pos::Pron,
    Pos::Punct,
    Pos::Sconj,
];

pub(super) fn by_pos<'t, T>(tables: &'t [(String, T)], pos: &str) -> Option<&'t T> {
    tables.iter().find(|(p, _)| p == pos).map(|(_, t)| t)
}

fn alphabetic(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_alpha)
}

impl Lemmatizer {
    pub fn new(tables: LemmaTables, lang: &str) -> Self {
        Self { tables, lang: lang.to_owned() }
    }

    /// True where lemmas that a rule has set give way.
    pub fn overwrites(&self) -> bool {
        self.tables.overwrite
    }

    /// The lemma of a word; `opens` where it opens a sentence.
    pub fn lemma(
        &self,
        (number, word): (u32, &Word),
        (pos, morph): (Pos, &Morph),
        opens: bool,
        cache: &mut LemmaCache,
    ) -> SmolStr {
        let spanish = self.lang == "es" && self.tables.mode == "rule";
        if let Some(form) = Self::spanish_form(word, pos, opens).filter(|_| spanish) {
            return form;
        }
        let key = (number, pos, if self.lang == "fr" { SmolStr::default() } else { morph.0.clone() });
        if let Some(known) = cache.get(&key) {
            return known.clone();
        }
        let lemma = match (self.tables.mode.as_str(), self.lang.as_str()) {
            ("lookup", _) => self.lookup(&word.text),
            (_, "fr") => self.french(word, pos),
            (_, "es") => self.spanish(word, pos, morph),
            _ => self.rules(word, pos, morph),
        };
        cache.insert(key, lemma.clone());
        lemma
    }

    pub(super) fn string(&self, number: u32) -> &str {
        self.tables.strings.get(number as usize).map_or("", String::as_str)
    }

    /// The lookup table's first form; the word itself where there is none.
    fn lookup(&self, text: &str) -> SmolStr {
        let found = self.tables.lookup.get(string_id(text)).map(|n| self.string(n));
        SmolStr::new(found.and_then(|f| f.split('\n').next()).unwrap_or(text))
    }

    /// `lang/fr/lemmatizer.py`.
    fn french(&self, word: &Word, pos: Pos) -> SmolStr {
        if pos == Pos::Space {
            return word.lower.clone();
        }
        if !FRENCH.contains(&pos) {
            return self.lookup(&word.text);
        }
        let (name, text) = (pos.name().to_lowercase(), word.lower.as_str());
        let id = string_id(text);
        let index = by_pos(&self.tables.index, &name);
        if index.is_some_and(|i| i.get(id).is_some()) {
            return word.lower.clone();
        }
        let exception = by_pos(&self.tables.exceptions, &name).and_then(|t| t.get(id)).map(|n| self.string(n));
        if let Some(form) = exception.and_then(|f| f.split('\n').next()) {
            return SmolStr::new(form);
        }
        let (known, unknown) = self.apply_rules(&name, text, index);
        known.into_iter().chain(unknown).next().map_or_else(|| self.lookup(text), SmolStr::from)
    }

    /// Forms that suffix rules yield: those in the index (or not alphabetic), the others.
    fn apply_rules(&self, pos: &str, text: &str, index: Option<&IdTable>) -> (Vec<String>, Vec<String>) {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for (old, new) in by_pos(&self.tables.rules, pos).into_iter().flatten() {
            let Some(form) =
                text.strip_suffix(old.as_str()).map(|stem| format!("{stem}{new}")).filter(|f| !f.is_empty())
            else {
                continue;
            };
            let in_index = index.is_some_and(|i| i.get(string_id(&form)).is_some());
            match (in_index, alphabetic(&form), self.lang == "fr") {
                // English puts forms of the index in front.
                (true, _, false) => known.insert(0, form),
                (true, _, true) | (false, false, _) => known.push(form),
                (false, true, _) => unknown.push(form),
            }
        }
        (known, unknown)
    }

    /// `pipeline/lemmatizer.py` with the English test for base forms.
    fn rules(&self, word: &Word, pos: Pos, morph: &Morph) -> SmolStr {
        if pos == Pos::Space || self.lang == "en" && is_english_base_form(pos, morph) {
            return word.lower.clone();
        }
        let name = pos.name().to_lowercase();
        let index = by_pos(&self.tables.index, &name);
        let exceptions = by_pos(&self.tables.exceptions, &name);
        let has = |table: Option<&IdTable>| table.is_some_and(|t| t.len() > 0);
        if !has(index) && !has(exceptions) && by_pos(&self.tables.rules, &name).is_none_or(Vec::is_empty) {
            return if pos == Pos::Propn { word.text.clone() } else { word.lower.clone() };
        }
        let text = word.lower.as_str();
        let (mut forms, unknown) = self.apply_rules(&name, text, index);
        if let Some(found) = exceptions.and_then(|t| t.get(string_id(text))) {
            for form in self.string(found).split('\n') {
                if !forms.iter().any(|f| f == form) {
                    forms.insert(0, form.to_owned());
                }
            }
        }
        forms.into_iter().chain(unknown).next().map_or_else(|| word.text.clone(), SmolStr::from)
    }
}

/// `lang/en/lemmatizer.py`.
fn is_english_base_form(pos: Pos, morph: &Morph) -> bool {
    match pos {
        Pos::Noun if morph.is("Number", "Sing") => true,
        Pos::Verb if morph.is("VerbForm", "Fin") && morph.is("Tense", "Pres") && morph.get("Number").is_none() => true,
        _ => morph.is("VerbForm", "Inf") || morph.is("VerbForm", "None") || morph.is("Degree", "Pos"),
    }
}
