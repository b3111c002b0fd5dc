# SPDX-License-Identifier: GPL-3.0-or-later
"""vectorread.py tiles TMS TABLE COLUMN: values of a column in the finest level's tiles, as GDAL's vector tile reader sees them.
vectorread.py wmsv ROOT LAYER [wms-v|wms-r]: what OWSLib reads of a layer's WMS, and whether its map is one.
vectorread.py wmts ROOT LAYER: whether GDAL opens a layer's WMTS, and how many colours it has.
vectorread.py grow GPKG COPY TABLE COLUMN VALUE: a copy with VALUE in that column of every feature."""
import io
import json
import re
import shutil
import sys
import urllib.error
import urllib.request

import numpy
from osgeo import gdal, ogr

gdal.UseExceptions()


def tiles(tms, table, column):
    with urllib.request.urlopen(tms) as answer:
        sets = re.findall(r"<TileSet [^>]*>", answer.read().decode())
    finest = sets[-1]
    number = {name: int(value) for name, value in re.findall(r'(min(?:row|col)|max(?:row|col))="(\d+)"', finest)}
    level = re.search(r'href="[^"]*/([^"/]+)"', finest).group(1)
    values = set()
    for col in range(number["mincol"], number["maxcol"] + 1):
        for row in range(number["minrow"], number["maxrow"] + 1):
            try:
                with urllib.request.urlopen(f"{tms}/{level}/{col}/{row}.pbf") as answer:
                    content = answer.read()
            except urllib.error.HTTPError as error:
                assert error.code == 404, error
                continue
            gdal.FileFromMemBuffer("/vsimem/tile.pbf", content)
            tile = gdal.OpenEx("MVT:/vsimem/tile.pbf", open_options=[f"X={col}", f"Y={row}", f"Z={level}"])
            layer = tile.GetLayerByName(table)
            if layer:
                values |= {feature[column] for feature in layer}
    return {"level": level, "values": sorted(values)}


def wmsv(root, layer, path="wms-v"):
    from owslib.wms import WebMapService
    from PIL import Image
    result = {}
    for version in ("1.3.0", "1.1.1"):
        service = WebMapService(f"{root}/{path}", version=version)
        content = service[layer]
        image = Image.open(io.BytesIO(service.getmap(layers=[layer], srs="EPSG:4326", bbox=content.boundingBoxWGS84, size=(300, 200), format="image/png").read()))
        result[version] = {"title": content.title, "size": image.size, "colours": len(set(image.convert("RGB").getdata()))}
    return result


def wmts(root, layer):
    gdal.SetConfigOption("GDAL_ENABLE_WMS_CACHE", "NO")
    data = gdal.Open(f"WMTS:{root}/wmts?SERVICE=WMTS&REQUEST=GetCapabilities,layer={layer}")
    overview = data.GetRasterBand(1).GetOverview(min(2, data.GetRasterBand(1).GetOverviewCount() - 1)) or data.GetRasterBand(1)
    values = overview.ReadAsArray()
    return {"size": [data.RasterXSize, data.RasterYSize], "bands": data.RasterCount, "values": len(numpy.unique(values))}


def grow(source, copy, table, column, value):
    shutil.copyfile(source, copy)
    data = ogr.Open(copy, 1)
    data.ExecuteSQL(f"UPDATE {table} SET {column} = '{value}'")
    data = None
    return {}


print(json.dumps({"tiles": tiles, "wmsv": wmsv, "wmts": wmts, "grow": grow}[sys.argv[1]](*sys.argv[2:])))
