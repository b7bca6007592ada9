//! Which package of models a language is read with, where a person has chosen another than the bundled one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic};
use crate::language::Language;
use crate::nlp::{Package, Pipeline};
use crate::workspace::Folders;

/// The choices of a person, kept as `models.toml` in the program's folder of settings: `fr = "/path/of/package.whl"`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelChoices {
    #[serde(flatten)]
    packages: BTreeMap<String, PathBuf>,
}

fn file(folders: &Folders) -> PathBuf {
    folders.config.join("models.toml")
}

impl ModelChoices {
    /// Reads the choices; none where there is no such file, an error where it cannot be understood.
    pub fn load(folders: &Folders) -> Result<Self, Diagnostic> {
        let path = file(folders);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(unusable(&path, error)),
        };
        toml::from_str(&text).map_err(|error| unusable(&path, error.message()))
    }

    /// Writes the choices.
    pub fn save(&self, folders: &Folders) -> Result<(), Diagnostic> {
        let path = file(folders);
        let failed = |reason: String| Diagnostic::of_file(Code::ExportFailed, &path).with("reason", reason);
        let text = toml::to_string(self).map_err(|e| failed(e.to_string()))?;
        std::fs::create_dir_all(&folders.config)
            .and_then(|()| std::fs::write(&path, text))
            .map_err(|e| failed(e.to_string()))
    }

    /// The package chosen for a language; `None` for the bundled one.
    pub fn of(&self, language: Language) -> Option<&Path> {
        self.packages.get(language.code()).map(PathBuf::as_path)
    }

    /// Chooses a package.
    pub fn choose(&mut self, language: Language, package: PathBuf) {
        self.packages.insert(language.code().to_owned(), package);
    }

    /// Goes back to the bundled package.
    pub fn forget(&mut self, language: Language) {
        self.packages.remove(language.code());
    }
}

fn unusable(path: &Path, reason: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::of_file(Code::ModelsUnreadable, path).with("reason", reason)
}

/// Reads a package for a language; one that was made for another is refused.
pub fn read_package(language: Language, path: &Path) -> Result<Pipeline, Diagnostic> {
    let refused =
        |reason: &dyn std::fmt::Display| Diagnostic::of_file(Code::PackageUnusable, path).with("reason", reason);
    let package = Package::load(path).map_err(|e| refused(&e))?;
    if package.lang != language.code() {
        return Err(Diagnostic::of_file(Code::PackageForeign, path)
            .with("found", &package.lang)
            .with("language", language.code()));
    }
    Pipeline::from_package(package).map_err(|e| refused(&e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_survive_their_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let folders = Folders::below(folder.path());
        assert_eq!(ModelChoices::load(&folders), Ok(ModelChoices::default()));
        let mut choices = ModelChoices::default();
        choices.choose(Language::Fr, "/a b/\"c\".whl".into());
        choices.save(&folders).expect("saved");
        assert_eq!(ModelChoices::load(&folders), Ok(choices.clone()));
        choices.forget(Language::Fr);
        choices.save(&folders).expect("saved");
        assert_eq!(ModelChoices::load(&folders).expect("read").of(Language::Fr), None);
        std::fs::write(file(&folders), "fr = [").expect("written");
        assert_eq!(ModelChoices::load(&folders).map_err(|d| d.code), Err(Code::ModelsUnreadable));
    }
}
