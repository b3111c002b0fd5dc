# SPDX-License-Identifier: GPL-3.0-or-later
"""Rasters: photographs in JPEG and with alpha, heights with holes and without, a mask with overviews, a palette; with
world files, without a system, without a place."""
import os

import numpy
from osgeo import gdal, osr

gdal.UseExceptions()


def noise(height, width, seed, octaves, roughness=0.5):
    """Smooth noise in 0 … 1: random grids, each twice as fine and half as strong, between whose knots one goes softly."""
    random = numpy.random.RandomState(seed)
    total, strength, weight = numpy.zeros((height, width)), 1.0, 0.0
    for cells in (2 ** k for k in range(2, 2 + octaves)):
        knots = random.rand(cells + 2, cells + 2)
        y, x = numpy.linspace(0, cells, height, endpoint=False), numpy.linspace(0, cells, width, endpoint=False)
        j, i = y.astype(int), x.astype(int)
        v, u = (y - j)[:, None], (x - i)[None, :]
        v, u = v * v * (3 - 2 * v), u * u * (3 - 2 * u)
        top = knots[j][:, i] * (1 - u) + knots[j][:, i + 1] * u
        low = knots[j + 1][:, i] * (1 - u) + knots[j + 1][:, i + 1] * u
        total += strength * (top * (1 - v) + low * v)
        weight += strength
        strength *= roughness
    total = total / weight
    return (total - total.min()) / (total.max() - total.min())


def photograph(height, width, seed):
    """Three bands that look like fields, roads and roofs."""
    ground = noise(height, width, seed, 7)
    wet = noise(height, width, seed + 1, 5)
    grain = noise(height, width, seed + 2, 8, 0.9)
    bands = [60 + 120 * ground + 40 * grain, 70 + 90 * wet + 50 * grain, 40 + 80 * ground * wet + 50 * grain]
    random = numpy.random.RandomState(seed + 3)
    for _ in range(40):
        x, y, w, h = random.randint(0, width), random.randint(0, height), random.randint(6, 30), random.randint(6, 30)
        colour = random.randint(120, 250)
        for band, shade in zip(bands, (1.0, 0.75, 0.6)):
            band[y:y + h, x:x + w] = colour * shade
    return [numpy.clip(band, 1, 254).astype(numpy.uint8) for band in bands]


def make(path, bands, transform=None, code=None, options=(), nodata=None, kind=gdal.GDT_Byte, finish=None):
    height, width = bands[0].shape
    data = gdal.GetDriverByName("GTiff").Create(path, width, height, len(bands), kind, list(options))
    if transform:
        data.SetGeoTransform(transform)
    if code:
        system = osr.SpatialReference()
        system.ImportFromEPSG(code)
        data.SetProjection(system.ExportToWkt())
    for index, band in enumerate(bands):
        data.GetRasterBand(index + 1).WriteArray(band)
        if nodata is not None:
            data.GetRasterBand(index + 1).SetNoDataValue(nodata)
    if finish:
        finish(data)
    data.FlushCache()


def world_file(path, transform):
    x, width, _, y, _, height = transform
    with open(path, "w") as out:
        out.write("\n".join("%.17g" % v for v in (width, 0, 0, height, x + width / 2, y + height / 2)) + "\n")


def statistics(path):
    """Figures that QGIS keeps beside a raster."""
    data = gdal.Open(path)
    for number in range(1, 4):
        data.GetRasterBand(number).ComputeStatistics(True)
    data = None


def masked(folder):
    gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
    path = os.path.join(folder, "rgb_with_mask.tif")
    bands = photograph(150, 162, 5)
    y, x = numpy.mgrid[0:150, 0:162]
    inside = (((x - 80) / 74.0) ** 2 + ((y - 75) / 68.0) ** 2 < 1).astype(numpy.uint8) * 255

    def mask(data):
        data.CreateMaskBand(gdal.GMF_PER_DATASET)
        data.GetRasterBand(1).GetMaskBand().WriteArray(inside)

    make(path, bands, options=["PHOTOMETRIC=RGB"], finish=mask)
    data = gdal.Open(path, gdal.GA_Update)
    data.BuildOverviews("NEAREST", [2])
    data = None
    gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", None)


def palette(folder):
    classes = (noise(320, 258, 11, 5) * 11.99).astype(numpy.uint8)

    def colours(data):
        table = gdal.ColorTable()
        for k in range(256):
            table.SetColorEntry(k, (0, 0, 0, 255) if k == 0 else ((k * 73) % 256, (k * 151) % 256, (k * 37 + 90) % 256, 255))
        data.GetRasterBand(1).SetColorTable(table)

    make(os.path.join(folder, "with_color_table.tif"), [classes], nodata=0, finish=colours)


def write(folder):
    make(os.path.join(folder, "rgb_27700_2m.tif"), photograph(900, 900, 1), (321000, 2, 0, 130800.94442700001, 0, -2), 27700,
         ["COMPRESS=JPEG", "PHOTOMETRIC=YCBCR", "JPEG_QUALITY=80"])

    transform = (2.81828422, 5.5284657534e-07, 0, 41.981814976184936, 0, -5.5284657534e-07)
    bands = photograph(1060, 3285, 20)
    y, x = numpy.mgrid[0:1060, 0:3285]
    seen = (y > 40 + 30 * numpy.sin(x / 150.0)) & (y < 1020 + 25 * numpy.sin(x / 90.0)) & (x > 60) & (x < 3220)
    alpha = seen.astype(numpy.uint8) * 255
    bands = [numpy.where(seen, band, 255).astype(numpy.uint8) for band in bands]
    make(os.path.join(folder, "drone_rgba_4326.tif"), bands + [alpha],
         options=["ALPHA=YES", "PHOTOMETRIC=RGB", "COMPRESS=DEFLATE"])
    world_file(os.path.join(folder, "drone_rgba_4326.tfw"), transform)
    for name in ("rgb_27700_2m.tif", "drone_rgba_4326.tif"):
        statistics(os.path.join(folder, name))

    heights = (85 + 158 * noise(350, 373, 30, 6) ** 2).round(2).astype(numpy.float32)
    heights[:40, 300:] = -99999
    make(os.path.join(folder, "dem.tif"), [heights], (18.6662979442, 0.0001, 0, 45.8117014376, 0, -0.0001), 4326,
         nodata=-99999, kind=gdal.GDT_Float32)

    terrain = (1 + 253 * noise(904, 910, 40, 6)).astype(numpy.uint8)
    terrain[noise(904, 910, 41, 4) > 0.85] = 0
    make(os.path.join(folder, "dtm_with_holes_27700.tif"), [terrain], (320987.9971, 2, 0, 130803.9997, 0, -2), 27700,
         nodata=0)

    lowest = -3.4028234663852886e+38
    fine = (430 + 12 * noise(2802, 2946, 50, 5)).round(2).astype(numpy.float32)
    y, x = numpy.mgrid[0:2802, 0:2946]
    fine[(x + y < 500) | (x - y > 2600)] = lowest
    transform = (1964499.7157000001, 0.02, 0, 5242972.3487999998, 0, -0.02)
    path = os.path.join(folder, "ALLINGES_RGF93_CC46_1_1.tif")
    make(path, [fine], transform, 3946, ["COMPRESS=DEFLATE", "PREDICTOR=2"], lowest, gdal.GDT_Float32)
    world_file(path[:-4] + ".tfw", transform)
    masked(folder)
    palette(folder)
