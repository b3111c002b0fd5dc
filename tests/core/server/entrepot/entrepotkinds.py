# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenarios of entrepotkindstest: vector and point cloud data through the API. Used like entrepotapi.py."""

import io
import json
import math
import os
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

import requests
from PIL import Image
from osgeo import gdal, ogr, osr

from entrepotapi import main

ogr.UseExceptions()
INTEGRATION = "0de8c60b-9938-4be9-aa36-9026b77c3c96"
VECTOR_PYRAMID = "aa5f9391-0bdb-4b97-9209-fcde351b82f6"


def content(path):
    with open(path, "rb") as file:
        return file.read()


def processing(server, upload=None, stored=None, output=None):
    """By what it takes and makes, as clients find it."""
    for item in server.get("./processings", params={"limit": 100}):
        whole = server.get("./processings/" + item["_id"])
        takes = whole["input_types"]
        if (upload is None or upload in takes.get("upload", [])) and (stored is None or stored in takes.get("stored_data", [])) \
                and whole["output_type"]["stored_data"] == output:
            return whole["_id"]
    raise AssertionError((upload, stored, output))


def execution_body(which, name, uploads=(), stored=(), parameters=None):
    return {"processing": which, "inputs": {"upload": list(uploads), "stored_data": list(stored)},
            "output": {"stored_data": {"name": name, "storage_tags": ["PYRAMIDE"], "storage_type": "S3"}}, "parameters": parameters or {}}


def run(server, which, name, uploads=(), stored=(), parameters=None):
    execution = server.post("./processings/executions", execution_body(which, name, uploads, stored, parameters))
    path = "./processings/executions/" + execution["_id"]
    server.call("POST", path + "/launch")
    server.wait(path, "status", ("SUCCESS",), ("FAILURE", "ABORTED"))
    return server.get("./stored_data/" + execution["output"]["stored_data"]["_id"])


def findings(server, upload):
    failed = server.get("./uploads/%s/checks" % upload)["failed"]
    return [f for check in failed for f in server.get("./checks/executions/" + check["_id"])["findings"]]


def publish(server, kind, layer, infos):
    made = server.post("./configurations", {"type": kind, "name": layer, "layer_name": layer, "type_infos": infos})
    offering = server.post("./configurations/%s/offerings" % made["_id"], {"endpoint": server.endpoint(kind), "open": True})
    assert offering["status"] == "PUBLISHED", offering
    return made["_id"], offering


def database(server, file, srs):
    upload = server.upload("vectors", {"data/" + os.path.basename(file): content(file)}, srs, "VECTOR")
    server.close(upload)
    return upload, run(server, INTEGRATION, "base", [upload])


