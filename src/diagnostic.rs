//! A warning or an error as data: a code, the place, and the words that fill its message.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::locale::Locale;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing; nothing is missing.
    Info,
    /// Something was left out; the rest went on.
    Warning,
    /// What was asked could not be done.
    Error,
}

macro_rules! codes {
    ($($(#[$meta:meta])* $variant:ident = $key:literal $severity:ident),+ $(,)?) => {
        /// Everything that can go wrong or deserves a word; its wording lives in `assets/locale`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Code { $($(#[$meta])* #[serde(rename = $key)] $variant),+ }

        impl Code {
            /// All codes, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its key in the message files, and its name in machine-readable output.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// How much it matters.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),+ }
            }
        }
    };
}

codes! {
    /// No such file or folder.
    FileMissing = "file-missing" Error,
    /// The system refuses to let us read it.
    FileForbidden = "file-forbidden" Error,
    /// Reading failed for another reason of the system's.
    FileUnreadable = "file-unreadable" Error,
    /// Nothing in it but blanks.
    FileEmpty = "file-empty" Warning,
    /// Named as text, but binary inside.
    FileNotText = "file-not-text" Error,
    /// Above the limit of size.
    FileTooLarge = "file-too-large" Error,
    /// A format that we do not read.
    FileUnsupported = "file-unsupported" Error,
    /// A folder without any file that we read.
    FolderEmpty = "folder-empty" Warning,
    /// Files of other formats in a folder, passed over.
    FilesSkipped = "files-skipped" Info,
    /// A PDF of images without text.
    PdfScanned = "pdf-scanned" Error,
    /// A PDF behind a password.
    PdfEncrypted = "pdf-encrypted" Error,
    /// A PDF that cannot be taken apart.
    PdfDamaged = "pdf-damaged" Error,
    /// A page without a body of text.
    HtmlWithoutArticle = "html-without-article" Error,
    /// A word processor's file that cannot be taken apart.
    OfficeDamaged = "office-damaged" Error,
    /// A word processor's file in the old format or behind a password.
    OfficeClosed = "office-closed" Error,
    /// A line of a record file that is no JSON object.
    RecordDamaged = "record-damaged" Error,
    /// A record without text.
    RecordWithoutText = "record-without-text" Error,
    /// An article that the workspace already holds.
    ArticleKnown = "article-known" Info,
    /// An article in a language that is kept but not read.
    LanguageUnread = "language-unread" Info,
    /// Reading an article failed inside the program.
    ArticleFailed = "article-failed" Error,
    /// No such workspace file.
    WorkspaceMissing = "workspace-missing" Error,
    /// The workspace file is damaged.
    WorkspaceDamaged = "workspace-damaged" Error,
    /// Written by a newer version of the program.
    WorkspaceNewer = "workspace-newer" Error,
    /// Not a file of ours.
    WorkspaceForeign = "workspace-foreign" Error,
    /// Open in another window or process.
    WorkspaceLocked = "workspace-locked" Error,
    /// The file or its folder cannot be written.
    WorkspaceReadOnly = "workspace-read-only" Error,
    /// The workspace failed for another reason of the system's.
    WorkspaceFailed = "workspace-failed" Error,
    /// No room is left on the disk.
    DiskFull = "disk-full" Error,
    /// A picture of the graph could not be drawn.
    PictureFailed = "picture-failed" Error,
    /// No named snapshot of that name.
    SnapshotMissing = "snapshot-missing" Error,
    /// A snapshot of that name exists.
    SnapshotExists = "snapshot-exists" Error,
    /// No gesture is left to undo.
    NothingToUndo = "nothing-to-undo" Info,
    /// No gesture is left to redo.
    NothingToRedo = "nothing-to-redo" Info,
    /// The results could not be written.
    ExportFailed = "export-failed" Error,
    /// The results may not be written there.
    ExportForbidden = "export-forbidden" Error,
    /// The package of models cannot be used.
    PackageUnusable = "package-unusable" Error,
    /// The chosen package cannot be used; the bundled one reads in its place.
    PackageReplaced = "package-replaced" Warning,
    /// A package that was made for another language.
    PackageForeign = "package-foreign" Error,
    /// The list of chosen packages cannot be read.
    ModelsUnreadable = "models-unreadable" Warning,
    /// The program was built without its window.
    WindowAbsent = "window-absent" Error,
    /// The window could not open.
    WindowFailed = "window-failed" Error,
}

/// A warning or an error, with the place that it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What it is.
    pub code: Code,
    /// The file, as shown to the person.
    pub path: Option<String>,
    /// The article's name in lists, where it concerns one.
    pub article: Option<String>,
    /// The line of the file, from 1, where known.
    pub line: Option<usize>,
    /// What fills the message: (name, value).
    pub args: Vec<(String, String)>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    pub fn new(code: Code) -> Self {
        Self { code, path: None, article: None, line: None, args: Vec::new() }
    }

    /// A diagnostic of a file.
    pub fn of_file(code: Code, path: &Path) -> Self {
        Self::new(code).at(path)
    }

    /// Names the file.
    #[must_use]
    pub fn at(mut self, path: &Path) -> Self {
        self.path = Some(path.display().to_string());
        self
    }

    /// Names the article.
    #[must_use]
    pub fn in_article(mut self, name: &str) -> Self {
        self.article = Some(name.to_owned());
        self
    }

    /// Names the line, from 1.
    #[must_use]
    pub fn on_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// Adds a value that the message names.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// What happened, in one sentence without a full stop.
    pub fn title(&self, locale: Locale) -> String {
        locale.message(self.code.key(), &self.borrowed_args())
    }

    /// What to do about it.
    pub fn remedy(&self, locale: Locale) -> String {
        locale.attribute(self.code.key(), "remedy", &self.borrowed_args())
    }

    /// Where it happened: file, line, article; empty where it has no place.
    pub fn place(&self) -> String {
        let mut place = self.path.clone().unwrap_or_default();
        if let Some(line) = self.line {
            place.push_str(&format!(":{line}"));
        }
        if let Some(article) = &self.article
            && self.path.is_none()
        {
            place.push_str(article);
        }
        place
    }

    /// The whole in one line: place, what happened, remedy.
    pub fn line(&self, locale: Locale) -> String {
        let (place, title, remedy) = (self.place(), self.title(locale), self.remedy(locale));
        let colon = if locale == Locale::Fr { " : " } else { ": " };
        if place.is_empty() { format!("{title}. {remedy}") } else { format!("{place}{colon}{title}. {remedy}") }
    }

    fn borrowed_args(&self) -> Vec<(&str, &str)> {
        self.args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line(Locale::En))
    }
}

impl std::error::Error for Diagnostic {}
