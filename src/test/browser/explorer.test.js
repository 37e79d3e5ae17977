import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reading, opened, results, swept, embedded, until, DESKTOP, PHONE } from './reader.js';
import { png } from './png.js';

const data = embedded('report-data').sections.find((section) => section.id === 'explorer').data;
const plane = (page) => page.getByRole('application');

async function shown(page) {
  await page.locator('section#explorer').scrollIntoViewIfNeeded();
  await plane(page).scrollIntoViewIfNeeded();
  await page.waitForTimeout(100);
}

/** The decoded image as the page shows it: grey bytes by rows. */
const decoded = (page) => page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const canvas = document.querySelector('canvas[aria-label^="Decoded image"]'), { width, height } = canvas;
  const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true }); // reading the page's own canvas would slow it
  copy.drawImage(canvas, 0, 0);
  seen(Array.from(copy.getImageData(0, 0, width, height).data).filter((_, i) => i % 4 === 0));
}))));

/** What the engine drew of a model: grid × grid images of the decoder's mean, row 0 at the top, z = Φ⁻¹((i + ½) / grid). */
function engine(model) {
  const { width, height, channels, pixels } = png(readFileSync(join(results, 'cells', model.cell, 'manifold.png')));
  assert.equal(channels, 1);
  assert.equal(width, height);
  return { grid: width / model.width, image: (row, column) => Array.from({ length: model.width * model.height }, (_, i) => pixels[(row * model.height + Math.floor(i / model.width)) * width + column * model.width + i % model.width]) };
}

const furthest = (a, b) => a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

test('every finished model is in the page, or the page says why not', () => {
  const cells = embedded('report-data').cells.filter((cell) => cell.state === 'finished').map((cell) => cell.id).sort();
  assert.deepEqual([...data.models.map((model) => model.cell), ...data.left_out.map((model) => model.cell)].sort(), cells);
  assert.ok(data.models.some((model) => model.latent === 2) && data.models.some((model) => model.latent === 3));
});

test('the decoder in the page gives the images of the engine, at every point of the grid of every model, within 1/255', reading(async (page, context) => {
  let most = 0, different = 0, pixels = 0;
  for (const [index, model] of data.models.entries()) {
    const { grid, image } = engine(model);
    const images = await page.evaluate(([at, n]) => {
      const model = data.sections.find((section) => section.id === 'explorer').data.models[at], decoder = new explorer.Decoder(model), quantile = (i) => explorer.normal.quantile((i + 0.5) / n);
      const codes = new Float32Array(n * n * model.latent);
      for (let row = 0; row < n; row++) for (let column = 0; column < n; column++) codes.set([quantile(column), quantile(n - 1 - row)], (row * n + column) * model.latent);
      return decoder.grey(codes, n * n).toBase64?.() ?? btoa(Array.from(decoder.grey(codes, n * n), (byte) => String.fromCharCode(byte)).join(''));
    }, [index, grid]);
    const mine = Buffer.from(images, 'base64'), theirs = Buffer.concat(Array.from({ length: grid * grid }, (_, k) => Buffer.from(image(Math.floor(k / grid), k % grid))));
    assert.equal(grid, 12);
    assert.equal(mine.length, theirs.length);
    mine.forEach((value, i) => {
      most = Math.max(most, Math.abs(value - theirs[i]));
      different += value !== theirs[i];
    });
    pixels += mine.length;
  }
  context.diagnostic(`${data.models.length} models, ${pixels} pixels: at most ${most}/255 apart, ${(100 * different / pixels).toFixed(3)} % not the same`);
  assert.ok(most <= 1, `${most}/255 apart`);
}));

test('the image on the screen is the engine\'s, wherever a link leads', reading(async (page) => {
  await shown(page);
  for (const model of [data.models.find((candidate) => candidate.latent === 2), data.models.find((candidate) => candidate.latent === 3)]) {
    const { grid, image } = engine(model);
    for (const [row, column] of [[0, 0], [grid - 1, 2], [5, grid - 1]]) {
      await page.evaluate(([cell, latent, across, up, n]) => {
        const z = [across, up].map((i) => explorer.normal.quantile((i + 0.5) / n).toFixed(4)).concat(Array(latent - 2).fill(0));
        location.hash = `#explorer?model=${cell}&axes=1,2&z=${z}`;
      }, [model.cell, model.latent, column, grid - 1 - row, grid]);
      await until(async () => furthest(await decoded(page), image(row, column)) <= 1);
      assert.ok(furthest(await decoded(page), image(row, column)) <= 1, `${model.cell}, row ${row}, column ${column}`);
    }
  }
}));