def vector_chain(server, file):
    """GeoPackage, database, vector tiles: GDAL reads every feature back."""
    source = ogr.Open(file)
    upload, base = database(server, file, "EPSG:2154")
    assert base["type"] == "VECTOR-DB" and base["srs"] == "EPSG:2154" and base["storage"]["labels"] == ["VECTEUR"], base
    relations = {r["name"]: r for r in base["type_infos"]["relations"]}
    assert set(relations) == {source.GetLayer(i).GetName().lower() for i in range(source.GetLayerCount())}, relations.keys()
    for name, relation in relations.items():
        layer = source.GetLayerByName(name)
        assert relation["features"] == layer.GetFeatureCount() and relation["primary_key"] == ["fid"], relation
        assert {f.name.lower() for f in layer.schema} <= set(relation["attributes"]), relation
    assert relations["communes"]["attributes"]["geom"] == "geometry(MultiPolygon,2154)", relations["communes"]
    assert relations["communes"]["attributes"]["code_com"].startswith("character varying"), relations["communes"]

    # What our tiles cannot do is said, by its name.
    for parameters, word in (({"tippecanoe_options": "-pn -S15"}, "-pn"), ({"composition": [{"table": "none"}]}, "none"),
                             ({"area": "POLYGON((0 0,1 0,1 1,0 0))"}, "area"), ({"top_level": "9", "bottom_level": "3"}, "9"), ({"colour": 1}, "colour")):
        refused = server.call("POST", "./processings/executions", 400, json=execution_body(VECTOR_PYRAMID, "p", stored=[base["_id"]], parameters=parameters))
        assert word in refused.text, (word, refused.text)
    refused = server.call("POST", "./processings/executions", 400, json=execution_body(VECTOR_PYRAMID, "p", uploads=[upload]))
    composition = [{"table": "communes", "attributes": ["nom_com", "insee_com"], "top_level": "6", "bottom_level": "10"}]
    pyramid = run(server, VECTOR_PYRAMID, "tiles", stored=[base["_id"]],
                  parameters={"composition": composition, "top_level": "6", "bottom_level": "10", "tippecanoe_options": "-S2"})
    assert pyramid["type"] == "ROK4-PYRAMID-VECTOR" and pyramid["type_infos"]["tms"] == "PM", pyramid
    assert sorted(pyramid["type_infos"]["levels"], key=int)[-1] == "10", pyramid

    used = [{"stored_data": pyramid["_id"], "top_level": "6", "bottom_level": "10"}]
    server.call("POST", "./configurations", 400, json={"type": "WMS-RASTER", "name": "r", "layer_name": "r",
                                                       "type_infos": {"title": "t", "abstract": "a", "used_data": used}})
    _, offering = publish(server, "WMTS-TMS", "communes", {"title": "Communes", "abstract": "a", "used_data": used})
    assert [u["type"] for u in offering["urls"]] == ["TMS"], offering["urls"]
    tiles = offering["urls"][0]["url"]
    tilejson = requests.get(tiles + "/metadata.json").json()
    assert tilejson["vector_layers"][0]["id"] == "communes" and tilejson["maxzoom"] == 10, tilejson
    catalogue = requests.get(server.root + "/catalogue.json").json()["layers"]
    assert catalogue[0]["tilejson"] == tiles + "/tilejson.json", catalogue
    strict = requests.get(catalogue[0]["tilejson"]).json()
    assert strict["tilejson"] == "3.0.0" and strict["tiles"] == tilejson["tiles"], strict
    fields = strict["vector_layers"][0]["fields"]
    assert fields and all(kind in ("Number", "String", "Boolean") for kind in fields.values()), fields
    assert set(fields) == {field["attribute"] for field in tilejson["vector_layers"][0]["fields"]}, (fields, tilejson)
    # Each tile of a level, by GDAL's own reader of vector tiles.
    seen = set()
    limits = requests.get(tiles).text
    row = next(line for line in limits.split("<TileSet") if "/10\"" in line)
    number = lambda name: int(row.split(name + '="')[1].split('"')[0])
    for column in range(number("mincol"), number("maxcol") + 1):
        for line in range(number("minrow"), number("maxrow") + 1):
            answer = requests.get("%s/10/%d/%d.pbf" % (tiles, column, line))
            if answer.status_code == 404:
                continue
            assert answer.status_code == 200 and answer.headers["Content-Type"] in ("application/vnd.mapbox-vector-tile", "application/x-protobuf"), answer.headers
            gdal.FileFromMemBuffer("/vsimem/tile.pbf", answer.content)
            tile = gdal.OpenEx("MVT:/vsimem/tile.pbf", open_options=["X=%d" % column, "Y=%d" % line, "Z=10"])
            layer = tile.GetLayerByName("communes")
            for feature in layer:
                assert feature.GetGeometryRef() is not None
                seen.add((feature["insee_com"], feature["nom_com"]))
    expected = {(f["INSEE_COM"], f["NOM_COM"]) for f in source.GetLayerByName("communes")}
    assert seen == expected, (seen ^ expected)
    server.call("DELETE", "./stored_data/" + pyramid["_id"], 409)


def vector_names(server):
    """Names as the platform gives them, single and multi, another CRS, styles that came along."""
    path = os.path.join(server.folder, "Été-2026.gpkg")
    data = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(4326)
    layer = data.CreateLayer("Routes-Départementales", srs, ogr.wkbLineString)
    for name in ("Libellé", "code-insee", "CODE_INSEE", "Plain"):
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt("LINESTRING(2 48,2.1 48.1)"))
    feature["Libellé"] = "é"
    layer.CreateFeature(feature)
    empty = data.CreateLayer("Sans géométrie", None, ogr.wkbNone)
    empty.CreateField(ogr.FieldDefn("n", ogr.OFTInteger))
    styles = data.CreateLayer("layer_styles", None, ogr.wkbNone, ["FID=id"])
    for name in ("f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML", "styleSLD", "useAsDefault", "description", "owner"):
        styles.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    style = ogr.Feature(styles.GetLayerDefn())
    style["f_table_name"], style["styleName"], style["styleQML"], style["useAsDefault"] = "Routes-Départementales", "s", "<qgis/>", "1"
    styles.CreateFeature(style)
    feature = style = layer = empty = styles = None
    data = None
    upload = server.upload("names", {"data/a.gpkg": content(path)}, "EPSG:4326", "VECTOR")
    server.call("POST", "./uploads/%s/close" % upload)
    closed = server.wait("./uploads/" + upload, "status", ("CLOSED", "UNSTABLE"))
    assert closed["status"] == "CLOSED", findings(server, upload)
    refused = server.call("POST", "./processings/executions", 400, json=execution_body(INTEGRATION, "x", [upload], parameters={"srs": "EPSG:0"}))
    assert "EPSG:0" in refused.text
    base = run(server, INTEGRATION, "base", [upload], parameters={"srs": "EPSG:2154", "multigeom_layers": ["routes_departementales"]})
    relations = {r["name"]: r for r in base["type_infos"]["relations"]}
    assert set(relations) == {"routes_departementales", "sans_geometrie"}, relations.keys()
    roads = relations["routes_departementales"]
    assert {"libelle", "code_insee", "code_insee_2", "plain", "fid", "geom"} == set(roads["attributes"]), roads
    assert roads["geometry_type"] == "MultiLineString" and base["srs"] == "EPSG:2154", roads
    file = os.path.join(server.folder, "data", "pyramids", base["_id"], "database.gpkg")
    opened = ogr.Open(file)
    feature = opened.GetLayerByName("routes_departementales").GetNextFeature()
    assert feature["libelle"] == "é" and abs(feature.GetGeometryRef().GetGeometryRef(0).GetX(0) - 625_300) < 1000, feature.ExportToJson()
    kept = opened.ExecuteSQL("SELECT f_table_name, f_geometry_column, styleQML FROM layer_styles").GetNextFeature()
    assert (kept[0], kept[1], kept[2]) == ("routes_departementales", "geom", "<qgis/>")
    box = base["extent"]["coordinates"][0]
    assert abs(min(p[0] for p in box) - 2) < 0.01 and abs(max(p[1] for p in box) - 48.1) < 0.01, box
    assert [n for n in os.listdir(os.path.dirname(file)) if not n.startswith("database")] == []


