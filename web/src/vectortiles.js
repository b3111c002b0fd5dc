// SPDX-License-Identifier: GPL-3.0-or-later
// Vector tiles of a published layer, in whatever grid they are in, coloured by table.
import MVT from 'ol/format/MVT.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import VectorTile from 'ol/source/VectorTile.js';
import TileGrid from 'ol/tilegrid/TileGrid.js';
import { Circle, Fill, Stroke, Style } from 'ol/style.js';

// Told apart by most colour-blind people too (after Okabe and Ito).
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8a6d3b', '#6a51a3'];

/** The tables of the TileJSON with the colour that each is drawn in. */
export const tablesOf = (tileJson) => (tileJson.vector_layers ?? []).map((table, i) => ({ name: table.id, colour: colours[i % colours.length] }));

function styleFor(colour) {
  const stroke = new Stroke({ color: colour, width: 1.2 });
  const styles = {
    Point: new Style({ image: new Circle({ radius: 4, fill: new Fill({ color: colour }), stroke: new Stroke({ color: '#fff', width: 1 }) }) }),
    LineString: new Style({ stroke: new Stroke({ color: colour, width: 2 }) }),
    Polygon: new Style({ stroke, fill: new Fill({ color: `${colour}33` }) }),
  };
  return (type) => styles[type.replace('Multi', '')];
}

/** Each table in its colour. */
export function styleOf(tables) {
  const styles = new globalThis.Map(tables.map(({ name, colour }) => [name, styleFor(colour)]));
  const other = styleFor('#666666');
  return (feature) => (styles.get(feature.get('layer')) ?? other)(feature.getGeometry().getType());
}

/** The grid as the TMS service describes the layer's levels: cell sizes from coarse to fine, one corner for all. */
async function gridOf(answer) {
  const xml = new DOMParser().parseFromString(await answer.text(), 'text/xml');
  const number = (element, name) => Number(element.getAttribute(name));
  const origin = xml.querySelector('Origin');
  const format = xml.querySelector('TileFormat');
  const sets = [...xml.querySelectorAll('TileSet')].map((set) => ({ id: decodeURIComponent(set.getAttribute('href').split('?')[0].split('/').pop()), cell: number(set, 'units-per-pixel') }));
  sets.sort((a, b) => b.cell - a.cell);
  const grid = new TileGrid({ origin: [number(origin, 'x'), number(origin, 'y')], resolutions: sets.map((set) => set.cell), tileSize: [number(format, 'width'), number(format, 'height')] });
  return { grid, ids: sets.map((set) => set.id) };
}

export async function vectorTileLayer(layer, projection, fetched) {
  const tileJson = await (await fetched(layer.tilejson)).json();
  const { grid, ids } = await gridOf(await fetched(layer.tilejson.replace('/tilejson.json', '')));
  const template = tileJson.tiles[0];
  const tables = tablesOf(tileJson);
  const source = new VectorTile({
    format: new MVT(), projection, tileGrid: grid, attributions: layer.attribution?.title,
    tileUrlFunction: ([z, x, y]) => template.replace('{z}', encodeURIComponent(ids[z])).replace('{x}', x).replace('{y}', y),
  });
  const made = new VectorTileLayer({ source, declutter: false, style: styleOf(tables) });
  made.set('tables', tables);
  return made;
}
