//! Rules on single tokens or short runs that set tag, part of speech, morphology, lemma or label.

use regex::Regex;

use super::doc::{Morph, Pos, Token};
use super::hash::QuickMap;
use super::package::{PackageError, Rule, Test, TokenPattern};
use super::vocab::Word;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Attr {
    Tag,
    Pos,
    Lower,
    Orth,
    Dep,
    Lemma,
    IsSpace,
}

#[derive(Debug)]
enum Check {
    Is(String),
    Flag(bool),
    In(Vec<String>),
    NotIn(Vec<String>),
    Regex(Regex),
}

type Checks = Vec<(Attr, Check)>;

#[derive(Debug)]
struct CompiledRule {
    patterns: Vec<Vec<Checks>>,
    attrs: Vec<(Attr, String)>,
    morph: Option<String>,
    index: i64,
}

/// All rules, found by the tag or part of speech of their first token where they name one.
#[derive(Debug)]
pub(crate) struct AttributeRuler {
    rules: Vec<CompiledRule>,
    /// Tag -> (rule, pattern).
    by_tag: QuickMap<String, Vec<(usize, usize)>>,
    by_pos: QuickMap<String, Vec<(usize, usize)>>,
    others: Vec<(usize, usize)>,
}

fn unsupported(what: String) -> PackageError {
    PackageError::UnsupportedSetting { file: "attribute_ruler/patterns".to_owned(), what }
}

fn attr(name: &str) -> Option<Attr> {
    Some(match name {
        "TAG" => Attr::Tag,
        "POS" => Attr::Pos,
        "LOWER" => Attr::Lower,
        "ORTH" | "TEXT" => Attr::Orth,
        "DEP" => Attr::Dep,
        "LEMMA" => Attr::Lemma,
        "IS_SPACE" => Attr::IsSpace,
        _ => return None,
    })
}

fn checks(pattern: &TokenPattern) -> Result<Checks, PackageError> {
    pattern
        .iter()
        .map(|(name, test)| {
            let attr = attr(name).ok_or_else(|| unsupported(format!("the attribute {name}")))?;
            let check = match test {
                Test::Is(s) => Check::Is(s.clone()),
                Test::Flag(flag) => Check::Flag(*flag),
                Test::In(list) => Check::In(list.clone()),
                Test::NotIn(list) => Check::NotIn(list.clone()),
                Test::Regex(source) => Check::Regex(Regex::new(source).map_err(|e| unsupported(e.to_string()))?),
            };
            Ok((attr, check))
        })
        .collect()
}

fn holds(checks: &Checks, token: &Token, word: &Word) -> bool {
    checks.iter().all(|(attr, check)| {
        let value = match attr {
            Attr::Tag => token.tag.as_str(),
            Attr::Pos => token.pos.name(),
            Attr::Lower => word.lower.as_str(),
            Attr::Orth => word.text.as_str(),
            Attr::Dep => token.dep.as_str(),
            Attr::Lemma => token.lemma.as_str(),
            Attr::IsSpace => return matches!(check, Check::Flag(flag) if *flag == word.is_space),
        };
        match check {
            Check::Is(s) => s == value,
            Check::In(list) => list.iter().any(|s| s == value),
            Check::NotIn(list) => !list.iter().any(|s| s == value),
            Check::Regex(regex) => regex.is_match(value),
            Check::Flag(_) => false,
        }
    })
}

impl AttributeRuler {
    pub fn new(rules: &[Rule]) -> Result<Self, PackageError> {
        let mut ruler =
            Self { rules: Vec::new(), by_tag: QuickMap::default(), by_pos: QuickMap::default(), others: Vec::new() };
        for (number, rule) in rules.iter().enumerate() {
            let patterns: Vec<Vec<Checks>> = rule
                .patterns
                .iter()
                .map(|p| p.iter().map(checks).collect::<Result<_, _>>())
                .collect::<Result<_, _>>()?;
            for (i, pattern) in patterns.iter().enumerate() {
                let Some(first) = pattern.first() else { continue };
                let key = |wanted: Attr| first.iter().find(|(a, _)| *a == wanted).map(|(_, c)| c);
                match (key(Attr::Tag), key(Attr::Pos)) {
                    (Some(Check::Is(tag)), _) => ruler.by_tag.entry(tag.clone()).or_default().push((number, i)),
                    (Some(Check::In(tags)), _) => {
                        for tag in tags {
                            ruler.by_tag.entry(tag.clone()).or_default().push((number, i));
                        }
                    }
                    (_, Some(Check::Is(pos))) => ruler.by_pos.entry(pos.clone()).or_default().push((number, i)),
                    _ => ruler.others.push((number, i)),
                }
            }
            let morph = rule.attrs.iter().find(|(name, _)| name == "MORPH").map(|(_, v)| v.clone());
            let mut attrs = Vec::new();
            for (name, value) in rule.attrs.iter().filter(|(name, _)| name != "MORPH") {
                let attr = attr(name).filter(|a| matches!(a, Attr::Tag | Attr::Pos | Attr::Dep | Attr::Lemma));
                attrs.push((attr.ok_or_else(|| unsupported(format!("setting {name}")))?, value.clone()));
            }
            ruler.rules.push(CompiledRule { patterns, attrs, morph, index: rule.index });
        }
        Ok(ruler)
    }

    /// Applies the rules to a text, later rules over earlier ones; all are matched before any is applied.
    pub fn apply(&self, tokens: &mut [Token], words: &[&Word]) {
        let mut matched: Vec<(usize, usize, usize)> = Vec::new();
        for start in 0..tokens.len() {
            let tag = self.by_tag.get(tokens[start].tag.as_str());
            let pos = self.by_pos.get(tokens[start].pos.name());
            for &(rule, pattern) in tag.into_iter().chain(pos).flatten().chain(&self.others) {
                let checks = &self.rules[rule].patterns[pattern];
                let fits = checks.len() <= tokens.len() - start
                    && checks.iter().enumerate().all(|(i, c)| holds(c, &tokens[start + i], words[start + i]));
                if fits {
                    matched.push((rule, start, checks.len()));
                }
            }
        }
        matched.sort_unstable();
        for (number, start, length) in matched {
            let rule = &self.rules[number];
            let index = if rule.index < 0 { rule.index + length as i64 } else { rule.index };
            let Some(token) = usize::try_from(index).ok().filter(|&i| i < length).map(|i| &mut tokens[start + i])
            else {
                continue;
            };
            for (attr, value) in &rule.attrs {
                match attr {
                    Attr::Tag => token.tag = value.into(),
                    Attr::Pos => token.pos = Pos::from_name(value).unwrap_or_default(),
                    Attr::Dep => token.dep = value.into(),
                    _ => token.lemma = value.into(),
                }
            }
            if let Some(morph) = &rule.morph {
                token.morph = Morph(if morph == "_" { "".into() } else { morph.into() });
            }
        }
    }
}
