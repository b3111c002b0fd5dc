#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `generate raster` row of the benchmarks: the same RGB Lambert-93 tiles made into a web-Mercator pyramid by Tuilerie, by
gdal_translate -of COG and by gdal2tiles; CPU seconds, wall seconds, peak memory and their ratios, for JPEG and PNG.

    generateraster.py PROGRAM [--work FOLDER] [--across 4] [--size 5000] [--workers 2] [--only ours,cog,gdal2tiles] [--formats jpg,png]

PROGRAM is `generateprogram` of the tests. The input is made once (seeded) and kept in FOLDER."""

import argparse
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import benchdata  # noqa: E402


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


def size_of(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "tuilerie-bench"))
    parser.add_argument("--across", type=int, default=4)
    parser.add_argument("--size", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="ours,cog,gdal2tiles")
    parser.add_argument("--formats", default="jpg,png")
    parser.add_argument("--zoom", type=int, default=19, help="the finest level, the same for all; 19 is the nearest to the input's cells")
    options = parser.parse_args()

    paths = benchdata.make(os.path.join(options.work, "input"), options.across, options.size)
    vrt = os.path.join(options.work, "input.vrt")
    subprocess.run(["gdalbuildvrt", "-q", "-overwrite", vrt] + paths, check=True)
    out = os.path.join(options.work, "output")
    rows = {}
    for form in options.formats.split(","):
        for tool in options.only.split(","):
            shutil.rmtree(out, ignore_errors=True)
            os.makedirs(out)
            if tool == "ours":
                params = os.path.join(out, "params.json")
                with open(params, "w") as file:
                    json.dump({"paths": paths, "output": os.path.join(out, "pyramid"), "tms": "PM", "compression": form,
                               "top": "0", "bottom": str(options.zoom), "parallelization": options.workers}, file)
                command = [options.program, params]
            elif tool == "cog":
                # GDAL's PNG-like choice in a COG is DEFLATE with a predictor.
                kind = ["COMPRESS=JPEG", "QUALITY=75"] if form == "jpg" else ["COMPRESS=DEFLATE", "PREDICTOR=YES"]
                command = ["gdal_translate", "-q", "-of", "COG", "-co", "TILING_SCHEME=GoogleMapsCompatible", "-co", "RESAMPLING=CUBIC",
                           "-co", "OVERVIEW_RESAMPLING=AVERAGE", "-co", "BIGTIFF=YES", "-co", "ZOOM_LEVEL=%d" % options.zoom, "-co", "NUM_THREADS=%d" % options.workers]
                for word in kind:
                    command += ["-co", word]
                command += [vrt, os.path.join(out, "cog.tif")]
            else:
                command = ["gdal2tiles.py", "-q", "--xyz", "--resampling=cubic", "-w", "none", "--zoom=0-%d" % options.zoom, "--processes=%d" % options.workers]
                if form == "jpg":
                    # Older versions make PNG only.
                    if b"--tiledriver" not in subprocess.run(["gdal2tiles.py", "--help"], capture_output=True).stdout:
                        continue
                    if b"JPEG" not in subprocess.run(["gdal2tiles.py", "--help"], capture_output=True).stdout:
                        continue
                    command.append("--tiledriver=JPEG")
                command += [vrt, os.path.join(out, "tiles")]
            rows[form, tool] = measure(command) + (size_of(out) / 2 ** 20,)
            print("%-4s %-11s cpu %8.1f s  wall %8.1f s  peak %7.0f MiB  out %7.0f MiB" % ((form, tool) + rows[form, tool]), flush=True)
    print()
    for (form, tool), row in rows.items():
        own = rows.get((form, "ours"))
        if own and tool != "ours":
            print("%-4s %-11s / ours: cpu ×%.1f  wall ×%.1f  memory ×%.1f" % (form, tool, row[0] / own[0], row[1] / own[1], row[2] / own[2]))
    shutil.rmtree(out, ignore_errors=True)


if __name__ == "__main__":
    main()