def vector_putting_right(server):
    """What the checks let pass is integrated: tables in two CRS, a property named like the geometry, ids and columns that come twice."""
    path = os.path.join(tempfile.mkdtemp(), "two.gpkg")
    data = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    for name, code, wkt in (("a", 2154, "POINT(655000 6860000)"), ("b", 4326, "POINT(2.32 48.84)")):
        srs = osr.SpatialReference()
        srs.ImportFromEPSG(code)
        srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        layer = data.CreateLayer(name, srs, ogr.wkbPoint)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        layer.CreateFeature(feature)
    layer = data = None
    _, base = database(server, path, "EPSG:2154")
    assert base["srs"] == "EPSG:2154", base
    opened = ogr.Open(os.path.join(server.folder, "data", "pyramids", base["_id"], "database.gpkg"))
    feature = opened.GetLayerByName("b").GetNextFeature()
    place = feature.GetGeometryRef()
    assert abs(place.GetX() - 650_000) < 2000 and abs(place.GetY() - 6_860_000) < 2000, place.ExportToWkt()
    path = os.path.join(os.path.dirname(path), "geom.geojson")
    place = {"type": "Point", "coordinates": [2.1, 48.1]}
    with open(path, "w", encoding="utf-8") as text:
        json.dump({"type": "FeatureCollection", "features": [{"type": "Feature", "id": 7, "properties": {"geom": "POINT(0 0)", "GEOM_2": 1, "tags": ["a", "b"], "FID": n}, "geometry": place} for n in "ab"]}, text)
    _, base = database(server, path, "EPSG:4326")
    opened = ogr.Open(os.path.join(server.folder, "data", "pyramids", base["_id"], "database.gpkg"))
    layer = opened.GetLayer(0)
    feature = layer.GetNextFeature()
    values = {k.lower(): v for k, v in feature.items().items()}
    assert layer.GetFeatureCount() == 2 and "POINT(0 0)" in values.values() and values["tags"] == '["a","b"]' and "a" in values.values(), values
    assert abs(feature.GetGeometryRef().GetX() - 2.1) < 1e-9, feature.ExportToJson()


def vector_errors(server, file):
    """Wrong CRS, no data, damaged: the checks say it; nothing is integrated."""
    upload = server.upload("wrong", {"data/c.gpkg": content(file)}, "EPSG:4326", "VECTOR")
    server.close(upload, ("UNSTABLE",), ("CLOSED",))
    assert any(f["id"] == "vector.crs.differs" and "EPSG:2154" in f["message"] and f["path"] == "data/c.gpkg" for f in findings(server, upload)), findings(server, upload)
    server.call("POST", "./processings/executions", 409, json=execution_body(INTEGRATION, "x", [upload]))
    # GDAL would follow it to a file of the server's that nobody delivered.
    elsewhere = b'<OGRVRTDataSource><OGRVRTLayer name="communes"><SrcDataSource relativeToVRT="0">%s</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>' % file.encode()
    for name, data, rule in (("data/a.txt", b"nothing", "vector.none"), ("data/t.gpkg", content(file)[:30000], None), ("data/x.sql", b"CREATE TABLE a(b int);\nCOPY a (b) FROM stdin;\n1\n", None),
                             ("data/v.geojson", elsewhere, None)):
        upload = server.upload("bad", {name: data}, "EPSG:2154", "VECTOR")
        server.close(upload, ("UNSTABLE",), ("CLOSED",))
        found = findings(server, upload)
        assert any(f["severity"] == "blocking" and f["message"] and f["fix"] and (rule is None or f["id"] == rule) for f in found), found


