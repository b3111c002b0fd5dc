// SPDX-License-Identifier: GPL-3.0-or-later
import 'ol/ol.css';
import './viewer.css';
import Map from 'ol/Map.js';
import View from 'ol/View.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import { defaults as defaultControls } from 'ol/control/defaults.js';
import { toLonLat, transformExtent } from 'ol/proj.js';
import { language, say, translatePage } from './words.js';
import { catalogue, featureInfo, isVectorWms, knownProjection, legendUrl, makeLayer, styleLegend } from './sources.js';
import { close3d, copcOf, prepare3d, show3d } from './panel3d.js';

const $ = (id) => document.getElementById(id);
let picture; // the OpenLayers layer that is shown
const map = new Map({ target: 'map', layers: [], controls: defaultControls().extend([new ScaleLine()]), view: new View({ center: [0, 0], zoom: 1 }) });
const state = { layer: null, service: 'WMTS', style: undefined, opacity: 1 };
let layers = [];

const element = (name, properties = {}, children = []) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const fail = (error) => { $('message').textContent = say('failed') + error.message; };

// The same name may be published by several services: one card for all of them.
function merged(entries) {
  const byName = new globalThis.Map();
  for (const entry of entries) {
    const known = byName.get(entry.name);
    if (!known) { byName.set(entry.name, { ...entry }); continue; }
    known.services = [...known.services, ...entry.services];
    known.tiles ??= entry.tiles;
    known.tilejson ??= entry.tilejson;
    known.downloads ??= entry.downloads;
    known.format ??= entry.format;
    known.styles ??= entry.styles;
    known.extent ??= entry.extent;
    known.queryable ||= entry.queryable;
  }
  return [...byName.values()];
}

function urlRow({ type, url }) {
  const field = element('input', { readOnly: true, value: url });
  field.setAttribute('aria-label', `${type} URL`);
  field.addEventListener('focus', () => field.select());
  const copy = element('button', { type: 'button', textContent: say('copy') });
  copy.addEventListener('click', async () => {
    field.select();
    // Without https there is no clipboard object; the older way works there.
    await (navigator.clipboard?.writeText(url).catch(() => document.execCommand('copy')) ?? document.execCommand('copy'));
    copy.textContent = say('copied');
    setTimeout(() => { copy.textContent = say('copy'); }, 1500);
  });
  return element('div', { className: 'url' }, [element('b', { textContent: type }), field, copy]);
}

