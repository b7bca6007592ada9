//! Dictionary forms of Spanish words: spaCy's rules, which depend on the features of the word (`lang/es/lemmatizer.py`).

use smol_str::SmolStr;

use super::doc::{Morph, Pos};
use super::hash::string_id;
use super::lemmatizer::{Lemmatizer, by_pos};
use super::vocab::Word;

/// Pronouns that a verb may end in; of those that fit the longest counts.
const PRONOUNS: &[&str] = &["las", "les", "los", "nos", "me", "te", "se", "la", "le", "lo", "os"];
/// Pronouns taken off one verb at most.
const MOST_PRONOUNS: usize = 4;

impl Lemmatizer {
    /// Words that keep their form, lower case where they open a sentence; `None` for those with rules.
    pub(super) fn spanish_form(word: &Word, pos: Pos, opens: bool) -> Option<SmolStr> {
        match pos {
            Pos::Space => Some(word.lower.clone()),
            Pos::Propn => Some(word.text.clone()),
            Pos::Adp | Pos::Cconj | Pos::Intj | Pos::Part | Pos::Punct | Pos::Sconj | Pos::Sym | Pos::X => {
                Some(if opens { word.lower.clone() } else { word.text.clone() })
            }
            _ => None,
        }
    }

    /// The lemma of a word that has rules.
    pub(super) fn spanish(&self, word: &Word, pos: Pos, morph: &Morph) -> SmolStr {
        let (name, text) = (pos.name().to_lowercase(), word.lower.as_str());
        if let Some(form) = self.exception(&name, text) {
            return form.into();
        }
        // "PronType=Int,Rel" is two features.
        let features: Vec<String> = morph
            .0
            .split('|')
            .filter_map(|f| f.split_once('='))
            .flat_map(|(field, values)| values.split(',').map(move |v| format!("{field}={v}")))
            .collect();
        match pos {
            Pos::Verb | Pos::Aux => self.verb(text, &features).into(),
            Pos::Noun | Pos::Adj => self.nominal(&name, text, &features).into(),
            Pos::Det => self.pronominal("det", text).into(),
            Pos::Pron => self.pronominal("pron", text).into(),
            Pos::Adv => self.fixed("adverbs", text).unwrap_or(text).into(),
            Pos::Num => self.fixed("num", text).map_or_else(|| number(text).into(), SmolStr::new),
            _ => word.lower.clone(),
        }
    }

    fn exception(&self, pos: &str, text: &str) -> Option<&str> {
        let found = by_pos(&self.tables.exceptions, pos)?.get(string_id(text))?;
        self.string(found).split('\n').next()
    }

    fn pairs(&self, rule: &str) -> &[(String, String)] {
        by_pos(&self.tables.rules, rule).map_or(&[], Vec::as_slice)
    }

    fn fixed(&self, rule: &str, text: &str) -> Option<&str> {
        self.pairs(rule).iter().find(|(old, _)| old == text).map(|(_, new)| new.as_str())
    }

    fn listed(&self, pos: &str, form: &str) -> bool {
        by_pos(&self.tables.index, pos).is_some_and(|i| i.get(string_id(form)).is_some())
    }

    /// The rules of the first group whose features the word has all.
    fn selected(&self, pos: &str, features: &[String]) -> &[(String, String)] {
        let groups = by_pos(&self.tables.groups, pos).into_iter().flatten();
        let group = groups.into_iter().find(|(_, wanted)| wanted.iter().all(|w| features.contains(w)));
        group.map_or(&[], |(rule, _)| self.pairs(rule))
    }

    fn changed(rules: &[(String, String)], text: &str) -> Vec<String> {
        let forms = rules.iter().filter_map(|(old, new)| Some(format!("{}{new}", text.strip_suffix(old.as_str())?)));
        forms.filter(|form| form != text).collect()
    }

    fn nominal(&self, pos: &str, text: &str, features: &[String]) -> String {
        let mut forms = Self::changed(self.selected(pos, features), text);
        if features.iter().any(|f| f == "Number=Plur") {
            // The accent may move: "órdenes", "orden".
            let ending = forms.iter().filter(|f| f.ends_with(['n', 's']));
            let more: Vec<String> = ending
                .flat_map(|f| self.pairs("accents").iter().map(|(old, new)| f.replace(old.as_str(), new)))
                .collect();
            forms.extend(more);
        }
        self.best(pos, forms, text)
    }