def pm_tiles(server, file):
    """A pyramid as one PMTiles file under /download: found in the catalogue, read by ranges, tile for tile the pyramid's."""
    _, base = database(server, file, "EPSG:2154")
    pyramid = run(server, VECTOR_PYRAMID, "tiles", stored=[base["_id"]], parameters={"top_level": "6", "bottom_level": "10"})
    which = processing(server, stored="ROK4-PYRAMID-VECTOR", output="ARCHIVE")
    server.call("POST", "./processings/executions", 400, json=execution_body(which, "x", stored=[base["_id"]]))
    server.call("POST", "./processings/executions", 400, json=execution_body(which, "x", stored=[pyramid["_id"]], parameters={"colour": 1}))
    archive = run(server, which, "communes", stored=[pyramid["_id"]], parameters={"fileout_name": "Mes communes", "attribution": "© IGN"})
    assert archive["type"] == "ARCHIVE" and archive["type_infos"]["files_number"] == 1 and archive["storage"]["labels"] == ["ARCHIVE"], archive
    assert archive["extent"]["type"] == "Polygon" and archive["size"] > 1000, archive
    text = {"fr": "Communes"}
    publish(server, "DOWNLOAD", "fichiers", {"title": text, "abstract": text, "used_data": [{"sub_name": "tuiles", "stored_data": archive["_id"]}]})
    layer = next(one for one in requests.get(server.root + "/catalogue.json").json()["layers"] if one["name"] == "fichiers")
    entry = layer["downloads"][0]
    assert entry["format"] == "PMTILES" and entry["url"].endswith("/download/fichiers/tuiles/Mes_communes.pmtiles"), layer
    head = requests.get(entry["url"], headers={"Range": "bytes=0-126"})
    assert head.status_code == 206 and head.content[:8] == b"PMTiles\x03" and len(head.content) == 127, head.headers
    assert head.headers["Content-Type"] == "application/vnd.pmtiles" and head.headers["Content-Range"].endswith("/%d" % entry["size"]), head.headers
    tag = head.headers["ETag"]
    assert tag.startswith('"') and requests.get(entry["url"], headers={"If-None-Match": tag}).status_code == 304, tag
    whole = os.path.join(tempfile.mkdtemp(), "a.pmtiles")
    with open(whole, "wb") as copy:
        copy.write(requests.get(entry["url"]).content)
    folder = os.path.join(server.folder, "data", "pyramids", pyramid["_id"])
    descriptor = next(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".json"))
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../e2e/exportread.py")
    seen = json.loads(subprocess.run([sys.executable, script, "pmtiles", whole, descriptor], check=True, capture_output=True).stdout)
    assert seen["tiles"] == seen["wanted"] == seen["equal"] > 5, seen
    assert seen["metadata"]["attribution"] == "© IGN" and seen["metadata"]["name"] == "tiles", seen["metadata"]
    # Nothing unfinished can be seen beside it.
    listed = requests.get(entry["url"].rsplit("/", 1)[0] + "/", params={"f": "json"}).text
    assert "Mes_communes.pmtiles" in listed and ".export" not in listed, listed


