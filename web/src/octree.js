// SPDX-License-Identifier: GPL-3.0-or-later
// The nodes of a COPC file, and which of them a camera needs: coarse before fine, near before far, within a budget of points.
import { Box3, Frustum, Matrix4, Vector3 } from 'three';

const childKeys = ([d, x, y, z]) => [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [d + 1, 2 * x + (i & 1), 2 * y + ((i >> 1) & 1), 2 * z + ((i >> 2) & 1)]);

export class Octree {
  constructor(file) {
    this.file = file;
    this.nodes = new Map(); // "d-x-y-z" → {pointCount, pointDataOffset, pointDataLength}
    this.pages = new Map();
    const [west, south, low, east] = file.cube;
    this.size = east - west;
    this.corner = [west, south, low];
  }

  add({ nodes, pages }) {
    for (const [key, node] of Object.entries(nodes)) this.nodes.set(key, node);
    for (const [key, page] of Object.entries(pages)) this.pages.set(key, page);
  }

  box([d, x, y, z]) {
    const { origin, scale } = this.file;
    const side = this.size / 2 ** d;
    const from = [x, y, z].map((cell, axis) => (this.corner[axis] + cell * side - origin[axis]) * scale[axis]);
    return new Box3(new Vector3(...from), new Vector3(...from.map((value, axis) => value + side * scale[axis])));
  }

  /** Keys to show, and hierarchy pages to ask for, from most to least wanted. `gap` is how far apart points may lie, in pixels. */
  wanted(camera, height, budget, gap) {
    const frustum = new Frustum().setFromProjectionMatrix(new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse));
    const perUnit = height / (2 * Math.tan((camera.fov * Math.PI) / 360));
    const queue = [{ key: [0, 0, 0, 0], weight: Infinity }];
    const shown = [], pages = [];
    let points = 0;
    while (queue.length > 0) {
      let best = 0;
      for (let i = 1; i < queue.length; ++i) if (queue[i].weight > queue[best].weight) best = i;
      const { key } = queue.splice(best, 1)[0];
      const name = key.join('-');
      if (this.pages.has(name)) { pages.push(name); continue; }
      const node = this.nodes.get(name);
      if (!node) continue;
      if (points + node.pointCount > budget && shown.length > 0) break;
      points += node.pointCount;
      if (node.pointCount > 0) shown.push(name);
      const spacing = this.file.spacing / 2 ** key[0];
      for (const child of childKeys(key)) {
        const childName = child.join('-');
        if (!this.nodes.has(childName) && !this.pages.has(childName)) continue;
        const box = this.box(child);
        if (!frustum.intersectsBox(box)) continue;
        const distance = Math.max(box.distanceToPoint(camera.position), camera.near);
        const pixels = (spacing * perUnit) / distance; // between points of the parent, as seen
        if (pixels > gap) queue.push({ key: child, weight: pixels });
      }
    }
    return { shown, pages };
  }
}
