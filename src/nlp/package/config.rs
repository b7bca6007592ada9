//! `config.cfg` -> sections of JSON values, as far as the runtime needs them.

use std::collections::BTreeMap;

use serde_json::Value;

/// Section -> key -> value; values that are no JSON (references) are kept as strings.
pub(super) struct Config(BTreeMap<String, BTreeMap<String, Value>>);

impl Config {
    pub fn parse(text: &str) -> Self {
        let mut sections: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
        let mut section = String::new();
        for line in text.lines().map(str::trim_end) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                name.clone_into(&mut section);
            } else if let Some((key, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
                let (key, value) = (key.trim().to_owned(), value.trim());
                let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
                sections.entry(section.clone()).or_default().insert(key, value);
            }
        }
        Self(sections)
    }

    pub fn get(&self, section: &str, key: &str) -> Option<&Value> {
        self.0.get(section)?.get(key)
    }

    pub fn str(&self, section: &str, key: &str) -> Option<&str> {
        self.get(section, key)?.as_str()
    }

    pub fn flag(&self, section: &str, key: &str) -> bool {
        self.get(section, key).and_then(Value::as_bool).unwrap_or(false)
    }

    pub fn strings(&self, section: &str, key: &str) -> Vec<String> {
        let items = self.get(section, key).and_then(Value::as_array);
        items.into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_sections_and_json_values() {
        let config = Config::parse(
            "[nlp]\nlang = \"fr\"\npipeline = [\"tok2vec\",\"ner\"]\n\n[components.x]\noverwrite = true\nwidth = ${a.b:c}\n",
        );
        assert_eq!(config.str("nlp", "lang"), Some("fr"));
        assert_eq!(config.strings("nlp", "pipeline"), ["tok2vec", "ner"]);
        assert!(config.flag("components.x", "overwrite"));
        assert_eq!(config.str("components.x", "width"), Some("${a.b:c}"));
    }
}
