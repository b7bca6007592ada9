//! Folder or wheel -> the package's files by name.

use std::cell::RefCell;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{PackageError, Result};

/// Where the files of a published package lie.
pub(super) struct Source {
    place: Place,
    /// Hash of all that has been read.
    digest: RefCell<Sha256>,
}

enum Place {
    Folder(PathBuf),
    Wheel { archive: RefCell<zip::ZipArchive<File>>, prefix: String, path: PathBuf },
}

const MAX_FILE: u64 = 1 << 30;
const MAX_META: u64 = 1 << 20;

impl Source {
    pub fn open(path: &Path) -> Result<Self> {
        let place = if path.is_dir() {
            Place::Folder(folder_with(path, &["config.cfg", "meta.json"], 3).ok_or_else(|| foreign_folder(path))?)
        } else {
            let failed = |source| PackageError::Io { path: path.to_owned(), source };
            let mut file = File::open(path).map_err(failed)?;
            let mut start = Vec::new();
            file.by_ref().take(4).read_to_end(&mut start).map_err(failed)?;
            file.rewind().map_err(failed)?;
            let length = file.metadata().map_err(failed)?.len();
            // The list of an archive's files stands at its end.
            let cut = || PackageError::Truncated { file: path.display().to_string(), at: length as usize };
            let other = || PackageError::NotAPackage { path: path.to_owned() };
            let is_zip = start == b"PK\x03\x04";
            let mut archive = zip::ZipArchive::new(file).map_err(|_| if is_zip { cut() } else { other() })?;
            let config = archive
                .file_names()
                .filter(|n| n.ends_with("/config.cfg") || *n == "config.cfg")
                .min_by_key(|n| n.len());
            let prefix = config.map(|n| n.trim_end_matches("config.cfg").to_owned());
            let Some(prefix) = prefix else {
                let meta = archive.file_names().filter(|n| n.ends_with("meta.json")).min_by_key(|n| n.len());
                let meta = meta.map(str::to_owned);
                let mut text = String::new();
                if let Some(mut entry) = meta.and_then(|m| archive.by_name(&m).ok()) {
                    // What cannot be read is no package either.
                    let _ = entry.by_ref().take(MAX_META).read_to_string(&mut text);
                }
                return Err(old_format(path, &text).unwrap_or_else(other));
            };
            Place::Wheel { archive: RefCell::new(archive), prefix, path: path.to_owned() }
        };
        Ok(Self { place, digest: RefCell::default() })
    }

    /// The bytes of a file; `Missing` where the package has none of that name.
    pub fn file(&self, name: &str) -> Result<Vec<u8>> {
        let missing = || PackageError::Missing { file: name.to_owned(), what: "the file".to_owned() };
        let bytes = match &self.place {
            Place::Folder(folder) => {
                let path = folder.join(name);
                if !path.is_file() {
                    return Err(missing());
                }
                std::fs::read(&path).map_err(|source| PackageError::Io { path, source })?
            }
            Place::Wheel { archive, prefix, path } => {
                let mut archive = archive.borrow_mut();
                let mut entry = archive.by_name(&format!("{prefix}{name}")).map_err(|_| missing())?;
                let mut bytes = Vec::new();
                let read = entry.by_ref().take(MAX_FILE).read_to_end(&mut bytes);
                read.map_err(|source| PackageError::Io { path: path.join(name), source })?;
                bytes
            }
        };
        let mut digest = self.digest.borrow_mut();
        digest.update(name);
        digest.update(&bytes);
        Ok(bytes)
    }

    pub fn text(&self, name: &str) -> Result<String> {
        String::from_utf8(self.file(name)?)
            .map_err(|e| PackageError::Truncated { file: name.to_owned(), at: e.utf8_error().valid_up_to() })
    }

    /// Hash of the files read so far, 16 hexadecimal digits.
    pub fn hash(&self) -> String {
        self.digest.borrow().clone().finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
    }
}

/// The folder itself or the first one below it that holds these files.
fn folder_with(folder: &Path, files: &[&str], depth: usize) -> Option<PathBuf> {
    if files.iter().all(|f| folder.join(f).is_file()) {
        return Some(folder.to_owned());
    }
    let mut below: Vec<PathBuf> =
        std::fs::read_dir(folder).ok()?.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.is_dir()).collect();
    below.sort();
    below.iter().filter(|_| depth > 0).find_map(|p| folder_with(p, files, depth - 1))
}

/// Why a folder without `config.cfg` is refused.
fn foreign_folder(path: &Path) -> PackageError {
    let meta = folder_with(path, &["meta.json"], 3).and_then(|f| std::fs::read_to_string(f.join("meta.json")).ok());
    meta.and_then(|text| old_format(path, &text)).unwrap_or_else(|| PackageError::NotAPackage { path: path.to_owned() })
}

/// The version that a package without `config.cfg` says that it was made for: those of spaCy 2 have only `meta.json`.
fn old_format(path: &Path, meta: &str) -> Option<PackageError> {
    let meta: serde_json::Value = serde_json::from_str(meta).ok()?;
    let version = meta.get("spacy_version")?.as_str()?.to_owned();
    Some(PackageError::OldFormat { path: path.to_owned(), version })
}
