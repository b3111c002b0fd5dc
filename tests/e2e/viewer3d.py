# SPDX-License-Identifier: GPL-3.0-or-later
"""viewer3d.py ROOT LAYER CHROMIUM PROFILE [PICTURE]: opens the 3D view of a published point cloud in headless Chromium and prints JSON:
points and total as the page tells them, the share of the scene's pixels that points cover, how much the pictures of two colourings
differ, how much dragging and the wheel change the picture, the points after coming closer, and what the console complained of."""
import json
import sys

import numpy

from chromium import Page

root, layer, program, profile = sys.argv[1:5]


def scene(page, box):
    x, y, width, height = (int(round(v)) for v in box)
    # The settings lie over the lower part, the choice of the service over the upper one.
    return numpy.asarray(page.picture())[y + 60:y + height - 60, x:x + width].astype(int)


def differing(one, other):
    return float(numpy.mean(numpy.abs(one - other).max(axis=2) > 24))


with Page(program, profile) as page:
    page.open(f"{root}/#layer={layer}&service=3D")
    page.until("document.getElementById('scene')?.dataset.state === 'whole'")
    told = page.value("({...document.getElementById('scene').dataset})")
    box = page.value("(({x, y, width, height}) => [x, y, width, height])(document.getElementById('scene').getBoundingClientRect())")
    drawn = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
    page.value(drawn)
    pictures = {}
    for mode in page.value("[...document.getElementById('mode3d').options].filter((o) => !o.disabled).map((o) => o.value)"):
        page.value(f"(() => {{ const s = document.getElementById('mode3d'); s.value = '{mode}'; s.dispatchEvent(new Event('input')); }})()")
        page.value(drawn)
        pictures[mode] = scene(page, box)
    first = pictures["height"]
    ground = first[0, 0]
    covered = float(numpy.mean(numpy.abs(first - ground).max(axis=2) > 24))
    page.value("(() => { const s = document.getElementById('mode3d'); s.value = 'height'; s.dispatchEvent(new Event('input')); })()")
    page.value(drawn)
    if len(sys.argv) > 5:
        page.picture(sys.argv[5])
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    page.mouse("mousePressed", x, y, clickCount=1)
    for step in range(1, 6):
        page.mouse("mouseMoved", x + 30 * step, y + 10 * step, buttons=1)
    page.mouse("mouseReleased", x + 150, y + 50, clickCount=1)
    page.value(drawn)
    page.until("document.getElementById('scene').dataset.state === 'whole'")
    page.value(drawn)
    dragged = scene(page, box)
    for _ in range(8):
        page.mouse("mouseWheel", x, y, deltaX=0, deltaY=-240)
        page.value(drawn)
    page.until("document.getElementById('scene').dataset.state === 'whole'")
    page.value(drawn)
    near = scene(page, box)
    print(json.dumps({
        "points": int(told["points"]), "total": int(told["total"]), "covered": covered, "modes": sorted(pictures),
        "byClass": differing(first, pictures["class"]), "byIntensity": differing(first, pictures["intensity"]), "dragged": differing(first, dragged),
        "links": page.value("[...document.querySelectorAll('.files a')].map((link) => link.href)"),
        "near": differing(dragged, near), "nearPoints": int(page.value("document.getElementById('scene').dataset.points")), "messages": page.messages,
    }))
