// The explorer's decoder, as plain numbers: the scripts run in Node.js, and their bytes are those of the engine in decoder.json (DecoderFixtureTest.java) within one grey level.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const scripts = ['base64', 'normal', 'decoder', 'draw', 'mapping', 'path', 'view-link', 'regions', 'overlays', 'colours'];
const context = vm.createContext({ atob, URLSearchParams });
for (const name of scripts) vm.runInContext(readFileSync(here(`../../main/resources/tornadovae/report/explorer/${name}.js`), 'utf8'), context, { filename: `${name}.js` });
const { explorer } = context;
const fixture = JSON.parse(readFileSync(here('decoder.json'), 'utf8'));

for (const model of fixture.models) {
  test(`pixels of a ${model.likelihood} decoder with ${model.activation} are the engine's within 1/255`, () => {
    const decoder = new explorer.Decoder(model), codes = explorer.floats(model.codes), expected = explorer.bytes(model.grey), n = codes.length / model.latent;
    const together = decoder.grey(codes, n);
    assert.equal(together.length, expected.length);
    for (let i = 0; i < expected.length; i++) assert.ok(Math.abs(together[i] - expected[i]) <= 1, `byte ${i}: ${together[i]} and ${expected[i]}`);
    assert.ok(new Set(expected).size > 50, 'greys of many kinds');
    for (let row = 0; row < n; row++) {
      const alone = decoder.grey(codes.slice(row * model.latent, (row + 1) * model.latent), 1);
      for (let i = 0; i < alone.length; i++) assert.ok(Math.abs(alone[i] - expected[row * alone.length + i]) <= 1);
    }
  });
}

test('a byte is 255 times the clamped value, rounded', () => {
  assert.deepEqual(Array.from(explorer.grey([-1, 0, 0.5, 1, 2, 1.4999 / 255, 1.5001 / 255, NaN])), [0, 0, 128, 255, 255, 1, 2, 0]);
});

test("quantiles are Java's, and Φ undoes them", () => {
  for (const [p, z] of fixture.quantiles) {
    assert.ok(Math.abs(explorer.normal.quantile(p) - z) <= 1e-13 * Math.max(1, Math.abs(z)), `Φ⁻¹(${p})`);
    assert.ok(Math.abs(explorer.normal.cdf(z) - p) <= 1e-13, `Φ(${z})`);
  }
  assert.equal(explorer.normal.quantile(0.5), 0);
});

test('places on the plane lead to codes and back on both scales', () => {
  for (const scale of ['u', 'z']) {
    const mapping = new explorer.Mapping(scale);
    for (const fraction of [0.01, 0.3, 0.5, 0.99]) assert.ok(Math.abs(mapping.fraction(mapping.z(fraction)) - fraction) < 1e-12);
    assert.ok(Number.isFinite(mapping.z(0)) && Number.isFinite(mapping.z(1)));
  }
});

test('a Bernoulli draw is white as often as its mean says, and stays while its seed stays', () => {
  const means = new Float64Array(20000).fill(0.3), draw = new explorer.Draw(4), white = draw.of(means).filter((byte) => byte === 255).length;
  assert.ok(Math.abs(white / 20000 - 0.3) < 0.013, `${white} of 20000`);   // four standard errors
  assert.deepEqual(draw.of(means), draw.of(means));
  assert.notDeepEqual(draw.of(means), new explorer.Draw(5).of(means));
});

test('a link restores its view', () => {
  const view = { model: 'latent-2_c71a5750', z: '0.5,-1.25', axes: '1,2', scale: 'u', overlay: 'class', points: 'shapes', hide: '', draw: 3 };
  const hash = explorer.viewLink.write(view);
  assert.equal(hash, '#explorer?model=latent-2_c71a5750&z=0.5,-1.25&axes=1,2&scale=u&overlay=class&points=shapes&draw=3');
  assert.deepEqual({ ...explorer.viewLink.read(hash) }, { model: 'latent-2_c71a5750', z: '0.5,-1.25', axes: '1,2', scale: 'u', overlay: 'class', points: 'shapes', draw: '3' });
  assert.equal(explorer.viewLink.read('#matrix'), null);
  assert.equal(explorer.viewLink.numbers('0.5,x', 2), null);
  assert.equal(explorer.viewLink.numbers('0.5', 2), null);
});

test('a path is walked at an even pace and ends where it began', () => {
  const path = new explorer.Path(), mapping = new explorer.Mapping('u');
  path.waypoints = [[-1, -1], [1, -1], [1, 1]];
  const { length, at } = path.course(mapping, false);
  const steps = Array.from({ length: 301 }, (_, k) => at(k * length / 300));
  assert.ok(Math.hypot(steps[0][0] - steps[300][0], steps[0][1] - steps[300][1]) < 1e-9);
  for (let k = 1; k <= 300; k++) assert.ok(Math.hypot(steps[k][0] - steps[k - 1][0], steps[k][1] - steps[k - 1][1]) <= length / 300 + 1e-9);
});

test('a class map is read by cells, a field between them', () => {
  const floats = (...values) => Buffer.from(new Float32Array(values).buffer).toString('base64');
  const overlays = new explorer.Overlays({ across: 0, up: 1, grid: 2, classes: ['a', 'b'], threshold: 0.5, fields: [
    { id: 'class', kind: 'class', field: floats(0, 1, 1, NaN), shades: floats(0.9, 0.4, 1, NaN) }, { id: 'slant', kind: 'signed', field: floats(-4, 2, 0, 2) }] }, {});
  const plain = (found) => found && { name: found.name, confidence: Math.round(10 * found.confidence) / 10 };
  assert.deepEqual(plain(overlays.classAt(0.1, 0.9)), { name: 'a', confidence: 0.9 });   // row 0 is at the top, where the second dimension is large
  assert.deepEqual(plain(overlays.classAt(0.1, 0.1)), { name: 'b', confidence: 1 });
  assert.equal(overlays.classAt(0.9, 0.1), null);
  const slant = overlays.named('slant');
  assert.equal(overlays.value(slant, 0.25, 0.75), -4);
  assert.equal(overlays.value(slant, 0.5, 0.75), -1);
  assert.equal(overlays.value(slant, 0.5, 0.5), 0);
  assert.deepEqual([slant.low, slant.high], [-4, 4]);
});

test('a class is named in the middle of each of its regions, but not in small ones', () => {
  const map = [
    0, 0, 0, 1, 1,
    0, 0, 0, 1, 1,
    0, 0, 0, 1, -1,
    2, 1, 1, 0, 0,
    2, 1, 1, 0, 0];
  const names = Array.from(explorer.regions(map, 5, 4), (found) => ({ ...found }));
  assert.deepEqual(names.map((found) => found.class), [0, 1, 1, 0]);
  assert.deepEqual([Math.round(50 * names[0].u), Math.round(50 * names[0].v)], [15, 35]);   // column 1, row 1
});
