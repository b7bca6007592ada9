//! Names -> keys under which chains of different articles count as one entity.

use crate::extract::finding::{Chain, EntityType};
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
pub(super) fn keys(entity_type: EntityType, chain: &Chain, link: Option<&Linked>) -> Vec<String> {
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
        EntityType::Place => add(place(&chain.name, link)),
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
