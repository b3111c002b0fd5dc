// SPDX-License-Identifier: GPL-3.0-or-later
// The 3D view of a published COPC, loaded when somebody opens it. Points come by HTTP ranges, nearest and coarsest first.
import { BufferAttribute, BufferGeometry, PerspectiveCamera, Points, Scene, Vector3, WebGLRenderer } from 'three';
import { MapControls } from 'three/addons/controls/MapControls.js';
import { Octree } from './octree.js';
import { modes, pointMaterial, usualRange } from './pointmaterial.js';

const atOnce = 4; // nodes being fetched and decoded

/** Workers that all have the file open; each question goes to the one with the fewest. */
class Readers {
  constructor(count) {
    this.workers = Array.from({ length: count }, () => {
      const worker = new Worker(new URL('pointworker.js', import.meta.url));
      const one = { worker, waiting: new Map(), next: 0 };
      worker.onmessage = ({ data: { id, result, error } }) => {
        const { resolve, reject } = one.waiting.get(id);
        one.waiting.delete(id);
        if (error) reject(new Error(error)); else resolve(result);
      };
      worker.onerror = (event) => {
        for (const { reject } of one.waiting.values()) reject(new Error(event.message));
        one.waiting.clear();
      };
      return one;
    });
  }

  ask(question, one = this.workers.reduce((a, b) => (b.waiting.size < a.waiting.size ? b : a))) {
    const id = ++one.next;
    return new Promise((resolve, reject) => { one.waiting.set(id, { resolve, reject }); one.worker.postMessage({ id, ...question }); });
  }

  async open(url) { return (await Promise.all(this.workers.map((one) => this.ask({ open: url }, one))))[0]; }
  close() { for (const { worker } of this.workers) worker.terminate(); }
}

class View3d {
  constructor(container, onChange) {
    this.container = container;
    this.onChange = onChange;
    this.renderer = new WebGLRenderer({ antialias: false, alpha: true }); // the page's ground shows through
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    container.append(this.renderer.domElement);
    this.renderer.domElement.tabIndex = 0;
    this.scene = new Scene();
    this.camera = new PerspectiveCamera(50, 1, 1, 1e6);
    this.camera.up.set(0, 0, 1);
    this.controls = new MapControls(this.camera, this.renderer.domElement);
    this.controls.maxPolarAngle = Math.PI * 0.495;
    this.controls.listenToKeyEvents(this.renderer.domElement);
    this.controls.addEventListener('change', () => this.changed());
    this.material = pointMaterial();
    this.clouds = new Map(); // key → Points
    this.loading = new Set();
    this.broken = new Set();
    this.budget = 2_000_000;
    this.gap = 2;
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(container);
    this.readers = new Readers(Math.max(1, Math.min(3, (navigator.hardwareConcurrency || 2) - 1)));
  }

  async open(url) {
    this.file = await this.readers.open(url);
    this.octree = new Octree(this.file);
    this.octree.add(await this.readers.ask({ page: this.file.root }));
    const { min, max, origin, scale } = this.file;
    const low = new Vector3(...min.map((value, i) => (value - origin[i]) * scale[i]));
    const high = new Vector3(...max.map((value, i) => (value - origin[i]) * scale[i]));
    const size = high.clone().sub(low);
    const reach = Math.max(Math.hypot(size.x, size.y), size.z, 1);
    const target = low.clone().add(high).multiplyScalar(0.5);
    this.camera.near = reach / 5000;
    this.camera.far = reach * 20;
    this.camera.position.set(target.x, target.y - 0.85 * reach, target.z + 0.85 * reach);
    this.controls.target.copy(target);
    this.controls.update();
    this.resize();
    return this.file;
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.container;
    if (!width || !height) return;
    this.renderer.setSize(width, height);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
    this.changed();
  }

  changed() {
    if (this.frame || this.isClosed || !this.octree) return;
    this.frame = requestAnimationFrame(() => { this.frame = 0; this.draw(); });
  }

