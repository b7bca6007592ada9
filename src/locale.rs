//! French and English wording of every code and caption, from the Fluent files in `assets/locale`.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

/// The language that the program speaks (articles have a `Language` of their own).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Locale {
    /// French.
    Fr,
    /// English.
    #[default]
    En,
}

const FRENCH: &str = include_str!("../assets/locale/fr.ftl");
const ENGLISH: &str = include_str!("../assets/locale/en.ftl");

type Bundle = FluentBundle<FluentResource>;

static FRENCH_BUNDLE: LazyLock<Bundle> = LazyLock::new(|| bundle("fr", FRENCH));
static ENGLISH_BUNDLE: LazyLock<Bundle> = LazyLock::new(|| bundle("en", ENGLISH));

impl Locale {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// What the environment asks for: `LC_ALL`, then `LC_MESSAGES`, then `LANG`; English where none says French.
    pub fn from_environment() -> Self {
        let set = |name| std::env::var(name).ok().filter(|v| !v.is_empty());
        let wish = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG")).unwrap_or_default();
        Self::from_tag(&wish)
    }

    /// From a tag such as `fr_FR.UTF-8`, `fr-CA` or `en`.
    pub fn from_tag(tag: &str) -> Self {
        let language = tag.split(['_', '-', '.']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("fr") { Self::Fr } else { Self::En }
    }

    /// The text of its message file.
    pub fn source(self) -> &'static str {
        match self {
            Self::Fr => FRENCH,
            Self::En => ENGLISH,
        }
    }

    /// The wording of a key, filled with `args`; the key itself where the file has none.
    pub fn message(self, key: &str, args: &[(&str, &str)]) -> String {
        self.wording(key, None, args).unwrap_or_else(|| key.to_owned())
    }

    /// The wording of a key's attribute; empty where the file has none.
    pub fn attribute(self, key: &str, attribute: &str, args: &[(&str, &str)]) -> String {
        self.wording(key, Some(attribute), args).unwrap_or_default()
    }

    /// True where the file has that key.
    pub fn has(self, key: &str) -> bool {
        self.bundle().get_message(key).is_some_and(|m| m.value().is_some())
    }

    fn wording(self, key: &str, attribute: Option<&str>, args: &[(&str, &str)]) -> Option<String> {
        let bundle = self.bundle();
        let message = bundle.get_message(key)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut fluent_args = FluentArgs::new();
        for &(name, value) in args {
            // A value that reads as a number takes part in plural rules.
            match value.parse::<i64>() {
                Ok(number) => fluent_args.set(name, number),
                Err(_) => fluent_args.set(name, value),
            }
        }
        Some(bundle.format_pattern(pattern, Some(&fluent_args), &mut Vec::new()).into_owned())
    }

    fn bundle(self) -> &'static Bundle {
        match self {
            Self::Fr => &FRENCH_BUNDLE,
            Self::En => &ENGLISH_BUNDLE,
        }
    }
}

fn bundle(tag: &str, source: &str) -> Bundle {
    let mut bundle = Bundle::new_concurrent(tag.parse().into_iter().collect());
    bundle.set_use_isolating(false);
    // A line that does not parse is left out; the tests find it by its missing key.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}
