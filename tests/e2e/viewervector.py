# SPDX-License-Identifier: GPL-3.0-or-later
"""viewervector.py ROOT LAYER FILE CHROMIUM PROFILE [SERVICE,…]: opens a published layer of points in the viewer page, as vector tiles (TMS) and as styled
map (WMS). For each prints the share of the file's points (by OGR and PROJ) where the page has a symbol, the share of other places that
are coloured, the share of OGR's attribute values that the page tells when one point is clicked, and the legend's entries."""
import json
import sys

import numpy
from osgeo import gdal, ogr, osr

from chromium import Page

gdal.UseExceptions()
root, layer, path, program, profile = sys.argv[1:6]
services = sys.argv[6].split(",") if len(sys.argv) > 6 else ("TMS", "WMS")
data = ogr.Open(path)
table = data.GetLayer(0)
mercator = osr.SpatialReference()
mercator.ImportFromEPSG(3857)
source = table.GetSpatialRef().Clone()
for reference in (source, mercator):
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
transform = osr.CoordinateTransformation(source, mercator)
places, values = [], []
for feature in table:
    point = feature.GetGeometryRef().Clone()
    point.Transform(transform)
    if point.GetGeometryType() != ogr.wkbPoint:
        point = point.Centroid()
    places.append((point.GetX(), point.GetY()))
    values.append([str(feature.GetField(i)) for i in range(feature.GetFieldCount()) if feature.IsFieldSetAndNotNull(i)])
places = numpy.array(places)
x, y = (places.min(axis=0) + places.max(axis=0)) / 2
cell = float((places.max(axis=0) - places.min(axis=0)).max()) / 600
# The point that is farthest from its nearest neighbour.
distances = numpy.hypot(*(places[:, None, :] - places[None, :, :]).transpose(2, 0, 1))
numpy.fill_diagonal(distances, numpy.inf)
alone = int(distances.min(axis=1).argmax())

result = {}
with Page(program, profile) as page:
    for service in services:
        page.open(f"{root}/#layer={layer}&service={service}&x={x:.4f}&y={y:.4f}&r={cell:.8f}")
        page.until("document.getElementById('map')?.dataset.state === 'whole'")
        # The list beside the map is drawn again with the legend, which may move nothing of the map.
        left, top, width, height = page.value("(({x, y, width, height}) => [x, y, width, height])(document.getElementById('map').getBoundingClientRect())")
        pixels = numpy.asarray(page.picture()).astype(int)
        columns = left + width / 2 + (places[:, 0] - x) / cell
        rows = top + height / 2 - (places[:, 1] - y) / cell

        def is_coloured(column, row):
            near = pixels[int(round(row)) - 1:int(round(row)) + 2, int(round(column)) - 1:int(round(column)) + 2].reshape(-1, 3)
            return (near.max(axis=1) - near.min(axis=1)).max() > 60  # the ground is nearly gray

        hits = numpy.mean([is_coloured(c, r) for c, r in zip(columns, rows)])
        random = numpy.random.default_rng(1)
        others = []
        while len(others) < 300:
            c, r = random.uniform(left + 60, left + width - 60), random.uniform(top + 120, top + height - 60)
            if numpy.hypot(columns - c, rows - r).min() > 12:
                others.append(is_coloured(c, r))
        page.click(float(columns[alone]), float(rows[alone]))
        page.until("document.querySelectorAll('#info:not([hidden]) td').length > 0")
        told = page.value("[...document.querySelectorAll('#info td')].map((cell) => cell.textContent)")
        legend = page.value("document.querySelectorAll('.tables li').length || ((image) => (image && image.complete && image.naturalWidth > 10 ? 1 : 0))(document.querySelector('img.legend'))")
        result[service] = {"hits": float(hits), "elsewhere": float(numpy.mean(others)), "told": float(numpy.mean([v in told for v in values[alone]])), "legend": legend}
    # A map page does without the 3D view's code.
    result["fetched3d"] = page.value("performance.getEntriesByType('resource').filter((entry) => /view3d|pointworker|wasm/.test(entry.name)).length")
print(json.dumps(result))
