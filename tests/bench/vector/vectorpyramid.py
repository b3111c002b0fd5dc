#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `generate vector` row of the benchmarks: the same GeoPackage made into vector tiles of the same levels and limits by Tuilerie, by
ogr2ogr -f MVT and, where it is installed, by tippecanoe; CPU seconds, wall seconds, peak memory, size, and their ratios to ours.

    vectorpyramid.py PROGRAM SAMPLE [--features 150000] [--top 8] [--bottom 15] [--work FOLDER] [--only ours,ogr2ogr,tippecanoe] [--source FILE]

PROGRAM is `vectorprogram` of the tests, SAMPLE is `tuilerie-sample`, which makes the input once, kept in FOLDER; FILE is a data set of one's own
instead."""

import argparse
import glob
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import threading
import time


def tree_memory(pid):
    """Resident bytes of a process and all below it."""
    total, todo = 0, [pid]
    while todo:
        one = todo.pop()
        try:
            with open("/proc/%d/statm" % one) as file:
                total += int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            for task in glob.glob("/proc/%d/task/*/children" % one):
                with open(task) as file:
                    todo += [int(child) for child in file.read().split()]
        except OSError:
            pass
    return total


def measure(command):
    before, start = os.times(), time.time()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak, over = [0], threading.Event()

    def watch():
        while not over.wait(0.1):
            peak[0] = max(peak[0], tree_memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    errors = process.stderr.read()
    process.wait()
    over.set()
    watcher.join()
    wall, after = time.time() - start, os.times()
    if process.returncode:
        raise SystemExit("%s failed:\n%s" % (command[0], errors.decode(errors="replace")[-2000:]))
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return cpu, wall, peak[0] / 2 ** 20


def tables_of(source):
    with sqlite3.connect(source) as database:
        return [name for name, in database.execute("SELECT table_name FROM gpkg_geometry_columns ORDER BY table_name")]


def size_of(path):
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("sample")
    parser.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "tuilerie-bench-vector"))
    parser.add_argument("--features", type=int, default=150000)
    parser.add_argument("--top", type=int, default=8)
    parser.add_argument("--bottom", type=int, default=15)
    parser.add_argument("--only", default="ours,ogr2ogr,tippecanoe")
    parser.add_argument("--source")
    options = parser.parse_args()
    source = options.source or os.path.join(options.work, str(options.features), "vector", "cadastre.gpkg")
    if not options.source and not os.path.exists(source):
        subprocess.run([options.sample, "--features", str(options.features), "--output", os.path.dirname(os.path.dirname(source))], check=True)
    out = os.path.join(options.work, "out")
    tools = options.only.split(",")
    rows = []

    def run(name, command):
        shutil.rmtree(out, ignore_errors=True)
        os.makedirs(out)
        cpu, wall, peak = measure(command)
        rows.append((name, cpu, wall, peak, size_of(out) / 2 ** 20))

    if "ours" in tools:
        params = os.path.join(options.work, "params.json")
        with open(params, "w") as file:
            json.dump({"paths": [source], "output": os.path.join(out, "pyramid"), "top_level": str(options.top), "bottom_level": str(options.bottom)}, file)
        run("Tuilerie", [options.program, params])
    if "ogr2ogr" in tools:
        # The limits are those of the Géoplateforme for both; tiles uncompressed, as ROK4 wants them.
        run("ogr2ogr -f MVT", ["ogr2ogr", "-f", "MVT", os.path.join(out, "tiles"), source, "-dsco", "MINZOOM=%d" % options.top, "-dsco", "MAXZOOM=%d" % options.bottom,
                               "-dsco", "COMPRESS=NO", "-dsco", "MAX_SIZE=500000", "-dsco", "MAX_FEATURES=5000"])
    if "tippecanoe" in tools and shutil.which("tippecanoe"):
        # It reads GeoJSON in degrees; making that of the tables is not counted.
        layers = []
        for table in tables_of(source):
            lines = os.path.join(options.work, table + ".geojsonl")
            if os.path.exists(lines):
                os.remove(lines)
            subprocess.run(["ogr2ogr", "-t_srs", "EPSG:4326", "-f", "GeoJSONSeq", lines, source, table], check=True)
            layers += ["-L", table + ":" + lines]
        run("tippecanoe", ["tippecanoe", "-q", "-P", "-Z", str(options.top), "-z", str(options.bottom), "--no-tile-compression", "-e", os.path.join(out, "tiles")] + layers)
    print("| tool | CPU s | wall s | peak MiB | out MiB | CPU ÷ ours | wall ÷ ours | memory ÷ ours | size ÷ ours |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, cpu, wall, peak, size in rows:
        first = rows[0]
        print("| %s | %.1f | %.1f | %.0f | %.0f | %.1f | %.1f | %.1f | %.1f |" % (name, cpu, wall, peak, size, cpu / first[1], wall / first[2], peak / first[3], size / first[4]))


if __name__ == "__main__":
    main()
