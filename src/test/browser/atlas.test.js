// The atlas: what it says, what its maps say where one points, and the way from one model to another.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { reading, embedded, swept, walked, DESKTOP, PHONE } from './reader.js';
import { assertAccessible } from './axe.js';

const data = embedded('report-data').sections.find((section) => section.id === 'atlas').data;
const skip = data.atlases.length || swept ? false : 'the cells have no atlas';
const first = data.atlases[0];

const plain = (text) => text.replace(/\s+/g, ' ');

async function shown(page) {
  await page.locator('section#atlas').scrollIntoViewIfNeeded();
  await page.locator('section#atlas .at-part').first().waitFor();
}

const said = async (page) => plain(await page.locator('section#atlas').textContent());

test('without an atlas the page says how to make one', { skip: data.atlases.length ? 'the cells have atlases' : false }, reading(async (page) => {
  await page.locator('section#atlas').scrollIntoViewIfNeeded();
  await page.getByText(data.command).waitFor();
}));

test('every finding of the first model is on the page', { skip }, reading(async (page) => {
  await shown(page);
  const text = await said(page), findings = Object.values(first.parts).flatMap((part) => part.findings);
  assert.ok(findings.length > 5, 'there are findings');
  for (const finding of findings) assert.ok(text.includes(plain(finding)), finding);
}));

test('the keyboard points at a place, and all maps say what they show there', { skip }, reading(async (page) => {
  await shown(page);
  const map = page.locator('section#atlas .at-surface[tabindex="0"]').first(), n = first.grid;
  await map.focus();
  for (let i = 0; i < n; i++) await page.keyboard.press('ArrowLeft');
  for (let i = 0; i < n; i++) await page.keyboard.press('ArrowUp');
  const { class: classes, confidence } = first.parts.class_map, reads = await page.locator('section#atlas .at-read').allTextContents();
  assert.match(plain(reads[0]), new RegExp(`: ${first.classes[classes[0]]}, ${Math.round(100 * confidence[0])} %$`));
  assert.ok(reads.length > 3 && reads.every((text) => text !== ''), JSON.stringify(reads));
  await page.keyboard.press('Tab');
  assert.ok((await page.locator('section#atlas .at-read').allTextContents()).every((text) => text === ''), 'whoever leaves takes the cross away');
}));

test('the mouse points at the same place on every map', { skip }, reading(async (page) => {
  await shown(page);
  const map = page.locator('section#atlas .at-surface').first(), box = await map.boundingBox();
  await map.hover({ position: { x: box.width - 2, y: box.height - 2 } });
  const places = await page.locator('section#atlas .at-cross').evaluateAll((all) => all.map((cross) => `${cross.getAttribute('visibility')} ${Math.round(cross.getAttribute('x'))} ${Math.round(cross.getAttribute('y'))}`));
  const last = Math.round(100 * (first.grid - 1) / first.grid);
  assert.deepEqual([...new Set(places)], [`visible ${last} ${last}`]);
}));

test('another model may be chosen, and the comparison leads to one', { skip: skip || (data.atlases.length < 2 && 'there is one model') }, reading(async (page) => {
  await shown(page);
  const other = data.atlases.length - 1, finding = plain(data.atlases[other].parts.smoothness.findings[0]);
  await page.locator('section#atlas .at-choose select').selectOption(String(other));
  assert.ok((await said(page)).includes(finding));
  await page.locator('section#atlas .at-compare .at-link').first().click();
  assert.ok((await said(page)).includes(plain(first.parts.smoothness.findings[0])));
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'SELECT');
}));

test('the comparison is sorted by a heading', { skip: skip || (!data.comparison && 'there is nothing to compare') }, reading(async (page) => {
  await shown(page);
  const column = data.comparison.columns.findIndex((one) => one.name === 'no man’s land'), values = data.comparison.rows.map((row) => row.values[column]).sort((a, b) => b - a);
  await page.locator('section#atlas .at-compare').getByRole('button', { name: 'no man’s land' }).click();
  const cells = await page.locator(`section#atlas .at-compare tbody td:nth-child(${column + 2})`).allTextContents();
  assert.deepEqual(cells.map(parseFloat), values.map((value) => +(100 * value).toFixed(1)));
}));

for (const [name, window] of [['light', DESKTOP], ['dark', { ...DESKTOP, colorScheme: 'dark' }], ['on a phone', PHONE]])
  test(`axe finds no grave fault in it, with everything open: ${name}`, { skip }, reading(async (page) => {
    await shown(page);
    await page.evaluate(() => { for (const part of document.querySelectorAll('#atlas details')) part.open = true; });
    await walked(page);
    await assertAccessible(page, '#atlas');
    assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), 'nothing scrolls sideways');
  }, window));