    /// The first form that is in the index, else the first, else the word.
    fn best(&self, pos: &str, forms: Vec<String>, text: &str) -> String {
        let listed = forms.iter().position(|f| self.listed(pos, f));
        forms.into_iter().nth(listed.unwrap_or(0)).unwrap_or_else(|| text.to_owned())
    }

    fn pronominal(&self, pos: &str, text: &str) -> String {
        if let Some(form) = self.fixed(pos, text).or_else(|| self.fixed("det_and_pron_fixed", text)) {
            return form.to_owned();
        }
        let rules = self.pairs("det_and_pron_general");
        let mut forms: Vec<String> = if pos == "pron" {
            Self::changed(rules, text)
        } else {
            // For determiners, a rule that does not fit leaves the word among the forms.
            let form = |(old, new): &(String, String)| {
                text.strip_suffix(old.as_str()).map_or_else(|| text.to_owned(), |stem| format!("{stem}{new}"))
            };
            rules.iter().map(form).collect()
        };
        forms.push(text.to_owned());
        self.best(pos, forms, text)
    }

    fn verb(&self, text: &str, features: &[String]) -> String {
        if features.iter().any(|f| f == "PronType=Prs") {
            return self.verb_with_pronouns(text, features);
        }
        let forms = Self::changed(self.selected("verb", features), text);
        if forms.iter().any(|f| self.listed("verb", f)) {
            return self.best("verb", forms, text);
        }
        // A vowel of the stem may alternate: "cuenta", "contar".
        for form in &forms {
            for (old, new) in self.pairs("voc_alt_1") {
                for (at, _) in form.match_indices(old.as_str()) {
                    let other = format!("{}{new}{}", &form[..at], &form[at + old.len()..]);
                    if self.listed("verb", &other) {
                        return other;
                    }
                }
            }
            for (old, new) in self.pairs("voc_alt_2").iter().filter(|(old, _)| form.contains(old.as_str())) {
                let other = form.replacen(old.as_str(), new, 1);
                if self.listed("verb", &other) {
                    return other;
                }
            }
        }
        self.best("verb", forms, text)
    }

    fn verb_with_pronouns(&self, text: &str, features: &[String]) -> String {
        let (mut verb, mut pronouns) = (text, Vec::new());
        while let Some(pronoun) =
            PRONOUNS.iter().find(|p| verb.ends_with(**p)).filter(|_| pronouns.len() < MOST_PRONOUNS)
        {
            verb = &verb[..verb.len() - pronoun.len()];
            pronouns.insert(0, *pronoun);
        }
        let bare = self.pairs("accents").iter().fold(verb.to_owned(), |v, (old, new)| v.replace(old.as_str(), new));
        let without: Vec<String> = features.iter().filter(|f| *f != "PronType=Prs").cloned().collect();
        let lemma = match self.exception("verb", &bare) {
            Some(form) => form.to_owned(),
            None => self.verb(&bare, &without),
        };
        let pronouns = pronouns
            .iter()
            .map(|p| self.exception("pron", p).map_or_else(|| self.pronominal("pron", p), str::to_owned));
        format!("{lemma} {}", pronouns.collect::<Vec<_>>().join(" "))
    }
}

/// A number with a point for its decimals and nothing between its thousands.
fn number(text: &str) -> String {
    let whole = text.split(',').next().unwrap_or("");
    let thousands =
        whole.rsplit_once('.').is_some_and(|(_, last)| last.len() == 3 && last.bytes().all(|b| b.is_ascii_digit()));
    let text = if thousands { text.replace('.', "") } else { text.to_owned() };
    text.replace(',', ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_the_marks_of_thousands() {
        // SpanishLemmatizer.lemmatize_num
        for (text, expected) in [("1.234,5", "1234.5"), ("3,25", "3.25"), ("2.50", "2.50"), ("12", "12")] {
            assert_eq!(number(text), expected);
        }
    }
}