test('where the pointer goes, the image follows', reading(async (page) => {
  await shown(page);
  const box = await plane(page).boundingBox(), images = [];
  for (const [fx, fy] of [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]]) {
    await page.mouse.move(box.x + fx * box.width, box.y + fy * box.height, { steps: 3 });
    images.push((await decoded(page)).join());
  }
  assert.equal(new Set(images).size, 4);
  await page.mouse.click(box.x + 0.5 * box.width, box.y + 0.3 * box.height);
  const held = await decoded(page);
  await page.mouse.move(box.x + 0.1 * box.width, box.y + 0.1 * box.height, { steps: 3 });
  assert.deepEqual(await decoded(page), held, 'a click holds it');
}));

test('a finger drags over the plane without scrolling the page', reading(async (page) => {
  await shown(page);
  const box = await plane(page).boundingBox(), before = (await decoded(page)).join(), top = await page.evaluate(() => scrollY);
  const touch = (type, x, y) => session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  const session = await page.context().newCDPSession(page);
  await touch('touchStart', box.x + 0.3 * box.width, box.y + 0.3 * box.height);
  for (let i = 1; i <= 6; i++) await touch('touchMove', box.x + 0.3 * box.width, box.y + (0.3 + 0.1 * i) * box.height);
  await touch('touchEnd');
  assert.notEqual((await decoded(page)).join(), before);
  assert.equal(await page.evaluate(() => scrollY), top);
}, PHONE));

test('the arrow keys move, Home goes to the centre, and what is shown is said', reading(async (page) => {
  await shown(page);
  await plane(page).focus();
  await page.keyboard.press('Home');
  const centre = await decoded(page);
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowRight');
  assert.notDeepEqual(await decoded(page), centre);
  const said = await page.locator('canvas[aria-label^="Decoded image"]').getAttribute('aria-label');
  assert.match(said, /z₁ = 1\.\d+/);
  await page.keyboard.press('Home');
  assert.deepEqual(await decoded(page), centre);
}));

test('a slider moves a dimension that the plane does not span', reading(async (page) => {
  await shown(page);
  const section = page.locator('section#explorer'), index = data.models.findIndex((model) => model.latent === 3);
  await section.getByLabel('Model').selectOption(String(index));
  const before = await decoded(page), sliders = section.getByRole('slider');
  assert.equal(await sliders.count(), 3);
  const labels = await sliders.evaluateAll((all) => all.map((slider) => slider.closest('label').textContent)), free = labels.findIndex((label) => !/[→↑]/.test(label));
  await sliders.nth(free).fill('3');
  assert.notDeepEqual(await decoded(page), before);
}));

test('a link restores the view', reading(async (page) => {
  await shown(page);
  const section = page.locator('section#explorer'), index = data.models.findIndex((model) => model.latent === 3);
  await section.getByLabel('Model').selectOption(String(index));
  await section.getByLabel('points').check();
  await plane(page).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowLeft');
  const before = await decoded(page);
  await section.getByRole('button', { name: 'Link to this view' }).click();
  const link = await section.getByRole('textbox', { name: 'Link to this view' }).inputValue();
  const hash = link.slice(link.indexOf('#'));
  const other = await opened(DESKTOP, hash);
  await plane(other).waitFor();
  await until(async () => (await decoded(other)).join() === before.join());
  assert.deepEqual(await decoded(other), before);
  assert.equal(await other.locator('section#explorer').getByLabel('Model').inputValue(), String(index));
  assert.ok(await other.locator('section#explorer').getByLabel('points').isChecked());
  assert.ok(await plane(other).evaluate((element) => { const { top, bottom } = element.getBoundingClientRect(); return bottom > 0 && top < innerHeight; }), 'the view is on the screen');
  assert.deepEqual(other.faults, []);
  await other.context().close();
}));

