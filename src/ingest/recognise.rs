//! Text -> its language: trigrams where there is enough of it, function words where there is little.

use whatlang::Lang;

use crate::language::Language;

const FRENCH: &[&str] = &[
    "le", "la", "les", "des", "du", "un", "une", "et", "est", "dans", "pour", "que", "qui", "sur", "par", "avec", "au",
    "aux", "pas", "ne", "sont", "ont", "été", "à", "il", "elle", "ils", "ce", "cette", "ses", "son", "leur", "mais",
    "après", "selon", "contre", "entre", "plus", "où", "en", "de",
];
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "is", "was", "were", "that", "for", "on", "with", "as", "by", "at", "has", "have",
    "had", "his", "her", "their", "its", "it", "he", "she", "they", "this", "from", "be", "are", "after", "against",
    "said", "an", "not", "but", "who", "which",
];

/// Words looked at; more would not change the answer.
const SAMPLE: usize = 400;
/// Below this many words, trigrams guess wildly.
const ENOUGH: usize = 12;

/// The language of a text; short texts are taken by their function words, and as French where those say nothing.
pub fn language_of(text: &str) -> Language {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .take(SAMPLE)
        .map(str::to_lowercase)
        .collect();
    let hits = |list: &[&str]| words.iter().filter(|w| list.contains(&w.as_str())).count();
    let (french, english) = (hits(FRENCH), hits(ENGLISH));
    if words.len() >= ENOUGH
        && let Some(info) = whatlang::detect(&words.join(" "))
    {
        match info.lang() {
            Lang::Fra if french >= english => return Language::Fr,
            Lang::Eng if english >= french => return Language::En,
            // Names and lists lead trigrams astray: function words at their usual density overrule them.
            Lang::Fra | Lang::Eng => {}
            _ if info.is_reliable() && french.max(english) * 4 < words.len() => return Language::Other,
            _ if info.is_reliable() && english * 5 < words.len() && !usual_french(&words) => return Language::Other,
            _ => {}
        }
    }
    let latin = text.chars().filter(|c| c.is_alphabetic()).take(2000).filter(|&c| c < '\u{250}').count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(2000).count();
    if letters > 3 && latin * 2 < letters {
        return Language::Other;
    }
    if english > french { Language::En } else { Language::Fr }
}

/// Words that French has and its neighbours lack.
fn usual_french(words: &[String]) -> bool {
    let telling = ["et", "des", "du", "est", "dans", "qui", "aux", "au", "été", "avec", "il", "sont"];
    words.iter().filter(|w| telling.contains(&w.as_str())).count() * 12 >= words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_what_it_reads_and_what_it_does_not() {
        use Language::{En, Fr, Other};
        for (text, language) in [
            ("Le maire de Lyon a été arrêté mardi.", Fr),
            ("The mayor of Boston was arrested on Tuesday.", En),
            ("Paris", Fr),
            ("Trump meets Putin in Helsinki after the summit", En),
            (
                "Der Bürgermeister von Köln wurde am Dienstag verhaftet, weil er Geld aus der Stadtkasse genommen haben soll.",
                Other,
            ),
            (
                "El presidente del gobierno ha dicho que los ciudadanos de la ciudad no tienen que pagar los impuestos este año.",
                Other,
            ),
            (
                "Il presidente della Repubblica ha detto che la legge sarà approvata dalle camere entro la fine della settimana.",
                Other,
            ),
            ("Президент России заявил, что переговоры состоятся в Москве.", Other),
            ("習近平主席は東京で首相と会談した。", Other),
            ("Les forces anti-talibans reprennent Charikar, Jabal Saraj et Puli Khumri, selon Amrullah Saleh.", Fr),
        ] {
            assert_eq!(language_of(text), language, "{text}");
        }
    }
}
