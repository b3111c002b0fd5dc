#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the viewer page: web/build.sh OUTDIR. Installs the exact versions of package-lock.json with npm, bundles, and puts into OUTDIR:
# index.html, main.js and main.css (the page), chunk-*.js (what it fetches when it needs it), view3d.js, pointworker.js and laz-perf.wasm
# (its 3D view), and copcread.mjs, a reader of COPC files for tests. Works in OUTDIR.work, so that the source tree stays clean.
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
bundle() { node_modules/.bin/esbuild "$@" --bundle --minify --log-level=warning; }
bundle src/main.js src/view3d.js --splitting --format=esm --target=es2020 --outdir="$work/dist"
# A worker decodes: it needs the codec's build for workers, and no HTTP library.
bundle src/pointworker.js --format=iife --target=es2020 --outdir="$work/dist" --alias:laz-perf=./node_modules/laz-perf/lib/worker/index.js \
    --alias:cross-fetch=./src/nofetch.js --external:fs
# The libraries are CommonJS: they ask for fs and for their own place.
bundle src/copcread.js --format=esm --platform=node --target=node18 --outfile="$work/dist/copcread.mjs" \
    --banner:js="import{createRequire as r_}from'node:module';import{fileURLToPath as f_}from'node:url';const require=r_(import.meta.url);const __filename=f_(import.meta.url);const __dirname=f_(new URL('.',import.meta.url));"
cp node_modules/laz-perf/lib/worker/laz-perf.wasm "$work/dist/"
cp "$here/src/index.html" "$work/dist/"
for file in "$work"/dist/*; do
    cp "$file" "$out/$(basename "$file").new"
    mv "$out/$(basename "$file").new" "$out/$(basename "$file")"
done
rm -rf "$work"
