#!/usr/bin/env bash
# Trains the scorers of one language on a folder of annotated articles (NAME.txt beside NAME.json).
#
# usage: scorers.sh RECOUPE PYTHON LANG FOLDER OUT_FOLDER [TEXTS.jsonl]
# Each model learns from what those before it decide, so an article's rows are made by models that have not seen it: entities first,
# then triggers, parts, times and ties, then links. With TEXTS.jsonl (the articles as {"id","text","published"}) each article is also
# extracted by models that have not seen it, into OUT_FOLDER/held-out.jsonl, for choosing thresholds and for honest figures.
set -euo pipefail
recoupe=$1 python=$2 lang=$3 folder=$4 out=$5 texts=${6:-}
here=$(cd "$(dirname "$0")" && pwd)
folds=4
export OMP_NUM_THREADS=1
mkdir -p "$out"
rm -rf "$out"/*
mkdir -p "$out/none"
words="$here/../assets/scorer/$lang-words.zst"
cp "$words" "$out/none/"
cp "$words" "$out/"
fit() { "$python" "$here/scorer.py" "$@"; }
# Rows of the articles that the models of a fold have not seen, each after its number.
rows() { RECOUPE_SCORERS="$out/$1" "$recoupe" rows "$folder" | awk -v k="$1" -v n="$folds" '(NR - 1) % n == k { print NR "\t" $0 }'; }
each() { for k in $(seq 0 $((folds - 1))); do "$@" "$k"; done; }

entities() {
  mkdir -p "$out/$1"
  cp "$words" "$out/$1/"
  fit "$out/rows-entities.jsonl" "$folder" "$out/$1/$lang" entities --without "$1/$folds"
  rows "$1" >"$out/$1/rows"
}
events() {
  fit "$out/rows-events.jsonl" "$folder" "$out/$1/$lang" triggers parts times ties --without "$1/$folds"
  rows "$1" >"$out/$1/rows"
}
links() { fit "$out/rows-links.jsonl" "$folder" "$out/$1/$lang" links --without "$1/$folds"; }
held_out() {
  awk -v k="$1" -v n="$folds" '(NR - 1) % n == k' "$texts" >"$out/$1/texts.jsonl"
  RECOUPE_SCORERS="$out/$1" "$recoupe" extract "$out/$1/texts.jsonl" --format jsonl >>"$out/held-out.jsonl"
}

RECOUPE_SCORERS="$out/none" "$recoupe" rows "$folder" >"$out/rows-entities.jsonl"
each entities
sort -n "$out"/[0-9]/rows | cut -f2- >"$out/rows-events.jsonl"
each events
sort -n "$out"/[0-9]/rows | cut -f2- >"$out/rows-links.jsonl"
if [ -n "$texts" ]; then
  each links
  each held_out
fi
fit "$out/rows-entities.jsonl" "$folder" "$out/$lang" entities
fit "$out/rows-events.jsonl" "$folder" "$out/$lang" triggers parts times ties
fit "$out/rows-links.jsonl" "$folder" "$out/$lang" links