def zipped(entries):
    """A zip with these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return packed.getvalue()


def deliveries(server, file):
    """SQL dumps and zips give the database that the GeoPackage gives; a zip that is refused names its entry, and nothing of it stays."""
    folder = tempfile.mkdtemp()
    dump = os.path.join(folder, "communes.sql")
    gdal.VectorTranslate(dump, file, format="PGDUMP", layerCreationOptions=["LAUNDER=NO"])

    def values(base):
        opened = ogr.Open(os.path.join(server.folder, "data", "pyramids", base["_id"], "database.gpkg"))
        layer = opened.GetLayerByName("communes")
        wanted = ("nom_com", "insee_com")
        return sorted(tuple(feature[name] for name in wanted) + (feature.GetGeometryRef().ExportToWkt(),) for feature in layer)
    expected = values(database(server, file, "EPSG:2154")[1])
    assert len(expected) == 20, expected
    for name, data in (("data/communes.sql", content(dump)), ("data/l.zip", zipped({"livré/communes.sql": content(dump), "livré/lisez-moi.pdf": b"%PDF"})),
                       ("data/g.ZIP", zipped({"communes.gpkg": content(file), "__MACOSX/._communes.gpkg": b"x"}))):
        upload = server.upload("delivered", {name: data}, "EPSG:2154", "VECTOR")
        server.close(upload, ("CLOSED",), ("UNSTABLE",))
        base = run(server, INTEGRATION, "delivered", [upload])
        assert values(base) == expected, name
    for data, word in ((zipped({"../communes.gpkg": content(file)}), "../communes.gpkg"), (zipped({"a.gpkg": content(file)})[:-30], "l.zip"),
                       (zipped({"in.zip": zipped({"communes.gpkg": content(file)})}), "in.zip")):
        upload = server.upload("refused", {"data/l.zip": data}, "EPSG:2154", "VECTOR")
        server.close(upload, ("UNSTABLE",), ("CLOSED",))
        found = findings(server, upload)
        assert any(f["id"] == "archive.refused" and f["path"] == "data/l.zip" and word in f["message"] for f in found), found
    # A finding on a file in a zip names it by its place there.
    upload = server.upload("inside", {"data/l.zip": zipped({"d/cut.sql": b"CREATE TABLE t (a int);\nCOPY t (a) FROM stdin;\n1\n"})}, "EPSG:2154", "VECTOR")
    server.close(upload, ("UNSTABLE",), ("CLOSED",))
    assert any(f["path"] == "data/l.zip/d/cut.sql" and "line 4" in f["message"] for f in findings(server, upload)), findings(server, upload)
    # A raster in a vector delivery is none, and so is a zip without any.
    upload = server.upload("none", {"data/l.zip": zipped({"a.txt": b"x"})}, "EPSG:2154", "RASTER")
    server.close(upload, ("UNSTABLE",), ("CLOSED",))
    assert any(f["id"] == "raster.none" for f in findings(server, upload)), findings(server, upload)
    left = [n for _, _, files in os.walk(os.path.join(server.folder, "data", "copies")) for n in files]
    assert left == [], left


def styles(server, file, sld):
    """SLD as statics, and WMS-VECTOR configurations that use them."""
    def post(text, status=None):
        answer = server.call("POST", "./statics", status, params={"name": "s", "type": "GEOSERVER-STYLE"}, files={"file": ("s.sld", text)})
        return answer.json()
    good = content(sld)
    made = post(good)
    assert made["type_infos"]["used_attributes"] == ["lib_seveso"] and made["type_infos"]["format"] == "SLD", made
    assert server.call("GET", "./statics/%s/file" % made["_id"]).content == good
    for text, word in ((good.replace(b'version="1.0.0"', b'version="1.2.0"'), "1.2.0"), (good[:-40], "Line"), (b"<a/>", "StyledLayerDescriptor"),
                       (good.replace(b"UserStyle>", b"FeatureTypeStyl>"), "FeatureTypeStyl"), (b"", "Line"), (b"no style", "style")):
        refused = post(text, 400)
        assert word in refused["error_description"][0], (word, refused)
    scaled = good.replace(b"<PointSymbolizer>", b"<MinScaleDenominator>1000</MinScaleDenominator><MaxScaleDenominator>50000</MaxScaleDenominator><PointSymbolizer>") \
        if b"<PointSymbolizer>" in good else good
    infos = post(scaled)["type_infos"]
    if scaled != good:
        assert infos["min_scale_denominator"] == 1000 and infos["max_scale_denominator"] == 50000, infos
    qml = post(b'<!DOCTYPE qgis><qgis version="3.40" hasScaleBasedVisibilityFlag="1" minScale="100000" maxScale="500"><renderer-v2 type="singleSymbol"/></qgis>')
    assert qml["type_infos"]["format"] == "QML" and qml["type_infos"]["max_scale_denominator"] == 100000, qml
    post(b"<qgis><pipe/></qgis>", 400)
    other = post(good.replace(b"lib_seveso", b"no_such_column"))

    _, base = database(server, file, "EPSG:4326")
    table = base["type_infos"]["relations"][0]["name"]

    def body(relations, stored=base["_id"]):
        return {"type": "WMS-VECTOR", "name": "v", "layer_name": "v",
                "type_infos": {"title": "V", "abstract": "a", "used_data": [{"stored_data": stored, "relations": relations}]}}
    for relations, word in (([], "relations"), ([{"name": "none", "style": made["_id"]}], "none"), ([{"name": table, "style": base["_id"]}], "GEOSERVER-STYLE"),
                            ([{"name": table, "style": other["_id"]}], "no_such_column")):
        refused = server.call("POST", "./configurations", 400, json=body(relations))
        assert word in refused.text, (word, refused.text)
    infos = body([{"name": table, "style": made["_id"]}])["type_infos"]
    configuration, offering = publish(server, "WMS-VECTOR", "v", infos)
    assert "/wms-v?" in offering["urls"][0]["url"] and offering["urls"][0]["type"] == "WMS", offering
    listed = [entry for entry in requests.get(server.root + "/catalogue.json").json()["layers"] if entry["type"] == "WMS-VECTOR"]
    assert listed[0]["name"] == "v" and listed[0]["crs"] == "EPSG:4326" and listed[0]["bbox"][0] < listed[0]["bbox"][2], listed
    assert listed[0]["queryable"] is True, listed
    server.call("DELETE", "./statics/" + made["_id"], 409)
    server.call("DELETE", "./stored_data/" + base["_id"], 409)
    # Not either when only what is published shows it.
    plain = {"type": "WMS-VECTOR", "name": "v", "layer_name": "v", "type_infos": body([{"name": table}])["type_infos"]}
    server.call("PUT", "./configurations/" + configuration, json=plain)
    server.call("DELETE", "./statics/" + made["_id"], 409)
    server.call("PUT", "./configurations/" + configuration, json=dict(plain, type_infos=infos))
    # A style that is replaced makes another version of the layer, and leaves one file.
    changed = good + b"<!-- another -->"
    server.call("PUT", "./statics/" + made["_id"], files={"file": ("s.sld", changed)})
    versions = [entry["version"] for entry in requests.get(server.root + "/catalogue.json").json()["layers"] if entry["type"] == "WMS-VECTOR"]
    assert len(versions) == 1 and versions[0] != listed[0]["version"], (versions, listed)
    assert server.call("GET", "./statics/%s/file" % made["_id"]).content == changed
    assert len([name for name in os.listdir(os.path.join(server.folder, "data", "files")) if name.startswith(made["_id"])]) == 1
    server.call("DELETE", "./statics/" + other["_id"])
    for _ in range(2):
        server.call("DELETE", "./offerings/" + offering["_id"])
    server.call("DELETE", "./configurations/" + configuration)
    server.call("DELETE", "./statics/" + made["_id"])
    server.call("DELETE", "./stored_data/" + base["_id"])
    assert not os.path.exists(os.path.join(server.folder, "data", "pyramids", base["_id"]))


def las_points(data):
    """Points by the header, whatever wrote it (LAS 1.4 §2.4)."""
    return struct.unpack_from("<Q", data, 247)[0]


def private_downloads(server, data):
    """Below /private the key decides, for lists and files alike; the layer is not on the open service."""
    infos = {"title": "p", "abstract": "a", "used_data": [{"sub_name": "laz", "stored_data": data["_id"]}]}
    made = server.post("./configurations", {"type": "DOWNLOAD", "name": "p", "layer_name": "secret", "type_infos": infos})
    offering = server.post("./configurations/%s/offerings" % made["_id"], {"endpoint": server.endpoint("DOWNLOAD", False), "open": True})
    assert offering["urls"][0]["url"] == server.root + "/private/download/secret", offering
    key = server.post("/users/me/keys", {"name": "k", "type": "HASH", "type_infos": {}})
    address = offering["urls"][0]["url"]
    asked = {"params": {"apikey": key["type_infos"]["hash"]}}
    assert requests.get(address, **asked).status_code == 404
    server.call("POST", "/users/me/keys/%s/accesses" % key["_id"], 204, json={"offerings": [offering["_id"]]})
    listing = requests.get(address, **asked).json()
    url = listing["downloads"][0]["url"]
    assert "apikey=" + key["type_infos"]["hash"] in url, url
    part = requests.get(url, headers={"Range": "bytes=0-3"})
    assert part.status_code == 206 and part.content == b"LASF" and "private" in part.headers["Cache-Control"], part.headers
    assert requests.get(url.split("?")[0]).status_code == 401 and requests.get(url.split("?")[0], params={"apikey": "0" * 32}).status_code == 404
    assert requests.get(server.root + "/download/secret").status_code == 404
    assert [entry["name"] for entry in requests.get(server.root + "/download").json()["layers"]] == ["cloud"]
    assert [entry["name"] for entry in requests.get(server.root + "/private/download", **asked).json()["layers"]] == ["secret"]
    server.call("DELETE", "/users/me/keys/" + key["_id"])


def point_cloud_chain(server, file):
    """LAZ, COPC, download by ranges; the raster that is derived of it; the COPC in again as a pyramid."""
    upload = server.upload("cloud", {"data/a.laz": content(file)}, "EPSG:2154", "POINT-CLOUD")
    server.close(upload)
    made = run(server, processing(server, upload="POINT-CLOUD", output="PYRAMID-3D-COPC"), "Nuage é", [upload])
    assert made["type"] == "PYRAMID-3D-COPC" and made["type_infos"]["format"] == "COPC" and made["srs"] == "EPSG:2154" and made["size"] > 1000, made
    bad = {"title": {"fr": "t"}, "abstract": {"fr": "a"}, "used_data": [{"sub_name": "a/b", "stored_data": made["_id"]}]}
    server.call("POST", "./configurations", 400, json={"type": "DOWNLOAD", "name": "d", "layer_name": "d", "type_infos": bad})
    bad["used_data"] = [{"sub_name": "laz", "stored_data": made["_id"]}]
    _, offering = publish(server, "DOWNLOAD", "cloud", bad)
    assert offering["urls"] == [{"type": "DOWNLOAD", "url": server.root + "/download/cloud"}], offering

    listing = requests.get(server.root + "/download/cloud").json()
    entry = listing["downloads"][0]
    assert entry["format"] == "COPC" and entry["points"] == made["type_infos"]["points"] and listing["crs"] == "EPSG:2154", listing
    url = entry["url"]
    html = requests.get(server.root + "/download/cloud", headers={"Accept": "text/html"})
    assert html.headers["Content-Type"].startswith("text/html") and url in html.text
    whole = requests.get(url, headers={"Accept-Encoding": "gzip, br"})
    assert whole.status_code == 200 and "Content-Encoding" not in whole.headers and whole.headers["Accept-Ranges"] == "bytes", whole.headers
    data, tag = whole.content, whole.headers["ETag"]
    assert las_points(data) == entry["points"] and not tag.startswith("W/") and whole.headers["Access-Control-Allow-Origin"] == "*"
    exposed = whole.headers["Access-Control-Expose-Headers"]
    assert all(name in exposed for name in ("Content-Range", "Content-Length", "Accept-Ranges", "ETag")), exposed
    for wanted, expected in (("bytes=0-99", data[:100]), ("bytes=1000-", data[1000:]), ("bytes=-50", data[-50:])):
        part = requests.get(url, headers={"Range": wanted})
        assert part.status_code == 206 and part.content == expected and part.headers["Content-Range"].endswith("/%d" % len(data)), part.headers
    assert requests.get(url, headers={"Range": "bytes=%d-" % len(data)}).status_code == 416
    assert requests.get(url, headers={"Range": "bytes=0-9", "If-Range": '"other"'}).status_code == 200
    assert requests.get(url, headers={"If-None-Match": tag}).status_code == 304
    head = requests.head(url)
    assert head.status_code == 200 and int(head.headers["Content-Length"]) == len(data) and not head.content
    asked = requests.options(url, headers={"Origin": "http://x", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "range"})
    assert asked.status_code in (200, 204) and "range" in asked.headers["Access-Control-Allow-Headers"].lower(), asked.headers
    for path in ("/download/none", "/download/cloud/none", "/download/cloud/laz/none.laz", "/download/cloud/laz/..%2F..%2Flock", "/download/cloud/laz/%2e%2e/%2e%2e/lock",
                 "/download/cloud/laz/.hidden"):
        assert requests.get(server.root + path).status_code == 404, path
    assert requests.get(server.root + "/private/download/cloud").status_code == 401
    private_downloads(server, made)
    # The traffic is written every few seconds.
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        stats = server.get("./offerings/%s/stats" % offering["_id"])["total"]
        if stats["hits"] >= 5:
            break
        time.sleep(0.2)
    assert stats["hits"] >= 5 and stats["data_transfer"] >= 2 * len(data) - 1000 and stats["data_transfer"] < 4 * len(data), (stats, len(data))

    derived = processing(server, upload="POINT-CLOUD", output="ROK4-PYRAMID-RASTER")
    for parameters in ({}, {"product": "gold"}, {"product": "dtm", "cell": "wide"}):
        server.call("POST", "./processings/executions", 400, json=execution_body(derived, "x", [upload], parameters=parameters))
    raster = run(server, derived, "mnt", [upload], parameters={"product": "dtm", "cell": 1, "tms": "PM"})
    assert raster["type_infos"]["channels_format"] == "FLOAT32" and raster["type_infos"]["channels_number"] == 1, raster
    levels = sorted(raster["type_infos"]["levels"], key=int)
    publish(server, "WMTS-TMS", "mnt", {"title": "MNT", "abstract": "a", "used_data": [{"stored_data": raster["_id"], "top_level": levels[0], "bottom_level": levels[-1]}]})
    wmts = gdal.Open("WMTS:%s/wmts?SERVICE=WMTS&REQUEST=GetCapabilities,layer=mnt" % server.root)
    assert wmts.RasterXSize > 0
    assert "derived.tif" not in os.listdir(os.path.join(server.folder, "data", "pyramids", raster["_id"]))

    # Where a hillshade has no value it is see-through, not black.
    shade = run(server, derived, "ombrage", [upload], parameters={"product": "hillshade", "cell": 1, "tms": "PM"})
    assert shade["type_infos"]["compression"] == "PNG" and shade["type_infos"]["channels_number"] == 2, shade["type_infos"]
    levels = sorted(shade["type_infos"]["levels"], key=int)
    publish(server, "WMTS-TMS", "ombrage", {"title": "O", "abstract": "a", "used_data": [{"stored_data": shade["_id"], "top_level": levels[0], "bottom_level": levels[-1]}]})
    tile = [e for e in requests.get(server.root + "/catalogue.json").json()["layers"] if e["name"] == "ombrage"][0]
    west, south, east, north = tile["bbox"]
    zoom = 14
    assert str(zoom) in levels, levels
    x = int((west + east + 360) / 2 / 360 * 2 ** zoom)
    latitude = math.radians((south + north) / 2)
    y = int((1 - math.log(math.tan(latitude) + 1 / math.cos(latitude)) / math.pi) / 2 * 2 ** zoom)
    picture = Image.open(io.BytesIO(requests.get(tile["tiles"].format(z=zoom, x=x, y=y)).content))
    assert picture.mode == "LA", picture
    grey, alpha = (list(band.getdata()) for band in picture.split())
    assert {0, 255} <= set(alpha) and any(a == 255 and 0 < g < 255 for g, a in zip(grey, alpha)), set(alpha)

    # In again, whole and cut off.
    server.call("POST", "./uploads", 400, json={"name": "p", "description": "d", "type": "PYRAMID-3D", "srs": "EPSG:2154"})
    for pieces, good in ((data, True), (data[:-3000], False)):
        again = server.post("./uploads", {"name": "p", "description": "d", "type": "PYRAMID-3D", "srs": "EPSG:2154", "type_infos": {"pyramid_type": "COPC"}})["_id"]
        server.call("POST", "./uploads/%s/data" % again, params={"path": "data/x.copc.laz"}, files={"file": ("x", pieces)})
        server.close(again, ("CLOSED",) if good else ("UNSTABLE",), ("UNSTABLE",) if good else ("CLOSED",))
        if good:
            copy = run(server, processing(server, upload="PYRAMID-3D", output="PYRAMID-3D-COPC"), "copy", [again])
            assert copy["type_infos"]["points"] == entry["points"], copy
        else:
            assert findings(server, again)[0]["severity"] == "blocking"


def point_cloud_errors(server, file):
    upload = server.upload("wrong", {"data/a.laz": content(file)}, "EPSG:3857", "POINT-CLOUD")
    server.close(upload, ("UNSTABLE",), ("CLOSED",))
    assert any(f["id"] == "pointcloud.crs.differs" for f in findings(server, upload)), findings(server, upload)
    for data in (content(file)[:20000], b"LASF"):
        upload = server.upload("cut", {"data/a.laz": data}, "EPSG:2154", "POINT-CLOUD")
        server.close(upload, ("UNSTABLE",), ("CLOSED",))
        assert any(f["severity"] == "blocking" and f["path"] == "data/a.laz" for f in findings(server, upload)), findings(server, upload)
    upload = server.upload("none", {"data/a.txt": b"x"}, "EPSG:2154", "POINT-CLOUD")
    server.close(upload, ("UNSTABLE",), ("CLOSED",))


def ept(server, folder, broken):
    """An EPT that other software made: copied, listed, its files at their addresses; one whose counts are wrong is refused."""
    for root, good in ((folder, True), (broken, False)):
        upload = server.post("./uploads", {"name": "e", "description": "d", "type": "PYRAMID-3D", "srs": "EPSG:2154",
                                           "type_infos": {"pyramid_type": "EPT", "data_type": "laszip", "span": 128}})["_id"]
        for part in os.listdir(root):
            server.call("POST", "./uploads/%s/data" % upload, params={"path": "data/" + part, "reference": os.path.join(root, part)})
        server.close(upload, ("CLOSED",) if good else ("UNSTABLE",), ("UNSTABLE",) if good else ("CLOSED",))
        if not good:
            assert findings(server, upload)[0]["message"]
            continue
        made = run(server, processing(server, upload="PYRAMID-3D", output="PYRAMID-3D-EPT"), "ept", [upload])
        with open(os.path.join(root, "ept.json")) as file:
            assert made["type_infos"]["points"] == json.load(file)["points"], made
        publish(server, "DOWNLOAD", "ept", {"title": "E", "abstract": "a", "used_data": [{"sub_name": "ept", "stored_data": made["_id"]}]})
        entry = requests.get(server.root + "/download/ept").json()["downloads"][0]
        assert entry["url"].endswith("/download/ept/ept/ept.json") and entry["format"] == "EPT", entry
        base = entry["url"].rsplit("/", 1)[0]
        assert requests.get(entry["url"]).json()["version"]
        nodes = requests.get(base + "/ept-data", params={"limit": 2}).json()
        names = sorted(os.listdir(os.path.join(root, "ept-data")))
        assert nodes["total"] == len(names) and len(nodes["files"]) == min(2, len(names)), nodes
        for name in names[:5]:
            assert requests.get("%s/ept-data/%s" % (base, name)).content == content(os.path.join(root, "ept-data", name))


def killed(server):
    """Killed in the middle of an integration: the next server does it, whole and once."""
    path = os.path.join(server.folder, "many.gpkg")
    data = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(2154)
    layer = data.CreateLayer("points", srs, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("n", ogr.OFTInteger))
    layer.StartTransaction()
    count = 150000
    for n in range(count):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField(0, n)
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT(%d %d)" % (600000 + n % 1000, 6800000 + n // 1000)))
        layer.CreateFeature(feature)
    layer.CommitTransaction()
    feature = layer = None
    data = None
    upload = server.upload("many", {"data/many.gpkg": content(path)}, "EPSG:2154", "VECTOR", md5=False)
    server.close(upload)
    execution = server.post("./processings/executions", execution_body(INTEGRATION, "base", [upload], parameters={"srs": "EPSG:3857"}))
    where = "./processings/executions/" + execution["_id"]
    server.call("POST", where + "/launch")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        now = server.get(where)
        assert now["status"] in ("WAITING", "PROGRESS"), "it was done before it could be killed: take more points"
        if now["status"] == "PROGRESS" and now.get("progress", {}).get("done", 0) > 0:
            break
    server.process.send_signal(signal.SIGKILL)
    server.process.wait(60)
    server.start()
    done = server.wait(where, "status", ("SUCCESS",), ("FAILURE", "ABORTED"))
    assert done["attempts"] == 2, done
    made = server.get("./stored_data/" + execution["output"]["stored_data"]["_id"])
    assert made["status"] == "GENERATED" and made["type_infos"]["relations"][0]["features"] == count, made
    file = os.path.join(server.folder, "data", "pyramids", made["_id"], "database.gpkg")
    opened = ogr.Open(file)
    assert opened.GetLayer(0).GetFeatureCount() == count and os.listdir(os.path.dirname(file)) == ["database.gpkg"]


if __name__ == "__main__":
    main(globals())
