#!/usr/bin/env python3
"""Makes a small package of every component with weights drawn at random, and writes what spaCy says with it.

usage: tiny.py PACKAGE_FOLDER OUT.jsonl    (tests/data/tiny and tests/data/parity/tiny.jsonl; numpy, spacy 3.8)

Nothing is learnt: the weights only have to be the same on both sides. The settings are others than those of the
published packages: 13 and 6 feature slots, two pieces, two layers, a parser with vectors of its own.
"""
import json
import sys

import numpy
import spacy
from spacy.lookups import Lookups
from spacy.tokens import Doc
from spacy.training import Example

TEXTS = [
    "The mayor of Lyon met striking workers on Tuesday, and the police arrested two men.",
    "“We don't know,” she said; nobody could say who'd paid for it.",
    "Prices rose 3.5% in May (4.1% in June), after the U.S. bank's warning…",
    "Floods killed at least 120 people in Pakistan.",
    "He's gone.",
    "e-mail: a.b@example.org, http://example.org/x?y=1",
]


def tok2vec(width, attrs, vectors):
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": width,
            "attrs": attrs,
            "rows": [60 + 7 * i for i in range(len(attrs))],
            "include_static_vectors": vectors,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": width,
            "depth": 2,
            "window_size": 1,
            "maxout_pieces": 2,
        },
    }


def transitions(kind, vectors):
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": kind,
        "extra_state_tokens": True,
        "hidden_width": 10,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": vectors,
    }


def main():
    draw = numpy.random.default_rng(11)
    nlp = spacy.blank("en")
    nlp.tokenizer.rules = {k: v for k, v in nlp.tokenizer.rules.items() if k in ("don't", "He's", "U.S.", "who'd")}
    for name in list(nlp.vocab.lookups.tables):
        nlp.vocab.lookups.remove_table(name)
    words = sorted({w for text in TEXTS for w in text.split()})[:30]
    nlp.vocab.reset_vectors(shape=(30, 6))
    for word in words:
        nlp.vocab.set_vector(word, draw.normal(size=6).astype("f"))
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 12, "upstream": "tok2vec"}
    nlp.add_pipe("tok2vec", config={"model": tok2vec(12, ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"], True)})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": listener}})
    nlp.add_pipe("morphologizer", config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": listener}})
    nlp.add_pipe("parser", config={"min_action_freq": 1, "model": transitions("parser", tok2vec(8, ["ORTH", "LOWER"], False))})
    nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("ner", config={"model": transitions("ner", listener)})
    doc = Doc(
        nlp.vocab,
        words=["The", "mayor", "met", "two", "men", "in", "Lyon", "."],
        tags=["DT", "NN", "VBD", "CD", "NNS", "IN", "NNP", "."],
        pos=["DET", "NOUN", "VERB", "NUM", "NOUN", "ADP", "PROPN", "PUNCT"],
        morphs=["", "Number=Sing", "Tense=Past|VerbForm=Fin", "", "Number=Plur", "", "Number=Sing", ""],
        heads=[1, 2, 2, 4, 2, 2, 5, 2],
        deps=["det", "nsubj", "ROOT", "nummod", "dobj", "prep", "pobj", "punct"],
        ents=["O", "B-PERSON", "O", "B-QUANTITY", "I-QUANTITY", "O", "B-GPE", "O"],
    )
    nlp.initialize(lambda: [Example(doc, doc.copy())])
    ruler = nlp.get_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "police"}]], {"TAG": "NNS", "MORPH": "Number=Plur"})
    ruler.add([[{"LOWER": "at"}, {"LOWER": "least"}]], {"POS": "ADV"}, index=1)
    lookups = Lookups()
    lookups.add_table("lemma_lookup", {"met": "meet", "men": "man", "killed": "kill", "arrested": "arrest"})
    nlp.add_pipe("lemmatizer", before="ner", config={"mode": "lookup"}).initialize(lookups=lookups)
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if hasattr(model, "walk") else ():
            for name in node.param_names:
                if node.has_param(name):
                    value = node.get_param(name)
                    node.set_param(name, draw.normal(scale=0.7, size=value.shape).astype("f"))
    nlp.meta.update(name="tiny", version="1.0.0")
    nlp.to_disk(sys.argv[1])
    nlp = spacy.load(sys.argv[1])
    from parity import describe

    with open(sys.argv[2], "w", encoding="utf-8") as file:
        for text in TEXTS:
            file.write(json.dumps({"text": text, **describe(nlp(text))}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
