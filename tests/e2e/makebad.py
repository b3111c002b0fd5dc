# SPDX-License-Identifier: GPL-3.0-or-later
"""makebad.py TILES FOLDER: the tiles again, one without a CRS and one that is cut short."""
import os
import sys

from osgeo import gdal

gdal.UseExceptions()
tiles, folder = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
names = sorted(n for n in os.listdir(tiles) if n.endswith(".tif"))
for index, name in enumerate(names):
    target = os.path.join(folder, name)
    source = gdal.Open(os.path.join(tiles, name))
    copy = gdal.GetDriverByName("GTiff").CreateCopy(target, source)
    if index == 0:
        copy.SetProjection("")
    copy = None
    if index == 1:
        os.truncate(target, os.path.getsize(target) // 3)