  draw() {
    this.camera.updateMatrixWorld();
    const { shown, pages } = this.octree.wanted(this.camera, this.container.clientHeight, this.budget, this.gap);
    for (const name of pages) this.loadPage(name);
    const wanted = new Set(shown);
    this.points = 0;
    for (const [name, cloud] of this.clouds) {
      cloud.visible = wanted.has(name);
      cloud.userData.seen = cloud.visible ? performance.now() : cloud.userData.seen;
      if (cloud.visible) this.points += cloud.userData.count;
    }
    const missing = shown.filter((name) => !this.clouds.has(name) && !this.broken.has(name));
    for (const name of missing) {
      if (this.loading.size >= atOnce) break;
      if (!this.loading.has(name)) this.loadNode(name);
    }
    this.forget();
    this.renderer.render(this.scene, this.camera);
    this.onChange({ points: this.points, total: this.file.points, isWhole: missing.length === 0 && pages.length === 0 && this.loading.size === 0, error: this.error });
  }

  loadPage(name) {
    if (this.loading.has(name)) return;
    this.loading.add(name);
    const page = this.octree.pages.get(name);
    this.readers.ask({ page }).then((answer) => { this.octree.pages.delete(name); this.octree.add(answer); },
      (error) => { this.octree.pages.delete(name); this.error = error; }).finally(() => { this.loading.delete(name); this.changed(); });
  }

  loadNode(name) {
    this.loading.add(name);
    const node = this.octree.nodes.get(name);
    this.readers.ask({ node }).then((answer) => this.add(name, answer), (error) => { this.broken.add(name); this.error = error; })
      .finally(() => { this.loading.delete(name); this.changed(); });
  }

  add(name, { position, intensity, kind, colour }) {
    if (this.isClosed) return;
    if (name === '0-0-0-0') this.measure(position, intensity, colour);
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(position, 3));
    geometry.setAttribute('intensity', new BufferAttribute(intensity, 1));
    geometry.setAttribute('kind', new BufferAttribute(kind, 1));
    if (colour) geometry.setAttribute('colour', new BufferAttribute(colour, 3));
    const cloud = new Points(geometry, this.material);
    cloud.frustumCulled = false; // the octree has done it
    cloud.userData = { count: kind.length, seen: performance.now() };
    this.clouds.set(name, cloud);
    this.scene.add(cloud);
  }

  /** The root has points of the whole: their usual values make the ramps. */
  measure(position, intensity, colour) {
    const { uniforms } = this.material;
    uniforms.heights.value.set(...usualRange(position, 3, 2));
    uniforms.intensities.value.set(...usualRange(intensity));
    // 16 bits as the standard has it, or 8 as many files have.
    if (colour) uniforms.colourScale.value = 1 / (usualRange(colour)[1] > 255 ? 65535 : 255);
  }

  /** Keeps what may be looked at again, up to half as much as is shown. */
  forget() {
    let kept = 0;
    for (const cloud of this.clouds.values()) kept += cloud.userData.count;
    const hidden = [...this.clouds].filter(([, cloud]) => !cloud.visible).sort((a, b) => a[1].userData.seen - b[1].userData.seen);
    for (const [name, cloud] of hidden) {
      if (kept < 1.5 * this.budget) break;
      kept -= cloud.userData.count;
      this.scene.remove(cloud);
      cloud.geometry.dispose();
      this.clouds.delete(name);
    }
  }

  set(name, value) {
    if (name === 'mode') this.material.uniforms.mode.value = modes.indexOf(value);
    else if (name === 'size') this.material.uniforms.pointSize.value = value * this.renderer.getPixelRatio();
    else if (name === 'budget') this.budget = value;
    this.changed();
  }

  close() {
    this.isClosed = true;
    cancelAnimationFrame(this.frame);
    this.readers.close();
    this.sizes.disconnect();
    this.controls.dispose();
    for (const cloud of this.clouds.values()) cloud.geometry.dispose();
    this.material.dispose();
    this.renderer.dispose();
    this.renderer.domElement.remove();
  }
}

/** Opens a COPC in a container; `onChange` hears {points, total, isWhole, error} after each drawing. */
export async function open3d(container, url, onChange) {
  const view = new View3d(container, onChange);
  try {
    await view.open(url);
  } catch (error) {
    view.close();
    throw error;
  }
  return view;
}
