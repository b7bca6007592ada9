"""The table of `nlp.sh`: spaCy and the engine in turn, with one and with two threads.

usage: nlp.py PACKAGE_FOLDER WHEEL TEXTS_FR.jsonl TEXTS_EN.jsonl BENCH_PROGRAM
"""
import json
import os
import subprocess
import sys
import time
from pathlib import Path

PASSES = 2
# Rounds of all three in turn; the best of each counts, as others may use the machine.
ROUNDS = 3


def alone(program, *arguments, threads="1"):
    """What a program of ours writes, as numbers by name; its libraries get one thread."""
    env = {**os.environ, **{f"{n}_NUM_THREADS": threads for n in ("OMP", "OPENBLAS", "MKL", "BLIS")}}
    text = subprocess.run([program, *map(str, arguments)], env=env, stdout=subprocess.PIPE, check=True).stdout.decode()
    return {name: float(value) for name, value in (line.split("\t") for line in text.splitlines())}


def paragraphs(path):
    with open(path, encoding="utf-8") as lines:
        return [p.strip() for line in lines for p in json.loads(line)["text"].splitlines() if p.strip()]


def spacy_speed(package, path, processes):
    """Words a second through nlp.pipe, all components; the best of some passes."""
    import spacy

    nlp, texts = spacy.load(min(Path(package).rglob("config.cfg"), key=lambda p: len(p.parts)).parent), paragraphs(path)
    words, best = sum(len(t.split()) for t in texts), 0
    for _ in range(PASSES):
        began = time.time()
        for _ in nlp.pipe(texts, batch_size=64, n_process=processes):
            pass
        best = max(best, words / (time.time() - began))
    print(f"words_per_second\t{best}")


def peak():
    """Multiply-adds a second of numpy's f32 product of big square matrices; the best of some passes."""
    import numpy

    size, best = 1024, 0
    a, b = numpy.ones((size, size), "f"), numpy.ones((size, size), "f")
    for _ in range(12):
        began = time.perf_counter()
        a @ b
        best = max(best, size**3 / (time.perf_counter() - began))
    print(f"peak\t{best}")


def main():
    if sys.argv[1] == "peak":
        return peak()
    if sys.argv[1] == "spacy":
        return spacy_speed(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    package, wheel, fr, en, bench = sys.argv[1:]
    me = (sys.executable, "-W", "ignore", __file__)
    print("| threads | spaCy, words/s | engine, words/s (first pass) | ratio | tokens/s | GFLOP/s | machine's peak | share |")
    print("|---|---|---|---|---|---|---|---|")
    for threads in (1, 2):
        rounds = [
            (
                alone(me[0], *me[1:], "spacy", package, fr, threads),
                alone(me[0], *me[1:], "peak", threads=str(threads)),
                alone(bench, wheel, fr, threads),
            )
            for _ in range(ROUNDS)
        ]
        theirs = max(r[0]["words_per_second"] for r in rounds)
        top = max(r[1]["peak"] for r in rounds)
        ours = max((r[2] for r in rounds), key=lambda o: o["words_per_second"])
        speed, tokens = ours["words_per_second"], ours["tokens_per_second"]
        done = tokens * ours["products_per_token"]
        print(
            f"| {threads} | {theirs:,.0f} | {speed:,.0f} ({ours['first_words_per_second']:,.0f}) | {speed / theirs:.1f} | {tokens:,.0f}"
            f" | {2 * done / 1e9:.1f} | {2 * top / 1e9:.1f} | {100 * done / top:.0f} % |"
        )
    print(f"\n{ours['words']:,.0f} words, {ours['tokens']:,.0f} tokens, {ours['products_per_token']:,.0f} multiply-adds a token")
    load, memory = alone(bench, "load"), alone(bench, "memory", fr, en)
    for language in ("fr", "en"):
        print(f"load {language}: unpacked in {load[f'{language}_unpacked_ms']:.0f} ms, ready after {load[f'{language}_ready_ms']:.0f} ms")
    print(f"memory, both languages, two threads: {memory['peak_mb']:.0f} MB, {memory['texts_mb']:.0f} MB of them texts and program")


if __name__ == "__main__":
    main()
