#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the viewer page: web/build.sh OUTDIR. Installs the exact versions of package-lock.json with npm, bundles, and puts
# index.html, main.js and main.css into OUTDIR. Works in OUTDIR.work, so that the source tree stays clean.
set -eu
[ $# -eq 1 ] || { echo "usage: web/build.sh OUTDIR" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
work=$out.work
rm -rf "$work"
mkdir -p "$work"
cp -r "$here/package.json" "$here/package-lock.json" "$here/src" "$work/"
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
node_modules/.bin/esbuild src/main.js --bundle --minify --format=esm --target=es2020 --outdir="$work/dist" --log-level=warning
cp "$here/src/index.html" "$work/dist/"
for file in "$work"/dist/*; do
    cp "$file" "$out/$(basename "$file").new"
    mv "$out/$(basename "$file").new" "$out/$(basename "$file")"
done
rm -rf "$work"
