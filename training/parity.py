#!/usr/bin/env python3
"""Compares the native runtime with spaCy on the same package and texts, column by column.

usage: parity.py PACKAGE TEXTS.jsonl [LIMIT]

TEXTS.jsonl has an object with "text" a line; texts are cut into paragraphs, as the program reads them. MODEL in the
environment names another form of the package for the runtime (a packed one). RECOUPE_ANNOTATE overrides the command,
which gets the model and a file of texts and writes one annotation a line.
"""
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time

COLUMNS = ("tokens", "pos", "tag", "morph", "head", "dep", "lemma", "sent_start", "ents")


def paragraphs(path, limit):
    """Paragraphs of the first `limit` texts."""
    with open(path, encoding="utf-8") as lines:
        for _, line in zip(range(limit), lines):
            for match in re.finditer(r"[^\n]+", json.loads(line)["text"]):
                if match.group().strip():
                    yield match.group()


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
    command = shlex.split(os.environ.get("RECOUPE_ANNOTATE", "recoupe annotate --format json --model"))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": t}) + "\n" for t in texts)
        file.flush()
        run = subprocess.run(command + [os.environ.get("MODEL", package), file.name], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def compare(texts, gold, found):
    """Agreement by column; a difference in the tokens counts against every column of that text."""
    right = dict.fromkeys(COLUMNS, 0)
    total = dict.fromkeys(COLUMNS, 0)
    examples = {c: [] for c in COLUMNS}
    for text, g, f in zip(texts, gold, found):
        spans = [(t["start"], t["end"]) for t in g["tokens"]]
        same = spans == [(t["start"], t["end"]) for t in f["tokens"]]
        total["tokens"] += len(spans)
        total["ents"] += len(g["ents"])
        if same:
            right["tokens"] += len(spans)
        else:
            other = [(t["start"], t["end"]) for t in f["tokens"]]
            first = next((i for i, (a, b) in enumerate(zip(spans, other)) if a != b), min(len(spans), len(other)))
            show = lambda s: [text[a:b] for a, b in s[max(0, first - 1) : first + 4]]
            examples["tokens"].append((show(spans), show(other)))
        for column in COLUMNS[1:-1]:
            total[column] += len(spans)
            if same:
                for a, b in zip(g["tokens"], f["tokens"]):
                    if a[column] == b[column]:
                        right[column] += 1
                    else:
                        examples[column].append((text[max(0, a["start"] - 20) : a["end"] + 12], a[column], b[column]))
        key = lambda e: (e["start"], e["end"], e["label"])
        g_ents, f_ents = set(map(key, g["ents"])), set(map(key, f["ents"]))
        right["ents"] += len(g_ents & f_ents)
        total["ents"] += len(f_ents - g_ents)
        for start, end, label in sorted(g_ents ^ f_ents):
            where = "spaCy" if (start, end, label) in g_ents else "runtime"
            examples["ents"].append((text[max(0, start - 15) : end + 10], label, where))
    return right, total, examples


def main():
    import spacy

    package, path = sys.argv[1], sys.argv[2]
    texts = list(paragraphs(path, int(sys.argv[3]) if len(sys.argv) > 3 else 1 << 30))
    nlp = spacy.load(package)
    started = time.time()
    gold = [describe(doc) for doc in nlp.pipe(texts)]
    seconds = time.time() - started
    found = annotate(package, texts)
    right, total, examples = compare(texts, gold, found)
    words = sum(len(t.split()) for t in texts)
    print(f"{len(texts)} paragraphs, {words} words, spaCy {words / seconds:.0f} words/s")
    for column in COLUMNS:
        print(f"{column:10} {100 * right[column] / max(1, total[column]):8.4f} %  ({total[column] - right[column]} of {total[column]} differ)")
        for example in examples[column][:6]:
            print("          ", *map(repr, example))


if __name__ == "__main__":
    main()
