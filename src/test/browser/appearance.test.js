import { test } from 'node:test';
import assert from 'node:assert/strict';
import { reading, walked, until, embedded, DESKTOP, PHONE } from './reader.js';

const DARK = { ...DESKTOP, colorScheme: 'dark' };

/** Relative luminance of "rgb(r, g, b)", 0 … 1   (WCAG 2.2). */
function luminance(colour) {
  const [r, g, b] = colour.match(/[\d.]+/g).map(Number).map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const contrast = ({ ink, paper }) => { const [low, high] = [luminance(ink), luminance(paper)].sort((a, b) => a - b); return (high + 0.05) / (low + 0.05); };
const colours = (page) => page.evaluate(() => ({ ink: getComputedStyle(document.querySelector('h1')).color, paper: getComputedStyle(document.body).backgroundColor }));
/** Colours of the first chart's texts. */
const chartInk = async (page) => {
  const chart = page.locator('section#charts figure').first();
  await chart.scrollIntoViewIfNeeded();
  await chart.locator('.plot svg text').first().waitFor({ state: 'attached' });
  return chart.locator('.plot svg text').first().evaluate((text) => getComputedStyle(text).fill);
};

test('it is light where the system is light', reading(async (page) => {
  const shown = await colours(page);
  assert.ok(luminance(shown.paper) > 0.8 && contrast(shown) >= 7, JSON.stringify(shown));
}));

test('it is dark where the system is dark, charts too', reading(async (page) => {
  const shown = await colours(page);
  assert.ok(luminance(shown.paper) < 0.05 && contrast(shown) >= 7, JSON.stringify(shown));
  assert.ok(contrast({ ink: await chartInk(page), paper: shown.paper }) >= 4.5);
}, DARK));

test('it follows the system while it is open', reading(async (page) => {
  const [before, ink] = [await colours(page), await chartInk(page)];
  await page.emulateMedia({ colorScheme: 'dark' });
  const after = await colours(page);
  assert.notEqual(after.paper, before.paper);
  assert.notEqual(after.ink, before.ink);
  assert.notEqual(await chartInk(page), ink);
}));

test('the reader may choose otherwise, and it stays chosen', reading(async (page) => {
  const choice = page.getByRole('group', { name: 'Colours' }).getByRole('button', { name: 'Dark' });
  await choice.click();
  assert.equal(await choice.getAttribute('aria-pressed'), 'true');
  assert.ok(luminance((await colours(page)).paper) < 0.05);
  await page.reload();
  assert.ok(luminance((await colours(page)).paper) < 0.05);
}));

test('on paper it is black on white, whole, and without what can only be clicked', reading(async (page) => {
  await walked(page);
  await page.emulateMedia({ media: 'print' });
  const shown = await colours(page);
  assert.ok(contrast({ ...shown, paper: shown.paper.includes(', 0)') ? 'rgb(255, 255, 255)' : shown.paper }) >= 7, JSON.stringify(shown));
  assert.ok(luminance(shown.ink) < 0.05, 'dark ink');
  assert.equal(await page.getByRole('navigation').isVisible(), false);
  assert.equal(await page.getByRole('searchbox').isVisible(), false);
  await page.emulateMedia({ media: 'screen' });
  const pdf = await page.pdf({ format: 'A4' });
  assert.ok(pdf.length > 50_000 && /\/Type ?\/Page\b/.test(pdf.toString('latin1')));
}, DARK));

test('charts are drawn anew for paper, in letters that can be read there, and as before afterwards', reading(async (page) => {
  await walked(page);
  const drawn = () => page.evaluate(() => [...document.querySelectorAll('figure.chart .plot')].map((plot) => {
    const svg = plot.querySelector('svg');
    return { place: plot.clientWidth, width: Number(svg?.getAttribute('width')), box: svg?.viewBox.baseVal.width, letters: Math.min(...[...svg?.querySelectorAll('text') ?? []].map((text) => parseFloat(getComputedStyle(text).fontSize))) };
  }));
  const before = await drawn(), half = (210 - 2 * 14) / 25.4 * 96 / 2;
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  for (const { width, box, letters } of await drawn()) {
    assert.ok(width > 0 && width <= half && box === width, `${width} px wide, shown as ${box}; half a page has ${half}`);
    assert.ok(letters >= 7 / 72 * 96, `letters of ${letters} px`);
  }
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.pdf({ format: 'A4' });
  await until(async () => (await drawn()).every(({ place, width }) => place === width));
  assert.deepEqual((await drawn()).map(({ place, width }) => [place, width]), before.map(({ place }) => [place, place]));
  assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), 'the page scrolls sideways');
}, PHONE));

for (const [name, window, widths] of [['on a phone', PHONE, [375, 320]], ['on a screen', DESKTOP, [1280, 768]]])
  test(`nothing scrolls sideways ${name}`, reading(async (page) => {
    await walked(page);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 700 });
      await page.waitForTimeout(200);
      const { scrolled, wide } = await page.evaluate((width) => ({
        scrolled: document.scrollingElement.scrollWidth,
        wide: [...document.querySelectorAll('main *')].filter((element) => element.getBoundingClientRect().right > width + 1 && !element.closest('table')).slice(0, 8).map((element) => `${element.tagName} ${element.className} ${element.id}`),
      }), width);
      assert.ok(scrolled <= width, `${scrolled} px wide at ${width}; beyond the edge: ${wide}`);
    }
  }, window));

test('a phone has room for fingers', reading(async (page) => {
  await walked(page);
  const small = await page.locator('main button:visible, nav a:visible').evaluateAll((all) => all.filter((one) => { const { width, height } = one.getBoundingClientRect(); return width < 24 || height < 24; }).map((one) => `${one.textContent.trim()} ${one.getBoundingClientRect().height}`));
  assert.deepEqual(small, [], 'targets of less than 24 × 24 px (WCAG 2.2, 2.5.8)');
}, PHONE));

test('nothing moves by itself where people asked for little motion', reading(async (page) => {
  await walked(page);
  const moving = await page.evaluate(() => document.getAnimations().filter((animation) => animation.playState === 'running' && animation.effect.getComputedTiming().duration > 1).length);
  assert.equal(moving, 0);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto');
}));

test('the page is there in a moment', reading(async (page, context) => {
  const { loaded, size } = await page.evaluate(() => { const [entry] = performance.getEntriesByType('navigation'); return { loaded: entry.loadEventEnd, size: document.documentElement.outerHTML.length }; });
  assert.ok(size < 15e6, `${size} characters`);
  context.diagnostic(`loaded in ${loaded.toFixed(0)} ms, ${(size / 1e6).toFixed(1)} MB, ${embedded('report-data').cells.length} cells`);
}));
