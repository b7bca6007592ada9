//! Learned judgement: which words name which event, and who plays which part, by linear models over features that a person can read.
//!
//! A model is a multinomial logistic regression: for each label a sum of the weights of the features that hold, turned into
//! probabilities by the softmax. The recipe in `training/` fits it to annotated articles and packs it into `assets/scorer`; the
//! lexicon and the rules of roles are among the features, so that the model weighs them instead of replacing them.

mod entity_features;
mod features;
mod link_features;
mod model;
mod tie_features;
mod time_features;
mod words;

pub(crate) use entity_features::entity_features;
pub(crate) use features::{PartContext, part_features, trigger_features};
pub(crate) use link_features::link_features;
pub use model::{LinearModel, ModelError};
pub(crate) use tie_features::{TieContext, TieEnd, tie_features};
pub(crate) use time_features::{TimeContext, time_features};
pub use words::WordClasses;

use std::path::Path;
use std::sync::OnceLock;

use crate::language::Language;

/// The models of one language; what is missing is left to the rules.
#[derive(Default)]
pub struct Scorer {
    /// Labels: `none` and the types of entities.
    pub entities: Option<LinearModel>,
    /// Labels: `none` and the event types.
    pub triggers: Option<LinearModel>,
    /// Labels: `none` and the roles agent, target, theme and place.
    pub parts: Option<LinearModel>,
    /// Labels: `none` and `time`.
    pub times: Option<LinearModel>,
    /// Labels: `none` and `same`.
    pub links: Option<LinearModel>,
    /// Labels: `none` and the types of relations.
    pub ties: Option<LinearModel>,
    /// Classes of like words, for the features of all of them.
    pub classes: WordClasses,
}

impl Scorer {
    /// The embedded models of a language; `None` where none were trained for it.
    ///
    /// `RECOUPE_SCORERS` in the environment names a folder to read them from instead, so that models can be cross-validated.
    pub fn of(language: Language) -> Option<&'static Self> {
        static CELLS: [OnceLock<Option<Scorer>>; 2] = [const { OnceLock::new() }; 2];
        let cell = match language {
            Language::Fr => &CELLS[0],
            Language::En => &CELLS[1],
            Language::Other => return None,
        };
        cell.get_or_init(|| match std::env::var_os("RECOUPE_SCORERS") {
            Some(folder) => Some(Self::in_folder(Path::new(&folder), language)),
            // A test loads the embedded models, so a failure here is a defect of the build; without them the rules decide alone.
            None => Self::embedded(language).ok(),
        })
        .as_ref()
    }

    fn in_folder(folder: &Path, language: Language) -> Self {
        let bytes = |name: &str| std::fs::read(folder.join(format!("{}-{name}.zst", language.code()))).ok();
        let model = |name: &str| bytes(name).and_then(|b| LinearModel::read(&b).ok());
        Self {
            entities: model("entities"),
            triggers: model("triggers"),
            parts: model("parts"),
            times: model("times"),
            links: model("links"),
            ties: model("ties"),
            classes: bytes("words").and_then(|b| WordClasses::read(&b).ok()).unwrap_or_default(),
        }
    }

    /// The models that are part of the program.
    ///
    /// # Errors
    /// Where an asset is damaged.
    pub fn embedded(language: Language) -> Result<Self, ModelError> {
        let [entities, triggers, parts, times, links, ties, words]: [&[u8]; 7] = match language {
            Language::Fr => [
                include_bytes!("../../../assets/scorer/fr-entities.zst"),
                include_bytes!("../../../assets/scorer/fr-triggers.zst"),
                include_bytes!("../../../assets/scorer/fr-parts.zst"),
                include_bytes!("../../../assets/scorer/fr-times.zst"),
                include_bytes!("../../../assets/scorer/fr-links.zst"),
                include_bytes!("../../../assets/scorer/fr-ties.zst"),
                include_bytes!("../../../assets/scorer/fr-words.zst"),
            ],
            Language::En => [
                include_bytes!("../../../assets/scorer/en-entities.zst"),
                include_bytes!("../../../assets/scorer/en-triggers.zst"),
                include_bytes!("../../../assets/scorer/en-parts.zst"),
                include_bytes!("../../../assets/scorer/en-times.zst"),
                include_bytes!("../../../assets/scorer/en-links.zst"),
                include_bytes!("../../../assets/scorer/en-ties.zst"),
                include_bytes!("../../../assets/scorer/en-words.zst"),
            ],
            Language::Other => return Ok(Self::default()),
        };
        Ok(Self {
            entities: Some(LinearModel::read(entities)?),
            triggers: Some(LinearModel::read(triggers)?),
            parts: Some(LinearModel::read(parts)?),
            times: Some(LinearModel::read(times)?),
            links: Some(LinearModel::read(links)?),
            ties: Some(LinearModel::read(ties)?),
            classes: WordClasses::read(words)?,
        })
    }
}
