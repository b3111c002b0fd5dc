#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One tile of a survey changes: the next version of a VPC and of derived rasters against a whole run, which must have the same bytes.

    versions.py BUILD [--folder DIR]

BUILD: the build folder (tests/pointcloudprogram, tests/deriveprogram). Run by hand on a quiet machine.
"""
import argparse
import filecmp
import json
import math
import os
import random
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import time


def run(program, params, folder):
    path = os.path.join(folder, "params.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(params, file)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.time()
    done = subprocess.run([program, path], capture_output=True, text=True, check=False)
    wall = time.time() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{program} failed: {done.stderr[-2000:]}")
    return {"cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, "wall": wall, **json.loads(done.stdout)}


def differing(one, other):
    """A file of the one folder that is another or none in the other; what is left for the next version aside."""
    for root, folders, files in os.walk(one):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = os.path.join(root, name)
            if not filecmp.cmp(path, os.path.join(other, os.path.relpath(path, one)), shallow=False):
                return path
    return None


def bench(name, program, params, output, lot, folder):
    def make(version, more):
        os.makedirs(os.path.join(folder, version))
        return run(program, {**params, "paths": [lot], "output": os.path.join(folder, version, output), **more}, folder)

    ancestor = os.path.join(folder, "first", output)
    make("first", {"is_kept": True})
    yield
    partial = make("second", {"ancestor": ancestor, "is_kept": True})
    whole = make("whole", {})
    if wrong := differing(os.path.join(folder, "whole"), os.path.join(folder, "second")):
        sys.exit(f"{name}: {wrong} is not what a whole run makes")
    for version in ("first", "second", "whole"):
        shutil.rmtree(os.path.join(folder, version))
    yield whole, partial


def records(side, points, seed):
    """Of a tile, from its south-west corner; all tiles have the same, at other offsets."""
    chance = random.Random(seed)
    record = struct.Struct("<iiiHBBBBhHd")
    made = bytearray()
    for i in range(points):
        # The corners first, so that the extent stays what it is.
        x, y = [(0, 0), (side * 100, side * 100)][i] if i < 2 else (chance.randrange(side * 100), chance.randrange(side * 100))
        z = int(20000 + 1500 * math.sin(x / 9000) * math.cos(y / 7000)) + chance.randrange(60) + 10 * seed
        made += record.pack(x, y, z, chance.randrange(2000), 0x11, 0, 2, 0, 0, 1, 2e8 + i * 1e-5)
    return bytes(made)


class Lot:
    """Tiles that abut: uncompressed LAS 1.4, so that reading them costs a whole run as little as it can."""

    def __init__(self, folder, across, down, side, points):
        self.across, self.side, self.points, self.count = across, side, points, across * down
        self.folder = folder
        os.makedirs(folder)
        self.first, self.other = records(side, points, 1), records(side, points, 2)
        for index in range(self.count):
            self.write(index, self.first)

    def write(self, index, made):
        west, south = 700000 + index % self.across * self.side, 6600000 + index // self.across * self.side
        header = struct.pack("<4sHH16sBB32s32sHHHIIBHI5I", b"LASF", 0, 16, b"", 1, 4, b"bench", b"versions.py", 1, 2026, 375, 375, 0, 6, 30, *[0] * 6)
        header += struct.pack("<12d", 0.01, 0.01, 0.01, west, south, 0, west + self.side, west, south + self.side, south, 220, 180)
        header += struct.pack("<QQIQ15Q", 0, 0, 0, self.points, self.points, *[0] * 14)
        with open(os.path.join(self.folder, f"t{index:03}.las"), "wb") as file:
            file.write(header + made)

    def change(self, is_other):
        self.write(self.count // 2 + self.across // 2, self.other if is_other else self.first)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build")
    parser.add_argument("--folder", help="where to work (a temporary folder)")
    args = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="cloudversions", dir=args.folder)
    try:
        print("| output | files | points | whole: CPU s | wall s | version: CPU s | wall s | CPU of the whole |\n|---|---|---|---|---|---|---|---|")
        cloud, derive = (os.path.join(args.build, "tests", name) for name in ("pointcloudprogram", "deriveprogram"))
        common = {"assign_crs": "EPSG:2154", "memory": 1024}
        blocks = [("VPC", cloud, common, "out.vpc")]
        rasters = [(f"{product}, cells of 0.5 m", derive, {**common, "product": product, "cell": 0.5}, "out.tif") for product in ("dtm", "dsm", "hillshade")]
        for lot, jobs in ((Lot(os.path.join(folder, "blocks"), 5, 4, 500, 2000000), blocks), (Lot(os.path.join(folder, "tiles"), 10, 10, 200, 300000), rasters)):
            for name, program, params, output in jobs:
                lot.change(False)
                steps = bench(name, program, params, output, lot.folder, folder)
                next(steps)
                lot.change(True)
                whole, partial = next(steps)
                print(f"| {name} | 1 of {lot.count} | {lot.count * lot.points:,} | {whole['cpu']:.2f} | {whole['wall']:.2f} | {partial['cpu']:.2f} | {partial['wall']:.2f} "
                      f"| {100 * partial['cpu'] / whole['cpu']:.1f} % |", flush=True)
            shutil.rmtree(lot.folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
