//! The tables there are, and their columns.

/// What a table lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableKind {
    /// Every actor.
    #[default]
    Actors,
    /// Every event.
    Events,
    /// Every claim: who says what.
    Claims,
    /// Every article.
    Articles,
    /// Every place.
    Places,
}

impl TableKind {
    /// All tables, in their order on the screen.
    pub const ALL: [Self; 5] = [Self::Actors, Self::Events, Self::Claims, Self::Articles, Self::Places];

    /// The key of its caption.
    pub fn caption(self) -> &'static str {
        match self {
            Self::Actors => "ui-actors",
            Self::Events => "ui-events",
            Self::Claims => "ui-claims",
            Self::Articles => "ui-articles",
            Self::Places => "ui-place-names",
        }
    }

    /// Its columns: the key of each caption, and the share of the width that it takes.
    pub fn columns(self) -> &'static [(&'static str, f32)] {
        match self {
            Self::Actors => &[
                ("ui-column-name", 3.0),
                ("ui-type", 1.7),
                ("ui-events", 1.0),
                ("ui-column-mentions", 1.0),
                ("ui-articles", 1.0),
                ("ui-column-first", 1.9),
                ("ui-column-last", 1.9),
                ("ui-column-aliases", 2.4),
            ],
            Self::Events => &[
                ("ui-column-event", 4.2),
                ("ui-type", 2.1),
                ("ui-column-time", 1.9),
                ("ui-column-place", 1.8),
                ("ui-column-count", 1.2),
                ("ui-modality", 1.1),
                ("ui-claims", 0.9),
                ("ui-articles", 0.9),
            ],
            Self::Claims => &[
                ("ui-column-who", 1.8),
                ("ui-column-event", 3.4),
                ("ui-column-count", 1.2),
                ("ui-column-time", 1.9),
                ("ui-column-place", 1.8),
                ("ui-modality", 1.0),
                ("ui-column-polarity", 0.9),
                ("ui-column-article", 2.2),
            ],
            Self::Articles => &[
                ("ui-column-title", 4.0),
                ("ui-column-publisher", 1.6),
                ("ui-column-published", 1.9),
                ("ui-actors", 1.0),
                ("ui-events", 1.0),
                ("ui-column-state", 1.6),
            ],
            Self::Places => &[
                ("ui-column-name", 2.6),
                ("ui-events", 1.0),
                ("ui-column-mentions", 1.0),
                ("ui-articles", 1.0),
                ("ui-column-first", 1.9),
                ("ui-column-last", 1.9),
            ],
        }
    }
}
