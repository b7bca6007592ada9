//! Names -> keys under which chains of different articles count as one entity.

use crate::extract::finding::{Chain, EntityType, MentionKind};
use crate::gazetteer::Linked;
use crate::text::fold;

/// Folded, without a leading article; hyphens between words count as blanks for all but places.
fn bare(name: &str) -> String {
    let folded = fold(name);
    for article in ["le ", "la ", "les ", "l'", "the "] {
        if let Some(rest) = folded.strip_prefix(article).filter(|r| !r.is_empty()) {
            return rest.to_owned();
        }
    }
    folded
}

/// Bodies that French and English call by names that share nothing; the first is the key.
const BODIES: &[&[&str]] = &[
    &["onu", "un", "nations unies", "united nations", "organisation des nations unies", "united nations organization"],
    &[
        "otan",
        "nato",
        "organisation du traite de l'atlantique nord",
        "north atlantic treaty organization",
        "alliance atlantique",
    ],
    &["union europeenne", "european union", "ue", "eu"],
    &["commission europeenne", "european commission"],
    &["parlement europeen", "european parliament"],
    &["oms", "who", "organisation mondiale de la sante", "world health organization"],
    &["fmi", "imf", "fonds monetaire international", "international monetary fund"],
    &["omc", "wto", "organisation mondiale du commerce", "world trade organization"],
    &["banque mondiale", "world bank"],
    &["aiea", "iaea", "agence internationale de l'energie atomique", "international atomic energy agency"],
    &["cpi", "icc", "cour penale internationale", "international criminal court"],
    &["cij", "icj", "cour internationale de justice", "international court of justice"],
    &["hcr", "unhcr", "haut-commissariat aux refugies", "un refugee agency"],
    &["union africaine", "african union", "ua", "au"],
    &[
        "cedeao",
        "ecowas",
        "communaute economique des etats de l'afrique de l'ouest",
        "economic community of west african states",
    ],
    &["ligue arabe", "arab league"],
    &[
        "osce",
        "organisation pour la securite et la cooperation en europe",
        "organization for security and co-operation in europe",
    ],
    &["ocde", "oecd"],
    &["conseil de securite", "security council", "conseil de securite de l'onu", "un security council"],
    &["assemblee generale de l'onu", "un general assembly"],
    &["croix-rouge", "red cross"],
    &["comite international de la croix-rouge", "cicr", "icrc", "international committee of the red cross"],
    &["medecins sans frontieres", "msf", "doctors without borders"],
    &["amnesty international", "amnesty"],
    &[
        "etat islamique",
        "islamic state",
        "ei",
        "isis",
        "isil",
        "daech",
        "daesh",
        "groupe etat islamique",
        "islamic state group",
    ],
    &["al-qaida", "al-qaeda", "al qaida", "al qaeda", "al-qaida"],
    &["talibans", "taliban", "taleban"],
    &["hezbollah", "hizbollah", "hizbullah"],
    &["freres musulmans", "muslim brotherhood"],
    &["parti travailliste", "labour party", "labour"],
    &["parti conservateur", "conservative party", "tories"],
    &["parti republicain", "republican party"],
    &["parti democrate", "democratic party"],
    &["cour supreme", "supreme court"],
    &["congres", "congress"],
    &["reserve federale", "federal reserve", "fed"],
    &["banque centrale europeenne", "european central bank", "bce", "ecb"],
];

/// The key of a body: that of its other names where it is widely known under several.
fn body(name: &str) -> String {
    BODIES.iter().find(|names| names.contains(&name)).map_or_else(|| name.to_owned(), |names| names[0].to_owned())
}

/// The gazetteer's number where it is certain of the whole place, or else the name.
fn place(name: &str, link: Option<&Linked>) -> String {
    match link {
        Some(Linked::Place { id, part: false }) => format!("#{}", id.0),
        _ => bare(name),
    }
}

/// True for names such as ONU, NATO, CGT.
fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    (2..=7).contains(&letters.clone().count()) && letters.clone().all(char::is_uppercase) && !name.contains(' ')
}

