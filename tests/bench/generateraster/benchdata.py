# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the benchmark's input: seeded RGB orthophoto-like tiles in Lambert-93, fields, hedges, texture and sensor noise, so that codecs
behave as on real ones."""

import os

import numpy as np
from osgeo import gdal, osr
from PIL import Image

gdal.UseExceptions()

WEST, NORTH, CELL = 652000.0, 6862000.0, 0.2


def fractal(random, size, first, last):
    """Noise of several octaves, `first` to `last` cells across, about ±1."""
    total = np.zeros((size, size), np.float32)
    amplitude, cells = 1.0, first
    while cells <= last:
        grid = random.standard_normal((cells + 3, cells + 3)).astype(np.float32)
        box = (1, 1, cells + 1, cells + 1)
        total += amplitude * np.asarray(Image.fromarray(grid).resize((size, size), Image.BICUBIC, box), np.float32)
        amplitude *= 0.55
        cells *= 3
    return total


def make_tile(path, column, row, size, seed):
    random = np.random.default_rng((seed, column, row))
    # Fields: the nearest of scattered points, on a coarse raster.
    coarse = size // 20
    points = random.random((60, 2)) * coarse
    ys, xs = np.mgrid[0:coarse, 0:coarse].astype(np.float32)
    distance = (xs[..., None] - points[:, 0]) ** 2 + (ys[..., None] - points[:, 1]) ** 2
    field = np.asarray(Image.fromarray(np.argmin(distance, axis=2).astype(np.uint8)).resize((size, size), Image.NEAREST))
    colours = np.array([[96, 110, 62], [122, 128, 74], [150, 134, 96], [70, 92, 52], [168, 156, 120], [58, 74, 48]], np.float32)
    colour = colours[random.integers(0, len(colours), 60)][field]
    relief = fractal(random, size, 5, 400)
    grain = fractal(random, size, size // 9, size // 3)
    image = colour + (14 * relief + 9 * grain)[..., None]
    image += random.standard_normal((size, size, 1)).astype(np.float32) * 3.0 + random.standard_normal((size, size, 3)).astype(np.float32) * 1.5
    image = np.clip(image, 0, 255).astype(np.uint8)

    srs = osr.SpatialReference()
    srs.ImportFromEPSG(2154)
    driver = gdal.GetDriverByName("GTiff")
    data = driver.Create(path + ".part", size, size, 3, gdal.GDT_Byte,
                         ["COMPRESS=JPEG", "PHOTOMETRIC=YCBCR", "JPEG_QUALITY=90", "TILED=YES"])
    data.SetProjection(srs.ExportToWkt())
    data.SetGeoTransform([WEST + column * size * CELL, CELL, 0, NORTH - row * size * CELL, 0, -CELL])
    for band in range(3):
        data.GetRasterBand(band + 1).WriteArray(np.ascontiguousarray(image[..., band]))
    data = None
    os.rename(path + ".part", path)


def make(folder, across=4, size=5000, seed=2154):
    """Makes across × across tiles unless they are there; returns their paths."""
    os.makedirs(folder, exist_ok=True)
    paths = []
    for row in range(across):
        for column in range(across):
            path = os.path.join(folder, "ortho_%d_%d_%d_%d.tif" % (seed, size, column, row))
            if not os.path.exists(path):
                make_tile(path, column, row, size, seed)
            paths.append(path)
    return paths
