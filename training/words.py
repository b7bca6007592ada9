#!/usr/bin/env python3
"""Groups the words of a spaCy package into classes of like meaning, for the scorers' features.

usage: words.py PACKAGE_OR_FOLDER OUT.zst
k-means over the static vectors, scaled to length one: 64 broad and 256 fine classes. The words are those of the lemmatizer's index.
"""
import subprocess
import sys

import numpy as np
import spacy
from sklearn.cluster import MiniBatchKMeans

CLASSES = (64, 256)


def main():
    nlp = spacy.load(sys.argv[1])
    table = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    words = {w for key in table for w in table[key] if w == w.lower() and w.replace("-", "").isalpha()}
    rows = nlp.vocab.vectors.key2row
    known = [w for w in sorted(words) if nlp.vocab.strings[w] in rows]
    row = np.array([rows[nlp.vocab.strings[w]] for w in known])
    used, place = np.unique(row, return_inverse=True)
    vectors = nlp.vocab.vectors.data[used]
    vectors = vectors / np.maximum(1e-6, np.linalg.norm(vectors, axis=1, keepdims=True))
    labels = [MiniBatchKMeans(k, random_state=0, batch_size=2048, n_init=3, max_iter=60).fit(vectors).labels_ for k in CLASSES]
    lines = "".join(f"{w} {' '.join(str(l[p]) for l in labels)}\n" for w, p in zip(known, place))
    subprocess.run(["zstd", "-q", "-19", "-f", "-o", sys.argv[2]], input=lines.encode(), check=True)
    print(sys.argv[2], len(known), "words")


if __name__ == "__main__":
    main()
