// SPDX-License-Identifier: GPL-3.0-or-later
// How points are drawn: by height, class, intensity or their own colour.
import { DataTexture, NearestFilter, RGBAFormat, ShaderMaterial, Vector2 } from 'three';

export const modes = ['height', 'class', 'intensity', 'rgb'];

// Classes 0 to 18 of LAS 1.4 R15, table 17; what is beyond is gray.
const classColours = [
  0xb0b0b0, 0xcfcfcf, 0xa87848, 0x9ad07a, 0x5fae4a, 0x2c7a32, 0xd9482b, 0xff00ff, 0xd0b090, 0x3f8fd9, 0x6c5b7b, 0x5a5a66, 0xc8c8a0,
  0xf2c14e, 0xe07b39, 0x8c564b, 0x7f7fd0, 0x4fb3bf, 0xff5fa2,
];

function palette() {
  const data = new Uint8Array(256 * 4);
  for (let i = 0; i < 256; ++i) {
    const colour = classColours[i] ?? 0x909090;
    data.set([colour >> 16, (colour >> 8) & 255, colour & 255, 255], 4 * i);
  }
  const texture = new DataTexture(data, 256, 1, RGBAFormat);
  texture.minFilter = texture.magFilter = NearestFilter;
  texture.needsUpdate = true;
  return texture;
}

const vertexShader = `
attribute float intensity;
attribute float kind;
attribute vec3 colour;
uniform int mode;
uniform float pointSize;
uniform vec2 heights;
uniform vec2 intensities;
uniform float colourScale;
uniform sampler2D classes;
varying vec3 shade;

// Dark blue, green, sand, brown, white: five stops that keep their order in gray.
vec3 ramp(float t) {
  vec3 a = vec3(.16, .20, .45), b = vec3(.15, .50, .48), c = vec3(.55, .68, .36), d = vec3(.85, .66, .40), e = vec3(.98, .96, .92);
  t = clamp(t, 0., 1.) * 4.;
  return t < 1. ? mix(a, b, t) : t < 2. ? mix(b, c, t - 1.) : t < 3. ? mix(c, d, t - 2.) : mix(d, e, t - 3.);
}

void main() {
  float height = clamp((position.z - heights.x) / max(heights.y - heights.x, 1e-3), 0., 1.);
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.);
  gl_PointSize = pointSize;
  if (mode == 0) shade = ramp(height);
  else if (mode == 1) shade = texture2D(classes, vec2((kind + .5) / 256., .5)).rgb * (.6 + .4 * height); // or one class would be one flat patch
  else if (mode == 2) shade = vec3(.12 + .88 * clamp((intensity - intensities.x) / max(intensities.y - intensities.x, 1.), 0., 1.));
  else shade = clamp(colour * colourScale, 0., 1.);
}`;

const fragmentShader = `
varying vec3 shade;
void main() {
  vec2 from = gl_PointCoord - .5;
  if (dot(from, from) > .25) discard;
  gl_FragColor = vec4(shade, 1.);
}`;

export function pointMaterial() {
  return new ShaderMaterial({
    vertexShader, fragmentShader,
    uniforms: {
      mode: { value: 0 }, pointSize: { value: 3 }, heights: { value: new Vector2(0, 1) }, intensities: { value: new Vector2(0, 65535) },
      colourScale: { value: 1 }, classes: { value: palette() },
    },
  });
}

/** The values below and above which a hundredth lies: a bird and a pit do not decide the colours. */
export function usualRange(values, step = 1, from = 0) {
  const some = [];
  const stride = step * Math.max(1, Math.floor(values.length / step / 20000));
  for (let i = from; i < values.length; i += stride) some.push(values[i]);
  some.sort((a, b) => a - b);
  return some.length ? [some[Math.floor(some.length / 100)], some[Math.ceil(some.length * 0.99) - 1]] : [0, 1];
}
