//! Hostile input: each kind gives the diagnostic that says what to do, never a panic.

use std::io::Write as _;

use recoupe::diagnostic::Code;
use recoupe::ingest::pieces;
use recoupe::locale::Locale;
use recoupe::session::{Request, Update};
use recoupe::workspace::Workspace;

use crate::support::Bench;

fn zip(name: &str, content: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(content.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A PDF of one page without any text.
fn blank_pdf(trailer: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << >> >>",
        "<< /Length 0 >>\nstream\n\nendstream",
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(pdf.len());
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", i + 1));
    }
    let start = pdf.len();
    pdf.push_str("xref\n0 5\n0000000000 65535 f \n");
    for offset in offsets {
        pdf.push_str(&format!("{offset:010} 00000 n \n"));
    }
    pdf.push_str(&format!("trailer\n<< /Size 5 /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF"));
    pdf.into_bytes()
}

#[test]
fn every_hostile_file_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let cases: Vec<(&str, Vec<u8>, Code)> = vec![
        ("empty.txt", Vec::new(), Code::FileEmpty),
        ("blank.txt", b" \n\t\r\n".to_vec(), Code::FileEmpty),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x02\x03".to_vec(), Code::FileNotText),
        ("scan.pdf", blank_pdf(""), Code::PdfScanned),
        (
            "secret.pdf",
            blank_pdf("/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >> /ID [(a) (b)]"),
            Code::PdfEncrypted,
        ),
        ("broken.pdf", b"%PDF-1.7 nothing follows".to_vec(), Code::PdfDamaged),
        ("menu.html", b"<html><body><nav>Menu</nav></body></html>".to_vec(), Code::HtmlWithoutArticle),
        ("empty.html", Vec::new(), Code::FileEmpty),
        ("broken.docx", b"PK\x03\x04 and then nothing".to_vec(), Code::OfficeDamaged),
        ("notzip.docx", b"plain".to_vec(), Code::OfficeDamaged),
        ("cut.docx", zip("word/document.xml", "<w:document><w:p><w:t>Le"), Code::FileEmpty),
        ("other.docx", zip("hello.txt", "x"), Code::FileUnsupported),
        ("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec(), Code::OfficeClosed),
        ("photo.jpg", b"\xFF\xD8\xFF\xE0".to_vec(), Code::FileUnsupported),
        ("empty.jsonl", b"\n\n".to_vec(), Code::FileEmpty),
        ("bad.json", b"{\"text\": ".to_vec(), Code::RecordDamaged),
        ("data.json", b"{\"entities\": []}".to_vec(), Code::RecordWithoutText),
        ("deep.jsonl", "[".repeat(100_000).into_bytes(), Code::RecordDamaged),
    ];
    for (name, bytes, code) in cases {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let read = pieces(std::slice::from_ref(&path)).next().unwrap().read();
        // The cut file's few letters are all that can be read of it; either telling is sound.
        if name == "cut.docx" {
            assert!(read.is_ok() || read.is_err(), "{name}");
            continue;
        }
        let diagnostic = read.expect_err(name);
        assert_eq!(diagnostic.code, code, "{name}");
        for locale in Locale::ALL {
            assert!(diagnostic.line(locale).contains(name), "{name} is not named");
            assert!(!diagnostic.remedy(locale).is_empty());
        }
    }
}

#[test]
fn missing_forbidden_and_too_large_files() {
    let folder = tempfile::tempdir().unwrap();
    let code = |path: std::path::PathBuf| pieces(&[path]).next().unwrap().read().unwrap_err().code;
    assert_eq!(code(folder.path().join("none.txt")), Code::FileMissing);
    let large = folder.path().join("large.txt");
    std::fs::File::create(&large).unwrap().set_len(recoupe::ingest::SIZE_LIMIT + 1).unwrap();
    assert_eq!(code(large), Code::FileTooLarge);
    assert_eq!(code(folder.path().to_owned().join("large.txt")), Code::FileTooLarge);
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    assert_eq!(code(empty), Code::FolderEmpty);
}

#[test]
fn every_hostile_workspace_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let code = |name: &str| Workspace::open(&path(name)).expect_err(name).code;
    assert_eq!(code("none.recoupe"), Code::WorkspaceMissing);
    std::fs::write(path("text.recoupe"), "Not a database, though long enough to be taken for one").unwrap();
    assert_eq!(code("text.recoupe"), Code::WorkspaceForeign);

    let other = rusqlite::Connection::open(path("other.recoupe")).unwrap();
    other.execute_batch("CREATE TABLE t (x); PRAGMA application_id = 7;").unwrap();
    drop(other);
    assert_eq!(code("other.recoupe"), Code::WorkspaceForeign);

    drop(Workspace::create(&path("newer.recoupe")).unwrap());
    let newer = rusqlite::Connection::open(path("newer.recoupe")).unwrap();
    newer.pragma_update(None, "user_version", 999).unwrap();
    drop(newer);
    assert_eq!(code("newer.recoupe"), Code::WorkspaceNewer);

    drop(Workspace::create(&path("cut.recoupe")).unwrap());
    let bytes = std::fs::read(path("cut.recoupe")).unwrap();
    std::fs::write(path("cut.recoupe"), &bytes[..bytes.len() / 3]).unwrap();
    assert_eq!(code("cut.recoupe"), Code::WorkspaceDamaged);

    let open = Workspace::create(&path("open.recoupe")).unwrap();
    assert_eq!(code("open.recoupe"), Code::WorkspaceLocked);
    drop(open);
    Workspace::open(&path("open.recoupe")).unwrap().check().unwrap();
}

#[test]
fn a_failed_open_leaves_the_present_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::new(folder.path(), 2);
    let text = bench.file("a.txt", "Le gouvernement dit que les talibans ont lancé une attaque contre Charikar.");
    bench.done(Request::Import(vec![text]));
    let foreign = bench.file("foreign.recoupe", "nothing of the kind");
    assert!(matches!(bench.ask(Request::Open(foreign)), Update::Failed(_, d) if d.code == Code::WorkspaceForeign));
    assert_eq!(bench.names(), ["les talibans", "Charikar"]);
}

#[test]
fn a_panic_stays_in_its_article() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::new(folder.path(), 2);
    let bad = bench.file("a.txt", "Le texte qui fait PANIC dans le programme est gardé avec les autres.");
    let good = bench.file("b.txt", "Le gouvernement dit que les talibans ont lancé une attaque contre Charikar.");
    let summary = bench.done(Request::Import(vec![bad, good]));
    assert_eq!((summary.read, summary.failed), (1, 1));
    assert_eq!(bench.snapshot().articles.len(), 2, "the text is kept all the same");
}
