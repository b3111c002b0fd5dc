// SPDX-License-Identifier: GPL-3.0-or-later
// node copcread.mjs FILE.copc.laz: reads the whole file with the libraries copc and laz-perf, and prints {points, min, max, cube, spacing,
// nodes, decoded, decodedMin, decodedMax, largestNode, depth, format, wkt} as JSON. For tests: a reader that is not ours.
import { Copc } from 'copc';
import { createLazPerf } from 'laz-perf';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = process.argv[2];
if (!path) {
  console.error('usage: node copcread.mjs FILE.copc.laz');
  process.exit(2);
}
const here = dirname(fileURLToPath(import.meta.url));
const lazPerf = await createLazPerf({ locateFile: (name) => join(here, name) });
const copc = await Copc.create(path);
const { header, info } = copc;
const nodes = new Map();
const pages = [info.rootHierarchyPage];
while (pages.length > 0) {
  const answer = await Copc.loadHierarchyPage(path, pages.pop());
  for (const [key, node] of Object.entries(answer.nodes)) nodes.set(key, node);
  pages.push(...Object.values(answer.pages));
}
const least = [Infinity, Infinity, Infinity], most = [-Infinity, -Infinity, -Infinity];
let decoded = 0, largestNode = 0, depth = 0, outside = 0, sum = 0;
const [west, south, low, east] = info.cube;
for (const [key, node] of nodes) {
  largestNode = Math.max(largestNode, node.pointCount);
  const [d, ...cell] = key.split('-').map(Number);
  depth = Math.max(depth, d);
  if (node.pointCount === 0) continue;
  const view = await Copc.loadPointDataView(path, copc, node, { lazPerf });
  const getters = ['X', 'Y', 'Z'].map((name) => view.getter(name));
  const intensity = view.getter('Intensity');
  const side = (east - west) / 2 ** d;
  const from = [west, south, low].map((value, axis) => value + cell[axis] * side);
  for (let i = 0; i < view.pointCount; ++i) {
    let isOutside = false;
    for (let axis = 0; axis < 3; ++axis) {
      const value = getters[axis](i);
      least[axis] = Math.min(least[axis], value);
      most[axis] = Math.max(most[axis], value);
      const slack = header.scale[axis];
      if (value < from[axis] - slack || value > from[axis] + side + slack) isOutside = true;
    }
    sum += intensity(i);
    if (isOutside) outside += 1;
  }
  decoded += view.pointCount;
}
console.log(JSON.stringify({
  points: header.pointCount, min: header.min, max: header.max, cube: info.cube, spacing: info.spacing, nodes: nodes.size, decoded, decodedMin: least,
  decodedMax: most, outsideTheirNode: outside, intensitySum: sum, largestNode, depth, format: header.pointDataRecordFormat, wkt: copc.wkt ?? null,
}));
