# SPDX-License-Identifier: GPL-3.0-or-later
"""Point clouds as trees: COPC 1.0 (copc.io) and EPT 1.0.0 (entwine.io), written field by field."""
import ctypes
import ctypes.util
import os
import struct

import numpy
from osgeo import osr

import las


def wkt(code):
    system = osr.SpatialReference()
    system.SetFromUserInput(code if isinstance(code, str) else "EPSG:%d" % code)
    return system.ExportToWkt()


def relative(points, offset):
    moved = points.copy()
    for axis, field in enumerate("XYZ"):
        moved[field] -= round(offset[axis] / 0.01)
    return moved


def cube(points, scale, offset, margin):
    low = [points[n].min() * scale[i] + offset[i] for i, n in enumerate("XYZ")]
    high = [points[n].max() * scale[i] + offset[i] for i, n in enumerate("XYZ")]
    half = max(b - a for a, b in zip(low, high)) / 2 + margin
    return [(a + b) / 2 for a, b in zip(low, high)], half


def octree(places, centre, half, limit, key=(0, 0, 0, 0), chosen=None):
    """(key, numbers of points) of each node, a parent before its children: some points from all over it, the others below
    it."""
    chosen = numpy.arange(len(places)) if chosen is None else chosen
    step = 1 if key[0] >= 6 else max(1, -(-len(chosen) // limit))
    nodes = [(key, chosen[::step])]
    rest = numpy.delete(chosen, slice(None, None, step))
    upper = places[rest] >= centre
    for child in range(8):
        bits = numpy.array([child & 1, child >> 1 & 1, child >> 2])
        below = rest[(upper == bits).all(axis=1)]
        if len(below):
            lower = (key[0] + 1,) + tuple(int(2 * key[k + 1] + bits[k]) for k in range(3))
            nodes += octree(places, centre + (bits - 0.5) * half, half / 2, limit, lower, below)
    return nodes


def extend(path, user, record, data, text):
    """An extended record behind all; the place of its data."""
    with open(path, "r+b") as file:
        place = file.seek(0, os.SEEK_END)
        file.write(struct.pack("<H16sHQ32s", 0, user, record, len(data), text) + data)
        file.seek(235)
        file.write(struct.pack("<QI", place, 1))
    return place + 60


def chunk_size(data, at, form, record):
    """Of a chunk of the formats 6 to 10: its first record, its count and the sizes of its layers, which follow."""
    layers = 9 + (1 if form in (7, 8, 10) else 0) + (1 if form in (8, 10) else 0) + (1 if form >= 9 else 0)
    layers += record - las.records(form, 0).dtype.itemsize
    return record + 4 + 4 * layers + sum(struct.unpack_from("<%dI" % layers, data, at + record + 4))


def copc(out, name, form, points, offset, text, limit=64, pages=False, times=None, scale=(0.01,) * 3):
    """A COPC 1.0: a chunk for each node, the info record first, the hierarchy in an extended record behind. `pages` puts
    what lies below one child of the root on a page of its own; `times` are written instead of the bounds that are."""
    moved = relative(points, offset) if scale[0] == 0.01 else points
    centre, half = cube(moved, scale, offset, 1)
    places = numpy.stack([moved[n] * scale[i] + offset[i] for i, n in enumerate("XYZ")], axis=1)
    nodes = octree(places, numpy.array(centre), half, limit)
    times = times or (points["time"].min(), points["time"].max())

    def info(place, size):
        fields = struct.pack("<5dQQ2d", *centre, half, half / 64, place, size, *times)
        return las.vlr("copc", 1, fields.ljust(160, b"\0"))

    path = out.path(name)
    out.put(name, 4, form, moved[numpy.concatenate([n for _, n in nodes])], scale, offset, [info(0, 0), las.wkt_vlr(text)],
            chunk=",".join("%d" % len(n) for _, n in nodes) + ",")
    with open(path, "rb") as file:
        data = file.read()
    at = struct.unpack("<I", data[96:100])[0] + 8
    entries = []
    for key, numbers in nodes:
        size = chunk_size(data, at, form, moved.dtype.itemsize)
        entries.append((key, struct.pack("<4iQii", *key, at, size, len(numbers))))
        at += size
    place, away = len(data) + 60, []
    if pages:
        root = next(key for key, _ in entries if key[0] == 1)
        away = [e for key, e in entries if key[0] and all(key[k] >> (key[0] - 1) == root[k] for k in (1, 2, 3))]
    near = [e for _, e in entries if e not in away]
    if away:
        near.append(struct.pack("<4iQii", *root, place + 32 * len(near) + 32, 32 * len(away), -1))
    extend(path, b"copc", 1000, b"".join(near + away), b"EPT hierarchy")
    with open(path, "r+b") as file:
        file.seek(375)
        file.write(info(place, 32 * len(near)))


def ept(out, name, points, told, offset, kind="laszip", code=2992):
    """An EPT 1.0.0 of one node, with the dimensions as Entwine names them."""
    moved = relative(points, offset)
    centre, half = cube(moved, (0.01,) * 3, offset, 3)
    low = [int(moved[n].min() * 0.01 + offset[i]) - 1 for i, n in enumerate("XYZ")]
    high = [int(moved[n].max() * 0.01 + offset[i]) + 1 for i, n in enumerate("XYZ")]
    schema = [{"name": n, "type": "signed", "size": 4, "scale": 0.01, "offset": offset[i]} for i, n in enumerate("XYZ")]
    for field, size, sort in (("Intensity", 2, "unsigned"), ("ReturnNumber", 1, "unsigned"),
                              ("NumberOfReturns", 1, "unsigned"), ("ScanDirectionFlag", 1, "unsigned"),
                              ("EdgeOfFlightLine", 1, "unsigned"), ("Classification", 1, "unsigned"),
                              ("ScanAngleRank", 4, "float"), ("UserData", 1, "unsigned"), ("PointSourceId", 2, "unsigned"),
                              ("GpsTime", 8, "float"), ("Red", 2, "unsigned"), ("Green", 2, "unsigned"),
                              ("Blue", 2, "unsigned")):
        schema.append({"name": field, "type": sort, "size": size})
    out.text(name + "/ept.json", {"bounds": [c - half for c in centre] + [c + half for c in centre],
                                  "boundsConforming": low + high, "dataType": kind, "hierarchyType": "json",
                                  "points": len(points), "schema": schema, "span": 128, "srs": {"wkt": wkt(code)},
                                  "version": "1.0.0"})
    out.text(name + "/ept-hierarchy/0-0-0-0.json", {"0-0-0-0": told})
    if kind == "laszip":
        out.put(name + "/ept-data/0-0-0-0.laz", 2, 3, moved, offset=offset)
        return
    record = numpy.zeros(len(moved), numpy.dtype([(n, "<i4") for n in "XYZ"] + [("i", "<u2"), ("rn", "u1"), ("nr", "u1"),
                                                                                ("d", "u1"), ("e", "u1"), ("c", "u1"),
                                                                                ("a", "<f4"), ("u", "u1"), ("s", "<u2"),
                                                                                ("t", "<f8"), ("r", "<u2"), ("g", "<u2"),
                                                                                ("b", "<u2")]))
    for to, field in zip("XYZ", "XYZ"):
        record[to] = moved[field]
    record["i"], record["rn"], record["nr"] = moved["intensity"], moved["returns"] & 7, moved["returns"] >> 3
    record["c"], record["a"], record["s"], record["t"] = moved["class"], moved["angle"], moved["source"], moved["time"]
    record["r"], record["g"], record["b"] = moved["red"], moved["green"], moved["blue"]
    plain = record.tobytes()
    zstd = ctypes.CDLL(ctypes.util.find_library("zstd"))
    zstd.ZSTD_compress.restype = zstd.ZSTD_compressBound.restype = ctypes.c_size_t
    room = ctypes.create_string_buffer(len(plain) + 1000)
    size = zstd.ZSTD_compress(room, ctypes.c_size_t(len(room)), plain, ctypes.c_size_t(len(plain)), 3)
    path = out.path(name + "/ept-data/0-0-0-0.zst")
    with open(path, "wb") as file:
        file.write(room.raw[:size])
