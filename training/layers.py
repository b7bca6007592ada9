#!/usr/bin/env python3
"""Writes figures of thinc's layers on small numbers, for the tests of src/nlp/tok2vec.rs, transition.rs and matrix.rs.

usage: layers.py OUT.json    (tests/data/layers.json; numpy, spacy 3.8)
"""
import json
import sys

import numpy
from spacy.ml._precomputable_affine import PrecomputableAffine
from thinc.api import HashEmbed, LayerNorm, Linear, Maxout, Softmax, expand_window

draw = numpy.random.default_rng(7)


def array(*shape):
    return draw.normal(size=shape).astype("f")


def plain(a):
    return [round(float(v), 6) for v in numpy.asarray(a).ravel()]


def filled(model, **params):
    for name, value in params.items():
        model.set_param(name, value)
    return model


def main():
    width, vocabulary, pieces, rows = 5, 11, 3, 4
    out = {"width": width, "pieces": pieces, "rows": rows}

    # Identifiers as MurmurHash gives them: small symbols and whole words of 64 bits.
    ids = numpy.array([0, 1, 92, 11_059_948_118_366_003_969, 1_234_567_890_123_456_789], dtype="uint64")
    table = array(vocabulary, width)
    embed = HashEmbed(width, vocabulary, seed=8, initializer=lambda ops, shape: table)
    embed.initialize()
    out["hash"] = {"ids": [str(i) for i in ids], "seed": 8, "rows": vocabulary, "table": plain(table), "out": plain(embed.predict(ids))}

    x = array(rows, width)
    w, b, g, bias = array(width, pieces, 3 * width), array(width, pieces), array(width), array(width)
    window = expand_window(1).predict(x)
    maxout = filled(Maxout(width, 3 * width, nP=pieces), W=w, b=b)
    norm = filled(LayerNorm(width), G=g, b=bias)
    hidden = maxout.predict(window)
    normed = norm.predict(hidden)
    out["window"] = {"x": plain(x), "out": plain(window)}
    out["maxout"] = {"w": plain(w), "b": plain(b), "out": plain(hidden)}
    out["norm"] = {"gain": plain(g), "bias": plain(bias), "out": plain(normed)}
    # residual(expand_window >> Maxout >> LayerNorm), as MaxoutWindowEncoder has it.
    out["encoded"] = plain(x + normed)

    classes = 7
    w, b = array(classes, width), array(classes)
    out["linear"] = {"classes": classes, "w": plain(w), "b": plain(b), "out": plain(filled(Linear(classes, width), W=w, b=b).predict(x))}
    scores = filled(Softmax(classes, width), W=w, b=b).predict(x)
    out["linear"]["best"] = [int(i) for i in scores.argmax(axis=1)]

    # The hidden layer of parser and recogniser: sums of what tokens add in their slots, -1 where there is none.
    slots, inputs, outputs, parts = 3, 4, 6, 2
    rw, rb = array(inputs, width), array(inputs)
    w, b, pad = array(slots, outputs, parts, inputs), array(outputs, parts), array(1, slots, outputs, parts)
    uw, ub = array(classes, outputs), array(classes)
    reduced = filled(Linear(inputs, width), W=rw, b=rb).predict(x)
    lower = filled(PrecomputableAffine(outputs, inputs, slots, parts), W=w, b=b, pad=pad)
    # What stands for no token comes first.
    cached = lower.predict(reduced)
    assert numpy.allclose(cached[0], pad[0])
    upper = filled(Linear(classes, outputs), W=uw, b=ub)
    states, scores = [[0, 1, 2], [3, -1, 0], [-1, -1, -1], [2, 2, -1]], []
    for state in states:
        total = b + sum(cached[t + 1, f] for f, t in enumerate(state))
        scores.append(plain(upper.predict(total.max(axis=-1).reshape(1, -1))))
    out["transition"] = {
        "slots": slots, "inputs": inputs, "outputs": outputs, "pieces": parts, "classes": classes,
        "reduce_w": plain(rw), "reduce_b": plain(rb), "w": plain(w), "b": plain(b), "pad": plain(pad),
        "upper_w": plain(uw), "upper_b": plain(ub), "states": states, "scores": scores,
    }
    with open(sys.argv[1], "w") as file:
        json.dump(out, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
