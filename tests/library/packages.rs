//! Packages as published: a small one of every component with weights drawn at random (`training/tiny.py`) beside the
//! reference, and what is said of those that cannot be read.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use recoupe::nlp::{Annotation, Package, PackageError, Pipeline, pack};
use serde_json::Value;
use tempfile::TempDir;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|e| e.expect("an entry").into_path())
        .filter(|p| p.is_file())
        .collect()
}

/// A copy of the small package, to be damaged.
fn copy() -> TempDir {
    let (folder, tiny) = (tempfile::tempdir().expect("a folder"), data("tiny"));
    for file in files(&tiny) {
        let to = folder.path().join(file.strip_prefix(&tiny).expect("inside"));
        fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        fs::copy(&file, to).expect("copied");
    }
    folder
}

/// The small package as a wheel.
fn wheel(folder: &Path) -> PathBuf {
    let (path, tiny) = (folder.join("en_tiny-1.0.0-py3-none-any.whl"), data("tiny"));
    let mut wheel = zip::ZipWriter::new(fs::File::create(&path).expect("made"));
    for file in files(&tiny) {
        let name = file.strip_prefix(&tiny).expect("inside").display().to_string().replace('\\', "/");
        let options = zip::write::SimpleFileOptions::default();
        wheel.start_file(format!("en_tiny/en_tiny-1.0.0/{name}"), options).expect("an entry");
        wheel.write_all(&fs::read(&file).expect("read")).expect("written");
    }
    wheel.finish().expect("written");
    path
}

fn pipeline(path: &Path) -> Pipeline {
    Package::load(path).and_then(Pipeline::from_package).expect("a pipeline")
}

fn refusal(path: &Path) -> PackageError {
    Package::load(path).and_then(Pipeline::from_package).map(|p| p.name().to_owned()).expect_err("a refusal")
}

/// The error names all of these.
#[track_caller]
fn names(path: &Path, words: &[&str]) {
    let told = refusal(path).to_string();
    for word in words {
        assert!(told.contains(word), "{told:?} does not name {word:?}");
    }
}

#[test]
fn a_published_package_agrees_with_the_reference() {
    let pipeline = pipeline(&data("tiny"));
    let text = fs::read_to_string(data("parity/tiny.jsonl")).expect("fixtures");
    for line in text.lines() {
        let mut expected: Value = serde_json::from_str(line).expect("JSON");
        let text = expected["text"].take().as_str().expect("text").to_owned();
        expected.as_object_mut().expect("an object").remove("text");
        let found = serde_json::to_value(Annotation::new(&text, &pipeline.annotate(&text))).expect("JSON");
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn a_wheel_reads_as_its_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, other) = (pipeline(&data("tiny")), pipeline(&wheel(folder.path())));
    assert_eq!((one.name(), one.hash()), (other.name(), other.hash()));
    let text = "The mayor met two men in Lyon.";
    assert_eq!(one.annotate(text), other.annotate(text));
    let packed = folder.path().join("tiny.recoupe");
    pack(&data("tiny"), &packed).expect("packed");
    assert_eq!(pipeline(&packed).hash(), one.hash());
}

#[test]
fn a_cut_wheel_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = wheel(folder.path());
    let bytes = fs::read(&path).expect("read");
    for cut in [10, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&path, &bytes[..cut]).expect("written");
        names(&path, &["en_tiny-1.0.0-py3-none-any.whl", "ends too early"]);
    }
    fs::write(&path, "no archive").expect("written");
    assert!(matches!(refusal(&path), PackageError::NotAPackage { .. }));
}

#[test]
fn a_cut_file_is_named() {
    for file in ["tok2vec/model", "parser/model", "parser/moves", "tokenizer", "lemmatizer/lookups/lookups.bin"] {
        let folder = copy();
        let bytes = fs::read(folder.path().join(file)).expect("read");
        fs::write(folder.path().join(file), &bytes[..bytes.len() / 2]).expect("written");
        names(folder.path(), &[file, "ends too early"]);
        fs::remove_file(folder.path().join(file)).expect("removed");
        names(folder.path(), &[file, "missing"]);
    }
}

#[test]
fn a_tensor_of_another_shape_is_named() {
    let folder = copy();
    let model = folder.path().join("tok2vec/model");
    let mut bytes = fs::read(&model).expect("read");
    // The first table of embeddings, [60, 12] in MessagePack.
    let at = bytes.windows(3).position(|w| w == [0x92, 60, 12]).expect("the shape");
    bytes[at..at + 3].copy_from_slice(&[0x92, 12, 60]);
    fs::write(&model, bytes).expect("written");
    names(folder.path(), &["tok2vec/model", "hashembed.E", "[rows, 60]"]);

    let folder = copy();
    let settings = folder.path().join("tagger/cfg");
    let text = fs::read_to_string(&settings).expect("read").replacen("\"NN\",", "", 1);
    fs::write(&settings, text).expect("written");
    names(folder.path(), &["tagger/model", "softmax.W", "[8, 12]", "[7, 12]"]);
}

#[test]
fn a_missing_table_is_named() {
    let folder = copy();
    // An empty map.
    fs::write(folder.path().join("lemmatizer/lookups/lookups.bin"), [0x80]).expect("written");
    names(folder.path(), &["lemmatizer/lookups/lookups.bin", "lemma_lookup", "component lemmatizer"]);
}

#[test]
fn what_the_runtime_does_not_have_is_named() {
    let change = |from: &str, to: &str| {
        let folder = copy();
        let config = folder.path().join("config.cfg");
        let text = fs::read_to_string(&config).expect("read");
        assert!(text.contains(from), "{from}");
        fs::write(config, text.replacen(from, to, 1)).expect("written");
        folder
    };
    let folder = change("factory = \"tok2vec\"", "factory = \"transformer\"");
    names(folder.path(), &["config.cfg", "component tok2vec", "transformer"]);
    let folder = change("spacy.Tok2VecListener.v1", "spacy-transformers.TransformerListener.v1");
    names(folder.path(), &["config.cfg", "TransformerListener", "component"]);
    let folder = change("mode = \"lookup\"", "mode = \"pymorphy3\"");
    names(folder.path(), &["config.cfg", "pymorphy3", "component lemmatizer"]);
    let folder = change("lang = \"en\"", "lang = \"nl\"");
    names(folder.path(), &["config.cfg", "component lemmatizer", "nl"]);
}

#[test]
fn a_package_of_the_second_version_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("fr_core_news_sm/fr_core_news_sm-2.3.0");
    fs::create_dir_all(&inside).expect("made");
    let meta = r#"{"lang":"fr","name":"core_news_sm","version":"2.3.0","spacy_version":">=2.3.0,<2.4.0"}"#;
    fs::write(inside.join("meta.json"), meta).expect("written");
    names(folder.path(), &["spaCy >=2.3.0,<2.4.0", &folder.path().display().to_string()]);
    let path = folder.path().join("old.whl");
    let mut wheel = zip::ZipWriter::new(fs::File::create(&path).expect("made"));
    wheel.start_file("fr_core_news_sm/meta.json", zip::write::SimpleFileOptions::default()).expect("an entry");
    wheel.write_all(meta.as_bytes()).expect("written");
    wheel.finish().expect("written");
    names(&path, &["old.whl", "spaCy >=2.3.0,<2.4.0"]);
}
