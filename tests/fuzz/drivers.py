#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""drivers.py WORKER FOLDER [SECONDS [SEED [FORMAT]...]]: mutates a small file of each format that is read and has tuilerie-worker probe it, one
process for each, as programs do (core/box). A breakdown costs that one work: the next one runs. Prints a line a format, keeps in FOLDER what
broke the worker down or took longer than 20 s, and exits 1 when a work came to no end at all. The same seed gives the same files."""
import concurrent.futures
import json
import os
import pathlib
import random
import socket
import struct
import subprocess
import sys
import tempfile
import time

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
gdal.PushErrorHandler("CPLQuietErrorHandler")
most = 20.0
words = [b"", b"\0", b"\xff", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"-1", b"1e308", b"nan", b"<", b"]]>", b'"', b"{", b"[" * 300, b"%s%n",
         b"9" * 40, b"\0" * 64]


def rasters(folder):
    memory = gdal.GetDriverByName("MEM").Create("", 40, 30, 1, gdal.GDT_Byte)
    memory.SetGeoTransform((650000, 1, 0, 6860000, 0, -1))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(2154)
    memory.SetProjection(reference.ExportToWkt())
    memory.GetRasterBand(1).WriteRaster(0, 0, 40, 30, bytes((x * y) % 251 for y in range(30) for x in range(40)))
    kinds = {"tif": ("GTiff", ["COMPRESS=DEFLATE"]), "lzw.tif": ("GTiff", ["COMPRESS=LZW", "TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"]),
             "jpeg.tif": ("GTiff", ["COMPRESS=JPEG"]), "jp2": ("JP2OpenJPEG", []), "png": ("PNG", []), "jpg": ("JPEG", []), "webp": ("WEBP", []),
             "gif": ("GIF", []), "bmp": ("BMP", []), "asc": ("AAIGrid", []), "bil": ("EHdr", []), "img": ("HFA", []), "vrt": ("VRT", [])}
    for ending, (driver, options) in kinds.items():
        if made := gdal.GetDriverByName(driver):
            source = gdal.Open(str(folder / "a.tif")) if ending == "vrt" else memory
            if ending == "webp":
                source = gdal.Translate("", memory, format="MEM", bandList=[1, 1, 1])
            made.CreateCopy(str(folder / f"a.{ending}"), source, options=options)
    (folder / "N45E005.hgt").write_bytes(struct.pack(">h", 100) * 1201 * 1201)


def vectors(folder):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    kinds = {"gpkg": "GPKG", "shp": "ESRI Shapefile", "geojson": "GeoJSON", "geojsonl": "GeoJSONSeq", "fgb": "FlatGeobuf", "csv": "CSV", "gml": "GML",
             "kml": "LIBKML", "kmz": "LIBKML", "sqlite": "SQLite", "tab": "MapInfo File", "mif": "MapInfo File", "dxf": "DXF", "gpx": "GPX"}
    for ending, name in kinds.items():
        driver = ogr.GetDriverByName(name)
        if not driver:
            continue
        data = driver.CreateDataSource(str(folder / f"v.{ending}"))
        kind = ogr.wkbPoint if ending in ("gpx", "csv") else ogr.wkbPolygon
        layer = data.CreateLayer("waypoints" if ending == "gpx" else "v", reference, kind)
        if ending not in ("dxf", "gpx"):
            layer.CreateField(ogr.FieldDefn("name", ogr.OFTString))
            layer.CreateField(ogr.FieldDefn("n", ogr.OFTInteger))
        for i in range(5):
            feature = ogr.Feature(layer.GetLayerDefn())
            if ending not in ("dxf", "gpx"):
                feature["name"], feature["n"] = f"é {i}", i
            shape = f"POINT ({i} {45 + i})" if kind == ogr.wkbPoint else f"POLYGON (({i} 45,{i} 46,{i + 1} 46,{i + 1} 45,{i} 45))"
            feature.SetGeometry(ogr.CreateGeometryFromWkt(shape))
            layer.CreateFeature(feature)
        data = None


def mutated(data, chance):
    data = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(data) or 1)
        # Headers decide more than pixels.
        if chance.random() < 0.5:
            at = min(at, chance.randrange(512))
        how = chance.randrange(6)
        if how == 0 and data:
            data[at % len(data)] ^= 1 << chance.randrange(8)
        elif how == 1:
            data[at:at + chance.choice((1, 2, 4, 8))] = chance.choice(words)
        elif how == 2:
            data[at:at + 4] = struct.pack(chance.choice("<>") + "I", chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, chance.getrandbits(32))))
        elif how == 3:
            del data[at:at + chance.randrange(1, 200)]
        elif how == 4:
            data[at:at] = data[chance.randrange(len(data) or 1):][:chance.randrange(1, 200)]
        else:
            del data[max(at, 1):]
    return bytes(data)


def probe(worker, path, scratch):
    """'', or how the work ended that gave no answer."""
    ours, theirs = socket.socketpair()
    child = subprocess.Popen(["/bin/bash", "-c", f'exec "$0" 3<&{theirs.fileno()}', worker], pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "TMPDIR": scratch})
    theirs.close()
    ours.settimeout(most)
    order = {"work": "probe", "params": {"paths": [path]}, "inputs": [os.path.dirname(path)], "folders": [scratch], "memory_mib": 1024, "language": "en"}
    answer = b""
    try:
        ours.sendall(json.dumps(order).encode() + b"\n")
        while part := ours.recv(65536):
            answer += part
    except TimeoutError:
        child.kill()
        child.wait()
        return "no end"
    except OSError:
        pass
    child.wait()
    ours.close()
    ended = any(line.startswith((b'{"result"', b'{"error"')) for line in answer.splitlines())
    return "" if ended else f"signal {-child.returncode}" if child.returncode < 0 else f"exit {child.returncode}"


def main():
    worker, kept = sys.argv[1], pathlib.Path(sys.argv[2])
    seconds, seed = float(sys.argv[3]) if len(sys.argv) > 3 else 60, int(sys.argv[4]) if len(sys.argv) > 4 else 1
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        seeds = pathlib.Path(place) / "seeds"
        seeds.mkdir()
        rasters(seeds)
        vectors(seeds)
        samples = sorted(p for p in seeds.iterdir() if p.suffix[1:] not in ("shx", "dbf", "prj", "cpg", "hdr", "stx", "xml", "xsd", "dat", "map", "id", "mid", "clr"))
        if wanted := sys.argv[5:]:
            samples = [p for p in samples if p.suffix[1:] in wanted]
        tables = {p.name: {"works": 0} for p in samples}

        def one(number):
            sample = samples[number % len(samples)]
            chance = random.Random(f"{seed}/{number}")
            folder = pathlib.Path(place) / f"w{number}"
            scratch = folder / "scratch"
            scratch.mkdir(parents=True)
            (folder / "in").mkdir()
            # What belongs to it lies beside it; which of them is hit is chance.
            parts = [p for p in seeds.iterdir() if p == sample or (p.stem.split(".")[0] == sample.stem.split(".")[0] and p not in samples)]
            if sample.suffix == ".vrt":
                parts.append(seeds / "a.tif")
            hit = chance.choice(parts) if chance.random() < 0.3 else sample
            for part in parts:
                data = part.read_bytes()
                (folder / "in" / part.name).write_bytes(mutated(data, chance) if part == hit else data)
            how = probe(worker, str(folder / "in" / sample.name), str(scratch))
            row = tables[sample.name]
            row["works"] += 1
            if how:
                row[how] = row.get(how, 0) + 1
                (folder / "in").rename(kept / f"{sample.name}-{seed}-{number}-{how.replace(' ', '-')}")
            subprocess.run(["rm", "-rf", str(folder)], check=False)

        end, number = time.monotonic() + seconds, 0
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            while time.monotonic() < end:
                list(pool.map(one, range(number, number + 40)))
                number += 40
    for name, row in tables.items():
        print(f"{name:12}", ", ".join(f"{count} {what}" for what, count in row.items()))
    total = {}
    for row in tables.values():
        for what, count in row.items():
            total[what] = total.get(what, 0) + count
    print("all         ", ", ".join(f"{count} {what}" for what, count in total.items()))
    return 1 if total.get("no end") else 0


sys.exit(main())
