#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""seeds.py DIR: DIR/TARGET/… with small valid inputs for each fuzz target, the same bytes every time."""
import json
import pathlib
import sqlite3
import struct
import sys
import tempfile
import zipfile
import zlib

root = pathlib.Path(sys.argv[1])


def seed(target, name, data):
    folder = root / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())


# -- pyramids
slab = bytes(2048) + struct.pack("<4I", 2080, 2096, 2112, 2128) + struct.pack("<4I", 10, 10, 10, 5) + bytes(64)
seed("slab", "four", struct.pack("<HI", 3, len(slab)) + slab)
level = {"id": "9", "tiles_per_width": 4, "tiles_per_height": 4, "tile_limits": {"min_col": 256, "max_col": 259, "min_row": 176, "max_row": 179},
         "storage": {"type": "FILE", "image_directory": "VEC/DATA/9", "path_depth": 2}}
raster = {"tile_matrix_set": "PM", "format": "TIFF_PNG_UINT8", "mask_format": "TIFF_ZIP_UINT8", "levels": [level | {"id": "10"}, level],
          "raster_specifications": {"channels": 3, "nodata": "255,255,255", "photometric": "rgb", "interpolation": "bicubic"}}
table = {"name": "t", "geometry": "POLYGON", "attributes": [{"name": "a", "type": "text", "count": 3, "values": ["x"]}]}
seed("descriptor", "raster.json", json.dumps(raster))
seed("descriptor", "vector.json", json.dumps({"tile_matrix_set": "PM", "format": "TIFF_PBF_MVT", "levels": [level | {"tables": [table]}]}))
seed("descriptor", "s3.json", json.dumps(raster | {"levels": [level | {"storage": {"type": "S3", "bucket_name": "b", "image_prefix": "p/DATA_9"}}]}))
matrix = lambda i: {"id": str(i), "cellSize": 156543.03392804097 / 2**i, "pointOfOrigin": [-20037508.342789244, 20037508.342789244],
                    "tileWidth": 256, "tileHeight": 256, "matrixWidth": 2**i, "matrixHeight": 2**i, "scaleDenominator": 559082264.0287178 / 2**i}
seed("tilematrixset", "quad.json", json.dumps({"id": "X", "crs": "EPSG:3857", "title": "t", "orderedAxes": ["X", "Y"], "tileMatrices": [matrix(i) for i in range(4)]}))
point = lambda x, y: struct.pack("BBB", 9, x << 1, y << 1)
feature = b"\x08\x01\x12\x02\x00\x00\x18\x01\x22\x03" + point(3, 4)
layer = b"\x78\x02\x0a\x01t\x12" + bytes([len(feature)]) + feature + b"\x1a\x01a\x22\x03\x0a\x01v\x28\x80\x20"
seed("mvt", "point", b"\x1a" + bytes([len(layer)]) + layer)
chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
png = lambda kind, channels: (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, kind, 0, 0, 0))
                              + chunk(b"IDAT", zlib.compress((b"\0" + bytes(16 * channels)) * 16)) + chunk(b"IEND", b""))
seed("tile", "raw", bytes([0, 0]) + bytes(256))
seed("tile", "png", bytes([2, 2]) + png(2, 3))
seed("tile", "png-grey", bytes([2, 0]) + png(0, 1))
seed("tile", "zip", bytes([4, 0]) + zlib.compress(bytes(256)))
seed("tile", "zip-float", bytes([8, 0]) + zlib.compress(bytes(1024)))
seed("tile", "packbits", bytes([5, 0]) + bytes([0xF1, 7]) * 16)
seed("tile", "lzw", bytes([3, 0]) + bytes.fromhex("8000606030"))


# -- point clouds
def las(minor, point_format, records, points=b"", vlrs=b"", count=0, header=None, bits=0):
    header = header or {0: 227, 1: 227, 2: 227, 3: 235, 4: 375}[minor]
    record = {0: 20, 1: 28, 3: 34, 6: 30, 7: 36}[point_format & 63]
    start = header + len(vlrs)
    head = struct.pack("<4sHH16sBB32s32sHHHIIBHI5I", b"LASF", 0, bits, bytes(16), 1, minor, b"seed", b"seed", 60, 2026, header, start, records,
                       point_format, record, 0 if minor == 4 else count, *([0] * 5))
    head += struct.pack("<12d", 0.01, 0.01, 0.01, 650000, 6860000, 0, 650010, 650000, 6860010, 6860000, 20, 0)
    if minor >= 3:
        head += struct.pack("<Q", 0)
    if minor == 4:
        head += struct.pack("<QIQ15Q", 0, 0, count, *([0] * 15))
    return head[:header].ljust(header, b"\0") + vlrs + points


