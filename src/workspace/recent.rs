//! Where things are kept on this machine, and which workspaces were open of late.

use std::path::{Path, PathBuf};

/// The program's folders.
#[derive(Clone, Debug)]
pub struct Folders {
    /// Holds the unnamed workspace.
    pub data: PathBuf,
    /// Holds the list of recent workspaces.
    pub config: PathBuf,
}

impl Folders {
    /// Those that the platform provides; below the temporary folder where it provides none.
    pub fn of_platform() -> Self {
        match directories::ProjectDirs::from("", "", "Recoupe") {
            Some(dirs) => Self { data: dirs.data_dir().to_owned(), config: dirs.config_dir().to_owned() },
            None => Self::below(&std::env::temp_dir().join("recoupe")),
        }
    }

    /// Both below one folder, as tests want them.
    pub fn below(folder: &Path) -> Self {
        Self { data: folder.join("data"), config: folder.join("config") }
    }

    /// The workspace that has no name yet.
    pub fn unnamed(&self) -> PathBuf {
        self.data.join("unnamed.recoupe")
    }
}

/// Workspaces that were open of late, the last one first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recent {
    /// Their files.
    pub paths: Vec<PathBuf>,
}

/// More would not fit a menu.
const LIMIT: usize = 12;

impl Recent {
    /// Reads the list; an unreadable one is empty.
    pub fn load(folders: &Folders) -> Self {
        let text = std::fs::read_to_string(folders.config.join("recent.json")).unwrap_or_default();
        let paths: Vec<PathBuf> = serde_json::from_str(&text).unwrap_or_default();
        Self { paths }
    }

    /// Puts a workspace first and writes the list; a list that cannot be written is no reason to stop.
    pub fn note(&mut self, path: &Path, folders: &Folders) {
        self.paths.retain(|p| p != path);
        self.paths.insert(0, path.to_owned());
        self.paths.truncate(LIMIT);
        let json = serde_json::to_string_pretty(&self.paths).unwrap_or_default();
        let _ = std::fs::create_dir_all(&folders.config)
            .and_then(|()| std::fs::write(folders.config.join("recent.json"), json));
    }
}
