//! Files of every format become articles, in a fixed order.

use recoupe::diagnostic::Code;
use recoupe::ingest::pieces;

#[test]
fn walks_folders_by_name_and_takes_records_apart() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("b.txt", "Titre\n\n3 mai 2016. – Le maire de la ville a parlé mardi.");
    write(
        "a.jsonl",
        "{\"id\":\"un\",\"text\":\"Le maire a parlé.\",\"published\":\"2016-05-03T10:00:00Z\"}\n\n{\"id\":\"deux\"}\nnon\n",
    );
    write(".caché.txt", "Rien");
    write("c.png", "x");
    std::fs::create_dir(folder.path().join("z")).unwrap();
    write("z/d.md", "# Titre\n\nLa suite du texte est là.");
    let mut names = Vec::new();
    let mut codes = Vec::new();
    for piece in pieces(&[folder.path().to_owned()]) {
        match piece.read() {
            Ok(article) => {
                let published = article.meta.published.map(|d| d.to_string());
                names.push((article.meta.name, article.meta.title, published));
            }
            Err(diagnostic) => codes.push((diagnostic.code, diagnostic.line)),
        }
    }
    let some = |s: &str| Some(s.to_owned());
    assert_eq!(
        names,
        [
            ("un".to_owned(), None, some("2016-05-03")),
            ("b".to_owned(), some("Titre"), some("2016-05-03")),
            ("d".to_owned(), some("Titre"), None),
        ]
    );
    assert_eq!(codes, [(Code::RecordWithoutText, Some(3)), (Code::RecordDamaged, Some(4)), (Code::FilesSkipped, None)]);
}

#[test]
fn keeps_the_text_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let text = "Ligne un\r\n\r\n  Ligne « deux »\t.\r\n";
    std::fs::write(&path, text).unwrap();
    let article = pieces(&[path]).next().unwrap().read().unwrap();
    assert_eq!(article.text, text);
}
