// SPDX-License-Identifier: GPL-3.0-or-later
// What surrounds the 3D view: its settings and how many points are shown. The view itself is fetched when it is first opened.
import { say } from './words.js';

const $ = (id) => document.getElementById(id);
const shownSize = (count) => count.toLocaleString(document.documentElement.lang);
let view;
let opening = 0;

export const copcOf = (layer) => (layer.downloads ?? []).find(({ format, url }) => /copc/i.test(format) || /\.copc\.laz(\?|$)/i.test(url));

function chosen() {
  view.set('mode', $('mode3d').value);
  view.set('size', Number($('size3d').value));
  view.set('budget', Number($('budget3d').value));
}

export function close3d() {
  opening += 1;
  view?.close();
  view = undefined;
  $('scene').hidden = true;
  $('tools3d').hidden = true;
  $('map').hidden = false;
}

export async function show3d(layer) {
  close3d();
  const mine = ++opening;
  const scene = $('scene');
  scene.hidden = false;
  $('map').hidden = true;
  $('tools3d').hidden = false;
  scene.dataset.state = 'opening';
  scene.dataset.points = 0;
  $('points3d').textContent = say('opening');
  try {
    const { open3d } = await import('./view3d.js'); // fetched now, so that the page for maps stays small
    const made = await open3d(scene, copcOf(layer).url, ({ points, total, isWhole, error }) => {
      if (mine !== opening) return;
      scene.dataset.points = points;
      scene.dataset.total = total;
      scene.dataset.state = isWhole ? 'whole' : 'loading';
      $('points3d').textContent = `${shownSize(points)} / ${shownSize(total)}${error ? ` · ${error.message}` : ''}`;
    });
    if (mine !== opening) { made.close(); return; }
    view = made;
    const rgb = [...$('mode3d').options].find((option) => option.value === 'rgb');
    rgb.disabled = !view.file.hasColour;
    if (rgb.disabled && rgb.selected) $('mode3d').value = 'height';
    chosen();
  } catch (error) {
    if (mine !== opening) return;
    scene.dataset.state = 'failed';
    $('points3d').textContent = `${say('failed3d')}${error.message}`;
  }
}

export function prepare3d() {
  for (const id of ['mode3d', 'size3d', 'budget3d']) $(id).addEventListener('input', () => { if (view) chosen(); });
}
