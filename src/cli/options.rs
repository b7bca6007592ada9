//! What was typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::locale::Locale;

/// Reads news articles into a graph of who did what to whom, where, when, and who says so.
///
/// Without a subcommand, opens the window; files named then are opened (workspaces) or imported (articles).
#[derive(Debug, Parser)]
#[command(name = "recoupe", version)]
pub struct Options {
    /// A workspace to open, or articles to import into the window
    pub files: Vec<PathBuf>,
    /// Language of messages; by default that of the system
    #[arg(long, global = true, value_enum)]
    pub lang: Option<MessageLanguage>,
    /// What to do; none opens the window
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Options {
    /// The language of messages.
    pub fn locale(&self) -> Locale {
        match self.lang {
            Some(MessageLanguage::Fr) => Locale::Fr,
            Some(MessageLanguage::En) => Locale::En,
            None => Locale::from_environment(),
        }
    }
}

/// Language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageLanguage {
    /// Français
    Fr,
    /// English
    En,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reads articles and writes what they say, one JSON object a line
    Extract(ExtractArguments),
    /// Reads articles into a workspace, making it where there is none
    Import {
        /// The workspace
        workspace: PathBuf,
        /// Files and folders of articles
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Threads; all cores where none is given
        #[arg(short = 'j', long)]
        threads: Option<usize>,
    },
    /// Writes the graph or the findings of a workspace to a file
    Export {
        /// The workspace
        workspace: PathBuf,
        /// Form of the output
        #[arg(long, value_enum)]
        format: ExportFormat,
        /// File to write; for csv, a folder or a file that ends in .zip
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Takes the last gesture of a workspace back
    Undo {
        /// The workspace
        workspace: PathBuf,
    },
    /// Brings the gesture of a workspace that was undone last back
    Redo {
        /// The workspace
        workspace: PathBuf,
    },
    /// Lists the corrections of a workspace, one gesture a line
    History {
        /// The workspace
        workspace: PathBuf,
    },
    /// Lists the entities of a workspace, why articles' mentions count as one, and pairs that may be one
    Resolve {
        /// The workspace
        workspace: PathBuf,
        /// Form of the output
        #[arg(long, value_enum, default_value = "text")]
        format: ReportFormat,
    },
    /// Lists who says what of each event that several claims tell of, or all that one speaker is quoted with
    Claims {
        /// The workspace
        workspace: PathBuf,
        /// A speaker, by name
        #[arg(long)]
        speaker: Option<String>,
        /// Form of the output
        #[arg(long, value_enum, default_value = "text")]
        format: ReportFormat,
    },
    /// Lists the contradictions of a workspace, the worst first
    Contradictions {
        /// The workspace
        workspace: PathBuf,
        /// Form of the output
        #[arg(long, value_enum, default_value = "text")]
        format: ReportFormat,
    },
    /// Tells what changed between a named snapshot and another, or the present graph
    Diff {
        /// The workspace
        workspace: PathBuf,
        /// The earlier snapshot, by name
        one: String,
        /// The later one; the present graph where none is named
        other: Option<String>,
        /// Form of the output
        #[arg(long, value_enum, default_value = "text")]
        format: ReportFormat,
    },
    /// Writes the tokens, tags, heads and entities of articles
    Annotate {
        /// A package of models instead of the bundled one: wheel, folder or packed file
        #[arg(long)]
        model: Option<PathBuf>,
        /// Form of the output
        #[arg(long, value_enum, default_value = "jsonl")]
        format: ExtractFormat,
        /// Files and folders of articles; a .jsonl file holds one {"id", "text"} a line
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Tells why an article reads as it does: its parse, the rules tried, and what blocked them
    Explain {
        /// The article
        path: PathBuf,
        /// Only the sentence of this event, counted from 1 in the order of the text
        #[arg(long)]
        event: Option<usize>,
    },
    /// Writes the rows that the scorers of events train on, for a folder of annotated articles
    #[command(hide = true)]
    Rows {
        /// Folder of NAME.txt with NAME.json beside them
        folder: PathBuf,
    },
    /// Packs a package of models, or tells about one
    Model {
        /// What to do
        #[command(subcommand)]
        command: ModelCommand,
    },
}

/// What can be done with packages of models.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Packs a published package (wheel or folder) into one file
    Pack {
        /// The package
        package: PathBuf,
        /// File to write
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Tells what a package is and holds
    Info {
        /// The package
        package: PathBuf,
    },
    /// Lists the packages that articles are read with, the bundled ones and those chosen
    List,
    /// Chooses the package that a language is read with
    Use {
        /// The language
        #[arg(value_enum)]
        language: ReadLanguage,
        /// A wheel, folder or packed file; `bundled` goes back to the one that the program carries
        package: PathBuf,
    },
}

/// A language that articles are read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReadLanguage {
    /// French
    Fr,
    /// English
    En,
}

/// Forms of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Lines to read
    Text,
    /// One JSON value
    Json,
}

/// Forms of exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One JSON object a line, one line an article
    Jsonl,
    /// One JSON array of articles
    Json,
    /// The graph of entities
    Graphml,
    /// Tables of entities, events and relations
    Csv,
}

/// What `extract` takes.
#[derive(Debug, Args)]
pub struct ExtractArguments {
    /// Files and folders of articles
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "jsonl")]
    pub format: ExtractFormat,
    /// File to write; stdout where none is named
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Threads; all cores where none is given
    #[arg(short = 'j', long)]
    pub threads: Option<usize>,
}

/// Forms of the output of `extract` and `annotate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// One JSON object a line, one line an article
    Jsonl,
    /// One JSON array
    Json,
}
