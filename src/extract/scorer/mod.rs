//! Learned judgement: which words name which event, and who plays which part, by linear models over features that a person can read.
//!
//! A model is a multinomial logistic regression: for each label a sum of the weights of the features that hold, turned into
//! probabilities by the softmax. The recipe in `training/` fits it to annotated articles and packs it into `assets/scorer`; the
//! lexicon and the rules of roles are among the features, so that the model weighs them instead of replacing them.

mod features;
mod model;

pub(crate) use features::{PartContext, part_features, trigger_features};
pub use model::{LinearModel, ModelError};

use std::sync::OnceLock;

use crate::language::Language;

/// The models of one language.
pub struct Scorer {
    /// Labels: `none` and the event types.
    pub triggers: LinearModel,
    /// Labels: `none` and the roles agent, target, theme and place.
    pub parts: LinearModel,
}

impl Scorer {
    /// The embedded models of a language; `None` where none were trained for it.
    pub fn embedded(language: Language) -> Option<&'static Self> {
        static CELLS: [OnceLock<Option<Scorer>>; 2] = [OnceLock::new(), OnceLock::new()];
        let (cell, triggers, parts): (_, &[u8], &[u8]) = match language {
            Language::Fr => (
                &CELLS[0],
                include_bytes!("../../../assets/scorer/fr-triggers.zst"),
                include_bytes!("../../../assets/scorer/fr-parts.zst"),
            ),
            Language::En => (
                &CELLS[1],
                include_bytes!("../../../assets/scorer/en-triggers.zst"),
                include_bytes!("../../../assets/scorer/en-parts.zst"),
            ),
            Language::Other => return None,
        };
        // A test loads the embedded models, so a failure here is a defect of the build; without them the rules decide alone.
        cell.get_or_init(|| {
            Some(Self { triggers: LinearModel::read(triggers).ok()?, parts: LinearModel::read(parts).ok()? })
        })
        .as_ref()
    }
}