test('test images are pointed at, shown beside their reconstructions', reading(async (page) => {
  await shown(page);
  const section = page.locator('section#explorer');
  await section.getByLabel('points').check();
  const chosen = Number(await section.getByLabel('Model').inputValue()), box = await plane(page).boundingBox();
  const [x, y] = await page.evaluate((at) => {
    const model = data.sections.find((one) => one.id === 'explorer').data.models[at], codes = explorer.floats(model.cloud.codes);
    return [codes[0], codes[1]].map(explorer.normal.cdf);
  }, chosen);
  await page.mouse.move(box.x + x * box.width, box.y + (1 - y) * box.height);
  await section.getByText(/^Test image \d+, class \d/).waitFor();
  for (const name of [/^Test image/, /^Reconstruction of test image/]) {
    const spread = await section.getByRole('img', { name }).evaluate((canvas) => { const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height); return Math.max(...data.filter((_, i) => i % 4 === 0)) - Math.min(...data.filter((_, i) => i % 4 === 0)); });
    assert.ok(spread > 50, `${name}: ${spread}`);
  }
}));

test('each overlay changes the plane', { skip: swept || data.models.some((model) => model.overlays) ? false : 'the cells have no atlas' }, reading(async (page) => {
  await shown(page);
  const choice = page.locator('section#explorer').getByLabel('Overlay'), pictures = new Map();
  for (const option of await choice.locator('option').evaluateAll((options) => options.map((one) => one.value))) {
    await choice.selectOption(option);
    const picture = () => plane(page).locator('canvas').first().evaluate((canvas) => canvas.toDataURL());
    await until(async () => !pictures.has(await picture()));
    pictures.set(await picture(), option);
  }
  assert.equal(pictures.size, await choice.locator('option').count());
}));

test('a path is played, and stops where the axes change', reading(async (page) => {
  await shown(page);
  const section = page.locator('section#explorer'), images = new Set();
  await section.getByRole('button', { name: 'Play' }).click();
  for (let i = 0; i < 4; i++) { await page.waitForTimeout(250); images.add((await decoded(page)).join()); }
  assert.ok(images.size > 2);
  for (const stop of [() => section.getByRole('button', { name: 'Pause' }).click(), () => section.getByRole('group', { name: 'Axes' }).getByLabel('z', { exact: true }).check()]) {
    await stop();
    const stopped = await decoded(page);
    await page.waitForTimeout(300);
    assert.deepEqual(await decoded(page), stopped);
    await section.getByRole('button', { name: 'Play' }).click();
  }
}, { ...DESKTOP, reducedMotion: 'no-preference' }));

test('an image is decoded in less than a frame', reading(async (page, context) => {
  const times = await page.evaluate(() => {
    const model = data.sections.find((section) => section.id === 'explorer').data.models[0], decoder = new explorer.Decoder(model), times = [];
    for (let i = 0; i < 300; i++) { const code = Float32Array.from({ length: model.latent }, (_, d) => Math.sin(i + d)), start = performance.now(); decoder.grey(code, 1); times.push(performance.now() - start); }
    return times.slice(100).sort((a, b) => a - b);
  });
  assert.ok(times[times.length >> 1] < 1000 / 60, `${times[times.length >> 1]} ms`);
  await shown(page);
  const box = await plane(page).boundingBox();
  await page.evaluate(() => { window.frames = []; let before = performance.now(); const step = (now) => { window.frames.push(now - before); before = now; if (window.frames.length < 200) requestAnimationFrame(step); }; requestAnimationFrame(step); });
  for (let i = 0; i < 120; i++) await page.mouse.move(box.x + (0.2 + 0.5 * (i / 120)) * box.width, box.y + (0.3 + 0.4 * Math.abs(Math.sin(i / 9))) * box.height);
  const frames = (await page.evaluate(() => window.frames.slice(5))).sort((a, b) => a - b);
  context.diagnostic(`decoding: median ${times[times.length >> 1].toFixed(2)} ms; frames while the pointer moves: median ${frames[frames.length >> 1].toFixed(1)} ms, 95 % within ${frames[Math.floor(0.95 * frames.length)].toFixed(1)} ms`);
}));