/// The keys of a chain; chains that share one are the same, unless a person says otherwise.
fn keys(entity_type: EntityType, chain: &Chain, link: Option<&Linked>) -> Vec<String> {
    // Readers of one article take for a thing or a group what others take for a body.
    let kind = match entity_type {
        EntityType::Organization | EntityType::Group | EntityType::Thing => "body",
        other => other.as_str(),
    };
    let mut keys = Vec::new();
    let mut add = |key: String| {
        let key = format!("{kind}:{key}");
        if !key.ends_with(':') && !keys.contains(&key) {
            keys.push(key);
        }
    };
    match entity_type {
        // By the full name alone: a surname may be anybody's.
        EntityType::Person => {
            add(person_words(&chain.name).join(" ").replace('-', " "));
        }
        EntityType::Place => add(place(&chain.name, link)),
        EntityType::Group | EntityType::Thing => add(body(&bare(&chain.name))),
        EntityType::Organization => {
            add(body(&bare(&chain.name)));
            // An article that gives both forms ties the acronym to its long form.
            for alias in chain.aliases.iter().filter(|a| is_acronym(a) || a.split_whitespace().count() > 1) {
                add(body(&bare(alias).replace('.', "")));
            }
        }
    }
    keys
}

/// The words of a person's name, folded, without titles; hyphens join.
fn person_words(name: &str) -> Vec<String> {
    let folded = fold(name).replace('.', " ");
    let words = folded.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
    let words: Vec<String> = words.filter(|w| !w.is_empty()).collect();
    let title = |w: &String| TITLES.contains(&w.as_str());
    let start = words.iter().take_while(|w| title(w)).count();
    words[start.min(words.len().saturating_sub(1))..].to_vec()
}

/// Words before a name that are no part of it.
const TITLES: &[&str] = &[
    "m",
    "mm",
    "mme",
    "mmes",
    "mlle",
    "dr",
    "pr",
    "me",
    "mr",
    "mrs",
    "ms",
    "miss",
    "sir",
    "lord",
    "lady",
    "dame",
    "monsieur",
    "madame",
    "mademoiselle",
    "docteur",
    "professeur",
    "maitre",
    "president",
    "presidente",
    "general",
    "colonel",
    "capitaine",
    "commandant",
    "lieutenant",
    "sergent",
    "captain",
    "major",
    "prefet",
    "prefete",
    "maire",
    "mayor",
    "ministre",
    "minister",
    "senateur",
    "senator",
    "depute",
    "juge",
    "judge",
    "procureur",
    "prosecutor",
    "pape",
    "pope",
    "roi",
    "reine",
    "king",
    "queen",
    "prince",
    "princesse",
    "princess",
    "cheikh",
    "sheikh",
    "imam",
    "rabbin",
    "abbe",
    "pere",
    "soeur",
    "commissaire",
    "prefect",
];

