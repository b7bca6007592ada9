//! Names -> keys under which chains of different articles count as one entity.

use crate::extract::finding::{Chain, EntityType};
use crate::text::fold;

/// Names of places that differ between languages: the folded form used as key comes first.
const EXONYMS: &[&[&str]] = &[
    &["afghanistan"],
    &["kaboul", "kabul"],
    &["londres", "london"],
    &["moscou", "moscow"],
    &["pekin", "beijing"],
    &["bruxelles", "brussels"],
    &["geneve", "geneva"],
    &["vienne", "vienna"],
    &["varsovie", "warsaw"],
    &["rome", "roma"],
    &["milan", "milano"],
    &["lisbonne", "lisbon"],
    &["athenes", "athens"],
    &["le caire", "cairo", "caire"],
    &["alger", "algiers"],
    &["damas", "damascus"],
    &["alep", "aleppo"],
    &["bagdad", "baghdad"],
    &["teheran", "tehran"],
    &["jerusalem"],
    &["tel-aviv", "tel aviv"],
    &["beyrouth", "beirut"],
    &["etats-unis", "united states", "usa", "u.s.", "us", "etats-unis d'amerique", "united states of america"],
    &["royaume-uni", "united kingdom", "uk", "u.k."],
    &["grande-bretagne", "great britain", "britain"],
    &["angleterre", "england"],
    &["ecosse", "scotland"],
    &["allemagne", "germany"],
    &["espagne", "spain"],
    &["italie", "italy"],
    &["belgique", "belgium"],
    &["pays-bas", "netherlands"],
    &["suisse", "switzerland"],
    &["autriche", "austria"],
    &["grece", "greece"],
    &["turquie", "turkey"],
    &["russie", "russia"],
    &["ukraine"],
    &["pologne", "poland"],
    &["suede", "sweden"],
    &["norvege", "norway"],
    &["danemark", "denmark"],
    &["chine", "china"],
    &["japon", "japan"],
    &["coree du nord", "north korea"],
    &["coree du sud", "south korea"],
    &["inde", "india"],
    &["irak", "iraq"],
    &["syrie", "syria"],
    &["libye", "libya"],
    &["liban", "lebanon"],
    &["egypte", "egypt"],
    &["maroc", "morocco"],
    &["algerie", "algeria"],
    &["tunisie", "tunisia"],
    &["arabie saoudite", "saudi arabia"],
    &["bresil", "brazil"],
    &["mexique", "mexico"],
    &["mali"],
    &["cisjordanie", "west bank"],
    &["bande de gaza", "gaza strip"],
    &["crimee", "crimea"],
    &["europe"],
    &["afrique", "africa"],
];

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

fn place(name: &str) -> String {
    let bare = bare(name);
    let known = EXONYMS.iter().find(|names| names.contains(&bare.as_str()));
    known.map_or(bare, |names| names[0].to_owned())
}

/// True for names such as ONU, NATO, CGT.
fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    (2..=7).contains(&letters.clone().count()) && letters.clone().all(char::is_uppercase) && !name.contains(' ')
}

/// The keys of a chain; chains that share one are the same, unless a person says otherwise.
pub(super) fn keys(entity_type: EntityType, chain: &Chain) -> Vec<String> {
    let kind = entity_type.as_str();
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
            let plain = fold(&chain.name).replace(['-', '.'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
            add(plain);
        }
        EntityType::Place => add(place(&chain.name)),
        EntityType::Group | EntityType::Thing => add(bare(&chain.name)),
        EntityType::Organization => {
            add(bare(&chain.name));
            // An article that gives both forms ties the acronym to its long form.
            for alias in chain.aliases.iter().filter(|a| is_acronym(a) || a.split_whitespace().count() > 1) {
                add(bare(alias).replace('.', ""));
            }
        }
    }
    keys
}

/// What the id of an entity is made from.
pub(super) fn id_key(entity_type: EntityType, name: &str) -> String {
    let name = if entity_type == EntityType::Place { place(name) } else { bare(name) };
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
            (Place, chain("Kaboul", &[]), chain("Kabul", &[]), true),
            (Place, chain("les États-Unis", &[]), chain("United States", &[]), true),
            (Person, chain("Amrullah Saleh", &[]), chain("AMRULLAH SALEH", &[]), true),
            (Person, chain("Amrullah Saleh", &["Saleh"]), chain("Ali Saleh", &["Saleh"]), false),
            (Organization, chain("Organisation des Nations unies", &["ONU"]), chain("ONU", &["ONU"]), true),
            (Organization, chain("ministère", &[]), chain("police", &[]), false),
            (Group, chain("les talibans", &[]), chain("talibans", &[]), true),
        ] {
            let (a, b) = (keys(kind, &one), keys(kind, &other));
            assert_eq!(a.iter().any(|k| b.contains(k)), same, "{a:?} {b:?}");
        }
    }
}
