//! What extraction finds in one article. Every finding carries the words and the rule that made it.

use serde::{Deserialize, Serialize};

use crate::ingest::ArticleId;
use crate::text::{TextSpan, TimeValue};

/// Builds a closed vocabulary: an enum with its name in files and a list of all its values.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// All values, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name in files.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value of that name in files.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

vocabulary! {
    /// What an entity is.
    EntityType {
        /// A named human.
        Person = "person",
        /// A named body with a structure: party, company, agency, medium, army, court, ministry, team.
        Organization = "organization",
        /// People named as a collective: nationals, believers, movements, unnamed forces that act.
        Group = "group",
        /// A country, region, town, site, building, river.
        Place = "place",
        /// Another named thing: product, ship, law, treaty, work, named event.
        Thing = "thing",
    }
}

vocabulary! {
    /// What happened.
    EventType {
        /// Armed or violent act.
        Attack = "attack",
        /// Two sides fight.
        Clash = "clash",
        /// Control taken of a place or thing.
        Seize = "seize",
        /// Driven out, deported, pushed back.
        Expel = "expel",
        /// Damaged or destroyed.
        Destroy = "destroy",
        /// Harm threatened.
        Threaten = "threaten",
        /// A death, killing included.
        Die = "die",
        /// Wounds or illness caused.
        Injure = "injure",
        /// Arrest, custody, capture.
        Arrest = "arrest",
        /// Kidnapping, hostage taking.
        Abduct = "abduct",
        /// Freed, acquitted, escaped.
        Release = "release",
        /// Inquiry, search, raid for proof.
        Investigate = "investigate",
        /// Formal accusation, indictment, lawsuit.
        Charge = "charge",
        /// Verdict, sentence, ruling.
        Judge = "judge",
        /// Demonstration, strike, march, petition.
        Protest = "protest",
        /// An act of speech.
        Statement = "state",
        /// Meeting, visit, talks.
        Meet = "meet",
        /// Accord, treaty, alliance, promise.
        Agree = "agree",
        /// Refusal, rejection, veto.
        Refuse = "refuse",
        /// Request, call for, order.
        Demand = "demand",
        /// Blame, denunciation in words.
        Accuse = "accuse",
        /// Backing, praise, endorsement.
        Support = "support",
        /// Ban, sanction, blockade, curfew.
        Restrict = "restrict",
        /// Election won or lost.
        Elect = "elect",
        /// Vote on a text, adoption of a law.
        Vote = "vote",
        /// A post taken up or given.
        Appoint = "appoint",
        /// A post or body left.
        Depart = "depart",
        /// Travel, arrival, flight, gathering, deployment.
        Move = "move",
        /// Gift, loan, sale, purchase, payment.
        Transfer = "transfer",
        /// Founded, launched, built, published.
        Create = "create",
        /// Ended, dissolved, shut, cancelled.
        Close = "close",
        /// Earthquake, storm, fire, flood, epidemic.
        Disaster = "disaster",
        /// Crash, collision, collapse, leak.
        Accident = "accident",
        /// Match, race, contest, record.
        Compete = "compete",
        /// Find, identification, revealed research.
        Discover = "discover",
        /// Help, rescue, treatment, relief.
        Aid = "aid",
    }
}

vocabulary! {
    /// The part that a filler plays in an event.
    Role {
        /// The doer.
        Agent = "agent",
        /// The one it is done to.
        Target = "target",
        /// What it is about, or with.
        Theme = "theme",
        /// Where.
        Place = "place",
        /// When.
        Time = "time",
    }
}

vocabulary! {
    /// Whether the text affirms or denies the event.
    Polarity {
        /// Said to be so.
        Affirmed = "affirmed",
        /// Said not to be so.
        Negated = "negated",
    }
}

vocabulary! {
    /// How real the text makes the event.
    Modality {
        /// Happened or happening.
        Actual = "actual",
        /// Hedged or rumoured.
        Possible = "possible",
        /// Future, demanded, promised, intended, threatened.
        Planned = "planned",
    }
}

vocabulary! {
    /// A lasting tie between two entities.
    RelationType {
        /// Holds a post ("role" in files).
        Post = "role",
        /// Belongs to.
        Member = "member",
        /// Is a part of.
        PartOf = "part_of",
        /// Lies or sits in.
        LocatedIn = "located_in",
        /// Is kin of.
        Family = "family",
    }
}

vocabulary! {
    /// How a mention refers.
    MentionKind {
        /// By name.
        Name = "name",
        /// By description ("le suspect").
        Nominal = "nominal",
        /// By pronoun ("il").
        Pronoun = "pronoun",
    }
}

