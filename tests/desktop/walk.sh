#!/usr/bin/env bash
# The walk itself, inside a session bus: run.sh sets up what it needs.
set -euo pipefail
binary=$1 shots=$2 home=$3
store=

fail() { echo "desktop: $*" >&2; shot failed; exit 1; }
shot() { import -window root "$shots/$1.png" 2>/dev/null || true; }
# Waits up to a minute until a command succeeds.
await() {
  local what=$1
  shift
  for _ in $(seq 120); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    sleep 0.5
  done
  fail "never came: $what"
}
window() { xdotool search --onlyvisible --name '^Recoupe|— Recoupe|Recoupe$' | sed -n 1p; }
dialog() { xdotool search --onlyvisible --class 'xdg-desktop-portal-gtk'; }
no_dialog() { ! dialog; }
key() { xdotool key --clearmodifiers "$@"; sleep 0.5; }
# The workspace is a SQLite file; it is read as another process may, beside the open window.
store() { find "$home/data" -name '*.recoupe' | sed -n 1p; }
query() { sqlite3 -readonly "$(store)" "$1"; }
count_is() { [ "$(query "$1")" = "$2" ]; }
at_least() { [ "$(query "$1")" -ge "$2" ]; }

start() {
  "$binary" --lang fr >"$home/window.log" 2>&1 &
  program=$!
  await 'the window' window
  sleep 2
}
focus() { xdotool windowfocus --sync "$(window)" 2>/dev/null || true; }
# Types a path into the GTK dialog that is open.
into_dialog() {
  await 'a file dialog' dialog
  sleep 1
  xdotool windowfocus --sync "$(dialog | tail -n 1)" 2>/dev/null || true
  key ctrl+l
  key ctrl+a
  xdotool type --delay 15 "$1"
  sleep 0.5
  key Return
  await 'the end of the dialog' no_dialog
  focus
}
# How many pixels differ between two shots.
differs() {
  local region=${3:-1440x900+0+0}
  /usr/bin/compare -extract "$region" -metric AE "$shots/$1.png" "$shots/$2.png" null: 2>&1 | awk '{printf "%d", $1}' || true
}
# Where a line of a colour crosses a row, within 200 pixels from x: it is thin and drawn soft, so near colours count.
along() {
  /usr/bin/convert "$1" -crop "200x1+$2+$3" +repage -fuzz 22% -transparent "$4" -alpha extract -negate -threshold 50% txt:- |
    awk -F'[,:]' -v from="$2" '/white|#FFFFFF|gray\(255\)/ && !seen++ {print from + $1}'
}
# The middle of the discs of a colour in the graph, above its legend, as "x y"; the article of this walk names one person.
spot() {
  /usr/bin/convert "$1" -crop 780x680+285+50 +repage -fuzz 2% -transparent "$2" -alpha extract -negate -threshold 50% \
    -morphology Erode Disk:3 -trim -format '%[fx:round(page.x+w/2+285)] %[fx:round(page.y+h/2+50)]\n' info:
}

start
shot 1-start
focus
key ctrl+o
into_dialog "$home/ambush.txt"
await 'the article in the workspace' at_least 'select count(*) from extraction' 1
sleep 4
shot 2-graph

# A click on a person's disc selects it; the inspector changes.
read -r x y < <(spot "$shots/2-graph.png" '#0072B2') || true
[ -n "${x:-}" ] || fail 'no person on the graph'
xdotool mousemove "$x" "$y" click 1
sleep 1.5
shot 3-actor
[ "$(differs 2-graph 3-actor)" -gt 5000 ] || fail 'the click changed nothing'

# Evidence opens the article at the sentence; Escape closes it.
xdotool mousemove 1250 318 click 1
sleep 1.5
shot 3-evidence
[ "$(differs 3-actor 3-evidence)" -gt 40000 ] || fail 'the evidence opened nothing'
key Escape
sleep 1

# A link, between the person and the group: its events stand in the inspector.
read -r gx gy < <(spot "$shots/2-graph.png" '#A6447F') || true
[ -n "${gx:-}" ] || fail 'no group on the graph'
ly=$(((y + gy) / 2 + 30))
lx=$(along "$shots/2-graph.png" $(((x + gx) / 2 - 100)) "$ly" '#4A5F8A')
[ -n "$lx" ] || fail 'no link between the person and the group'
xdotool mousemove "$lx" "$ly" click 1
sleep 1.5
shot 3-link
[ "$(differs 2-graph 3-link 360x800+1080+50)" -gt 5000 ] || fail 'the click on a link left the inspector as it was'
xdotool mousemove "$x" "$y" click 1
sleep 1

# Merge with another actor, by keys; then undo.
key ctrl+m
sleep 1
xdotool type --delay 15 "Pakistan"
sleep 1
shot 4-merge
key Return
await 'the merge in the log' at_least 'select count(*) from correction' 1
sleep 1.5
shot 5-merged
focus
key ctrl+z
await 'the undone merge' at_least "select count(*) from gesture where state = 'undone'" 1
sleep 1
shot 6-undone

# Exports through the save dialog.
focus
key ctrl+e
into_dialog "$home/figure.png"
await 'the picture' test -s "$home/figure.png"
focus
key ctrl+shift+e
into_dialog "$home/graph.graphml"
await 'the graph' test -s "$home/graph.graphml"

# Quit, start again: the article, its findings and the log are there.
focus
key ctrl+q
for _ in $(seq 40); do kill -0 "$program" 2>/dev/null || break; sleep 0.25; done
kill -0 "$program" 2>/dev/null && fail 'the window did not close'
[ "$(query 'pragma integrity_check')" = ok ] || fail 'the workspace is damaged'
start
sleep 2
shot 7-again
at_least 'select count(*) from extraction' 1 || fail 'the article is gone'
at_least 'select count(*) from correction' 1 || fail 'the log is gone'
kill "$program"
wait "$program" 2>/dev/null || true
