# SPDX-License-Identifier: GPL-3.0-or-later
"""testdata FOLDER LASTOLAZ: writes the files that the tests read, under the names of the real ones that they stand in
for, with the same structure, sizes, systems and figures. Everything is computed from fixed seeds: two runs give the same
data."""
import os
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import clouds  # noqa: E402
import pyramids  # noqa: E402
import rasters  # noqa: E402
import vectors  # noqa: E402

folder, las_to_laz = sys.argv[1:3]
shutil.rmtree(folder, ignore_errors=True)
for room, module in (("vector", vectors), ("raster", rasters), ("rok4", pyramids)):
    os.makedirs(os.path.join(folder, room))
    module.write(os.path.join(folder, room))
os.makedirs(os.path.join(folder, "pointcloud"))
clouds.write(os.path.join(folder, "pointcloud"), las_to_laz)
