# SPDX-License-Identifier: GPL-3.0-or-later
"""Point clouds: tiles that abut as a LiDAR survey's do, strips of LAS 1.2, files of every version, COPC and EPT, and
files with one thing wrong each. They stand in for the public collections whose names they bear."""
import json
import os
import struct
import subprocess

import numpy

import las
from trees import copc, ept, extend, wkt


def survey(form, count, extent, seed, scale=0.01, base=20.0, extra=()):
    """A ground of gentle waves with trees and roofs on it, as a flight sees it: several returns, times that rise. No
    two records
    are the same."""
    west, south, east, north = extent
    random = numpy.random.RandomState(seed)
    points = las.records(form, count, extra)
    columns, rows = round((east - west) / scale), round((north - south) / scale)
    if 4 * count > columns * rows:
        cells = numpy.sort(random.permutation(columns * rows)[:count])
    else:
        cells = numpy.unique(random.randint(0, columns * rows, count + count // 4 + 50, dtype=numpy.int64))
        cells = numpy.sort(random.permutation(cells)[:count])
    x, y = west + (cells % columns) * scale, south + (cells // columns) * scale
    ground = base + 2 * numpy.sin(x / 17.0) + 1.5 * numpy.cos(y / 23.0)
    tree = (numpy.sin(x / 5.0) * numpy.cos(y / 6.0) > 0.55) & (random.rand(count) < 0.7)
    roof = (numpy.sin(x / 11.0 + 1) * numpy.sin(y / 13.0) > 0.8) & ~tree
    z = ground + numpy.where(tree, random.uniform(0.3, 12, count), numpy.where(roof, 5.0, random.normal(0, 0.02, count)))
    points["X"], points["Y"] = numpy.rint(x / scale), numpy.rint(y / scale)
    points["Z"] = numpy.rint(z / scale)
    high = z - ground
    points["class"] = numpy.where(roof, 6, numpy.where(tree, numpy.where(high < 0.5, 3, numpy.where(high < 1.5, 4, 5)), 2))
    of = numpy.where(tree, 2, 1)
    number = numpy.where(tree & (random.rand(count) < 0.4), 2, 1)
    points["returns"] = las.returns(form, number.astype("u1"), of.astype("u1"))
    points["intensity"] = random.randint(200, 3000, count)
    points["source"] = 1 + (numpy.arange(count) * 3 // max(1, count))
    points["angle"] = random.randint(-15, 15, count) * (166 if form >= 6 else 1)
    if "time" in points.dtype.names:
        points["time"] = 3.1e8 + numpy.arange(count) * 1e-4
    for band, factor in (("red", 170), ("green", 190), ("blue", 140), ("nir", 210)):
        if band in points.dtype.names:
            points[band] = numpy.clip(3000 + factor * (z - base + 8) * 8 + random.randint(0, 900, count), 300, 65000)
    return points


def blackened(points):
    """With room for colours, but none."""
    for band in ("red", "green", "blue", "nir"):
        points[band] = 0
    return points


class Writer:
    def __init__(self, folder, las_to_laz):
        self.folder, self.las_to_laz = folder, las_to_laz

    def path(self, name):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def put(self, name, minor, form, points, scale=(0.01,) * 3, offset=(0.0,) * 3, vlrs=(), chunk=None, **changed):
        path = self.path(name)
        if not name.endswith(".laz"):
            las.write(path, minor, form, points, scale, offset, vlrs, **changed)
            return
        plain = path + ".las"
        las.write(plain, minor, form, points, scale, offset, vlrs, **changed)
        subprocess.run([self.las_to_laz, plain, path] + ([str(chunk)] if chunk else []), check=True)
        os.remove(plain)

    def text(self, name, document):
        with open(self.path(name), "w", encoding="utf-8") as out:
            json.dump(document, out)


def french(out):
    lambert = las.wkt_vlr(wkt(2154))
    tiles = [("77055_627755", 72770, (770550, 6277500, 770600, 6277550)),
             ("77055_627760", 60653, (770550, 6277550, 770600, 6277600)),
             ("77060_627755", 83518, (770600, 6277500, 770650, 6277550)),
             ("77060_627760", 59606, (770600, 6277550, 770650, 6277600))]
    for seed, (name, count, extent) in enumerate(tiles):
        points = blackened(survey(8, count, extent, seed))
        if seed == 0:  # the rest of the ground has no class yet
            ground = numpy.random.RandomState(seed).permutation(numpy.flatnonzero(points["class"] == 2))
            points["class"][ground[39468:]] = 1
        out.put("ign/test_data_%s_LA93_IGN69.laz" % name, 4, 8, points, vlrs=[lambert])
    fields = (("dtm_marker", 1), ("dsm_marker", 1), ("amplitude", 9), ("deviation", 10), ("reflectance", 4))
    points = blackened(survey(8, 72770, tiles[0][2], 0, extra=fields))
    points["dtm_marker"], points["amplitude"] = points["class"] == 2, points["intensity"] / 10.0
    out.put("ign/test_data_77055_627755_LA93_IGN69_extra_dims.laz", 4, 8, points, vlrs=[lambert, las.extra_vlr(*fields)])
    fields = (("confidence", 1), ("distance", 3))
    points = survey(8, 697721, (484649, 6632629, 485000, 6633000), 11, base=100, extra=fields)
    points["confidence"] = points["intensity"] % 100
    out.put("ign/las_with_several_extra_byte_bloc.laz", 4, 8, points,
            vlrs=[lambert, las.extra_vlr(fields[0]), las.extra_vlr(fields[1])])
    fields = (("Origin", 1), ("DsmMarker", 1), ("more", 10), ("last", 10), ("flag", 1))
    points = blackened(survey(8, 67826, (949361, 6715402, 949411, 6715452), 12, base=257, extra=fields))
    out.put("ign/las_with_origin_dsmMarker.laz", 4, 8, points, vlrs=[lambert, las.extra_vlr(*fields)])
    out.put("ign/sample_lareunion_epsg2975.laz", 4, 8, survey(8, 59712, (377000, 7655950, 377050, 7656000), 13, base=150),
            vlrs=[las.wkt_vlr(wkt(2975))])
    out.put("ign/test_data_0436_6384_LA93_IGN69_single_point.laz", 4, 8,
            survey(8, 1, (436049, 6383048, 436050, 6383049), 14))
    points = survey(8, 849, (616470, 6145605, 616480, 6145609), 15, base=1262)
    points[300:330] = points[0:30]
    out.put("ign/crop_duplicate.laz", 4, 8, points, vlrs=[lambert])
    points = survey(6, 289055, (292000, 6832000, 293000, 6833000), 16, base=50)
    points["returns"][::7] = 0
    out.put("ign/test_semis_2023_0292_6833_LA93_IGN69.laz", 4, 6, points, vlrs=[lambert])
    out.put("ign/test_noepsg_043500_629205_IGN69.laz", 2, 3,
            survey(3, 17845, (435000, 6291000, 435050, 6291050), 17, base=120),
            vlrs=[las.geo_keys((1024, 1), (1025, 1), (3072, 32767)), las.vlr("LASF_Projection", 34737, b"unknown|\0")])
    fields = (("Amplitude", 9), ("Reflectance", 9), ("Deviation", 9), ("a", 1), ("b", 3))
    out.put("ign/test_pdalfail_0643_6319_LA93_IGN69.laz", 4, 8,
            survey(8, 89, (643993, 6318650, 643996, 6318652), 18, base=380, extra=fields),
            vlrs=[las.projected(2154), las.extra_vlr(fields[0]), las.extra_vlr(fields[1]), las.extra_vlr(*fields[2:])],
            wkt=False)
    out.put("ign/whole.laz", 4, 7, survey(7, 40000, (906000, 6664000, 906050, 6664050), 19), vlrs=[lambert])
    with open(out.path("ign/whole.laz"), "rb") as whole:
        data = bytearray(whole.read())
    os.remove(out.path("ign/whole.laz"))
    most = 1.7976931348623157e308  # as a program leaves the header that it would fill in at the end
    data[179:227] = struct.pack("<6d", *([-most, most] * 3))
    for first, end in ((94, 100), (107, 127), (227, 375)):
        data[first:end] = b"\0" * (end - first)
    with open(out.path("ign/Semis_2022_0906_6665_LA93_IGN69_nok.laz"), "wb") as cut:
        cut.write(data[:len(data) * 3 // 4])


def strips(out):
    albers = las.projected(3005)
    for name, count, extent in (("1", 531662, (885022, 629157, 885211, 629400)),
                                ("2", 323945, (885024, 629400, 885217, 629700)),
                                ("3", 487254, (885026, 629700, 885224, 630000)),
                                ("4", 191489, (885028, 630000, 885229, 630219))):
        out.put("lasr/bcts_%s.laz" % name, 2, 1, survey(1, count, extent, 20 + int(name), base=340), vlrs=[albers])
    out.put("lasr/Megaplot.las", 2, 1, survey(1, 81590, (684766, 5017773, 684993, 5018007), 25, base=5),
            vlrs=[las.projected(26917)])
    points = survey(1, 30, (339003, 5248000, 339015, 5248001), 26, base=975)
    out.put("lasr/nocrs.las", 0, 1, points)
    modern = survey(6, 30, (339003, 5248000, 339015, 5248001), 26, base=975)
    copc(out, "lasr/example.copc.laz", 6, modern, (0.0,) * 3, wkt(26917))
    sizes = ((1002, 22), (1003, 54), (1005, 1536), (1001, 20480))
    leica = [las.vlr("LeicaGeo", number, b"\1" * size) for number, size in sizes]
    points = survey(6, 135, (487806, 5313781, 487843, 5313818), 27, base=680)
    out.put("lasr/las14_pdrf6.laz", 4, 6, points, vlrs=leica + [las.wkt_vlr(wkt("EPSG:32610+5703"))])


def american(out):
    extent = (635620, 848900, 638982, 853535)
    offset = (637301.0, 851217.0, 496.0)
    points = survey(7, 1065, extent, 30, base=490)
    points["time"] = 245370 + numpy.arange(len(points)) * 4.0  # of a GPS week
    compound = wkt("EPSG:2991+6360")
    for name in ("laspy/simple.copc.laz", "pdal/1.2-with-color.copc.laz"):
        copc(out, name, 7, points, offset, compound)
    copc(out, "laspy/simple_with_page.copc.laz", 7, points, offset, compound, pages=True)
    copc(out, "pdal/autzen_clip_native.copc.laz", 7, survey(7, 43, (193898, 260564, 193939, 260603), 35, base=421),
         (193919.0, 260584.0, 0.0), compound)
    copc(out, "pdal/autzen_clip_4326.copc.laz", 7, survey(7, 28, (0, 0, 28, 34), 36, base=420), (-123.0738, 44.0663, 0.0),
         wkt(4326), scale=(1e-7, 1e-7, 0.01))
    old = survey(3, 1065, extent, 30, base=490)
    for name in ("pdal/liblas-generated.laz", "pdal/simple-laszip-compressor-version-1.2r0.laz"):
        out.put(name, 2, 3, old)
    fields = (("Colors", 3), ("Reserved", 3), ("Flags", 4), ("Intensity2", 5), ("Time", 10), ("last", 10), ("pad", 1))
    dim = survey(3, 1065, extent, 30, base=490, extra=fields)
    for band in ("red", "green", "blue"):
        dim[band] = dim[band] >> 8
    out.put("laspy/extra.laz", 4, 3, dim, vlrs=[las.extra_vlr(*fields)], wkt=False)
    ept(out, "pdal/ept-1.2-with-color", old, 1065, (637301, 851218, 496))
    ept(out, "pdal/ept-bad-pointcount", old, 1000, (637301, 851218, 496))
    out.put("pdal/autzen_trim.laz", 2, 3, survey(3, 110000, (636001, 848935, 637179, 849498), 31, base=420))
    out.put("pdal/prec3.las", 2, 3, survey(3, 110, (636034, 848941, 637178, 849442), 32, 0.01, 420),
            vlrs=[las.projected(2992)])
    points = survey(3, 28185, (0, 0, 2, 2), 33, base=0)
    random = numpy.random.RandomState(33)
    points["Z"] = random.randint(0, 5, len(points))
    points["X"], points["Y"] = points["X"] % 225, points["Y"] % 198
    points["class"] = 2
    points[20000:21325] = points[0:1325]
    out.put("laspy/plane.laz", 2, 3, points, offset=(1423214.5, 4189096.6, 67.86), vlrs=[las.projected(2227)])
    both = survey(6, 25408, (2445180, 604300, 2445240, 604340), 34, base=1380)
    out.put("laspy/file_with_both_wkt_and_geotiff_vlrs.las", 4, 6, both, vlrs=[las.projected(6342), las.wkt_vlr(wkt(2232))])


def odd(out):
    """Versions and formats, and what is wrong with files that stood in for it."""
    for minor, form in ((0, 0), (1, 1), (2, 0), (2, 1), (2, 2), (2, 3)):
        point = survey(form, 1, (470692, 4602888, 470693, 4602889), 40, base=16)
        out.put("pdal/1.%d_%d.las" % (minor, form), minor, form, point, vlrs=[las.projected(26915)])
    for form in range(11):
        minor = 4 if form >= 6 else 3 if form >= 4 else 2
        code = las.wkt_vlr(wkt(2154)) if form >= 6 else las.projected(2154)
        points = survey(form, 500, (650000, 6860000, 650050, 6860050), 60 + form)
        out.put("formats/%d.las" % form, minor, form, points, vlrs=[code])
        out.put("formats/%d.laz" % form, minor, form, points, vlrs=[code])
    points = las.records(6, 4, (("rest", 5),))
    for axis in "XYZ":
        points[axis] = [100, 200, 300, 400]
    points["returns"], points["class"], points["rest"] = 0x11, 2, range(4)
    out.put("laspy/unregistered_extra_bytes.las", 4, 6, points)
    waves = survey(10, 10750, (194267, 8249096, 194318, 8249137), 41, base=995)
    waves["wave_index"], waves["wave_offset"] = 1, numpy.arange(len(waves)) * 64 + 60
    waves["wave_size"], waves["wx"] = 64, 0.01
    packet = las.vlr("LASF_Spec", 100, struct.pack("<BBIIdd", 8, 0, 64, 1000, 1.0, 0.0))
    out.put("laspy/fullwave.laz", 4, 10, waves, vlrs=[packet, las.wkt_vlr(wkt(32750))])
    waves = survey(4, 999, (1000, 1000, 1100, 1100), 42, base=270)
    waves["wave_index"], waves["wave_size"] = 1, 64
    packet = las.vlr("LASF_Spec", 100, struct.pack("<BBIIdd", 8, 0, 64, 1000, 1.0, 0.0))
    out.put("laspy/simple1_3.las", 3, 4, waves, vlrs=[packet], box=(1050, 1000, 1100, 1000, 285, 260))
    scale = (1.16451354e-06, 1.164510015e-06, 1.003143236e-06)
    points = survey(6, 1000, (0, 0, 400, 5), 43, 0.01, 5)
    for axis, name in enumerate("XYZ"):
        points[name] = numpy.rint(points[name] * 0.01 / scale[axis] + (1.3e9 if axis == 0 else -8e8 if axis == 1 else 0))
    out.put("laspy/test1_4.las", 4, 6, points, scale, (1692500.352, 1817499.596, 7350.195), [las.wkt_vlr(wkt(6434))])
    out.put("laspy/1_4_w_evlr.laz", 4, 6, points, scale, (1692500.352, 1817499.596, 7350.195), [las.wkt_vlr(wkt(6434))])
    extend(out.path("laspy/1_4_w_evlr.laz"), b"pylastest", 42, b"Extended", b"behind the points")
    points = survey(1, 1, (0, 0, 1, 1), 44, 0.01, 0)
    points["time"] = float("nan")
    out.put("pdal/gps-time-nan.las", 2, 1, points)
    out.put("pdal/no-points.las", 2, 3, survey(3, 0, (0, 0, 1, 1), 45), vlrs=[las.projected(2154)])
    out.put("pdal/bad_vlr_count.las", 2, 3, survey(3, 10, (289814, 4320978, 289818, 4320980), 46, base=170),
            vlrs=[las.projected(26915), las.vlr("LASF_Projection", 34737, b"NAD83 / UTM 15N|\0")], vlr_count=3)
    random = numpy.random.RandomState(47)
    places = las.records(0, 5380)
    places["X"], places["Y"] = random.randint(-946800000, -946600000, 5380), random.randint(310400000, 310500000, 5380)
    places["Z"], places["returns"], places["class"] = random.randint(390000000, 780000000, 5380), 9, 2
    out.put("pdal/epsg_4326.las", 2, 0, places, (1e-7,) * 3, vlrs=[las.geo_keys((1024, 2), (1025, 1), (2048, 4326))])
    # One scanner in the middle: most points near it.
    away, angle = random.exponential(2.0, 518862), random.uniform(0, 6.2831853, 518862)
    cloud = las.records(1, 518862)
    away = numpy.minimum(away, 16.0)
    cloud["X"], cloud["Y"] = numpy.rint(away * numpy.cos(angle) / 0.00025), numpy.rint(away * numpy.sin(angle) / 0.00025)
    cloud["Z"], cloud["returns"], cloud["class"] = random.randint(0, 40000, 518862), 9, 2
    cloud["time"] = numpy.arange(518862) * 1e-5
    out.put("pdal/lone-star.laz", 1, 1, cloud, (0.00025,) * 3, (515384.0, 4918361.0, 2324.0),
            [las.geo_keys((1024, 2), (1025, 1))])


def ellipsoid(out):
    """The skin of a body, as cameras see one: every class, colours, in Web Mercator."""
    random = numpy.random.RandomState(50)
    across, up = random.uniform(0, 2 * numpy.pi, 100000), random.uniform(-1, 1, 100000)
    ring = numpy.sqrt(1 - up * up)
    axes = (-8242596 + 150 * ring * numpy.cos(across), 4966606 + 100 * ring * numpy.sin(across), 50 * up)
    for form, name in ((3, "ellipsoid.laz"), (7, "ellipsoid-1.4.laz"), (7, "ellipsoid.copc.laz")):
        points = las.records(form, 100000)
        for field, values in zip("XYZ", axes):
            points[field] = numpy.rint(values / 0.01)
        points["returns"] = las.returns(form, 1, 1)
        points["class"], points["time"] = numpy.arange(100000) % 19, 42 + numpy.arange(100000) * 1e-5
        points["red"], points["green"], points["blue"] = 300 * (across * 30).astype(int), 20000 + 10000 * up, 9000
        if name == "ellipsoid.copc.laz":  # as a writer leaves it that takes one point's time for both bounds
            copc(out, "copcjs/" + name, form, points, (-8242596.0, 4966606.0, 0.0), wkt(3857), 20000, times=(42.0, 42.0))
        else:
            out.put("copcjs/" + name, 4 if form > 5 else 2, form, points,
                    vlrs=[las.wkt_vlr(wkt(3857)) if form > 5 else las.projected(3857)])
        if form == 3:
            ept(out, "pdal/ept-ellipsoid-zstandard", points, 100000, (-8242596, 4966606, 0), "zstandard", 3857)


def catalogue(out, name, kind, tiles):
    """A list of tiles that lie on a server, as STAC with the extensions for point clouds and projections."""
    features = []
    for tile, count, (west, south, low, east, north, high) in tiles:
        ring = [[x / 72000.0, y / 140000.0, low] for x, y in ((west, south), (west, north), (east, north), (east, south),
                                                              (west, south))]
        features.append({"type": "Feature", "stac_version": "1.0.0", "id": tile,
                         "stac_extensions": ["https://stac-extensions.github.io/pointcloud/v1.0.0/schema.json",
                                             "https://stac-extensions.github.io/projection/v1.1.0/schema.json"],
                         "geometry": {"type": "Polygon", "coordinates": [ring]},
                         "bbox": ring[0][:2] + [low] + ring[2][:2] + [high],
                         "properties": {"datetime": "2025-09-08T00:00:00Z", "pc:count": count, "pc:encoding": "?",
                                        "pc:type": "lidar",
                                        "pc:schemas": [{"name": n, "size": 8, "type": "floating"} for n in "XYZ"],
                                        "proj:bbox": [west, south, low, east, north, high], "proj:wkt2": wkt(2154)},
                         "links": [],
                         "assets": {"data": {"href": "https://data.geopf.fr/chunk/telechargement/download/%s%s" % (tile,
                                                                                                                   kind),
                                             "roles": ["data"]}}})
    out.text(name, {"type": "FeatureCollection", "features": features})


def catalogues(out):
    catalogue(out, "itowns/copcStac.json", ".laz", [("LHD_FXX_%04d_6934_PTS_LAMB93_IGN69.copc" % k, 30266895 + 1000 * k,
                                                     (k * 1000.0, 6933000.0, 112.95, k * 1000.0 + 1000, 6934000.0,
                                                      171.89)) for k in range(636, 640)])
    catalogue(out, "itowns/eptStac.json", "/ept.json", [(name, 49430668823 + k, (585999.0 + 50000 * k, 6733999.0, 72.0,
                                                                                 636001.0 + 50000 * k, 6784001.0,
                                                                                 330.0)) for k,
                                                        name in enumerate(("jg", "kg", "lg", "mg"))])
    schema = [{"name": n, "type": "signed", "size": 4, "scale": 0.01, "offset": 0.0} for n in "XYZ"]
    out.text("itowns/ept.json", {"bounds": [634962.0, 848881.0, -1818.0, 639620.0, 853539.0, 2840.0],
                                 "boundsConforming": [635577.0, 848882.0, 406.0, 639004.0, 853538.0, 616.0],
                                 "dataType": "laszip", "hierarchyType": "json", "points": 10653336, "schema": schema,
                                 "span": 256, "srs": {"authority": "EPSG", "horizontal": "3857", "vertical": "5703",
                                                      "wkt": wkt(3857)}, "version": "1.0.0"})
    out.text("itowns/entwine-hierarchy-0-0-0-0.json", {"0-0-0-0": 65341, "1-0-0-0": 438, "2-0-1-0": 322, "1-0-0-1": -1,
                                                       "1-0-1-0": 30390, "2-1-2-0": 2300, "1-1-1-1": 2303})
    out.text("itowns/entwine-hierarchy-1-0-0-1.json", {"1-0-0-1": 56209, "2-0-1-2": 4332, "2-1-1-2": 20300, "2-1-1-3": 64020,
                                                       "3-2-3-6": -1, "3-3-3-7": -1})


def write(folder, las_to_laz):
    out = Writer(folder, las_to_laz)
    french(out)
    strips(out)
    american(out)
    ellipsoid(out)
    odd(out)
    catalogues(out)
