# SPDX-License-Identifier: GPL-3.0-or-later
"""badvector.py FOLDER: makes a clean GeoPackage, Shapefile, GeoJSON, FlatGeobuf and CSV, and for each rule a file that breaks it and
nothing else that matters, with OGR and sqlite3. Prints one JSON object: name of the file → id of the finding that it must give."""
import json
import os
import shutil
import sqlite3
import struct
import sys

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()
gdal.SetConfigOption("OGR_CURRENT_DATE", "2026-01-01T00:00:00Z")
folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
expected = {}
X, Y = 650000, 6860000


def reference(code):
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(code)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


def square(i, size=80.0, x=X, y=Y, z=""):
    left, low = x + 100 * (i % 10), y + 100 * (i // 10)
    corners = [(left, low), (left + size, low), (left + size, low + size), (left, low + size), (left, low)]
    return "POLYGON%s((%s))" % (" Z" if z else "", ",".join("%r %r%s" % (a, b, z) for a, b in corners))


def degrees(i):
    return "POLYGON((%r 48,%r 48,%r 48.001,%r 48))" % (2 + i / 500, 2 + i / 500 + 0.001, 2 + i / 500 + 0.001, 2 + i / 500)


def write(name, geometries=None, kind=ogr.wkbPolygon, code=2154, driver="GPKG", layer="parcelles", fields=(("nom", ogr.OFTString), ("gid", ogr.OFTInteger)),
          values=None, options=(), dataset=None):
    path = os.path.join(folder, name)
    data = ogr.GetDriverByName(driver).CreateDataSource(path) if dataset is None else dataset
    made = data.CreateLayer(layer, reference(code) if code else None, kind, options=list(options))
    for field, type_ in fields:
        made.CreateField(ogr.FieldDefn(field, type_))
    geometries = [square(i) for i in range(30)] if geometries is None else geometries
    for i, text in enumerate(geometries):
        feature = ogr.Feature(made.GetLayerDefn())
        row = values(i) if values else {"nom": "Hôtel %d" % i, "gid": i}
        for key, value in row.items():
            if isinstance(value, bytes):
                feature.SetFieldBinaryFromHexString(key, value.hex())
            elif value is not None:
                feature.SetField(key, value)
        if text is not None:
            geometry = text if isinstance(text, ogr.Geometry) else ogr.CreateGeometryFromWkt(text)
            feature.SetGeometry(geometry)
        made.CreateFeature(feature)
    made = None
    if dataset is None:
        data = None
    return path


def expect(name, finding):
    expected[name] = finding
    return name


def with_one(text, at=7):
    geometries = [square(i) for i in range(30)]
    geometries[at] = text
    return geometries


def opened(path, **options):
    """SQLite with the functions that the R-tree's triggers call (envelope of the header, GeoPackage 1.3.1 §2.1.3)."""
    connection = sqlite3.connect(path, **options)
    connection.create_function("ST_IsEmpty", 1, lambda blob: 0)
    for name, position in (("ST_MinX", 8), ("ST_MaxX", 16), ("ST_MinY", 24), ("ST_MaxY", 32)):
        connection.create_function(name, 1, lambda blob, at=position: struct.unpack_from("<d", blob, at)[0])
    return connection


def edited(name, finding, *statements):
    """A copy of the clean GeoPackage after some SQL."""
    path = os.path.join(folder, expect(name, finding))
    shutil.copy(os.path.join(folder, "clean.gpkg"), path)
    connection = opened(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


# -- clean
write("clean.gpkg")
write("clean.geojson", [degrees(i) for i in range(5)], code=4326, driver="GeoJSON")
write("clean.fgb", driver="FlatGeobuf")
write("clean.shp", driver="ESRI Shapefile", options=["ENCODING=UTF-8"])
# Which CRS it is in, the test says.
write("british.shp", [square(i, x=400000, y=200000) for i in range(30)], code=None, driver="ESRI Shapefile", options=["ENCODING=UTF-8"])
with open(os.path.join(folder, expect("lonlat.csv", "vector.crs.missing")), "w", encoding="utf-8") as file:
    file.write("nom,lon,lat\n" + "".join("Église %d,%f,%f\n" % (i, 2 + i / 100, 48 + i / 50) for i in range(10)))
with open(os.path.join(folder, expect("wkt.csv", "vector.crs.missing")), "w", encoding="utf-8") as file:
    file.write("nom,the_geom\n" + "".join('Lieu %d,"POINT (%f %f)"\n' % (i, 2 + i / 100, 48 + i / 50) for i in range(10)))

# -- files
with open(os.path.join(folder, expect("text.gpkg", "vector.unreadable")), "w") as file:
    file.write("just words\n")
for part in ("shx", "dbf"):
    name = "no%s.shp" % part
    write(expect(name, "vector.shapefile.part"), driver="ESRI Shapefile", options=["ENCODING=UTF-8"])
    os.remove(os.path.join(folder, "no%s.%s" % (part, part)))
write(expect("size.shp", "vector.size"), driver="ESRI Shapefile", options=["ENCODING=UTF-8"])
with open(os.path.join(folder, "size.sbx"), "wb") as file:
    file.truncate(2_100_000_000)  # a hole: no disk is used
write(expect("empty.gpkg", "vector.empty"), [])

# -- place
write(expect("nocrs.gpkg", "vector.crs.missing"), code=0)
write(expect("noprj.shp", "vector.crs.missing"), driver="ESRI Shapefile", options=["ENCODING=UTF-8"], code=0)
data = ogr.GetDriverByName("GPKG").CreateDataSource(os.path.join(folder, expect("mixedcrs.gpkg", "vector.crs.mixed")))
write("", dataset=data, layer="lambert")
write("", [degrees(i) for i in range(5)], dataset=data, layer="degres", code=4326)
data = None
write(expect("swapped.gpkg", "vector.axes.swapped"), [square(i, x=Y, y=X) for i in range(5)])
write(expect("outside.gpkg", "vector.extent.outside"), [square(i, x=9_650_000, y=-9_860_000) for i in range(5)])
write(expect("strays.gpkg", "vector.extent.strays"), with_one(square(0, x=9_650_000, y=-9_860_000)))
line = ogr.Geometry(ogr.wkbLineString)
line.AddPoint_2D(X, Y)
line.AddPoint_2D(float("nan"), Y + 5)
lines = ["LINESTRING(%d %d,%d %d)" % (X + i, Y, X + i, Y + 9) for i in range(9)]
write(expect("nan.gpkg", "vector.coordinates.notfinite"), lines + [line], kind=ogr.wkbLineString)
write(expect("huge.gpkg", "vector.coordinates.huge"), with_one("POLYGON((0 0,1e30 0,1e30 1e30,0 0))"))

# -- geometry
bowtie = "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))" % (X, Y, X + 50, Y + 50, X + 50, Y, X, Y + 50, X, Y)
write(expect("invalid.gpkg", "vector.geometry.invalid"), with_one(bowtie))
write(expect("invalid.fgb", "vector.geometry.invalid"), with_one(bowtie), driver="FlatGeobuf")
write(expect("type.gpkg", "vector.geometry.type"), with_one("MULTIPOLYGON(%s)" % square(7)[7:]))
write(expect("kinds.gpkg", "vector.geometry.mixed-types"), with_one("POINT(%d %d)" % (X, Y)), kind=ogr.wkbUnknown)
write(expect("multi.gpkg", "vector.geometry.mixed-multi"), with_one("MULTIPOLYGON(%s)" % square(7)[7:]), kind=ogr.wkbUnknown)
write(expect("null.gpkg", "vector.geometry.null"), with_one(None))
write(expect("emptygeometry.gpkg", "vector.geometry.empty"), with_one("POLYGON EMPTY"))
write(expect("twice.gpkg", "vector.geometry.duplicate"), with_one(square(3)))
curve = "CURVEPOLYGON(CIRCULARSTRING(%d %d,%d %d,%d %d))" % (X, Y, X + 50, Y + 50, X, Y)
write(expect("curve.gpkg", "vector.geometry.curves"), [curve], kind=ogr.wkbCurvePolygon)
write(expect("z.gpkg", "vector.geometry.zm"), [square(i, z=" 12") for i in range(5)], kind=ogr.wkbPolygon25D)
write(expect("dense.gpkg", "vector.density"), ["POINT(%r %r)" % (X + i % 80, Y + i // 80) for i in range(5400)], kind=ogr.wkbPoint)

# -- attributes
write(expect("key.gpkg", "vector.key.duplicate"), values=lambda i: {"nom": "x", "gid": i // 2})
write(expect("nokey.gpkg", "vector.key.null"), values=lambda i: {"nom": "x", "gid": i if i else None})
with open(os.path.join(folder, expect("ids.geojson", "vector.key.duplicate")), "w") as file:
    json.dump({"type": "FeatureCollection", "features": [{"type": "Feature", "id": i // 2, "properties": {"nom": "x"},
               "geometry": {"type": "Point", "coordinates": [2 + i / 10, 48]}} for i in range(6)]}, file)
with open(os.path.join(folder, expect("words.mif", "vector.driver")), "w") as file:
    file.write('Version 300\nCharset "Neutral"\nDelimiter ","\nCoordSys Earth Projection 1, 104\nColumns 1\n nombre Integer\nData\n\nPoint 2 48\n')
with open(os.path.join(folder, "words.mid"), "w") as file:
    file.write("beaucoup\n")
with open(os.path.join(folder, expect("nowhere.csv", "vector.geometry.no-column")), "w") as file:
    file.write("nom,commune\na,Dijon\n")
write(expect("table.gpkg", "vector.name.table"), layer="Réseau-d'eau")
write(expect("reserved.gpkg", "vector.name.table"), layer="user")
write(expect("column.gpkg", "vector.name.column"), fields=(("n° de voie", ogr.OFTString), ("gid", ogr.OFTInteger)), values=lambda i: {"gid": i})
write(expect("clash.gpkg", "vector.name.clash"), fields=(("a b", ogr.OFTString), ("A B ", ogr.OFTString), ("gid", ogr.OFTInteger)), values=lambda i: {"gid": i})
write(expect("mojibake.gpkg", "vector.encoding.twice"), values=lambda i: {"nom": "Église".encode().decode("cp1252"), "gid": i})
write(expect("lost.gpkg", "vector.encoding.lost"), values=lambda i: {"nom": "\ufffdglise", "gid": i})
write(expect("latin.shp", "vector.encoding.invalid"), driver="ESRI Shapefile", options=["ENCODING=ISO-8859-1"])
with open(os.path.join(folder, "latin.cpg"), "w") as file:
    file.write("UTF-8")
write(expect("utf8.shp", "vector.encoding.wrong"), driver="ESRI Shapefile", options=["ENCODING=UTF-8"])
with open(os.path.join(folder, "utf8.cpg"), "w") as file:
    file.write("ISO-8859-1")
write(expect("nocpg.shp", "vector.encoding.missing"), driver="ESRI Shapefile", options=["ENCODING=ISO-8859-1"])
os.remove(os.path.join(folder, "nocpg.cpg"))
with open(os.path.join(folder, "nocpg.dbf"), "r+b") as file:
    file.seek(29)
    file.write(b"\0")  # the language driver id

# -- GeoPackage
edited("appid.gpkg", "vector.gpkg.application-id", "PRAGMA application_id = 0")
edited("version.gpkg", "vector.gpkg.version", "PRAGMA user_version = 3")
edited("nocontents.gpkg", "vector.gpkg.system-table", "DROP TABLE gpkg_contents")
edited("gone.gpkg", "vector.gpkg.table-missing", "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('disparue', 'attributes', 'disparue')")
edited("nogeometryrow.gpkg", "vector.gpkg.geometry-column", "DELETE FROM gpkg_geometry_columns")
edited("nosrs.gpkg", "vector.gpkg.srs-unknown", "PRAGMA foreign_keys = OFF", "DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = 2154")
edited("unlisted.gpkg", "vector.gpkg.unregistered", "CREATE TABLE brouillon (a INTEGER)")
edited("badblob.gpkg", "vector.gpkg.blob", *("DROP TRIGGER rtree_parcelles_geom_" + t for t in ("update1", "update2", "update3", "update4")),
       "UPDATE parcelles SET geom = X'0102030405060708090A0B0C0D0E' WHERE fid = 5")
edited("blobsrs.gpkg", "vector.gpkg.blob-srs", "UPDATE gpkg_contents SET srs_id = 4326", "UPDATE gpkg_geometry_columns SET srs_id = 4326",
       "UPDATE gpkg_contents SET min_x = NULL")
edited("extent.gpkg", "vector.gpkg.extent", "UPDATE gpkg_contents SET max_x = min_x + 10")
edited("count.gpkg", "vector.gpkg.count", "UPDATE gpkg_ogr_contents SET feature_count = 12")
edited("foreignkey.gpkg", "vector.gpkg.foreign-key", "PRAGMA foreign_keys = OFF", "CREATE TABLE gpkg_child (a INTEGER REFERENCES parcelles (fid))", "INSERT INTO gpkg_child VALUES (999)")
write(expect("noindex.gpkg", "vector.index.missing"), options=["SPATIAL_INDEX=NO"])
edited("noindextable.gpkg", "vector.index.broken", *("DROP TRIGGER rtree_parcelles_geom_" + t for t in ("insert", "update1", "update2", "update3", "update4", "delete")),
       "DROP TABLE rtree_parcelles_geom")
edited("triggers.gpkg", "vector.index.triggers", "DROP TRIGGER rtree_parcelles_geom_insert")
edited("stale.gpkg", "vector.index.stale", "DELETE FROM rtree_parcelles_geom WHERE id IN (3, 4)")
edited("moved.gpkg", "vector.index.stale", "UPDATE rtree_parcelles_geom SET minx = 0, maxx = 1 WHERE id = 9")
edited("extra.gpkg", "vector.index.stale", "INSERT INTO rtree_parcelles_geom VALUES (5000, 1, 2, 1, 2)")

# Styles stored for a table, and repairs that rename it.
write("styles.gpkg", layer="Réseau")
expected["styles.gpkg"] = "vector.name.table"
connection = opened(os.path.join(folder, "styles.gpkg"))
connection.execute("CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT, f_table_schema TEXT, f_table_name TEXT, f_geometry_column TEXT, "
                   "styleName TEXT, styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT, ui TEXT, update_time DATETIME)")
connection.execute("INSERT INTO layer_styles (f_table_name, f_geometry_column, styleName, styleQML, useAsDefault) VALUES ('Réseau', 'geom', 'bleu', '<qgis/>', 1)")
connection.commit()
connection.close()

# A page of the table itself overwritten.
write("many.gpkg", [square(i % 30) for i in range(2000)])
path = os.path.join(folder, expect("damaged.gpkg", "vector.gpkg.damaged"))
shutil.copy(os.path.join(folder, "many.gpkg"), path)
os.remove(os.path.join(folder, "many.gpkg"))
connection = sqlite3.connect(path)
root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'parcelles'").fetchone()[0]
page = connection.execute("PRAGMA page_size").fetchone()[0]
connection.close()
with open(path, "r+b") as file:
    file.seek((root + 12) * page)
    file.write(b"\x55" * page)

# A WAL that a killed program left: the file and its WAL are copied while a connection holds them.
path = os.path.join(folder, "writing.gpkg")
shutil.copy(os.path.join(folder, "clean.gpkg"), path)
connection = opened(path)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("PRAGMA wal_autocheckpoint = 0")
connection.execute("UPDATE parcelles SET nom = 'du WAL' WHERE fid = 1")
connection.commit()
shutil.copy(path, os.path.join(folder, expect("wal.gpkg", "vector.gpkg.leftover")))
shutil.copy(path + "-wal", os.path.join(folder, "wal.gpkg-wal"))
connection.close()
os.remove(path)
# A journal, likewise, with a file that holds half a transaction.
shutil.copy(os.path.join(folder, "clean.gpkg"), path)
connection = opened(path, isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("PRAGMA cache_spill = 1")
connection.execute("BEGIN")
connection.execute("UPDATE parcelles SET nom = 'half way' || hex(randomblob(2000))")
shutil.copy(path, os.path.join(folder, expect("journal.gpkg", "vector.gpkg.leftover")))
shutil.copy(path + "-journal", os.path.join(folder, "journal.gpkg-journal"))
connection.execute("ROLLBACK")
connection.close()
os.remove(path)

print(json.dumps(expected))
