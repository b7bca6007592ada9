#!/usr/bin/env bash
# Sets up what the tests need and runs them all: format, lints, every test, the real window under Xvfb.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s (%s)\n' "$1" "$(date +%H:%M:%S)"; }

# The desktop run needs an X server without a screen, the file portal with its GTK dialogs, and a driver for mouse and keys.
need=(gcc xvfb xdotool imagemagick dbus dbus-x11 xdg-desktop-portal xdg-desktop-portal-gtk libgl1 libgl1-mesa-dri libegl1 libx11-6 libx11-xcb1
  libxcursor1 libxi6 libxrandr2 libxkbcommon0 libxkbcommon-x11-0 libxml2-utils sqlite3)
missing=()
for package in "${need[@]}"; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
  step "install ${missing[*]}"
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

step "format"
cargo fmt --check
step "lints"
cargo clippy --release --all-targets -- -D warnings
step "lints without the window"
cargo clippy --release --no-default-features --lib --bins -- -D warnings
step "tests"
cargo test --release
step "the real window"
cargo build --release
bash tests/desktop/run.sh
step "done"
