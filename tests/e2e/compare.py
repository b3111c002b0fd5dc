# SPDX-License-Identifier: GPL-3.0-or-later
"""compare.py wms ROOT LAYER TILES: GetMap through GDAL's WMS driver in several CRS against gdalwarp of the source tiles; prints the
PSNR in dB for each CRS.
compare.py wmts ROOT LAYER TILES: the same through GDAL's WMTS driver, on the grid's own pixels."""
import glob
import json
import math
import os
import sys
from urllib.request import urlopen

import numpy
from osgeo import gdal, osr

gdal.UseExceptions()
gdal.SetConfigOption("GDAL_HTTP_NETRC", "NO")
kind, root, layer, tiles = sys.argv[1:]
mosaic = gdal.BuildVRT("/vsimem/source.vrt", sorted(glob.glob(os.path.join(tiles, "*.tif"))))


def psnr(a, b):
    error = numpy.mean((a.astype(float) - b.astype(float)) ** 2)
    return 99.0 if error == 0 else 10 * math.log10(255**2 / error)


def middle(crs, share=0.5):
    """The middle of the data, as a rectangle in a CRS (x/y order)."""
    left, width, _, top, _, height = mosaic.GetGeoTransform()
    right, bottom = left + width * mosaic.RasterXSize, top + height * mosaic.RasterYSize
    cx, cy = (left + right) / 2, (top + bottom) / 2
    dx, dy = (right - left) * share / 2, (top - bottom) * share / 2
    source, target = osr.SpatialReference(), osr.SpatialReference()
    source.ImportFromWkt(mosaic.GetProjection())
    target.SetFromUserInput(crs)
    for reference in (source, target):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transform = osr.CoordinateTransformation(source, target)
    # A rectangle within the transformed one, so that no side shows what lies outside the data.
    corners = [transform.TransformPoint(cx + i * dx, cy + j * dy)[:2] for i in (-1, 1) for j in (-1, 1)]
    xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
    return xs[1], ys[1], xs[2], ys[2]


def warped(crs, bounds, width, height):
    options = gdal.WarpOptions(format="MEM", dstSRS=crs, outputBounds=bounds, width=width, height=height, resampleAlg="cubic")
    return gdal.Warp("", mosaic, options=options).ReadAsArray()


def on_grid(bounds, cell, origin):
    """Rounded to whole pixels of a grid."""
    left, bottom, right, top = bounds
    return (origin[0] + math.ceil((left - origin[0]) / cell) * cell, origin[1] - math.floor((origin[1] - bottom) / cell) * cell,
            origin[0] + math.floor((right - origin[0]) / cell) * cell, origin[1] - math.ceil((origin[1] - top) / cell) * cell)


half = 20037508.3427892480
result = {}
if kind == "wms":
    for crs in ("EPSG:3857", "EPSG:2154", "EPSG:4326"):
        bounds = middle(crs)
        if crs == "EPSG:3857":
            cell = 2 * half / 256 / 2**18
            bounds = on_grid(bounds, cell, (-half, half))
            width, height = round((bounds[2] - bounds[0]) / cell), round((bounds[3] - bounds[1]) / cell)
        else:
            width, height = 400, 400
        # 1.3.0 states EPSG:4326 with latitude first; GDAL swaps by BBoxOrder.
        order = "yxYX" if crs == "EPSG:4326" else "xyXY"
        description = f"""<GDAL_WMS><Service name="WMS"><Version>1.3.0</Version><ServerUrl>{root}/wms-r?</ServerUrl><Layers>{layer}</Layers>
            <CRS>{crs}</CRS><ImageFormat>image/png</ImageFormat><BBoxOrder>{order}</BBoxOrder></Service><DataWindow>
            <UpperLeftX>{bounds[0]!r}</UpperLeftX><UpperLeftY>{bounds[3]!r}</UpperLeftY><LowerRightX>{bounds[2]!r}</LowerRightX>
            <LowerRightY>{bounds[1]!r}</LowerRightY><SizeX>{width}</SizeX><SizeY>{height}</SizeY></DataWindow>
            <Projection>{crs}</Projection><BandsCount>3</BandsCount><BlockSizeX>{width}</BlockSizeX><BlockSizeY>{height}</BlockSizeY></GDAL_WMS>"""
        shown = gdal.Open(description).ReadAsArray()
        result[crs] = psnr(shown[:3], warped(crs, bounds, width, height))
else:
    capabilities = f"{root}/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetCapabilities"
    dataset = gdal.Open(f"WMTS:{capabilities},layer={layer}")
    left, cell, _, top, _, _ = dataset.GetGeoTransform()
    bounds = on_grid(middle("EPSG:3857"), cell, (left, top))
    width, height = round((bounds[2] - bounds[0]) / cell), round((bounds[3] - bounds[1]) / cell)
    shown = dataset.ReadAsArray(round((bounds[0] - left) / cell), round((top - bounds[3]) / cell), width, height)
    result["bands"] = dataset.RasterCount
    result["cell"] = cell
    result["psnr"] = psnr(shown[:3], warped("EPSG:3857", bounds, width, height))
print(json.dumps(result))
