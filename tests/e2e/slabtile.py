# SPDX-License-Identifier: GPL-3.0-or-later
"""slabtile.py DESCRIPTOR FILE: writes a tile of the finest level's middle, read from its slab without any code of the project; prints its
place. A ROK4 slab begins with a fixed header of 2048 bytes; then come the offsets and the sizes of its tiles, uint32 little-endian."""
import json
import os
import struct
import sys

descriptor, target = sys.argv[1:]
pyramid = json.load(open(descriptor))


def cells(level):
    limits = level["tile_limits"]
    return (limits["max_col"] - limits["min_col"] + 1) * (limits["max_row"] - limits["min_row"] + 1)


level = max(pyramid["levels"], key=cells)
limits = level["tile_limits"]
col = (limits["min_col"] + limits["max_col"]) // 2
row = (limits["min_row"] + limits["max_row"]) // 2
width, height = level["tiles_per_width"], level["tiles_per_height"]
storage = level["storage"]


def base36(number):
    digits = ""
    while number:
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 36] + digits
        number //= 36
    return digits


x, y = base36(col // width), base36(row // height)
depth = storage["path_depth"]
length = max(len(x), len(y), depth + 1)
x, y = x.rjust(length, "0"), y.rjust(length, "0")
# Digits of column and row side by side; the last (depth + 1) pairs are folders and file, what is before stays with the first.
pairs = [a + b for a, b in zip(x, y)]
head = "".join(pairs[: length - depth])
name = os.path.join(head, *pairs[length - depth:]) + ".tif"
slab = open(os.path.join(os.path.dirname(descriptor), storage["image_directory"], name), "rb").read()
count = width * height
index = (row % height) * width + col % width
offset = struct.unpack_from("<I", slab, 2048 + 4 * index)[0]
size = struct.unpack_from("<I", slab, 2048 + 4 * count + 4 * index)[0]
open(target, "wb").write(slab[offset:offset + size])
print(json.dumps({"level": level["id"], "col": col, "row": row, "size": size}))
