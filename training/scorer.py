#!/usr/bin/env python3
"""Fits the scorers to annotated articles and packs them.

usage: scorer.py ROWS.jsonl GOLD_DIR OUT_PREFIX MODEL... [--folds N] [--without K/N]
ROWS.jsonl comes from `recoupe rows`; GOLD_DIR holds NAME.json beside NAME.txt; MODEL is entities, triggers, parts, times, links or ties, written to
OUT_PREFIX-MODEL.zst. --folds N prints cross-validated precision and recall by threshold, articles kept together; --without K/N
leaves every N-th article, from the K-th, out of the training.
"""
import argparse
import json
import pathlib
import re
import subprocess
import unicodedata

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

STOP = set("le la les l un une des de du d au aux et en à the a an of and to in on for his her their son sa ses leur leurs ce cette ces mr m mme".split())
ROLES = ["agent", "target", "theme", "place"]


def fold(text):
    text = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    text = "".join(c for c in text if not unicodedata.combining(c))
    words = re.findall(r"\w+", text)
    return " ".join(w for w in words if w not in STOP) or " ".join(words)


def entity_rows(row, gold):
    names = [(e["type"], {fold(a) for a in [e["name"], *e.get("aliases", [])]} - {""}) for e in gold["entities"]]
    for entity in row["entities"]:
        mine = {fold(a) for a in entity["aliases"]}
        types = [t for t, aliases in names if mine & aliases]
        yield entity["features"], (entity["entity_type"] if entity["entity_type"] in types else types[0]) if types else "none"


def trigger_rows(row, gold):
    mentions = [(m["start"], m["end"], v["type"]) for v in gold["events"] for m in v["mentions"]]
    for start, end, features in row["triggers"]:
        label = next((t for s, e, t in mentions if s < end and start < e), "none")
        yield features, label


def part_rows(row, gold):
    names = {e["id"]: {fold(a) for a in [e["name"], *e.get("aliases", [])]} for e in gold["entities"]}
    for part in row["parts"]:
        label = "none"
        mine = {fold(a) for a in part["aliases"]}
        head = fold(part["head"])
        for arg in gold["events"][part["event"]]["args"]:
            if arg["role"] not in ROLES:
                continue
            if arg.get("entity"):
                hit = mine & names.get(arg["entity"], set()) if mine else head in set().union(*(n.split() for n in names.get(arg["entity"], set()))) and head
            else:
                words = fold(arg.get("text", "")).split()
                hit = any(set(m.split()) & set(words) for m in mine) if mine else head in words
            if hit:
                label = arg["role"]
                break
        yield part["features"], label


def time_rows(row, gold):
    for time in row["times"]:
        label = "none"
        for arg in gold["events"][time["event"]]["args"]:
            if arg["role"] != "time":
                continue
            value, mine = arg.get("value"), time["value"]
            same = value and mine and (value.startswith(mine) or mine.startswith(value))
            if same or set(fold(time["text"]).split()) == set(fold(arg.get("text", "")).split()):
                label = "time"
        yield time["features"], label


def link_rows(row, gold):
    for link in row["links"]:
        yield link["features"], "same" if link["events"][0] == link["events"][1] else "none"


def tie_rows(row, gold):
    names = {e["id"]: {fold(a) for a in [e["name"], *e.get("aliases", [])]} for e in gold["entities"]}
    for tie in row["ties"]:
        mine, other = {fold(a) for a in tie["from"]}, {fold(a) for a in tie["to"]}
        label = "none"
        for relation in gold.get("relations", []):
            if not mine & names[relation["from"]]:
                continue
            if relation["to"] is None and not other or relation["to"] and other & names[relation["to"]]:
                label = relation["type"]
        yield tie["features"], label


def matrix(rows, index):
    data, cols, ptr = [], [], [0]
    for features, _ in rows:
        seen = {index[f] for f in features if f in index}
        cols.extend(sorted(seen))
        ptr.append(len(cols))
    return sparse.csr_matrix((np.ones(len(cols), dtype=np.float32), cols, ptr), shape=(len(rows), len(index)))


def vocabulary(rows, least):
    count = {}
    for features, _ in rows:
        for f in set(features):
            count[f] = count.get(f, 0) + 1
    return {f: i for i, f in enumerate(sorted(f for f, n in count.items() if n >= least))}


