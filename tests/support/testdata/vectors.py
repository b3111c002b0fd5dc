# SPDX-License-Identifier: GPL-3.0-or-later
"""Vector files: a commune-like coverage that shares its borders, points with attributes and repeated places, a
Shapefile, curves, tables in two systems, field domains, and GeoServer-like styles of two of them."""
import math
import os
import random

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()
os.environ["OGR_CURRENT_DATE"] = "2024-01-01T00:00:00.000Z"
gdal.SetConfigOption("OGR_CURRENT_DATE", "2024-01-01T00:00:00.000Z")


def reference(code):
    system = osr.SpatialReference()
    system.ImportFromEPSG(code)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


def new(path, driver="GPKG"):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return ogr.GetDriverByName(driver).CreateDataSource(path)


def table(data, name, code, geometry, fields, options=()):
    layer = data.CreateLayer(name, reference(code), geometry, list(options))
    for field in fields:
        definition = ogr.FieldDefn(field[0], field[1])
        if len(field) > 2:
            definition.SetWidth(field[2])
        layer.CreateField(definition)
    return layer


def add(layer, geometry, values=()):
    feature = ogr.Feature(layer.GetLayerDefn())
    for index, value in enumerate(values):
        if value is not None:
            feature.SetField(index, value)
    feature.SetGeometry(geometry)
    layer.CreateFeature(feature)


class Coverage:
    """Cells of a bent grid with ragged borders, each drawn once and used by both its sides."""

    def __init__(self, columns, rows, extent, seed, digits=2):
        self.columns, self.rows, self.extent, self.digits = columns, rows, extent, digits
        self.random = random.Random(seed)
        self.edges = {}
        west, south, east, north = extent
        self.corners = {}
        for i in range(columns + 1):
            for j in range(rows + 1):
                bend = 0.12 if 0 < i < columns and 0 < j < rows else 0
                x = west + (east - west) * (i + bend * self.random.uniform(-1, 1)) / columns
                y = south + (north - south) * (j + bend * self.random.uniform(-1, 1)) / rows
                self.corners[i, j] = (round(x, digits), round(y, digits))

    def edge(self, a, b):
        if (b, a) in self.edges:
            return self.edges[b, a][::-1]
        if (a, b) not in self.edges:
            points = [self.corners[a], self.corners[b]]
            outer = (a[0] == b[0] and a[0] in (0, self.columns)) or (a[1] == b[1] and a[1] in (0, self.rows))
            for _ in range(6):
                finer = [points[0]]
                for p, q in zip(points, points[1:]):
                    length = math.hypot(q[0] - p[0], q[1] - p[1])
                    shift = 0 if outer else self.random.uniform(-0.12, 0.12) * length
                    nx, ny = (p[1] - q[1]) / length, (q[0] - p[0]) / length
                    middle = ((p[0] + q[0]) / 2 + nx * shift, (p[1] + q[1]) / 2 + ny * shift)
                    finer += [(round(middle[0], self.digits), round(middle[1], self.digits)), q]
                points = finer
            self.edges[a, b] = points
        return self.edges[a, b]

    def cell(self, i, j):
        ring = ogr.Geometry(ogr.wkbLinearRing)
        around = [(i, j), (i, j + 1), (i + 1, j + 1), (i + 1, j), (i, j)]
        for a, b in zip(around, around[1:]):
            for x, y in self.edge(a, b)[:-1]:
                ring.AddPoint_2D(x, y)
        ring.CloseRings()
        polygon = ogr.Geometry(ogr.wkbPolygon)
        polygon.AddGeometry(ring)
        return polygon


