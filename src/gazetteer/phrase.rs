//! The words of a place name -> what to look up: "la province de Kandahar" is Kandahar as a region, "le nord du Mali" a part of Mali.

use super::store::key;

/// What the words around a name say that it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing.
    #[default]
    Nothing,
    /// A province, state, district, valley.
    Region,
    /// A town, village, port, capital.
    City,
}

/// One way to read a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The key to look up.
    pub key: String,
    /// What the words say that it is.
    pub said: Said,
    /// True where only a part of it is meant.
    pub part: bool,
}

/// "le nord de", "northern": a part of what follows.
const PARTS_FR: &[&str] = &[
    "nord est",
    "nord ouest",
    "sud est",
    "sud ouest",
    "extreme nord",
    "extreme sud",
    "nord",
    "sud",
    "est",
    "ouest",
    "centre",
    "centre est",
    "centre ouest",
    "interieur",
    "cote",
    "littoral",
    "banlieue",
    "peripherie",
    "environs",
    "alentours",
    "frontiere",
    "confins",
    "large",
];
const PARTS_EN: &[&str] = &[
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "north eastern",
    "north western",
    "south eastern",
    "south western",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "upper",
    "lower",
    "north",
    "south",
    "east",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "greater",
    "downtown",
    "suburban",
    "rural",
];
const REGIONS: &[&str] = &[
    "province",
    "provinces",
    "region",
    "regions",
    "gouvernorat",
    "oblast",
    "etat",
    "departement",
    "comte",
    "district",
    "wilaya",
    "prefecture",
    "canton",
    "vallee",
    "land",
    "generalitat",
    "governorate",
    "state",
    "county",
    "department",
    "valley",
    "territoire",
    "communaute autonome",
    "voivodie",
    "emirat",
    "republique autonome",
    "enclave",
];
const CITIES: &[&str] = &[
    "ville",
    "village",
    "commune",
    "capitale",
    "port",
    "bourg",
    "localite",
    "municipalite",
    "agglomeration",
    "metropole",
    "city",
    "town",
    "capital",
    "municipality",
    "bourgade",
    "camp",
    "mairie",
    "aeroport",
    "gare",
    "airport",
    "hopital",
    "prison",
];
/// Words that join the kind to the name.
const JOINTS: &[&str] = &["de la ", "de l'", "du ", "des ", "de ", "d'", "of the ", "of "];

fn after_joint(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix(' ')?;
    JOINTS.iter().find_map(|j| rest.strip_prefix(j)).filter(|r| !r.is_empty())
}

/// The readings of a name, the likeliest first; the plain one is always among them.
pub(super) fn readings(name: &str) -> Vec<Reading> {
    let whole = key(name);
    let mut readings = vec![Reading { key: whole.clone(), said: Said::Nothing, part: false }];
    let mut add = |key_of: &str, said, part| {
        let reading = Reading { key: key(key_of), said, part };
        if !reading.key.is_empty() && !readings.contains(&reading) {
            readings.push(reading);
        }
    };
    for (words, said, part) in [
        (REGIONS, Said::Region, false),
        (CITIES, Said::City, false),
        (PARTS_FR, Said::Nothing, true),
        (PARTS_EN, Said::Nothing, true),
    ] {
        for word in words {
            if let Some(rest) = whole.strip_prefix(word) {
                if let Some(rest) = after_joint(rest) {
                    // A camp, airport or station stands near its town, not in the middle of it.
                    let near = ["camp", "aeroport", "airport", "gare", "prison", "hopital", "mairie"].contains(word);
                    add(rest, said, part || near);
                } else if words == PARTS_EN
                    && let Some(rest) = rest.strip_prefix(' ')
                {
                    add(rest, said, true);
                }
            }
            if let Some(rest) = whole.strip_suffix(word).and_then(|r| r.strip_suffix(' '))
                && words != PARTS_FR
                && words != PARTS_EN
            {
                let near = ["airport", "prison"].contains(word);
                add(rest, said, near);
            }
        }
    }
    readings
}

/// What the little word before a name says: French "à" stands before towns, "en" and "au" before countries and regions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// "à Québec".
    Town,
    /// "au Québec", "en Géorgie".
    Land,
    /// "l'Atlantique", "province de": something that has an article, or is told by the word before.
    Other,
}

/// The little word before a mention.
pub(super) fn before(text: &str, start: usize) -> Before {
    let head = text.get(..start).unwrap_or("").trim_end();
    let word = head.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    if word.len() == head.len() - head.rfind(word).unwrap_or(0) {
        match word {
            "à" | "À" => return Before::Town,
            "en" | "En" | "au" | "Au" | "aux" | "Aux" => return Before::Land,
            _ => {}
        }
    }
    Before::Other
}

/// What the word before a mention says: "la ville de", "the province of".
pub(super) fn told_before(text: &str, start: usize) -> Said {
    let mut from = start.saturating_sub(48);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let head = key(text.get(from..start).unwrap_or(""));
    let head = head.trim_end_matches(['\'', ' ']);
    let Some(head) = ["de la", "de l", "du", "des", "de", "d", "of the", "of"]
        .iter()
        .find_map(|j| head.strip_suffix(j).and_then(|h| h.strip_suffix(' ')).map(str::trim_end))
    else {
        return Said::Nothing;
    };
    let last = head.rsplit([' ', '\'']).next().unwrap_or("");
    match () {
        () if REGIONS.contains(&last) => Said::Region,
        () if ["ville", "village", "commune", "city", "town", "bourg"].contains(&last) => Said::City,
        () => Said::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_with_the_words_around_them() {
        let has = |name: &str, key: &str, said, part| {
            let wanted = Reading { key: key.to_owned(), said, part };
            assert!(readings(name).contains(&wanted), "{name}: {:?}", readings(name));
        };
        has("la province de Kandahar", "kandahar", Said::Region, false);
        has("Kandahar province", "kandahar", Said::Region, false);
        has("le nord du Mali", "mali", Said::Nothing, true);
        has("nord-est de l’Inde", "inde", Said::Nothing, true);
        has("northern Syria", "syria", Said::Nothing, true);
        has("l’État de New York", "new york", Said::Region, false);
        assert_eq!(readings("Nordhouse").len(), 1);
        assert_eq!(before("Il vit à Québec", 10), Before::Town);
        assert_eq!(before("Il vit au Québec", 10), Before::Land);
        assert_eq!(told_before("dans la province de Baghlan", 20), Said::Region);
        assert_eq!(told_before("dans la ville d’Alep", 18), Said::City);
    }
}