def fit(rows, c, least):
    index = vocabulary(rows, least)
    labels = ["none"] + sorted({y for _, y in rows} - {"none"})
    y = np.array([labels.index(l) for _, l in rows])
    model = LogisticRegression(C=c, max_iter=300, tol=1e-3)
    model.fit(matrix(rows, index), y)
    weights, bias = model.coef_, model.intercept_
    if len(labels) == 2:
        weights, bias = np.vstack([np.zeros_like(weights[0]), weights[0]]), np.array([0.0, bias[0]])
    return labels, index, weights, bias


def predict(model, rows):
    labels, index, weights, bias = model
    z = matrix(rows, index) @ weights.T + bias
    z = np.exp(z - z.max(axis=1, keepdims=True))
    return z / z.sum(axis=1, keepdims=True)


def report(name, groups, folds, c, least):
    hits = []
    for k in range(folds):
        train = [r for n, g in enumerate(groups) if n % folds != k for r in g]
        test = [r for n, g in enumerate(groups) if n % folds == k for r in g]
        model = fit(train, c, least)
        p = predict(model, test)
        best = p[:, 1:].argmax(axis=1) + 1
        hits += [(1 - p[i, 0], model[0][b], y) for i, (b, (_, y)) in enumerate(zip(best, test))]
    gold = sum(y != "none" for _, _, y in hits)
    for threshold in [x / 100 for x in range(25, 75, 5)]:
        said = [(l, y) for s, l, y in hits if s >= threshold]
        right = sum(l == y for l, y in said)
        precision, recall = right / max(1, len(said)), right / max(1, gold)
        print(f"{name} threshold {threshold:.2f} precision {100 * precision:.1f} recall {100 * recall:.1f} F1 {200 * precision * recall / max(1e-9, precision + recall):.1f}", flush=True)


def seen_lemmas(rows, least=4):
    """Lemmas that the articles showed often enough for the model to know better than the lexicon."""
    count = {}
    for features, _ in rows:
        for f in features:
            if f.startswith("lemma="):
                count[f] = count.get(f, 0) + 1
    return sorted(f for f, n in count.items() if n >= least)


def pack(model, path, rows):
    labels, index, weights, bias = model
    lines = [json.dumps([labels, [round(float(b), 4) for b in bias]])]
    for feature, i in index.items():
        row = [[k, round(float(w), 2)] for k, w in enumerate(weights[:, i]) if abs(w) >= 0.03]
        if row:
            lines.append(json.dumps([feature, row], ensure_ascii=False, separators=(",", ":")))
    lines += [json.dumps([f"seen-{f}", []], ensure_ascii=False, separators=(",", ":")) for f in seen_lemmas(rows)]
    subprocess.run(["zstd", "-q", "-19", "-f", "-o", path], input="\n".join(lines).encode(), check=True)
    print(path, len(lines) - 1, "features,", pathlib.Path(path).stat().st_size, "bytes")


ROWS = {"entities": entity_rows, "triggers": trigger_rows, "parts": part_rows, "times": time_rows, "links": link_rows, "ties": tie_rows}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("rows")
    args.add_argument("gold")
    args.add_argument("out")
    args.add_argument("models", nargs="+", choices=list(ROWS))
    args.add_argument("--c", type=float, default=0.3)
    args.add_argument("--least", type=int, default=2)
    args.add_argument("--folds", type=int, default=0)
    args.add_argument("--without")
    a = args.parse_args()
    articles = [json.loads(line) for line in open(a.rows, encoding="utf-8")]
    if a.without:
        k, n = map(int, a.without.split("/"))
        articles = [row for i, row in enumerate(articles) if i % n != k]
    golds = [json.loads((pathlib.Path(a.gold) / f"{row['id']}.json").read_text(encoding="utf-8")) for row in articles]
    for name in a.models:
        groups = [list(ROWS[name](row, gold)) for row, gold in zip(articles, golds)]
        rows = [r for g in groups for r in g]
        print(name, len(rows), "rows,", sum(y != "none" for _, y in rows), "gold", flush=True)
        if a.folds:
            report(name, groups, a.folds, a.c, a.least)
        pack(fit(rows, a.c, a.least), f"{a.out}-{name}.zst", rows)


if __name__ == "__main__":
    main()