def communes(path):
    data = new(path)
    text, number, big = ogr.OFTString, ogr.OFTInteger, ogr.OFTInteger64
    layer = table(data, "communes", 2154, ogr.wkbMultiPolygon, [("ID_GEOFLA", text, 24), ("CODE_COM", text, 3),
                                                                ("INSEE_COM", text, 5), ("NOM_COM", text, 50),
                                                                ("STATUT", text, 27), ("X_CHF_LIEU", number),
                                                                ("Y_CHF_LIEU", number), ("X_CENTROID", number),
                                                                ("Y_CENTROID", number), ("Z_MOYEN", number),
                                                                ("SUPERFICIE", big), ("POPULATION", big),
                                                                ("CODE_CANT", text, 2), ("CODE_ARR", text, 1),
                                                                ("CODE_DEPT", text, 2), ("NOM_DEPT", text, 30),
                                                                ("CODE_REG", text, 2), ("NOM_REG", text, 35)],
                  ["GEOMETRY_NAME=geom"])
    names = ["ARGILE", "BRIQUE-SUR-FOUR", "CARREAU", "COTTO-LE-HAUT", "COTTO-LE-BAS", "ÉMAIL", "FOURNAISE", "GLAISE-D'OR",
             "GRÈS", "KAOLIN", "LA TUILERIE", "MARNE-LA-CUITE", "OCRE", "POTERIE", "SAINT-CHAMOTTE", "SAINT-TESSON",
             "TERRE-ROUGE", "TOURNASSIN", "VERNIS", "VILLEFAÎTAGE"]
    # A country with ragged sides, which touches each side of its box.
    land = [(3, 0), (2, 1), (3, 1), (4, 1), (0, 2), (1, 2), (2, 2), (3, 2), (4, 2), (5, 2), (1, 3), (2, 3), (3, 3), (4, 3),
            (5, 3), (6, 3), (2, 4), (3, 4), (4, 4), (3, 5)]
    coverage = Coverage(7, 6, (760012, 6263390, 788281, 6291230), 34)
    rand = random.Random(76)
    for k, name in enumerate(names):
        polygon = coverage.cell(*land[k])
        middle = polygon.PointOnSurface()
        x, y = round(middle.GetX()), round(middle.GetY())
        people = 268456 if k == 10 else rand.randint(1400, 17000)
        multi = ogr.Geometry(ogr.wkbMultiPolygon)
        multi.AddGeometry(polygon)
        add(layer, multi, ["COMMUNE%017d" % (14308 + 987 * k), "%03d" % (57 + 9 * k), "34%03d" % (57 + 9 * k), name,
                           "Préfecture de département" if k == 10 else "Commune simple", x, y, x + 40, y - 40,
                           rand.randint(1, 125), round(polygon.GetArea() / 1e4), people, "%02d" % (7 + k % 16), "3", "34",
                           "HERAULT", "76", "LANGUEDOC-ROUSSILLON-MIDI-PYRENEES"])
    layer = table(data, "observations", 2154, ogr.wkbPoint, [("label", text), ("description", text), ("insee_com", text)],
                  ["GEOMETRY_NAME=geometry"])
    for label, x, y, code in (("1", 770120, 6281820, "34147"), ("2", 772947, 6274760, "34102"),
                              ("3", 767362, 6278003, "34147")):
        add(layer, ogr.CreateGeometryFromWkt("POINT (%d %d)" % (x, y)), [label, None, code])


def installations(path):
    data = new(path)
    fields = [("nom_ets", 254), ("adresse", 207), ("commune", 50), ("lib_regime", 50), ("url_fiche", 80), ("lib_seveso", 20)]
    layer = table(data, "installation", 4326, ogr.wkbPoint, [(name, ogr.OFTString, width) for name, width in fields],
                  ["FID=id", "GEOMETRY_NAME=geom"])
    rand = random.Random(8)
    kinds = []
    for regime, seveso, count in (("Autorisation", "Non Seveso", 221), ("Autorisation", "Seveso seuil bas", 4),
                                  ("Autorisation", "Seveso seuil haut", 1), ("Autres régimes", None, 623),
                                  ("Enregistrement", None, 1), ("Enregistrement", "Non Seveso", 116)):
        kinds += [(regime, seveso)] * count
    rand.shuffle(kinds)
    centres = [(rand.uniform(4.2, 5.2), rand.uniform(49.35, 50.05)) for _ in range(40)]
    places = [(4.049274, 49.239688), (5.355819, 50.157618)]
    while len(places) < 958:
        x, y = centres[rand.randrange(40)]
        x, y = round(rand.gauss(x, 0.05), 6), round(rand.gauss(y, 0.035), 6)
        if 4.049274 < x < 5.355819 and 49.239688 < y < 50.157618:
            places.append((x, y))
    places += places[100:108]  # several at one address
    for k, (regime, seveso) in enumerate(kinds):
        x, y = places[k]
        same = k - 858 if k >= 958 else k
        add(layer, ogr.CreateGeometryFromWkt("POINT (%.6f %.6f)" % (x, y)),
            ["ÉTABLISSEMENT N° %d" % same, None if same % 3 == 0 else "%d rue du Four" % (1 + same % 90),
             "BOURG-%02d" % (same % 61), regime, "https://example.org/installations/%010d" % (5000000 + same), seveso])


