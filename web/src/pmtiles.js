// SPDX-License-Identifier: GPL-3.0-or-later
// PMTiles archives under the download service, read by ranges (PMTiles specification, version 3) and drawn as they lie there.
import MVT from 'ol/format/MVT.js';
import TileLayer from 'ol/layer/Tile.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import VectorTile from 'ol/source/VectorTile.js';
import XYZ from 'ol/source/XYZ.js';
import { createXYZ } from 'ol/tilegrid.js';
import { styleOf, tablesOf } from './vectortiles.js';

const headerSize = 127;
const keptDirectories = 64;
const emptyTile = 4; // OpenLayers' TileState.EMPTY

export const pmTilesOf = (layer) => layer.downloads?.find(({ format }) => format === 'PMTILES')?.url;

/** The place of a tile on the Hilbert curve through all zooms, by which archives are sorted (§4.1). */
export function tileId(z, x, y) {
  let id = 0;
  for (let i = 0; i < z; ++i) id += 4 ** i;
  for (let side = 2 ** z / 2; side >= 1; side /= 2) {
    const right = (x & side) > 0 ? 1 : 0;
    const below = (y & side) > 0 ? 1 : 0;
    id += side * side * ((3 * right) ^ below);
    if (!below) {
      if (right) { x = side - 1 - x; y = side - 1 - y; }
      [x, y] = [y, x];
    }
  }
  return id;
}

async function inflated(bytes, compression) {
  if (compression <= 1) return bytes; // unknown, none
  if (compression !== 2) throw new Error(`PMTiles: compression ${compression}`);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

/** Entries of a directory (§4.2): four columns of variable length numbers. */
function entriesOf(bytes) {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      if (at >= bytes.length) throw new Error('PMTiles: a directory is cut off');
      const byte = bytes[at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const count = number();
  if (count > bytes.length) throw new Error('PMTiles: a directory is cut off');
  const entries = Array.from({ length: count }, () => ({}));
  let id = 0;
  for (const entry of entries) { id += number(); entry.id = id; }
  for (const entry of entries) entry.run = number();
  for (const entry of entries) entry.length = number();
  entries.forEach((entry, i) => {
    const said = number();
    entry.offset = said === 0 && i > 0 ? entries[i - 1].offset + entries[i - 1].length : said - 1;
  });
  return entries;
}

/** The last entry that begins at or before the tile. */
function entryBefore(entries, id) {
  let low = 0;
  let high = entries.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (entries[middle].id <= id) low = middle + 1;
    else high = middle - 1;
  }
  return entries[high];
}

class Archive {
  constructor(url) {
    this.url = url;
    this.directories = new Map();
  }

  async range(offset, length) {
    const answer = await fetch(this.url, { headers: { Range: `bytes=${offset}-${offset + length - 1}` } });
    if (answer.status !== 206) throw new Error(`${answer.status} ${answer.statusText}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  async open() {
    const bytes = await this.range(0, headerSize);
    const view = new DataView(bytes.buffer);
    const long = (at) => Number(view.getBigUint64(at, true));
    if (new TextDecoder().decode(bytes.subarray(0, 7)) !== 'PMTiles' || bytes[7] !== 3) throw new Error('PMTiles 3?');
    this.root = { offset: long(8), length: long(16) };
    this.metadataPlace = { offset: long(24), length: long(32) };
    this.leaves = long(40);
    this.tiles = long(56);
    [this.internal, this.compression, this.type, this.minZoom, this.maxZoom] = bytes.subarray(97, 102);
    return this;
  }

  async metadata() {
    const { offset, length } = this.metadataPlace;
    return JSON.parse(new TextDecoder().decode(await inflated(await this.range(offset, length), this.internal)));
  }

  // Asked for once, also by many tiles at a time; those of long ago are let go.
  directory(offset, length) {
    let known = this.directories.get(offset);
    if (!known) {
      known = this.range(offset, length).then((bytes) => inflated(bytes, this.internal)).then(entriesOf);
      known.catch(() => this.directories.delete(offset));
      this.directories.set(offset, known);
      if (this.directories.size > keptDirectories) this.directories.delete([...this.directories.keys()].find((key) => key !== this.root.offset));
    }
    return known;
  }

  /** The bytes of a tile; null where there is none. */
  async tile(z, x, y) {
    const id = tileId(z, x, y);
    let place = this.root;
    for (let depth = 0; depth < 4; ++depth) {
      const entry = entryBefore(await this.directory(place.offset, place.length), id);
      if (!entry || (entry.run > 0 && id >= entry.id + entry.run)) return null;
      if (entry.run > 0) return inflated(await this.range(this.tiles + entry.offset, entry.length), this.compression);
      place = { offset: this.leaves + entry.offset, length: entry.length };
    }
    throw new Error('PMTiles: directories lie too deep');
  }
}

export async function pmTilesLayer(layer, url) {
  const archive = await new Archive(url).open();
  const isVector = archive.type === 1;
  const tileGrid = createXYZ({ minZoom: archive.minZoom, maxZoom: archive.maxZoom, tileSize: 256 });
  const metadata = await archive.metadata();
  const attributions = layer.attribution?.title ?? metadata.attribution;
  const tileUrlFunction = ([z, x, y]) => `${z}/${x}/${y}`;
  const bytesOf = (key) => archive.tile(...key.split('/').map(Number));
  if (!isVector) {
    const source = new XYZ({
      projection: 'EPSG:3857', tileGrid, attributions, tileUrlFunction,
      tileLoadFunction: (tile, key) => bytesOf(key).then((bytes) => {
        if (!bytes) { tile.setState(emptyTile); return; }
        const address = URL.createObjectURL(new Blob([bytes]));
        const image = tile.getImage();
        image.addEventListener('load', () => URL.revokeObjectURL(address), { once: true });
        image.src = address;
      }).catch(() => tile.setState(3)),
    });
    return new TileLayer({ source });
  }
  const tables = tablesOf(metadata);
  const source = new VectorTile({
    format: new MVT(), projection: 'EPSG:3857', tileGrid, attributions, tileUrlFunction,
    tileLoadFunction: (tile, key) => tile.setLoader((extent, resolution, projection) => bytesOf(key).then((bytes) => {
      tile.setFeatures(bytes ? tile.getFormat().readFeatures(bytes.buffer, { extent, featureProjection: projection }) : []);
    }).catch(() => tile.onError())),
  });
  const made = new VectorTileLayer({ source, declutter: false, style: styleOf(tables) });
  made.set('tables', tables);
  return made;
}
