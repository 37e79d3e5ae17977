import { test } from 'node:test';
import assert from 'node:assert/strict';
import { reading, walked } from './reader.js';

/** Where the focus is: a place in the report, its element's role or name, and whether one can see that it is there. */
const focus = (page) => page.evaluate(() => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
  return { section: element.closest('section, header, dialog')?.id || element.closest('header') && 'header' || '', tag: element.tagName, name: element.getAttribute('aria-label') ?? element.querySelector('[role=img]')?.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40), role: element.getAttribute('role') ?? '',
    inChart: element.closest('figure.chart')?.id ?? '', inHead: Boolean(element.closest('th')), body: element === document.body,
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== 'none' || Boolean(element.parentElement && element.matches('input') && getComputedStyle(element.nextElementSibling ?? element).outlineStyle !== 'none'),
    onScreen: box.bottom > 0 && box.top < innerHeight };
});

test('Tab reaches everything in the order in which it stands, and one sees where one is', reading(async (page) => {
  await walked(page);
  const stops = [];
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press('Tab');
    const stop = await focus(page);
    if (stop.body) break;
    stops.push(stop);
  }
  assert.ok(stops.length < 400, 'the page has an end');
  const sections = stops.map((stop) => stop.section).filter((section, i, all) => section !== all[i - 1] && section !== '');
  const wanted = await page.evaluate(() => ['header', ...[...document.querySelectorAll('main > section')].filter((section) => !section.hidden).map((section) => section.id)]);
  assert.deepEqual(sections.filter((section) => section !== ''), wanted.filter((section) => sections.includes(section)), 'in order');
  for (const id of ['manifolds', 'charts', 'explorer', 'cells']) assert.ok(sections.includes(id), `Tab does not reach ${id}, only ${sections}`);
  assert.ok(stops.some((stop) => stop.section === 'manifolds' && stop.tag === 'BUTTON' && /Manifold/.test(stop.name)));
  assert.ok(stops.some((stop) => stop.inChart && /SVG/.test(stop.name)) && stops.some((stop) => stop.inChart && /CSV/.test(stop.name)));
  assert.ok(stops.some((stop) => stop.inHead && stop.section === 'cells'));
  assert.ok(stops.some((stop) => stop.section === 'explorer' && stop.role === 'application'));
  assert.deepEqual(stops.filter((stop) => !stop.seen).map((stop) => `${stop.section} ${stop.tag} ${stop.name}`), [], 'focus that cannot be seen');
  assert.deepEqual(stops.filter((stop) => !stop.onScreen).map((stop) => `${stop.section} ${stop.tag} ${stop.name}`), [], 'focus beyond the screen');
}));

test('the first stop leads past the head', reading(async (page) => {
  await page.keyboard.press('Tab');
  assert.match((await focus(page)).name, /skip/i);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
}));

for (const key of ['Enter', 'Space'])
  test(`${key} opens a cell`, reading(async (page) => {
    const slot = page.locator('section#manifolds td').getByRole('button').first();
    await slot.focus();
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.ok(await slot.evaluate((element) => element === document.activeElement));
  }));

test('a chart is read as a table with the keyboard alone', reading(async (page) => {
  const chart = page.locator('section#charts figure').first();
  const button = chart.getByRole('button', { name: /table/i });
  await button.focus();
  await page.keyboard.press('Enter');
  assert.equal(await button.getAttribute('aria-expanded'), 'true');
  await chart.getByRole('table').waitFor();
  assert.ok(await chart.getByRole('row').count() > 1);
}));