vocabulary! {
    /// What a cue shows.
    CueKind {
        /// Negation ("ne … pas").
        Negation = "negation",
        /// Hedge or hearsay ("on pense que", the conditional).
        Hedge = "hedge",
        /// Future, plan, demand, promise.
        Plan = "plan",
        /// Speech or attribution ("a déclaré", "selon").
        Speech = "speech",
    }
}

/// Names an entity of one article: a hash of (article, first mention, type), equal on equal runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ChainId(pub u64);

/// Names an event of one article: a hash of (article, first trigger, type).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EventId(pub u64);

/// The name of the rule that made a finding, as `explain` and the window show it ("name:ner", "trigger:verb", "role:passive-agent").
pub type RuleName = String;

/// A span that stands for an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The words.
    pub span: TextSpan,
    /// Name, description or pronoun.
    pub kind: MentionKind,
    /// Why it belongs to its chain.
    pub rule: RuleName,
}

/// A coreference chain: the mentions of one article that mean the same entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// Its id.
    pub id: ChainId,
    /// What it is.
    pub entity_type: EntityType,
    /// Its fullest name.
    pub name: String,
    /// Every exact string that names it, titles left out.
    pub aliases: Vec<String>,
    /// In the order of the text; never empty.
    pub mentions: Vec<Mention>,
}

/// Words that name an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// The words.
    pub span: TextSpan,
    /// What made them a trigger.
    pub rule: RuleName,
}

/// Who, what, where or when fills a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filler {
    /// An entity of the article.
    Chain(ChainId),
    /// Words that name no entity.
    Text,
    /// A time, with its value where the words give one.
    Time(Option<TimeValue>),
}

/// One filled role of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    /// The role.
    pub role: Role,
    /// What fills it.
    pub filler: Filler,
    /// The words in the text that fill it.
    pub span: TextSpan,
    /// Why they do.
    pub rule: RuleName,
}

/// A word that shows negation, hedge, plan or speech.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// What it shows.
    pub kind: CueKind,
    /// The words.
    pub span: TextSpan,
}

/// Who says so, as the article attributes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The speaker, where it is an entity of the article.
    pub chain: Option<ChainId>,
    /// The words that name or describe the speaker.
    pub span: TextSpan,
    /// Why the event is theirs.
    pub rule: RuleName,
}

/// How many, as the words say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The number that the guide asks for ("au moins 4" is 4, "une centaine" 100).
    pub value: u64,
    /// Lower end, where the words give one.
    pub min: Option<u64>,
    /// Upper end, where the words give one.
    pub max: Option<u64>,
    /// The words.
    pub span: TextSpan,
}

/// An event of one article; all its triggers, later mentions included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// What happened.
    pub event_type: EventType,
    /// In the order of the text; never empty.
    pub triggers: Vec<Trigger>,
    /// Its filled roles.
    pub args: Vec<Argument>,
    /// Affirmed or negated.
    pub polarity: Polarity,
    /// Actual, possible or planned.
    pub modality: Modality,
    /// Who says so; `None` for the article's own voice.
    pub source: Option<Source>,
    /// How many died, marched, were arrested…
    pub count: Option<Count>,
    /// The words behind polarity, modality and source.
    pub cues: Vec<Cue>,
}

/// A lasting tie that the article states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Its kind.
    pub relation_type: RelationType,
    /// Whose tie it is.
    pub from: ChainId,
    /// To what; `None` for a bare title.
    pub to: Option<ChainId>,
    /// The title or kinship as written.
    pub label: Option<String>,
    /// The words that state it.
    pub span: TextSpan,
    /// Why.
    pub rule: RuleName,
}

/// What identifies the making of an extraction: equal fingerprints on equal texts give equal findings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Version of the extraction rules.
    pub rules: u32,
    /// Hash of the model package; empty where none read the text.
    pub package: String,
    /// Hash of the lexicon.
    pub lexicon: String,
}

/// All findings of one article from one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extraction {
    /// The article.
    pub article: ArticleId,
    /// How it was made.
    pub fingerprint: Fingerprint,
    /// Sentences, in order, for evidence.
    pub sentences: Vec<TextSpan>,
    /// Its entities, in the order of their first mentions.
    pub chains: Vec<Chain>,
    /// Its events, in the order of their first triggers.
    pub events: Vec<Event>,
    /// Its relations, in the order of the text.
    pub relations: Vec<Relation>,
    /// How many candidate events were withheld for want of certainty.
    pub withheld: u32,
}

impl Extraction {
    /// The chain of that id.
    pub fn chain(&self, id: ChainId) -> Option<&Chain> {
        self.chains.iter().find(|c| c.id == id)
    }

    /// The sentence that holds a span's start.
    pub fn sentence_at(&self, span: TextSpan) -> Option<TextSpan> {
        let i = self.sentences.partition_point(|s| s.start <= span.start);
        i.checked_sub(1).map(|i| self.sentences[i])
    }
}
