#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Derived terrain against gdal_grid: the same LAZ tiles made into a terrain model of 1 m by deriveRaster() and by GDAL's TIN
(gdal_grid -a linear, qhull); CPU seconds, wall seconds, peak memory and their ratios, and how many cells are the same.

    derive.py TESTS_FOLDER SAMPLE_PROGRAM [--work FOLDER] [--density 0.3] [--workers 2] [--cell 1]

TESTS_FOLDER holds `deriveprogram`; SAMPLE_PROGRAM is `tuilerie-sample`. GDAL reads no LAZ: it is given the ground points, already picked
out, as a FlatGeobuf near 0 (at national coordinates qhull's doubles go wrong), and both its whole time and the time less that of
reading them are told. Ours is always the whole: decoding LAZ, terrain, overviews, COG."""

import argparse
import json
import os
import subprocess
import tempfile
import time


def measure(command, stdout=subprocess.DEVNULL):
    """Wall and CPU seconds and the peak MiB of one process, all its threads included."""
    start = time.time()
    process = subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit("%s failed:\n%s" % (command[0], errors.decode(errors="replace")[-2000:]))
    return time.time() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def same_cells(ours, theirs):
    import numpy
    from osgeo import gdal
    a, b = (gdal.Open(path).ReadAsArray() for path in (ours, theirs))
    both = (a != -9999) & (b != -9999)
    return int(both.sum()), int((numpy.abs(a[both] - b[both]) <= 0.01).sum())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tests")
    parser.add_argument("sample")
    parser.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "tuilerie-bench-derive"))
    parser.add_argument("--density", default="0.3")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--cell", type=float, default=1)
    options = parser.parse_args()
    program = os.path.join(options.tests, "deriveprogram")
    work = os.path.join(options.work, options.density)
    os.makedirs(work, exist_ok=True)
    if not os.path.isdir(os.path.join(work, "lidar")):
        subprocess.run([options.sample, "--output", work, "--only", "lidar", "--density", options.density], check=True, stdout=subprocess.DEVNULL)

    def params(product, output):
        path = os.path.join(work, product + ".json")
        with open(path, "w") as file:
            json.dump({"paths": [os.path.join(work, "lidar")], "product": product, "cell": options.cell, "output": output,
                       "parallelization": options.workers}, file)
        return path

    ours = os.path.join(work, "ours.tif")
    wall, cpu, memory = measure([program, params("dtm", ours)])
    print("ours           wall %7.2f s   CPU %7.2f s   %6.0f MiB" % (wall, cpu, memory), flush=True)
    result = json.loads(subprocess.run([program, params("dtm", ours)], check=True, capture_output=True).stdout)
    print("  %d points, %d of them ground, %d x %d cells" % (result["points"], result["used_points"], result["width"], result["height"]))

    from osgeo import gdal
    transform = gdal.Open(ours).GetGeoTransform()
    west, north = transform[0], transform[3]
    south = north - result["height"] * options.cell
    csv, points = os.path.join(work, "ground.csv"), os.path.join(work, "ground.fgb")
    if not os.path.exists(points):
        with open(csv, "wb") as file:
            subprocess.run([program, params("dtm", ours), "ground", "%.3f" % west, "%.3f" % south], check=True, stdout=file)
        vrt = os.path.join(work, "ground.vrt")
        with open(vrt, "w") as file:
            file.write('<OGRVRTDataSource><OGRVRTLayer name="ground"><SrcDataSource relativeToVRT="1">ground.csv</SrcDataSource>'
                       '<GeometryType>wkbPoint25D</GeometryType><GeometryField encoding="PointFromColumns" x="x" y="y" z="z"/>'
                       '</OGRVRTLayer></OGRVRTDataSource>')
        subprocess.run(["ogr2ogr", "-f", "FlatGeobuf", "-lco", "SPATIAL_INDEX=NO", "-select", "", points, vrt], check=True)
    # The time of reading alone: one cell, to which no point is near.
    reading = measure(["gdal_grid", "-q", "-a", "nearest:radius1=0.001:radius2=0.001", "-txe", "-2", "-1", "-tye", "-2", "-1", "-outsize", "1", "1",
                       points, os.path.join(work, "reading.tif")])
    theirs = os.path.join(work, "gdal.tif")
    whole = measure(["gdal_grid", "-q", "-a", "linear:radius=0:nodata=-9999", "-ot", "Float32", "-txe", "0", str(result["width"] * options.cell),
                     "-tye", "0", str(result["height"] * options.cell), "-outsize", str(result["width"]), str(result["height"]),
                     "--config", "GDAL_NUM_THREADS", str(options.workers), points, theirs])
    print("gdal_grid      wall %7.2f s   CPU %7.2f s   %6.0f MiB" % whole)
    print("  reading only wall %7.2f s   CPU %7.2f s" % reading[:2])
    print("ratios, gdal_grid / ours: wall %.1f, CPU %.1f, memory %.1f; gridding only: wall %.1f, CPU %.1f" % (
        whole[0] / wall, whole[1] / cpu, whole[2] / memory, (whole[0] - reading[0]) / wall, (whole[1] - reading[1]) / cpu))
    print("cells in both %d, same to 1 cm %d" % same_cells(ours, theirs))
    for product in ("dsm", "intensity", "density", "hillshade"):
        wall, cpu, memory = measure([program, params(product, os.path.join(work, product + ".tif"))])
        print("ours, %-9s wall %6.2f s   CPU %6.2f s   %6.0f MiB   %.2f M points a CPU second" % (
            product, wall, cpu, memory, result["points"] / cpu / 1e6))


if __name__ == "__main__":
    main()
