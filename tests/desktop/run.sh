#!/usr/bin/env bash
# The real window under Xvfb, driven as a person would: opens an article through the desktop's own file dialog, clicks an actor,
# opens the evidence, merges two actors, undoes, exports a picture and the graph through the save dialog, quits, starts again and
# finds it all. Keeps screenshots in target/desktop, which belongs to the build.
set -euo pipefail
cd "$(dirname "$0")/../.."

binary=${RECOUPE_BINARY:-${CARGO_TARGET_DIR:-target}/release/recoupe}
binary=$(realpath "$binary")
shots=$(realpath -m "${CARGO_TARGET_DIR:-target}/desktop")
rm -rf "$shots" && mkdir -p "$shots"
home=$(mktemp -d)
mkdir -p "$home/run" && chmod 700 "$home/run"
display=:$((90 + RANDOM % 400))
Xvfb "$display" -screen 0 1440x900x24 >/dev/null 2>&1 &
xvfb=$!
trap 'kill $xvfb 2>/dev/null || true; rm -rf "$home"' EXIT
sleep 1

export DISPLAY=$display HOME=$home XDG_RUNTIME_DIR=$home/run XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config GDK_BACKEND=x11
export LANG=C.UTF-8 NO_AT_BRIDGE=1
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS || true
cp tests/desktop/ambush.txt "$home/ambush.txt"
timeout 300 dbus-run-session -- bash tests/desktop/walk.sh "$binary" "$shots" "$home" </dev/null

# What the walk wrote is checked here, once the window is gone.
[ "$(head -c 8 "$home/figure.png" | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ] || { echo "figure.png is no PNG"; exit 1; }
xmllint --noout "$home/graph.graphml"
grep -q 'talibans' "$home/graph.graphml" || { echo "graph.graphml lacks its actors"; exit 1; }
echo "1 passed, 0 failed"