/// The consonants of a word as most alphabets' transliterations agree on them: "poutine" and "putin", "chevtchenko" and
/// "shevchenko", "mohammed" and "muhamad" share theirs.
pub(super) fn skeleton(word: &str) -> String {
    let mut plain = word.replace(['\'', '-'], "");
    for (from, to) in [
        ("tch", "C"),
        ("tsch", "C"),
        ("sch", "S"),
        ("sh", "S"),
        ("ch", "S"),
        ("kh", "k"),
        ("gh", "g"),
        ("dh", "d"),
        ("ph", "f"),
        ("dj", "j"),
        ("ck", "k"),
        ("qu", "k"),
        ("q", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("ts", "z"),
        ("tz", "z"),
        ("h", ""),
    ] {
        plain = plain.replace(from, to);
    }
    // English writes ch what French writes tch.
    let plain = plain.replace('C', "S").replace('c', "k");
    let mut out = String::new();
    for (i, c) in plain.chars().enumerate() {
        let vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        let c = if vowel && i == 0 { 'a' } else { c };
        if !(vowel && i > 0 || out.ends_with(c)) {
            out.push(c);
        }
    }
    out
}

/// The initials of a long form, its small words left out.
fn initials(name: &str) -> String {
    let folded = bare(name).replace(['-', '\''], " ");
    let small = [
        "de", "du", "des", "d", "l", "la", "le", "les", "et", "of", "the", "and", "for", "pour", "a", "au", "aux",
        "en", "in",
    ];
    folded.split_whitespace().filter(|w| !small.contains(w)).filter_map(|w| w.chars().next()).collect()
}

/// The letters of an acronym, folded; `None` for other names.
fn acronym(name: &str) -> Option<String> {
    is_acronym(name).then(|| fold(name).replace(['.', '-'], ""))
}

/// All that comparing an entity's name asks for; made once an article.
#[derive(Clone, Debug)]
pub(super) struct Forms {
    /// The keys under which it counts as one with others.
    pub keys: Vec<String>,
    /// What it tells of its article's story.
    pub story: String,
    /// Without its type.
    pub plain: String,
    /// The words of a person's name.
    pub words: Vec<String>,
    /// True where the article names it.
    pub named: bool,
    /// The letters of an acronym.
    pub acronym: Option<String>,
    /// The initials of a long form of an organization.
    pub initials: String,
}

impl Forms {
    /// The forms of a chain's name.
    pub fn of(chain: &Chain, link: Option<&Linked>) -> Self {
        let organization = chain.entity_type == EntityType::Organization;
        Self {
            keys: keys(chain.entity_type, chain, link),
            story: story_key(chain, link),
            plain: plain(&chain.name),
            words: person_words(&chain.name),
            named: chain.mentions.iter().any(|m| m.kind == MentionKind::Name),
            acronym: acronym(&chain.name),
            initials: if organization { initials(&chain.name) } else { String::new() },
        }
    }
}

/// The form of a name that tells which story an article is of, whatever its spelling and the type that a reader took it for.
fn story_key(chain: &Chain, link: Option<&Linked>) -> String {
    if let Some(Linked::Place { id, .. }) = link {
        return format!("#{}", id.0);
    }
    let words = person_words(&chain.name);
    if chain.entity_type == EntityType::Person && words.len() > 1 {
        return words.iter().map(|w| skeleton(w)).collect::<Vec<_>>().join(" ");
    }
    body(&bare(&chain.name))
}

/// The plain form of a name, without its type.
fn plain(name: &str) -> String {
    body(&bare(name))
}

/// What the id of an entity is made from.
pub(super) fn id_key(entity_type: EntityType, name: &str, link: Option<&Linked>) -> String {
    let name = if entity_type == EntityType::Place { place(name, link) } else { bare(name) };
    format!("{entity_type}:{name}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::finding::ChainId;

    #[test]
    fn like_names_share_a_key() {
        let chain = |name: &str, aliases: &[&str]| Chain {
            id: ChainId(0),
            entity_type: EntityType::Thing,
            name: name.to_owned(),
            aliases: aliases.iter().map(|&a| a.to_owned()).collect(),
            mentions: Vec::new(),
        };
        use EntityType::{Group, Organization, Person, Place};
        for (kind, one, other, same) in [
            (Place, chain("Valdorne", &[]), chain("VALDORNE", &[]), true),
            (Person, chain("Amrullah Saleh", &[]), chain("AMRULLAH SALEH", &[]), true),
            (Person, chain("Amrullah Saleh", &["Saleh"]), chain("Ali Saleh", &["Saleh"]), false),
            (Organization, chain("Organisation des Nations unies", &["ONU"]), chain("ONU", &["ONU"]), true),
            (Organization, chain("ministère", &[]), chain("police", &[]), false),
            (Group, chain("les talibans", &[]), chain("talibans", &[]), true),
        ] {
            let (a, b) = (keys(kind, &one, None), keys(kind, &other, None));
            assert_eq!(a.iter().any(|k| b.contains(k)), same, "{a:?} {b:?}");
        }
    }
}
