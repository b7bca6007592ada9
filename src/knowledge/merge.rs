//! Why mentions of different articles count as one entity, and pairs that may be one.

use serde::{Deserialize, Serialize};

use super::entity::EntityId;

/// Why an entity of one article is that of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MergeReason {
    /// The same full name.
    SameName,
    /// The same place of the gazetteer ("Kaboul", "Kabul").
    SamePlace,
    /// An acronym with its long form.
    Acronym,
    /// A surname, or one with an initial, that a single full name of related articles holds.
    Surname,
    /// Two spellings of one name ("Poutine", "Putin").
    Spelling,
    /// A person said so.
    Person,
}

impl MergeReason {
    /// All reasons.
    pub const ALL: [Self; 6] =
        [Self::SameName, Self::SamePlace, Self::Acronym, Self::Surname, Self::Spelling, Self::Person];

    /// Its key in the message files.
    pub fn key(self) -> &'static str {
        match self {
            Self::SameName => "merge-same-name",
            Self::SamePlace => "merge-same-place",
            Self::Acronym => "merge-acronym",
            Self::Surname => "merge-surname",
            Self::Spelling => "merge-spelling",
            Self::Person => "merge-person",
        }
    }

    /// Its name in files.
    pub fn as_str(self) -> &'static str {
        &self.key()["merge-".len()..]
    }
}

/// Two entities that may be one; a person decides, by `SameEntity` or `DifferentEntity`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The one that comes first in the graph.
    pub one: EntityId,
    /// The other.
    pub other: EntityId,
    /// What speaks for it.
    pub reason: MergeReason,
    /// How strongly, 0 to 1.
    pub score: f32,
}
