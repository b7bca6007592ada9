//! A linear model: feature -> weights by label. Asset form: zstd over JSON lines, the labels first, then one feature a line.

use std::collections::HashMap;
use std::io::BufRead as _;

/// A model that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The bytes are no zstd stream, or end early.
    #[error("the scorer's file is damaged: {0}")]
    Damaged(#[from] std::io::Error),
    /// A line is not of the form that the recipe writes.
    #[error("the scorer's file, line {0}: not a feature with its weights")]
    Line(usize),
}

/// Weights by feature and label.
pub struct LinearModel {
    /// Label names; the first is `none`.
    pub labels: Vec<String>,
    bias: Vec<f32>,
    weights: HashMap<String, Vec<(u8, f32)>>,
}

impl LinearModel {
    /// Reads the asset form.
    ///
    /// # Errors
    /// Where the bytes are damaged or a line is not of the recipe's form.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let text = std::io::BufReader::new(zstd::Decoder::new(bytes)?);
        let mut lines = text.lines();
        let head = lines.next().ok_or(ModelError::Line(1))??;
        let (labels, bias): (Vec<String>, Vec<f32>) = serde_json::from_str(&head).map_err(|_| ModelError::Line(1))?;
        if labels.is_empty() || labels.len() != bias.len() || labels.len() > 255 {
            return Err(ModelError::Line(1));
        }
        let mut weights = HashMap::new();
        for (n, line) in lines.enumerate() {
            let (feature, row): (String, Vec<(u8, f32)>) =
                serde_json::from_str(&line?).map_err(|_| ModelError::Line(n + 2))?;
            if row.iter().any(|(label, _)| usize::from(*label) >= labels.len()) {
                return Err(ModelError::Line(n + 2));
            }
            weights.insert(feature, row);
        }
        Ok(Self { labels, bias, weights })
    }

    /// Probability of each label, in the order of `labels`.
    pub fn probabilities(&self, features: &[String]) -> Vec<f32> {
        let mut sums = self.bias.clone();
        for feature in features {
            for &(label, weight) in self.weights.get(feature.as_str()).into_iter().flatten() {
                sums[usize::from(label)] += weight;
            }
        }
        let top = sums.iter().copied().fold(f32::MIN, f32::max);
        let mut total = 0.0;
        for s in &mut sums {
            *s = (*s - top).exp();
            total += *s;
        }
        sums.iter_mut().for_each(|s| *s /= total);
        sums
    }

    /// True where the training articles showed a lemma often enough for the model to judge it.
    pub fn has_seen(&self, lemma: &str) -> bool {
        self.weights.contains_key(&format!("seen-lemma={lemma}"))
    }

    /// The features that weighed most for a label, the heaviest first.
    pub fn reasons<'f>(&self, features: &'f [String], label: usize, n: usize) -> Vec<(&'f str, f32)> {
        let weight = |f: &String| {
            self.weights
                .get(f.as_str())
                .and_then(|row| row.iter().find(|(l, _)| usize::from(*l) == label))
                .map(|(_, w)| *w)
        };
        let mut out: Vec<_> = features.iter().filter_map(|f| weight(f).map(|w| (f.as_str(), w))).collect();
        out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        out.truncate(n);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::Scorer;
    use super::*;
    use crate::language::Language;

    #[test]
    fn sums_weights_and_names_reasons() {
        let text = "[[\"none\",\"die\"],[0.5,0.0]]\n[\"lemma=mort\",[[1,2.0]]]\n[\"pos=NOUN\",[[0,0.1],[1,0.2]]]\n";
        let bytes = zstd::encode_all(text.as_bytes(), 1).expect("encodes");
        let model = LinearModel::read(&bytes).expect("reads");
        let features = vec!["lemma=mort".to_string(), "pos=NOUN".into(), "unknown".into()];
        let p = model.probabilities(&features);
        assert!((p[1] - 1.0 / (1.0 + (-1.6f32).exp())).abs() < 1e-5, "{p:?}");
        assert_eq!(model.reasons(&features, 1, 1), [("lemma=mort", 2.0)]);
        assert!(LinearModel::read(&bytes[..bytes.len() / 2]).is_err());
    }

    #[test]
    fn embedded_models_load() {
        for language in [Language::Fr, Language::En] {
            let scorer = Scorer::embedded(language).expect("trained");
            for model in [scorer.entities, scorer.triggers, scorer.parts, scorer.times, scorer.links, scorer.ties] {
                assert_eq!(model.expect("trained").labels[0], "none");
            }
            assert!(scorer.classes.of("police").is_some());
        }
    }
}
