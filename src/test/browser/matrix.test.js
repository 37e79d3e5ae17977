import { test } from 'node:test';
import assert from 'node:assert/strict';
import { reading, embedded } from './reader.js';
import { assertAccessible } from './axe.js';
import { DESKTOP, PHONE } from './reader.js';

const data = embedded('report-data');
const finished = data.cells.filter((cell) => cell.state === 'finished');

const slots = (page) => page.locator('section#manifolds td').getByRole('button');
/** As they are read aloud: what stands on them, and the texts of their pictures. */
const namesOf = (buttons) => buttons.evaluateAll((all) => all.map((button) => `${button.querySelector('[role=img]')?.getAttribute('aria-label') ?? ''} ${button.textContent}`));

test('every setting has a picture in the matrix, and it shows something', reading(async (page) => {
  const settings = new Set(data.cells.map((cell) => `${cell.study} ${cell.label}`));
  assert.equal(await slots(page).count(), settings.size);
  const names = await namesOf(slots(page));
  assert.equal(new Set(names).size, names.length, `names that say the same: ${names}`);
  const place = await slots(page).first().locator('.picture').boundingBox();
  assert.ok(place.width > 60 && Math.abs(place.width - place.height) < 2, JSON.stringify(place));
}));

for (const [name, window] of [['light', DESKTOP], ['dark', { ...DESKTOP, colorScheme: 'dark' }], ['on a phone', PHONE]])
  test(`a click opens a cell with its pictures and curves, ${name}; Escape closes it and goes back`, reading(async (page) => {
    const slot = slots(page).first();
    await slot.click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (const title of ['Manifold', 'Reconstructions', 'Samples', 'Traversals']) {
      const picture = dialog.locator('figure').filter({ has: page.getByRole('heading', { name: title, exact: true }) }).locator('img');
      assert.ok(await picture.evaluate(async (image) => { await image.decode(); return image.naturalWidth > 50; }), title);
      assert.match(await picture.getAttribute('alt'), new RegExp(title));
    }
    await dialog.locator('figure.chart').first().scrollIntoViewIfNeeded();
    await dialog.locator('figure.chart svg path').first().waitFor({ state: 'attached' });
    assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth));
    assert.ok(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth), 'the dialog scrolls sideways');
    await assertAccessible(page, 'dialog');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.ok(await slot.evaluate((button) => button === document.activeElement), 'focus goes back to where it was');
  }, window));

test('focus stays in the dialog, and the arrow keys turn its pages', reading(async (page) => {
  await slots(page).first().click();
  const dialog = page.getByRole('dialog'), title = dialog.getByRole('heading', { level: 2 }), first = await title.innerText();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)));
  }
  await dialog.getByRole('button', { name: 'Close' }).focus();
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await title.innerText(), first);
  await page.keyboard.press('ArrowLeft');
  assert.equal(await title.innerText(), first);
}));

test('a failed cell says why', reading(async (page) => {
  const failed = data.cells.find((cell) => cell.state === 'failed');
  assert.match(failed.reason, /NaN|∞|diverge/);
  await page.locator('section#manifolds').getByRole('button', { name: /failed/ }).first().click();
  await page.getByRole('dialog').getByText(failed.reason).waitFor();
}));

test('seeds are chosen one by one', reading(async (page) => {
  const group = page.locator('section#manifolds').getByRole('group', { name: 'Seed' }), pressed = () => group.getByRole('button').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-pressed')));
  assert.deepEqual(await pressed(), ['true', 'false', 'false']);
  const named = async () => (await namesOf(slots(page))).filter((name) => !/failed/.test(name));
  for (const seed of ['1', '2']) {
    await group.getByRole('button', { name: seed, exact: true }).click();
    assert.deepEqual(await pressed(), ['false', String(seed === '1'), String(seed === '2')]);
    const names = await named();
    assert.equal(names.length, finished.filter((cell) => cell.seed === seed).length);
    for (const name of names) assert.match(name, new RegExp(`seed ${seed}\\b`));
  }
}));

test('a link opens its cell, and Back closes it', reading(async (page) => {
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  assert.match(await dialog.innerText(), new RegExp(finished[3].id));
  await dialog.getByRole('button', { name: 'Close' }).click();
  await slots(page).first().click();
  await dialog.waitFor();
  await page.goBack();
  await dialog.waitFor({ state: 'hidden' });
}, DESKTOP, `#cell=${encodeURIComponent(finished[3].id)}`));
