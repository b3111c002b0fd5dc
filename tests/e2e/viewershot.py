# SPDX-License-Identifier: GPL-3.0-or-later
"""viewershot.py ROOT LAYER TILES CHROMIUM PROFILE: opens the viewer page of a published layer in headless Chromium, and looks in
the screenshot for what gdalwarp makes of the source tiles at the same place. For each service of the page prints the PSNR in dB
of the picture found there (over 4 x 4 pixel means, so that half a pixel of the page's layout does not count)."""
import glob
import json
import math
import os
import subprocess
import sys

import numpy
from osgeo import gdal, osr
from PIL import Image

gdal.UseExceptions()
root, layer, tiles, chromium, profile = sys.argv[1:]
mosaic = gdal.BuildVRT("/vsimem/source.vrt", sorted(glob.glob(os.path.join(tiles, "*.tif"))))
cell = 2 * 20037508.3427892480 / 256 / 2**18
side = 240  # pixels of the patch that is looked for


def middle():
    left, width, _, top, _, height = mosaic.GetGeoTransform()
    source, target = osr.SpatialReference(), osr.SpatialReference()
    source.ImportFromWkt(mosaic.GetProjection())
    target.ImportFromEPSG(3857)
    for reference in (source, target):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    x, y, _ = osr.CoordinateTransformation(source, target).TransformPoint(
        left + width * mosaic.RasterXSize / 2, top + height * mosaic.RasterYSize / 2)
    return round(x / cell) * cell, round(y / cell) * cell


def expected(x, y):
    reach = side / 2 * cell
    options = gdal.WarpOptions(format="MEM", dstSRS="EPSG:3857", outputBounds=(x - reach, y - reach, x + reach, y + reach),
                               width=side, height=side, resampleAlg="cubic")
    return numpy.moveaxis(gdal.Warp("", mosaic, options=options).ReadAsArray()[:3], 0, 2).astype(float)


def screenshot(service, x, y):
    picture = os.path.join(profile, service + ".png")
    address = f"{root}/#layer={layer}&service={service}&x={x:.4f}&y={y:.4f}&r={cell:.10f}"
    subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", "--user-data-dir=" + os.path.join(profile, service),
                    "--window-size=1280,900", "--hide-scrollbars", "--run-all-compositor-stages-before-draw", "--virtual-time-budget=30000", "--screenshot=" + picture, address],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    return numpy.asarray(Image.open(picture).convert("RGB")).astype(float)


def best_match(page, patch):
    """Where the patch lies in the page: the greatest correlation, by Fourier transform of the luminance."""
    def flat(image):
        gray = image.mean(axis=2)
        return gray - gray.mean()
    size = (page.shape[0], page.shape[1])
    product = numpy.fft.rfft2(flat(page), size) * numpy.conj(numpy.fft.rfft2(flat(patch), size))
    row, col = numpy.unravel_index(numpy.argmax(numpy.fft.irfft2(product, size)), size)
    row, col = min(row, size[0] - side), min(col, size[1] - side)
    def means(image):
        return image.reshape(side // 4, 4, side // 4, 4, 3).mean(axis=(1, 3))
    error = numpy.mean((means(page[row:row + side, col:col + side]) - means(patch)) ** 2)
    return 99.0 if error == 0 else 10 * math.log10(255**2 / error)


def seen(service, x, y, patch):
    """The browser's virtual clock may run out before the last tile has come over the real network: three tries."""
    best = 0.0
    for _ in range(3):
        best = max(best, best_match(screenshot(service, x, y), patch))
        if best > 30:
            break
    return best


x, y = middle()
patch = expected(x, y)
print(json.dumps({service: seen(service, x, y, patch) for service in ("WMTS", "TMS", "WMS")}))
