# SPDX-License-Identifier: GPL-3.0-or-later
"""LAS files of the versions 1.0 to 1.4 and point formats 0 to 10, written field by field (ASPRS LAS 1.4 R15), and what
is wrong with some of them."""
import struct

import numpy

WAVE = [("wave_index", "u1"), ("wave_offset", "<u8"), ("wave_size", "<u4"), ("wave_place", "<f4"), ("wx", "<f4"),
        ("wy", "<f4"), ("wz", "<f4")]
RGB = [("red", "<u2"), ("green", "<u2"), ("blue", "<u2")]
OLD = [("X", "<i4"), ("Y", "<i4"), ("Z", "<i4"), ("intensity", "<u2"), ("returns", "u1"), ("class", "u1"), ("angle", "i1"),
       ("user", "u1"), ("source", "<u2")]
NEW = [("X", "<i4"), ("Y", "<i4"), ("Z", "<i4"), ("intensity", "<u2"), ("returns", "u1"), ("flags", "u1"), ("class", "u1"),
       ("user", "u1"), ("angle", "<i2"), ("source", "<u2"), ("time", "<f8")]
TIME = [("time", "<f8")]
NIR = [("nir", "<u2")]
FORMATS = [OLD, OLD + TIME, OLD + RGB, OLD + TIME + RGB, OLD + TIME + WAVE, OLD + TIME + RGB + WAVE, NEW, NEW + RGB,
           NEW + RGB + NIR, NEW + WAVE, NEW + RGB + NIR + WAVE]
EXTRA_TYPES = {1: "u1", 2: "i1", 3: "<u2", 4: "<i2", 5: "<u4", 6: "<i4", 9: "<f4", 10: "<f8"}


def vlr(user, record, data, text=""):
    return struct.pack("<H16sHH32s", 0, user.encode(), record, len(data), text.encode()) + data


def wkt_vlr(text):
    return vlr("LASF_Projection", 2112, text.encode() + b"\0", "WKT")


def geo_keys(*keys):
    """(id, value) pairs as the GeoKeyDirectory, all of them short."""
    words = [1, 1, 0, len(keys)]
    for key, value in keys:
        words += [key, 0, 1, value]
    return vlr("LASF_Projection", 34735, struct.pack("<%dH" % len(words), *words), "GeoTIFF keys")


def projected(code):
    return geo_keys((1024, 1), (1025, 1), (3072, code))


def extra_vlr(*fields):
    """(name, type number) pairs."""
    return vlr("LASF_Spec", 4, b"".join(struct.pack("<2sBB32s", b"", kind, 0, name.encode()).ljust(192, b"\0") for name,
                                        kind in fields), "Extra bytes")


def records(form, count, extra=()):
    """Empty records; `extra` are (name, type number) pairs."""
    return numpy.zeros(count, numpy.dtype(FORMATS[form] + [(name, EXTRA_TYPES[kind]) for name, kind in extra]))


def returns(form, number, of):
    """The byte of the return's number and the pulse's count."""
    return number | (of << (4 if form >= 6 else 3))


def write(path, minor, form, points, scale, offset, vlrs=(), **changed):
    """`changed` replaces fields of the header: box (maxx, minx, maxy, miny, maxz, minz), count, vlr_count, evlrs (bytes),
    wkt (the global encoding's bit), padding (bytes before the points)."""
    size = 375 if minor == 4 else 235 if minor == 3 else 227
    body = b"".join(vlrs) + (b"\xDD\xCC" if minor == 0 else b"") + b"\0" * changed.get("padding", 0)
    count = changed.get("count", len(points))
    numbers = points["returns"] & (15 if form >= 6 else 7)
    by_return = [int((numbers == k).sum()) for k in range(1, 16)]
    if "box" in changed:
        box = changed["box"]
    elif len(points):
        box = []
        for axis, name in enumerate("XYZ"):
            box += [points[name].max() * scale[axis] + offset[axis], points[name].min() * scale[axis] + offset[axis]]
    else:
        box = [0] * 6
    encoding = (1 if minor >= 2 and form else 0) | (16 if changed.get("wkt", form >= 6) else 0)
    legacy = form < 6
    head = b"LASF" + struct.pack("<HH16sBB32s32sHHH", 0, encoding if minor >= 2 else 0, b"", 1, minor, b"invented",
                                 b"testdata", 1, 2024, size)
    head += struct.pack("<IIBHI5I", size + len(body), changed.get("vlr_count", len(vlrs)), form, points.dtype.itemsize,
                        count if legacy else 0, *(by_return[:5] if legacy else [0] * 5))
    head += struct.pack("<12d", *scale, *offset, *box)
    evlrs = changed.get("evlrs", b"")
    if minor >= 3:
        head += struct.pack("<Q", 0)
    if minor == 4:
        end = size + len(body) + points.nbytes
        head += struct.pack("<QIQ15Q", end if evlrs else 0, 1 if evlrs else 0, count, *by_return)
    with open(path, "wb") as out:
        out.write(head + body + points.tobytes() + evlrs)
