# SPDX-License-Identifier: GPL-3.0-or-later
"""owsread.py ROOT LAYER: what OWSLib reads of a layer's WMTS and WMS, and whether the images that it fetches are images."""
import io
import json
import sys

from owslib.wms import WebMapService
from owslib.wmts import WebMapTileService
from PIL import Image

root, layer = sys.argv[1:]


def look(answer):
    image = Image.open(io.BytesIO(answer.read()))
    image.load()
    return {"size": image.size, "format": image.format, "colours": len(set(image.convert("RGB").resize((32, 32)).getdata()))}


result = {}
wmts = WebMapTileService(f"{root}/wmts")
content = wmts.contents[layer]
link = content.tilematrixsetlinks["PM"]
matrix = wmts.tilematrixsets["PM"].tilematrix
finest = max(link.tilematrixlimits, key=int)
limits = link.tilematrixlimits[finest]
result["wmts"] = {"title": content.title, "box": content.boundingBoxWGS84, "formats": content.formats, "styles": list(content.styles),
                  "matrices": len(matrix), "finest": finest,
                  "tile": look(wmts.gettile(layer=layer, tilematrixset="PM", tilematrix=finest, format=content.formats[0],
                                            row=(limits.mintilerow + limits.maxtilerow) // 2, column=(limits.mintilecol + limits.maxtilecol) // 2))}
for version in ("1.3.0", "1.1.1"):
    wms = WebMapService(f"{root}/wms-r", version=version)
    content = wms[layer]
    west, south, east, north = content.boundingBoxWGS84
    result["wms " + version] = {"title": content.title, "crs": sorted(content.crsOptions), "box": content.boundingBoxWGS84,
                                "map": look(wms.getmap(layers=[layer], srs="EPSG:4326", bbox=(west, south, east, north), size=(300, 200),
                                                       format="image/png"))}
print(json.dumps(result))