vlr = lambda user, number, data: struct.pack("<H16sHH32s", 0, user, number, len(data), b"") + data
keys = vlr(b"LASF_Projection", 34735, struct.pack("<16H", 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 2154))
extra = vlr(b"LASF_Spec", 4, struct.pack("<HBB32s", 0, 3, 0, b"mark").ljust(192, b"\0"))
laz = lambda compressor, items: vlr(b"laszip encoded", 22204, struct.pack("<HHBBHIIqqH", compressor, 0, 3, 5, 0, 0, 50000, -1, -1, len(items))
                                    + b"".join(struct.pack("<HHH", *item) for item in items))
seed("las", "plain.las", las(2, 1, 1, bytes(28 * 3), keys, 3))
seed("las", "plain14.las", las(4, 6, 2, bytes(30 * 3), vlr(b"LASF_Projection", 2112, b'PROJCS["x"]\0') + extra, 3, bits=16))
seed("las", "layered.laz", las(4, 6 | 128, 1, struct.pack("<q", -1) + bytes(64), laz(3, [(10, 30, 3)]), 3))
seed("las", "streamed.laz", las(2, 1 | 128, 1, struct.pack("<q", 333) + bytes(64), laz(2, [(6, 20, 2), (7, 8, 2)]), 3))
pages = b"".join(struct.pack("<4iQii", *entry) for entry in [(0, 0, 0, 0, 1000, 40, 3), (1, 0, 0, 0, 1040, 30, 2), (1, 1, 0, 0, 1300, 32, -1)])
info = struct.pack("<5dQQ2d", 650005, 6860005, 10, 10, 0.1, 900, len(pages), 0, 1).ljust(160, b"\0")
copc = las(4, 6 | 128, 2, b"", vlr(b"copc", 1, info) + laz(3, [(10, 30, 3)]), 5).ljust(900, b"\0") + pages
seed("copc", "three.copc.laz", copc.ljust(1400, b"\0"))
seed("chunktable", "fixed", b"\1" + struct.pack("<II", 0, 2) + bytes(16))
seed("chunktable", "variable", b"\0" + struct.pack("<II", 0, 3) + bytes.fromhex("7f00ff0012345678") * 3)
field = lambda name, size, kind: {"name": name, "size": size, "type": kind, "scale": 0.01, "offset": 0}
ept = {"bounds": [0, 0, 0, 8, 8, 8], "boundsConforming": [0, 0, 0, 8, 8, 8], "dataType": "laszip", "hierarchyType": "json", "points": 3, "span": 128,
       "version": "1.0.0", "schema": [field("X", 4, "signed"), field("Y", 4, "signed"), field("Z", 4, "signed")],
       "srs": {"authority": "EPSG", "horizontal": "2154"}}
seed("ept", "two", json.dumps(ept) + "\n----\n" + json.dumps({"0-0-0-0": 2, "1-0-0-0": 1, "1-1-0-0": -1}))
item = {"type": "Feature", "id": "a", "geometry": {"type": "Polygon", "coordinates": [[[2, 48], [3, 48], [3, 49], [2, 48]]]}, "bbox": [2, 48, 0, 3, 49, 9],
        "properties": {"pc:count": 3, "pc:type": "lidar", "proj:epsg": 2154, "proj:bbox": [0, 0, 0, 8, 8, 8]}, "assets": {"data": {"href": "./a.copc.laz"}}}
seed("vpc", "one.vpc", json.dumps({"type": "FeatureCollection", "features": [item]}))

# -- vectors
with tempfile.TemporaryDirectory() as folder:
    place = pathlib.Path(folder, "a.gpkg")
    base = sqlite3.connect(place)
    base.executescript("""
        PRAGMA application_id = 1196444487; PRAGMA user_version = 10300; PRAGMA page_size = 512; VACUUM;
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
        CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT, last_change TEXT, min_x DOUBLE, min_y DOUBLE,
                                    max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
        CREATE TABLE gpkg_geometry_columns (table_name TEXT PRIMARY KEY, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);
        INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84"]', '');
        INSERT INTO gpkg_contents VALUES ('t', 'features', 't', '', '2026-01-01T00:00:00.000Z', 0, 0, 1, 1, 4326);
        INSERT INTO gpkg_geometry_columns VALUES ('t', 'geom', 'POINT', 4326, 0, 0);
        CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT);""")
    base.execute("INSERT INTO t VALUES (1, ?, 'x')", (b"GP\0\1" + struct.pack("<iBIdd", 4326, 1, 1, 2, 48),))
    base.commit()
    base.close()
    data = bytearray(place.read_bytes())
    data[24:28] = data[92:96] = bytes(4)  # counters of changes
    data[96:100] = bytes(4)  # the library's version
    seed("geopackage", "points.gpkg", bytes(data))

# -- what comes over the network
seed("query", "wms", "SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=a%2Cb&CRS=EPSG:2154&BBOX=0,0,1,1&x=1+2%2B&y")
seed("query", "path", "/wmts/1.0.0/a%2Fb/normal/PM/3/%C3%A9/2.png")
seed("multipart", "file", b"\x07--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b.tif\"\r\nContent-Type: image/tiff\r\n\r\nBYTES\r\n--x\r\n"
     b"Content-Disposition: form-data; name=\"name\"\r\n\r\nvalue\r\n--x--\r\n")
