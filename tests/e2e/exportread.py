# SPDX-License-Identifier: GPL-3.0-or-later
"""exportread.py pmtiles FILE DESCRIPTOR: reads a PMTiles v3 archive with code of its own, each tile beside that of the ROK4 pyramid,
which is read from its slabs; prints what the header and the metadata say, and how many tiles there are and are equal.
exportread.py vector FILE: the layers of an MBTiles of vector tiles, as GDAL sees them, with their features and fields.
exportread.py raster FILE FOLDER: whether GDAL sees in the file the pixels of the folder's TIFF files."""
import gzip
import json
import os
import struct
import sys


def base36(number):
    digits = ""
    while number:
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 36] + digits
        number //= 36
    return digits


def slabtiles(descriptor):
    """{(z, x, y): bytes} of the whole pyramid; levels of the grid PM are numbers."""
    pyramid = json.load(open(descriptor))
    tiles = {}
    for level in pyramid["levels"]:
        width, height, limits = level["tiles_per_width"], level["tiles_per_height"], level["tile_limits"]
        depth = level["storage"]["path_depth"]
        for slabcol in range(limits["min_col"] // width, limits["max_col"] // width + 1):
            for slabrow in range(limits["min_row"] // height, limits["max_row"] // height + 1):
                x, y = base36(slabcol), base36(slabrow)
                length = max(len(x), len(y), depth + 1)
                pairs = [a + b for a, b in zip(x.rjust(length, "0"), y.rjust(length, "0"))]
                name = os.path.join("".join(pairs[: length - depth]), *pairs[length - depth:]) + ".tif"
                path = os.path.join(os.path.dirname(descriptor), level["storage"]["image_directory"], name)
                if not os.path.exists(path):
                    continue
                slab = open(path, "rb").read()
                count = width * height
                offsets = struct.unpack_from(f"<{count}I", slab, 2048)
                sizes = struct.unpack_from(f"<{count}I", slab, 2048 + 4 * count)
                for i in range(count):
                    col, row = slabcol * width + i % width, slabrow * height + i // width
                    inside = limits["min_col"] <= col <= limits["max_col"] and limits["min_row"] <= row <= limits["max_row"]
                    if sizes[i] and inside:
                        tiles[int(level["id"]), col, row] = slab[offsets[i]:offsets[i] + sizes[i]]
    return tiles


def varints(content):
    value = shift = 0
    for byte in content:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value
            value = shift = 0


def directory(content):
    numbers = varints(gzip.decompress(content))
    count = next(numbers)
    ids, last = [], 0
    for _ in range(count):
        last += next(numbers)
        ids.append(last)
    runs = [next(numbers) for _ in range(count)]
    lengths = [next(numbers) for _ in range(count)]
    offsets = []
    for i in range(count):
        value = next(numbers)
        offsets.append(offsets[-1] + lengths[i - 1] if value == 0 else value - 1)
    return zip(ids, runs, lengths, offsets)


def place(number):
    """(z, x, y) of a tile id: along the Hilbert curve of each zoom."""
    z = first = 0
    while number >= first + 4 ** z:
        first += 4 ** z
        z += 1
    index, x, y, size = number - first, 0, 0, 1
    while size < 2 ** z:
        right = 1 & (index // 2)
        lower = 1 & (index ^ right)
        if lower == 0:
            if right == 1:
                x, y = size - 1 - x, size - 1 - y
            x, y = y, x
        x, y = x + size * right, y + size * lower
        index //= 4
        size *= 2
    return z, x, y


def pmtiles(path, descriptor):
    content = open(path, "rb").read()
    assert content[:8] == b"PMTiles\x03", content[:8]
    fields = struct.unpack_from("<11Q", content, 8)
    rootat, rootsize, jsonat, jsonsize, leavesat, leavessize, dataat, datasize, addressed, entries, contents = fields
    clustered, internal, compression, kind, minzoom, maxzoom = content[96:102]
    west, south, east, north = (value / 1e7 for value in struct.unpack_from("<4i", content, 102))
    assert rootat + rootsize <= 16384 and internal == 2
    metadata = json.loads(gzip.decompress(content[jsonat:jsonat + jsonsize]))
    found, runs = {}, []

    def walk(part):
        for first, run, length, offset in directory(part):
            if run == 0:
                walk(content[leavesat + offset:leavesat + offset + length])
                continue
            runs.append((first, run, length, offset))
            for number in range(first, first + run):
                found[place(number)] = content[dataat + offset:dataat + offset + length]

    walk(content[rootat:rootat + rootsize])
    # Clustered: each content lies behind those of the ids before it, or is one of them again.
    end = 0
    for _, _, length, offset in runs:
        assert offset <= end, (offset, end)
        end = max(end, offset + length)
    assert end == datasize and len(runs) == entries and len(found) == addressed
    assert len({offset for _, _, _, offset in runs}) == contents
    wanted = slabtiles(descriptor)
    plain = {key: gzip.decompress(tile) if compression == 2 else tile for key, tile in found.items()}
    return {"tiles": len(found), "equal": sum(plain.get(key) == tile for key, tile in wanted.items()), "wanted": len(wanted),
            "kind": kind, "clustered": clustered, "zooms": [minzoom, maxzoom], "bounds": [west, south, east, north],
            "metadata": metadata, "contents": contents}


def vector(path):
    from osgeo import ogr
    ogr.UseExceptions()
    data = ogr.Open(path)
    return {layer.GetName(): {"features": layer.GetFeatureCount(), "fields": [field.GetName() for field in layer.schema]}
            for layer in data}


def raster(path, tiles):
    import glob
    import numpy
    from osgeo import gdal, osr
    gdal.UseExceptions()
    shown, files = gdal.Open(path), gdal.BuildVRT("/vsimem/files.vrt", sorted(glob.glob(os.path.join(tiles, "*.tif"))))
    left, cell, _, top, _, _ = files.GetGeoTransform()
    shownleft, showncell, _, showntop, _, _ = shown.GetGeoTransform()
    assert abs(cell - showncell) < 1e-9, (cell, showncell)
    col, row = (left - shownleft) / cell, (showntop - top) / cell
    assert abs(col - round(col)) + abs(row - round(row)) < 1e-6, (col, row)
    mine = shown.ReadAsArray(round(col), round(row), files.RasterXSize, files.RasterYSize)[:3]
    code = osr.SpatialReference(shown.GetProjection()).GetAuthorityCode(None)
    return {"equal": bool(numpy.array_equal(mine, files.ReadAsArray())), "crs": code,
            "overviews": shown.GetRasterBand(1).GetOverviewCount()}


print(json.dumps({"pmtiles": pmtiles, "vector": vector, "raster": raster}[sys.argv[1]](*sys.argv[2:])))