def cantons(path):
    data = new(path, "ESRI Shapefile")
    text = ogr.OFTString
    layer = table(data, "CANTON", 2154, ogr.wkbPolygon, [("ID", text, 24), ("INSEE_CAN", text, 5), ("INSEE_DEP", text, 3),
                                                         ("INSEE_REG", text, 2)], ["ENCODING=UTF-8"])
    coverage = Coverage(8, 8, (637298.9, 6846165.5, 669187.1, 6873442.8), 75)
    for k in range(61):  # three corners of the square are no land
        place = (k + 1, k + 2)[k >= 55]
        i, j = place % 8, place // 8
        dep = ("75", "92", "93", "94")[(i // 4) + 2 * (j // 4)]
        add(layer, coverage.cell(i, j), ["CANTON__%016d" % k, "%02d%03d" % (int(dep), k), dep, "11"])


def curves(path):
    data = new(path)
    layer = table(data, "polys", 4326, ogr.wkbCurvePolygon, [], ["GEOMETRY_NAME=geometry"])
    for wkt in ("CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING (-108.76 41.48,-111.67 45.95,-105.78 43.65),"
                "(-105.78 43.65,-108.76 41.48)))",
                "CURVEPOLYGON (CIRCULARSTRING (-98 42,-95 45,-92 42,-95 39,-98 42))",
                "CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING (-99.1 34.4,-102.7 30.5,-94.3 28),"
                "(-94.3 28,-95.9 32.6,-99.1 34.4)))",
                "CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING (-92.4 33.6,-93 31.5,-91.1 29.9),(-91.1 29.9,-92.4 33.6)))"):
        add(layer, ogr.CreateGeometryFromWkt(wkt))


def mixed(path):
    data = new(path)
    table(data, "points", 4283, ogr.wkbPoint, [("name", ogr.OFTString)], ["GEOMETRY_NAME=geometry"])
    layer = table(data, "lines", 4326, ogr.wkbMultiLineString, [("name", ogr.OFTString, 80), ("value", ogr.OFTReal)],
                  ["GEOMETRY_NAME=geom"])
    rand = random.Random(26)
    for k in range(6):
        line = ogr.Geometry(ogr.wkbLineString)
        x, y = -117.6 + 6 * k, rand.uniform(23.3, 46)
        for _ in range(40):
            line.AddPoint_2D(round(x, 6), round(y, 6))
            x, y = x + rand.uniform(0.05, 0.2), min(46.1, max(23.3, y + rand.uniform(-0.4, 0.4)))
        multi = ogr.Geometry(ogr.wkbMultiLineString)
        multi.AddGeometry(line)
        add(layer, multi, ["%s road %d" % ("Highway" if k % 2 else "Arterial", k), 1.5 * k])


def points(path):
    data = new(path)
    fields = [("Class", ogr.OFTString, 80), ("Heading", ogr.OFTInteger64), ("Importance", ogr.OFTReal),
              ("Pilots", ogr.OFTInteger), ("Cabin Crew", ogr.OFTInteger), ("Staff", ogr.OFTInteger)]
    rand = random.Random(17)
    for name, count in (("points_gpkg", 17), ("points_small", 3)):
        layer = table(data, name, 4326, ogr.wkbPoint, fields, ["GEOMETRY_NAME=geom"])
        for k in range(count):
            place = "POINT (%.4f %.4f)" % (rand.uniform(-117.2, -83.4), rand.uniform(22.8, 46.8))
            crew = rand.randint(0, 3)
            add(layer, ogr.CreateGeometryFromWkt(place), [("Jet", "Biplane", "B52")[k % 3], rand.randint(0, 359),
                                                          round(rand.uniform(1, 20), 2), 1 + k % 3, crew, 1 + k % 3 + crew])


def domains(path):
    data = gdal.GetDriverByName("GPKG").Create(path, 0, 0, 0, gdal.GDT_Unknown)
    kinds = [("range_domain_int", ogr.OFTInteger), ("range_domain_int64", ogr.OFTInteger64),
             ("range_domain_real", ogr.OFTReal)]
    for name, kind in kinds:
        data.AddFieldDomain(ogr.CreateRangeFieldDomain(name, "a range", kind, ogr.OFSTNone, 1, True, 2, False))
    data.AddFieldDomain(ogr.CreateGlobFieldDomain("glob_domain", "a pattern", ogr.OFTString, ogr.OFSTNone, "*"))
    data.AddFieldDomain(ogr.CreateCodedFieldDomain("enum_domain", "a list", ogr.OFTInteger, ogr.OFSTNone,
                                                   {"1": "one", "2": None}))
    layer = data.CreateLayer("test", None, ogr.wkbUnknown)
    for name, kind in kinds + [("glob_domain", ogr.OFTString), ("enum_domain", ogr.OFTInteger)]:
        field = ogr.FieldDefn("with_" + name, kind)
        field.SetDomainName(name)
        layer.CreateField(field)


def sld(path, name, rules):
    """As GeoServer's and QGIS's exports are: SLD 1.0.0 with one rule for each value."""
    body = "".join("""
        <Rule>
          <Name>%s</Name>
          <Filter xmlns="http://www.opengis.net/ogc"><PropertyIsEqualTo><PropertyName>%s</PropertyName><Literal>%s</Literal>
          </PropertyIsEqualTo></Filter>%s
        </Rule>""" % rule for rule in rules)
    with open(path, "w", encoding="utf-8") as out:
        out.write("""<?xml version="1.0" encoding="UTF-8"?>
<StyledLayerDescriptor version="1.0.0" xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc"
    xmlns:xlink="http://www.w3.org/1999/xlink">
  <NamedLayer>
    <Name>%s</Name>
    <UserStyle>
      <Name>%s</Name>
      <Title>%s</Title>
      <FeatureTypeStyle>%s
      </FeatureTypeStyle>
    </UserStyle>
  </NamedLayer>
</StyledLayerDescriptor>
""" % (name, name, name, body))


def styles(folder):
    mark = """
          <PointSymbolizer><Graphic><Mark><WellKnownName>diamond</WellKnownName>
            <Fill><CssParameter name="fill">%s</CssParameter></Fill>
            <Stroke><CssParameter name="stroke">#801119</CssParameter><CssParameter name="stroke-width">0.4</CssParameter>
            <CssParameter name="stroke-opacity">1</CssParameter></Stroke></Mark><Opacity>1</Opacity><Size>15</Size></Graphic>
          </PointSymbolizer>"""
    colours = (("Non Seveso", "#D636B4"), ("Seveso seuil bas", "#4F76D2"), ("Seveso seuil haut", "#3BDD5B"), ("", "#DCAA35"))
    sld(os.path.join(folder, "installation.sld"), "QGIS Style",
        [("lib_seveso = " + value, "lib_seveso", value, mark % colour) for value, colour in colours])
    area = """
          <PolygonSymbolizer><Fill><CssParameter name="fill">%s</CssParameter></Fill>
            <Stroke><CssParameter name="stroke">#000001</CssParameter><CssParameter name="stroke-width">1</CssParameter>
            <CssParameter name="stroke-linejoin">bevel</CssParameter></Stroke></PolygonSymbolizer>"""
    colours = (("75", "#e94a4c"), ("92", "#c653e6"), ("93", "#75e5a0"), ("94", "#6a94ce"), ("", "#aace17"))
    sld(os.path.join(folder, "CANTON_style.sld"), "CANTON",
        [(value, "insee_dep", value, area % colour) for value, colour in colours])


def write(folder):
    communes(os.path.join(folder, "communes.gpkg"))
    installations(os.path.join(folder, "installation.gpkg"))
    cantons(os.path.join(folder, "CANTON", "CANTON.shp"))
    curves(os.path.join(folder, "curved_polys.gpkg"))
    mixed(os.path.join(folder, "mixed_layers.gpkg"))
    points(os.path.join(folder, "points_gpkg.gpkg"))
    domains(os.path.join(folder, "domains.gpkg"))
    styles(folder)