reference = {"_id": "3b0c7c1e-0000-4000-8000-000000000001", "name": "n", "type": "RASTER", "status": "OPEN"}
seed("api", "upload.json", json.dumps(reference | {"description": "d", "srs": "EPSG:2154", "tags": {"a": "b"}, "type_infos": {"format": "x"}, "size": 5,
     "extent": {"type": "Point", "coordinates": [2, 48]}, "creation": "2026-01-01T00:00:00.123456Z", "last_event": {"title": "t", "date": "2026-01-01T00:00:00"}}))
seed("api", "execution.json", json.dumps(reference | {"processing": reference, "inputs": {"upload": [reference], "stored_data": []}, "output": {"stored_data": reference},
     "parameters": {"tms": "PM", "mask": True}, "launch": "2026-01-01T00:00:00Z", "callback": {"type": "email", "to_address": ["a@b.c"]}}))
seed("api", "configuration.json", json.dumps(reference | {"layer_name": "l", "type_infos": {"title": "t", "used_data": [{"stored_data": "x", "top_level": "0", "bottom_level": 9}]},
     "attribution": {"title": "t", "url": "https://e.org"}, "metadata": [{"format": "f", "url": "u", "type": "t"}]}))
seed("api", "datastore.json", json.dumps(reference | {"technical_name": "t", "endpoints": [{"use": 1, "quota": 2, "endpoint": reference | {"urls": ["https://e.org"]}}],
     "storages": {"data": [{"use": 1, "quota": 5, "storage": reference}]}, "communities_member": [{"rights": ["UPLOAD"], "community": {"_id": "c"}}]}))
rule = "<FeatureTypeStyle><Rule><PolygonSymbolizer><Fill><CssParameter name=\"fill\">#ff0000</CssParameter></Fill></PolygonSymbolizer></Rule></FeatureTypeStyle>"
seed("style", "a.sld", '<StyledLayerDescriptor version="1.0.0" xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc"><NamedLayer><Name>t</Name>'
     "<UserStyle>" + rule + "</UserStyle></NamedLayer></StyledLayerDescriptor>")
seed("style", "a.qml", '<!DOCTYPE qgis PUBLIC "x" "y"><qgis version="3.40"><renderer-v2 type="categorizedSymbol" attr="a"><categories/></renderer-v2></qgis>')

# -- deliveries
polygon = struct.pack("<BIIIII", 1, 3 | 0x20000000, 2154, 1, 4, 0)[:-4] + struct.pack("<8d", 0, 0, 1, 0, 0, 1, 0, 0)
seed("sql", "copy", f"""SET client_encoding = 'LATIN1';
CREATE TABLE public.t (id integer NOT NULL, "N" numeric(5,2) DEFAULT 0, d date, s timestamp with time zone, a text[], b bytea,
  geom public.geometry(Polygon,2154), CONSTRAINT c CHECK ((id > 0)));
COPY public.t (id, "N", d, s, a, b, geom) FROM stdin;
1\t1.50\t2024-02-29\t2024-02-29 12:00:00.5+02\t{{1,NULL,"x\\\\y"}}\t\\\\x00ff\t{polygon.hex()}
2\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N
\\.
ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('q'::regclass), ADD CONSTRAINT k PRIMARY KEY (id);
""")
seed("sql", "insert", """BEGIN; CREATE TABLE "l" (gid serial, "n" varchar(5)); SELECT AddGeometryColumn('','l','geom','4326','POINT',2);
INSERT INTO "l" ("n",geom) VALUES (E'a\\'b', ST_SetSRID(ST_MakePoint(1,2),4326)), ($q$x$q$, 'SRID=4326;POINT(1 2)'::geometry);
CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END; /* c /* d */ */ COMMIT;
""")
seed("sql", "blobs", "CREATE TABLE t(geom POINT); INSERT INTO t VALUES (X'0001e6100000" + struct.pack("<4d", 1, 2, 1, 2).hex() + "7c01000000"
     + struct.pack("<2d", 1, 2).hex() + "fe'), (X'47500001e6100000" + struct.pack("<BI2d", 1, 1, 1, 2).hex() + "');")
with tempfile.TemporaryDirectory() as folder:
    for name, method in (("stored", zipfile.ZIP_STORED), ("deflated", zipfile.ZIP_DEFLATED)):
        with zipfile.ZipFile(pathlib.Path(folder, name), "w", method) as archive:
            for entry in ("a/b.csv", "__MACOSX/a/._b.csv", "é.txt"):
                archive.writestr(zipfile.ZipInfo(entry), "x,y\n" * 20, method)
        seed("zip", name, pathlib.Path(folder, name).read_bytes())
