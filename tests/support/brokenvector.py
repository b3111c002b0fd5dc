# SPDX-License-Identifier: GPL-3.0-or-later
"""brokenvector.py make FILE.gpkg [nocrs]: a GeoPackage with an invalid polygon, a feature without geometry and names that the
Entrepôt refuses. brokenvector.py look FILE: what OGR reads of a file: {layer: {features, invalid, empty, crs, fields}} as JSON."""
import json
import sys

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()


def make(path, crs):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(2154)
    data = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = data.CreateLayer("Réseau-d'eau", reference if crs else None, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("n° de voie", ogr.OFTString))
    for i in range(12):
        x, y = 650000 + 100 * i, 6860000
        corners = [(0, 0), (50, 50), (50, 0), (0, 50), (0, 0)] if i == 5 else [(0, 0), (50, 0), (50, 50), (0, 50), (0, 0)]
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField(0, "voie %d" % i)
        if i != 7:
            feature.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON((%s))" % ",".join("%d %d" % (x + a, y + b) for a, b in corners)))
        layer.CreateFeature(feature)


def look(path):
    result = {}
    data = ogr.Open(path)
    for layer in data:
        geometries = [feature.GetGeometryRef() and feature.GetGeometryRef().Clone() for feature in layer]
        reference = layer.GetSpatialRef()
        result[layer.GetName()] = {
            "features": len(geometries), "empty": sum(g is None or g.IsEmpty() for g in geometries),
            "invalid": sum(g is not None and not g.IsValid() for g in geometries),
            "crs": reference.GetAuthorityCode(None) if reference else None,
            "fields": [layer.GetLayerDefn().GetFieldDefn(i).GetName() for i in range(layer.GetLayerDefn().GetFieldCount())]}
    print(json.dumps(result))


if sys.argv[1] == "make":
    make(sys.argv[2], "nocrs" not in sys.argv[3:])
else:
    look(sys.argv[2])
