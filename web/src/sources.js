// SPDX-License-Identifier: GPL-3.0-or-later
// OpenLayers layers of a published layer, each through the service's own door.
import WMTSCapabilities from 'ol/format/WMTSCapabilities.js';
import WMTS, { optionsFromCapabilities } from 'ol/source/WMTS.js';
import TileWMS from 'ol/source/TileWMS.js';
import TileImage from 'ol/source/TileImage.js';
import ImageWMS from 'ol/source/ImageWMS.js';
import ImageLayer from 'ol/layer/Image.js';
import TileLayer from 'ol/layer/Tile.js';
import { get as getProjection } from 'ol/proj.js';
import { register } from 'ol/proj/proj4.js';
import proj4 from 'proj4';

export const address = (path) => new URL(path, document.baseURI).href;

async function fetched(path) {
  const answer = await fetch(address(path)); // absolute addresses stay as they are
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return answer;
}

export const catalogue = async () => (await fetched('catalogue.json')).json();

// The server knows every CRS; the page only what it has asked for.
export async function knownProjection(name) {
  if (getProjection(name)) return getProjection(name);
  const definition = await (await fetched(`definition?crs=${encodeURIComponent(name)}`)).json();
  // proj4js keeps x, y; the axis order only tells OpenLayers how WMS 1.3.0 and WMTS corners are written.
  proj4.defs(name, definition.proj4 + (definition.northing_first ? ' +axis=neu' : ''));
  register(proj4);
  return getProjection(name);
}

let wmtsDocument;
async function wmtsOptions(name) {
  wmtsDocument ??= fetched('wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetCapabilities').then((answer) => answer.text());
  return optionsFromCapabilities(new WMTSCapabilities().read(await wmtsDocument), { layer: name });
}

const wmsUrl = (layer) => layer.services.find(({ type }) => type === 'WMS')?.url ?? '';
export const isVectorWms = (layer) => /\/wms-v(\?|$)/.test(wmsUrl(layer));

// What explains the colours of a style; nothing where there is nothing to explain.
export function styleLegend(layer, name) {
  const style = layer.styles?.find((one) => one.name === name);
  if (style?.legend === undefined) return '';
  if (style.legend) return style.legend;
  const hasWmts = layer.services.some(({ type }) => type === 'WMTS');
  return address(hasWmts ? `wmts/1.0.0/${encodeURIComponent(layer.name)}/${encodeURIComponent(name)}/legend.png`
    : `wms-r?${new URLSearchParams({ SERVICE: 'WMS', VERSION: '1.3.0', REQUEST: 'GetLegendGraphic', LAYER: layer.name, STYLE: name, FORMAT: 'image/png' })}`);
}

export async function makeLayer(layer, service, style) {
  const projection = await knownProjection(layer.crs);
  if (service === 'TMS' && layer.tilejson) return (await import('./vectortiles.js')).vectorTileLayer(layer, projection, fetched);
  if (service === 'PMTiles') return import('./pmtiles.js').then(({ pmTilesLayer, pmTilesOf }) => pmTilesLayer(layer, pmTilesOf(layer)));
  // Labels and symbols would be cut at the borders of tiles.
  if (service === 'WMS' && isVectorWms(layer))
    return new ImageLayer({ source: new ImageWMS({ url: address('wms-v'), projection, ratio: 1, attributions: layer.attribution?.title, params: { LAYERS: layer.name, VERSION: '1.3.0', TRANSPARENT: true } }) });
  return new TileLayer({ source: await makeSource(layer, service, style) });
}

export const legendUrl = (layer) => address(`wms-v?${new URLSearchParams({ SERVICE: 'WMS', VERSION: '1.3.0', REQUEST: 'GetLegendGraphic', LAYER: layer.name, FORMAT: 'image/png' })}`);

async function makeSource(layer, service, style) {
  const projection = await knownProjection(layer.crs);
  const attributions = layer.attribution?.title;
  if (service === 'WMS')
    return new TileWMS({ url: address('wms-r'), projection, attributions, params: { LAYERS: layer.name, STYLES: style ?? '', VERSION: '1.3.0', TRANSPARENT: true } });
  const options = await wmtsOptions(layer.name);
  if (service === 'WMTS') return new WMTS({ ...options, ...(style && { style }), attributions });
  const grid = options.tileGrid;
  // Each style but the first has tiles of its own address.
  const isOther = style && style !== layer.styles[0].name;
  const tiles = isOther ? layer.tiles.replace('/{z}/', `/${encodeURIComponent(style)}/{z}/`) : layer.tiles;
  return new TileImage({
    projection, tileGrid: grid, attributions,
    tileUrlFunction: ([z, x, y]) => tiles.replace('{z}', encodeURIComponent(grid.getMatrixId(z))).replace('{x}', x).replace('{y}', y),
  });
}

// What lies under a point, by WMS or WMTS GetFeatureInfo: {values} of a raster's cell or {features: [{name, properties}]}; null for nothing.
export async function featureInfo(layer, source, coordinate, resolution, projection) {
  let url;
  if (source instanceof TileWMS || source instanceof ImageWMS) {
    url = source.getFeatureInfoUrl(coordinate, resolution, projection, { INFO_FORMAT: 'application/json', FEATURE_COUNT: 10 });
  } else {
    const grid = source.getTileGrid();
    const [z, x, y] = grid.getTileCoordForCoordAndResolution(coordinate, resolution);
    const extent = grid.getTileCoordExtent([z, x, y]);
    const cell = grid.getResolution(z);
    const i = Math.floor((coordinate[0] - extent[0]) / cell);
    const j = Math.floor((extent[3] - coordinate[1]) / cell);
    const query = { SERVICE: 'WMTS', VERSION: '1.0.0', REQUEST: 'GetFeatureInfo', LAYER: layer.name, STYLE: '', FORMAT: layer.format, INFOFORMAT: 'application/json',
      TILEMATRIXSET: layer.tile_matrix_set, TILEMATRIX: grid.getMatrixId(z), TILEROW: y, TILECOL: x, I: i, J: j };
    url = address(`wmts?${new URLSearchParams(query)}`);
  }
  const answer = await fetch(url);
  if (!answer.ok) return null;
  const { features = [] } = await answer.json();
  const values = features[0]?.properties?.pixel;
  if (values) return { values };
  return features.length ? { features: features.map(({ id, layer: table, properties }) => ({ name: table ?? id ?? '', properties })) } : null;
}
