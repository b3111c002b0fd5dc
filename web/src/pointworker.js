// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a COPC file by HTTP ranges and decodes its nodes, away from the page. Messages: {id, open: url} → what the file says of itself;
// {id, page} → {nodes, pages} of a hierarchy page; {id, node} → the node's points as typed arrays.
import { Copc } from 'copc';
import { createLazPerf } from 'laz-perf';

let file; // { get, copc, origin, scale }
let codec;

function ranges(url) {
  return async (begin, end) => {
    const answer = await fetch(url, { headers: { Range: `bytes=${begin}-${end - 1}` } });
    if (answer.status === 200) throw new Error('the server ignores ranges'); // the whole file would come each time
    if (answer.status !== 206) throw new Error(`${answer.status} ${answer.statusText}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
}

async function open(url) {
  // Small files end before the library's first range does: their size comes first.
  const head = await fetch(url, { method: 'HEAD' });
  if (!head.ok) throw new Error(`${head.status} ${head.statusText}`);
  const size = Number(head.headers.get('Content-Length')) || Number.MAX_SAFE_INTEGER;
  const raw = ranges(url);
  const get = (begin, end) => raw(begin, Math.min(end, size));
  const copc = await Copc.create(get);
  const { header, info, wkt = '' } = copc;
  const [west, south, low, east, north, high] = info.cube;
  // Degrees would make a flat cloud of a few thousandths: metres at its own latitude.
  const isDegrees = /^\s*(GEOGCS|GEOGCRS|BASEGEOGCRS)/i.test(wkt) || /^\s*COMPD(_CS|CRS)\s*\[[^[]*,\s*GEOG/i.test(wkt);
  const metre = isDegrees ? 111319.49 : 1;
  const scale = [metre * (isDegrees ? Math.cos((header.min[1] * Math.PI) / 180) : 1), metre, 1];
  file = { get, copc, origin: [(west + east) / 2, (south + north) / 2, (low + high) / 2], scale };
  return {
    points: header.pointCount, min: header.min, max: header.max, cube: info.cube, spacing: info.spacing * metre, wkt,
    origin: file.origin, scale, hasColour: header.pointDataRecordFormat > 6, root: info.rootHierarchyPage,
  };
}

const page = (where) => Copc.loadHierarchyPage(file.get, where);

async function node(where) {
  codec ??= createLazPerf({ locateFile: (name) => new URL(name, self.location.href).href });
  const { header } = file.copc;
  const bytes = await Copc.loadPointDataBuffer(file.get, header, where, await codec);
  const count = where.pointCount, length = header.pointDataRecordLength;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const position = new Float32Array(3 * count), intensity = new Uint16Array(count), kind = new Uint8Array(count);
  const hasColour = header.pointDataRecordFormat > 6;
  const colour = hasColour ? new Uint16Array(3 * count) : null;
  const { origin, scale } = file;
  for (let i = 0, at = 0; i < count; ++i, at += length) {
    // Formats 6, 7 and 8: LAS 1.4 R15, table 14 and following.
    for (let axis = 0; axis < 3; ++axis) {
      const value = view.getInt32(at + 4 * axis, true) * header.scale[axis] + header.offset[axis];
      position[3 * i + axis] = (value - origin[axis]) * scale[axis];
    }
    intensity[i] = view.getUint16(at + 12, true);
    kind[i] = view.getUint8(at + 16);
    if (hasColour) for (let band = 0; band < 3; ++band) colour[3 * i + band] = view.getUint16(at + 30 + 2 * band, true);
  }
  return { position, intensity, kind, colour };
}

self.onmessage = async ({ data }) => {
  try {
    const result = data.open ? await open(data.open) : data.page ? await page(data.page) : await node(data.node);
    const buffers = ['position', 'intensity', 'kind', 'colour'].map((name) => result[name]?.buffer).filter(Boolean);
    self.postMessage({ id: data.id, result }, buffers);
  } catch (error) {
    self.postMessage({ id: data.id, error: error.message });
  }
};
