//! Folder or wheel -> the package's files by name.

use std::cell::RefCell;
use std::fs::File;
use std::io::Read;
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

impl Source {
    pub fn open(path: &Path) -> Result<Self> {
        let place = if path.is_dir() {
            Place::Folder(config_folder(path, 3).ok_or_else(|| PackageError::NotAPackage { path: path.to_owned() })?)
        } else {
            let file = File::open(path).map_err(|source| PackageError::Io { path: path.to_owned(), source })?;
            let archive =
                zip::ZipArchive::new(file).map_err(|_| PackageError::NotAPackage { path: path.to_owned() })?;
            let config = archive
                .file_names()
                .filter(|n| n.ends_with("/config.cfg") || *n == "config.cfg")
                .min_by_key(|n| n.len());
            let prefix = config.map(|n| n.trim_end_matches("config.cfg").to_owned());
            let prefix = prefix.ok_or_else(|| PackageError::NotAPackage { path: path.to_owned() })?;
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
                read.map_err(|source| PackageError::Io { path: path.clone(), source })?;
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

/// The folder itself or the first one below it that holds `config.cfg` and `meta.json`.
fn config_folder(folder: &Path, depth: usize) -> Option<PathBuf> {
    if folder.join("config.cfg").is_file() && folder.join("meta.json").is_file() {
        return Some(folder.to_owned());
    }
    let mut below: Vec<PathBuf> =
        std::fs::read_dir(folder).ok()?.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.is_dir()).collect();
    below.sort();
    below.iter().filter(|_| depth > 0).find_map(|p| config_folder(p, depth - 1))
}
