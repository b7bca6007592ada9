#!/usr/bin/env python3
"""Writes what spaCy makes of our own paragraphs, for the parity test.

usage: fixtures.py PACKAGE PARAGRAPHS.txt OUT.jsonl
"""
import json
import sys

import spacy

from parity import describe

package, source, out = sys.argv[1:]
nlp = spacy.load(package)
with open(source, encoding="utf-8") as lines, open(out, "w", encoding="utf-8") as file:
    for line in lines:
        text = line.rstrip("\n")
        file.write(json.dumps({"text": text} | describe(nlp(text)), ensure_ascii=False, separators=(",", ":")) + "\n")