const byteSize = (bytes) => (bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} kB`);

function fileList(downloads) {
  return element('ul', { className: 'files' }, downloads.map(({ name, format, url, size, points }) => element('li', {}, [
    element('a', { href: url, textContent: name }),
    ` · ${[format, size > 0 ? byteSize(size) : '', points > 0 ? `${points.toLocaleString(language)} ${say('points')}` : ''].filter(Boolean).join(' · ')}`,
  ])));
}

function card(layer) {
  const shown = state.layer === layer;
  const pick = element('button', { type: 'button', className: 'pick', title: say('show') },
    [element('strong', { textContent: layer.title }), element('small', { textContent: `${layer.name} · ${layer.crs} · ${layer.services.map((s) => s.type).join(', ')}` })]);
  pick.setAttribute('aria-expanded', shown);
  pick.addEventListener('click', () => show(layer).catch(fail));
  const item = element('li', { className: shown ? 'shown' : '' }, [pick]);
  if (shown) {
    const details = element('div', { className: 'details' });
    if (layer.abstract) details.append(element('p', { textContent: layer.abstract }));
    if (layer.updated) details.append(element('small', { textContent: new Date(layer.updated).toLocaleString(language) }));
    details.append(...layer.services.map(urlRow));
    if (layer.downloads?.length) details.append(fileList(layer.downloads));
    if (isVectorWms(layer) && state.service === 'WMS') details.append(element('img', { className: 'legend', alt: say('legend'), src: legendUrl(layer) }));
    const legend = state.service !== '3D' && styleLegend(layer, state.style);
    if (legend) details.append(element('img', { className: 'legend', alt: say('legend'), src: legend }));
    const tables = picture?.get('tables');
    if (tables && (state.service === 'TMS' || state.service === 'PMTiles')) {
      details.append(element('ul', { className: 'tables' }, tables.map(({ name, colour }) => {
        const swatch = element('i');
        swatch.style.background = colour;
        return element('li', {}, [swatch, name]);
      })));
    }
    item.append(details);
  }
  return item;
}

function drawList() {
  const wanted = $('search').value.trim().toLocaleLowerCase();
  const found = layers.filter((layer) => `${layer.title} ${layer.name} ${layer.keywords.join(' ')}`.toLocaleLowerCase().includes(wanted));
  const focused = document.activeElement?.className === 'pick' ? [...$('layers').children].indexOf(document.activeElement.parentElement) : -1;
  $('layers').replaceChildren(...found.map(card));
  if (focused >= 0) $('layers').children[focused]?.firstElementChild.focus();
  $('count').textContent = `(${layers.length})`;
  $('message').textContent = layers.length === 0 ? say('none') : found.length === 0 ? say('noMatch') : '';
}

// A browser draws pictures; of floats and TIFF the server gives some, too. A COPC is shown in 3D.
function shownTypes(layer) {
  const isPicture = /^image\/(png|jpeg)/.test(layer.format);
  const types = layer.services.map((s) => s.type).filter((type) => type === 'WMS' || (type === 'TMS' && layer.tilejson) || (isPicture && type !== 'DOWNLOAD'));
  if (layer.downloads?.some(({ format }) => format === 'PMTILES')) types.push('PMTiles');
  return copcOf(layer) ? [...types, '3D'] : types;
}

function drawServices() {
  const types = shownTypes(state.layer);
  const radios = types.map((type) => {
    const input = element('input', { type: 'radio', name: 'service', value: type, checked: type === state.service });
    input.addEventListener('change', () => { state.service = type; draw().catch(fail); });
    return element('label', {}, [input, ` ${type}`]);
  });
  $('services').replaceChildren($('services').querySelector('legend'), ...radios);
}

function drawStyles() {
  const styles = state.layer.styles ?? [];
  if (!styles.some(({ name }) => name === state.style)) state.style = styles[0]?.name;
  $('style').replaceChildren(...styles.map(({ name, title }) => element('option', { value: name, textContent: title || name, selected: name === state.style })));
  $('style-label').hidden = styles.length < 2;
}

async function draw() {
  const { layer, service, style } = state;
  $('info').hidden = true;
  $('opacity-label').hidden = service === '3D';
  if (!service) { map.setLayers([]); close3d(); $('message').textContent = layer.downloads ? '' : say('notShown'); return; }
  if (service === '3D') { remember(); await show3d(layer); return; }
  close3d();
  map.updateSize();
  $('map').dataset.state = 'drawing';
  const made = await makeLayer(layer, service, style);
  if (state.layer !== layer || state.service !== service || state.style !== style) return; // another was chosen meanwhile
  picture = made;
  picture.setOpacity(state.opacity);
  map.setLayers([picture]);
  drawList(); // the legend goes with the service
  remember();
}

// Layers without tiles of their own say only where they lie in degrees.
const extentOf = (layer, projection) => layer.extent ?? transformExtent(layer.bbox, 'EPSG:4326', projection);

async function show(layer, place) {
  const types = shownTypes(layer);
  const isOther = state.layer !== layer;
  state.layer = layer;
  if (!types.includes(state.service)) state.service = types[0];
  picture = undefined;
  drawStyles();
  drawList();
  drawServices();
  $('info').hidden = true;
  $('crs').textContent = layer.crs;
  if (isOther && layer.crs && types.some((type) => type !== '3D')) {
    const projection = await knownProjection(layer.crs);
    const view = new View({ projection, showFullExtent: true, constrainResolution: false });
    close3d();
    map.setView(view);
    map.updateSize();
    view.fit(extentOf(layer, projection), { size: map.getSize(), padding: [30, 30, 30, 30] });
    if (place) { view.setCenter(place.center); view.setResolution(place.resolution); }
  }
  await draw();
}

// The address always says what is seen, so that it can be sent to somebody.
function remember() {
  const view = map.getView();
  const center = view.getCenter();
  if (!state.layer || !center) return;
  const digits = view.getProjection().getUnits() === 'degrees' ? 7 : 2;
  const words = { layer: state.layer.name, service: state.service, x: center[0].toFixed(digits), y: center[1].toFixed(digits), r: view.getResolution().toPrecision(6), o: state.opacity, ...(state.style && { style: state.style }) };
  history.replaceState(null, '', `#${new URLSearchParams(words)}`);
}

function fromAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  const layer = layers.find((one) => one.name === words.get('layer'));
  if (!layer) return layers.length ? show(layers[0]) : undefined;
  state.service = words.get('service') || state.service;
  state.style = words.get('style') ?? undefined;
  const opacity = Number.parseFloat(words.get('o') ?? '1');
  state.opacity = opacity >= 0 && opacity <= 1 ? opacity : 1;
  $('opacity').value = state.opacity * 100;
  const center = [Number.parseFloat(words.get('x')), Number.parseFloat(words.get('y'))];
  const resolution = Number.parseFloat(words.get('r'));
  return show(layer, center.every(Number.isFinite) && resolution > 0 ? { center, resolution } : undefined);
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

translatePage();
setTheme(localStorage.getItem('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
$('theme').addEventListener('click', () => {
  const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem('theme', theme);
  setTheme(theme);
});
$('search').addEventListener('input', drawList);
$('tools').addEventListener('submit', (event) => event.preventDefault());
$('style').addEventListener('change', () => { state.style = $('style').value; draw().catch(fail); });
$('opacity').addEventListener('input', () => { state.opacity = $('opacity').value / 100; picture?.setOpacity(state.opacity); remember(); });
map.on('moveend', remember);
// For programs that look at the page: whether everything that is wanted is drawn.
map.on('movestart', () => { $('map').dataset.state = 'drawing'; });
map.on('rendercomplete', () => { $('map').dataset.state = picture ? 'whole' : ''; });
map.on('pointermove', ({ coordinate }) => {
  const projection = map.getView().getProjection();
  const isDegrees = projection.getUnits() === 'degrees';
  const [lon, lat] = toLonLat(coordinate, projection);
  $('position').textContent = `${coordinate.map((v) => v.toFixed(isDegrees ? 6 : 2)).join('  ')}   ·   ${lat.toFixed(6)}°, ${lon.toFixed(6)}°`;
});
const shortened = (value) => (value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value ?? '')).slice(0, 300);

function tableOf({ name, properties }) {
  const rows = Object.entries(properties).filter(([key]) => key !== 'geometry' && key !== 'layer')
    .map(([key, value]) => element('tr', {}, [element('th', { textContent: key, scope: 'row' }), element('td', { textContent: shortened(value) })]));
  return element('table', {}, [element('caption', { textContent: name }), ...rows]);
}

function showInfo(found) {
  if (!found) $('info').textContent = say('noData');
  else if (found.values) $('info').textContent = `${say('value')}: ${found.values.join('  ')}`;
  else $('info').replaceChildren(...found.features.slice(0, 10).map(tableOf), found.features.length > 10 ? say('manyFeatures') : '');
  $('info').hidden = false;
}

map.on('singleclick', async ({ coordinate, pixel }) => {
  const { layer } = state;
  if (picture?.get('tables')) { // vector tiles: the page has the features itself
    const features = map.getFeaturesAtPixel(pixel, { hitTolerance: 4 }).map((feature) => ({ name: feature.get('layer'), properties: feature.getProperties() }));
    showInfo(features.length ? { features } : null);
    return;
  }
  const isVector = layer && state.service === 'WMS' && isVectorWms(layer); // always answers
  if (!picture || !(layer.queryable || isVector)) return;
  try {
    showInfo(await featureInfo(layer, picture.getSource(), coordinate, map.getView().getResolution(), map.getView().getProjection()));
  } catch (error) { fail(error); }
});
prepare3d();
catalogue().then((answer) => {
  document.title = answer.title;
  $('service-title').textContent = answer.title;
  layers = merged(answer.layers);
  drawList();
  return fromAddress();
}).catch(fail);
