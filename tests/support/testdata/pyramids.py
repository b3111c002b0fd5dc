# SPDX-License-Identifier: GPL-3.0-or-later
"""Four ROK4 pyramids as the official tools write them (docs: the pyramid's format), in one tar: PNG of one
and four channels, ZIP of floats, in three grids. Written here byte by byte, so that the programs' own writer is compared
with another one."""
import io
import json
import os
import struct
import tarfile
import zlib

import numpy

SIZE = 256
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def base36(number):
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text


def slab_name(column, row, depth=2):
    c, r = base36(column), base36(row)
    width = max(len(c), len(r), depth + 1)
    pairs = [a + b for a, b in zip(c.rjust(width, "0"), r.rjust(width, "0"))]
    return "/".join(["".join(pairs[:width - depth])] + pairs[width - depth:]) + ".tif"


def header(compression, photometric, channels, is_float, across, down):
    bits = 32 if is_float else 8
    count = across * down
    tags = [(256, 4, 1, across * SIZE), (257, 4, 1, down * SIZE), (258, 3, channels, 8 if channels > 2 else bits),
            (259, 3, 1, compression), (262, 3, 1, photometric), (277, 3, 1, channels), (322, 4, 1, SIZE), (323, 4, 1, SIZE),
            (324, 4, count, 2048), (325, 4, count, 2048 + 4 * count)]
    if channels in (2, 4):
        tags.append((338, 3, 1, 2))
    tags.append((339, 3, 1, 3 if is_float else 1))
    data = b"II*\0" + struct.pack("<I4HH", 16, bits, bits, bits, bits, len(tags))
    for tag in tags:
        data += struct.pack("<HHII", *tag)
    return data.ljust(2048, b"\0")


def slab(head, tiles):
    position, offsets, body = 2048 + 8 * len(tiles), [], b""
    for tile in tiles:
        padding = -position % 16 if offsets else 0
        body += b"\0" * padding + tile
        offsets.append(position + padding)
        position += padding + len(tile)
    return head + struct.pack("<%dI" % len(tiles), *offsets) + struct.pack("<%dI" % len(tiles), *map(len, tiles)) + body


def png(pixels):
    """An array of rows, columns and channels."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    lines = numpy.zeros((SIZE, 1 + SIZE * pixels.shape[2]), "u1")  # each begins with its filter, none
    lines[:, 1:] = pixels.reshape(SIZE, -1)
    colour_type = {1: 0, 3: 2, 4: 6}[pixels.shape[2]]
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, colour_type, 0, 0,
                                                              0)) + chunk(b"IDAT",
                                                                          zlib.compress(lines.tobytes(), 6)) + chunk(b"IEND",
                                                                                                                     b""))


Y, X = numpy.mgrid[0:SIZE, 0:SIZE]


def tile(is_float, nodata, limits, level, column, row):
    """A gradient that differs from tile to tile; outside of the limits nodata."""
    left, top, right, bottom = limits
    is_inside = left <= column <= right and top <= row <= bottom
    if is_float:
        slope = 100 + (X * (1 + level) + Y * 2 + column + row) % 900 / 8
        values = slope if is_inside else numpy.full((SIZE, SIZE), nodata[0])
        return zlib.compress(values.astype("<f4").tobytes(), 6)
    value = (X + 3 * Y + 31 * column + 17 * row + 7 * level) // 4 % 256
    bands = [value, 255 - value, X ^ Y, numpy.where(X + Y > 40, 255, 0)][:len(nodata)]
    if not is_inside:
        bands = [numpy.full((SIZE, SIZE), v) for v in nodata]
    return png(numpy.stack(bands, axis=2).astype("u1"))


def pyramid(archive, name, grid, form, photometric, nodata, levels):
    is_float, channels = form.endswith("FLOAT32"), len(nodata)
    head = header(8, 2 if channels > 2 else 1, channels, is_float, 2, 2)
    written, lines = [], []

    def put(path, data):
        info = tarfile.TarInfo(path)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))

    for level, (left, top, right, bottom) in enumerate(levels):
        folder = "%s/DATA/%d" % (name, level)
        for row in range(top // 2, bottom // 2 + 1):
            for column in range(left // 2, right // 2 + 1):
                tiles = [tile(is_float, nodata, (left, top, right, bottom), level, 2 * column + i % 2,
                              2 * row + i // 2) for i in range(4)]
                put(folder + "/" + slab_name(column, row), slab(head, tiles))
                lines.append("0/DATA/%d/%s" % (level, slab_name(column, row)))
        written.append({"id": str(level), "tiles_per_width": 2, "tiles_per_height": 2,
                        "tile_limits": {"min_col": left, "min_row": top, "max_col": right, "max_row": bottom},
                        "storage": {"type": "FILE", "image_directory": folder, "path_depth": 2}})
    specifications = {"channels": channels, "nodata": ",".join(map(str, nodata)), "interpolation": "nn",
                      "photometric": photometric}
    document = {"tile_matrix_set": grid, "format": form, "levels": written, "raster_specifications": specifications}
    put(name + ".json", json.dumps(document).encode())
    put(name + ".list", ("0=%s\n#\n" % name + "\n".join(lines) + "\n").encode())


def halves(column, row, levels):
    """The tile limits of the levels above one tile of the last, which is doubled there."""
    boxes = [(column, row, column, row)]
    while len(boxes) < levels:
        boxes.insert(0, tuple(v // 2 for v in boxes[0]))
    boxes[-1] = (column, row, column + 1, row + 1)
    return boxes


def write(folder):
    with tarfile.open(os.path.join(folder, "pyramids.tar"), "w") as archive:
        pyramid(archive, "BDPARCELLAIRE", "4326", "TIFF_PNG_UINT8", "gray", [255], halves(136051, 30836, 18))
        pyramid(archive, "MONTAGNE", "PM", "TIFF_PNG_UINT8", "rgb", [0, 0, 0, 0], halves(66060, 47880, 18))
        pyramid(archive, "SCAN1000", "PM", "TIFF_PNG_UINT8", "rgb", [0, 0, 0, 0], halves(516, 362, 11))
        levels = [(2, 22), (4, 44), (8, 89), (22, 223), (29, 298), (44, 447), (89, 894), (448, 4472), (2242, 22363)]
        pyramid(archive, "RGEALTI", "LAMB93_1M_MNT", "TIFF_ZIP_FLOAT32", "gray", [-99999],
                [(c, r, c, r) for c, r in levels[:-1]] + [(2242, 22363, 2242, 22364)])
