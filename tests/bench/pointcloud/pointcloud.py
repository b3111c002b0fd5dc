#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""LAZ -> COPC: points a CPU second, wall clock, memory, temporary disk and size, ours against named peers on the same input; and
the COPCs of tiles merged into one, their chunks copied and decoded.

    pointcloud.py BUILD [--density 6] [--memory 1024] [--folder DIR] [--merge-only]

BUILD: the build folder (bin/tuilerie-sample, tests/pointcloudprogram, tests/lazcopy). `pdal` and `untwine` are run too where they are
on the PATH. Run by hand on a quiet machine.
"""
import argparse
import glob
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time


class FolderWatch(threading.Thread):
    """The most bytes that lay in a folder at one time."""

    def __init__(self, folder):
        super().__init__(daemon=True)
        self.folder, self.most, self.done = folder, 0, threading.Event()

    def run(self):
        while not self.done.wait(0.2):
            total = 0
            for root, _, files in os.walk(self.folder):
                for name in files:
                    try:
                        total += os.stat(os.path.join(root, name)).st_size
                    except OSError:
                        pass  # gone meanwhile
            self.most = max(self.most, total)


def run(command, watched):
    watch = FolderWatch(watched)
    watch.start()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.time()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate()
    wall = time.time() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    watch.done.set()
    watch.join()
    if process.returncode:
        sys.exit(f"{command[0]} failed: {err.decode(errors='replace')[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": cpu, "wall": wall, "temporary": watch.most, "out": out.decode()}


def bench(args, name, files, folder):
    rows = []
    size = sum(os.path.getsize(f) for f in files)
    points = 0
    for label, memory in (("Tuilerie", args.memory), ("Tuilerie, 512 MiB", 512)):
        work = os.path.join(folder, "ours")
        os.makedirs(work)
        output, params = os.path.join(work, "out.copc.laz"), os.path.join(folder, "params.json")
        with open(params, "w", encoding="utf-8") as file:
            json.dump({"paths": files, "output": output, "memory": memory}, file)
        measured = run([os.path.join(args.build, "tests/pointcloudprogram"), params], work)
        result = json.loads(measured["out"])
        points = result["points"]
        rows.append((label, measured["cpu"], measured["wall"], result["peak_kib"] / 1024, result["temporary_bytes"], os.path.getsize(output)))
        shutil.rmtree(work)
    work = os.path.join(folder, "copy")
    os.makedirs(work)
    measured = run([os.path.join(args.build, "tests/lazcopy"), *files, work], work)
    copied = json.loads(measured["out"])
    rows.append(("LASzip, decode and encode only", measured["cpu"], measured["wall"], copied["peak_kib"] / 1024, 0,
                 sum(os.path.getsize(f) for f in glob.glob(work + "/*"))))
    shutil.rmtree(work)
    peers = {"untwine": lambda w: ["untwine", "--temp_dir", os.path.join(w, "tmp"), "-o", os.path.join(w, "out.copc.laz"), *sum((["-i", f] for f in files), [])],
             "pdal": lambda w: ["pdal", "merge", *files, os.path.join(w, "out.copc.laz")]}
    for peer, command in peers.items():
        if not shutil.which(peer):
            continue
        work = os.path.join(folder, peer)
        os.makedirs(work)
        measured = run(["/usr/bin/time", "-f", "%M", "-o", os.path.join(folder, "peak"), *command(work)], work)
        with open(os.path.join(folder, "peak"), encoding="utf-8") as file:
            peak = int(file.read().split()[-1]) / 1024
        written = os.path.getsize(os.path.join(work, "out.copc.laz"))
        rows.append((peer, measured["cpu"], measured["wall"], peak, max(0, measured["temporary"] - written), written))
        shutil.rmtree(work)
    print(f"\n{name}: {len(files)} files, {points:,} points, {size / 2**20:.0f} MiB\n")
    print("| tool | M points / CPU s | wall s | peak MiB | temporary MiB | out MiB | CPU ÷ ours |\n|---|---|---|---|---|---|---|")
    for label, cpu, wall, peak, temporary, written in rows:
        print(f"| {label} | {points / cpu / 1e6:.2f} | {wall:.1f} | {peak:.0f} | {temporary / 2**20:.0f} | {written / 2**20:.0f} | {cpu / rows[0][1]:.2f} |")


def make(args, folder, files, output):
    params = os.path.join(folder, "params.json")
    with open(params, "w", encoding="utf-8") as file:
        json.dump({"paths": files, "output": output, "memory": args.memory}, file)
    measured = run([os.path.join(args.build, "tests/pointcloudprogram"), params], os.path.dirname(output))
    return {**json.loads(measured["out"]), **measured}


def without_statistics(path, to):
    """The same COPC, whose chunks we must not copy, since nobody says what is in them."""
    with open(path, "rb") as file:
        content = file.read()
    with open(to, "wb") as file:
        file.write(content.replace(b"sampled-points", b"changed-points"))


def bench_merge(args, files, folder):
    tiles, bare, rows = [], [], []
    for file in files:
        tiles.append(os.path.join(folder, os.path.splitext(os.path.basename(file))[0] + ".copc.laz"))
        make(args, folder, [file], tiles[-1])
        bare.append(tiles[-1][:-9] + "-bare.copc.laz")
        without_statistics(tiles[-1], bare[-1])
    work = os.path.join(folder, "merged")
    for label, inputs in (("**copied**", tiles), ("decoded (their statistics taken away)", bare), ("made of the tiles' LAZ", files)):
        os.makedirs(work)
        made = make(args, folder, inputs, os.path.join(work, "out.copc.laz"))
        rows.append((label, made["copied_points"] / made["points"], made["cpu"], made["wall"], made["peak_kib"] / 1024))
        shutil.rmtree(work)
    if shutil.which("pdal"):
        os.makedirs(work)
        measured = run(["/usr/bin/time", "-f", "%M", "-o", os.path.join(folder, "peak"), "pdal", "merge", *tiles, os.path.join(work, "out.copc.laz")], work)
        with open(os.path.join(folder, "peak"), encoding="utf-8") as file:
            rows.append(("pdal", 0, measured["cpu"], measured["wall"], int(file.read().split()[-1]) / 1024))
        shutil.rmtree(work)
    print(f"\n{len(tiles)} COPCs of tiles, {made['points']:,} points, into one\n")
    print("| | points copied | CPU s | wall s | peak MiB | CPU ÷ copied |\n|---|---|---|---|---|---|")
    for label, copied, cpu, wall, peak in rows:
        print(f"| {label} | {100 * copied:.1f} % | {cpu:.2f} | {wall:.2f} | {peak:.0f} | {cpu / rows[0][2]:.1f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build")
    parser.add_argument("--density", default="6", help="pulses a square metre, over 4 km²")
    parser.add_argument("--memory", type=int, default=1024, help="MiB given to our run")
    parser.add_argument("--folder", help="where to work (a temporary folder)")
    parser.add_argument("--merge-only", action="store_true", help="only the merge of COPCs")
    args = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="pointcloudbench", dir=args.folder)
    try:
        for name, more in (("Tiles that abut, PDRF 6", []), ("Strips that overlap, PDRF 1", ["--lidar-strips", "--lidar-format", "1"]),
                           ("Tiles, PDRF 8 with extra bytes", ["--lidar-format", "8", "--lidar-extra"])):
            source = os.path.join(folder, "source")
            subprocess.run([os.path.join(args.build, "bin/tuilerie-sample"), "--only", "lidar", "--density", args.density, "--output", source, *more], check=True)
            files = sorted(glob.glob(source + "/lidar/*.laz"))
            if not args.merge_only:
                bench(args, name, files, folder)
            if not more:
                bench_merge(args, files, folder)
            shutil.rmtree(source)
            if args.merge_only:
                break
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
