import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { reading, embedded } from './reader.js';
import { png } from './png.js';

const data = embedded('report-data');
const charts = data.studies.flatMap((study) => study.charts);

/** The content of a file that a click saves. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

test('the sweep has a chart for every question', () => {
  for (const subject of ['rate and distortion', 'bound', 'disentanglement', 'active units', 'KL per dimension', 'over the epochs'])
    assert.ok(charts.some((chart) => chart.subject.toLowerCase().includes(subject.toLowerCase())), `no chart of ${subject} among ${charts.map((chart) => chart.subject)}`);
});

test('every chart is drawn, and its title is what it shows', reading(async (page) => {
  for (const chart of charts) {
    const figure = page.locator(`figure#${chart.id}`);
    await figure.scrollIntoViewIfNeeded();
    await figure.locator('.plot svg, .plot canvas').first().waitFor();
    assert.match(await figure.getByRole('heading').innerText(), /\w.*\.$/s);
    assert.equal((await figure.getByRole('heading').innerText()).replace(/\.$/, ''), chart.finding);
    const { marks, texts } = await figure.locator('.plot svg').evaluate((svg) => ({ marks: svg.querySelectorAll('path').length, texts: [...svg.querySelectorAll('text')].map((text) => text.textContent) }));
    const points = chart.series.reduce((sum, series) => sum + series.points.length, 0);
    assert.ok(marks > 4 && points > 0, `${chart.id} shows ${marks} marks of ${points} points`);
    for (const axis of [chart.x, chart.y]) if (axis.unit) assert.ok(texts.some((text) => text.includes(axis.unit)), `${chart.id} does not name the unit ${axis.unit}: ${texts}`);
  }
}));

test('no text of a chart is cut off at its edge', reading(async (page) => {
  for (const chart of charts) {
    const figure = page.locator(`figure#${chart.id}`);
    await figure.scrollIntoViewIfNeeded();
    await figure.locator('.plot svg').waitFor();
    const cut = await figure.locator('.plot').evaluate((plot) => {
      const box = plot.getBoundingClientRect();
      return [...plot.querySelectorAll('svg text')].filter((text) => { const at = text.getBoundingClientRect(); return at.left < box.left - 1 || at.right > box.right + 1; }).map((text) => text.textContent);
    });
    assert.deepEqual(cut, [], chart.id);
  }
}));

test('every chart is saved as SVG, PNG and CSV', reading(async (page) => {
  for (const chart of charts) {
    const figure = page.locator(`figure#${chart.id}`), button = (name) => figure.getByRole('button', { name, exact: false });
    await figure.scrollIntoViewIfNeeded();

    const svg = await saved(page, button('as SVG'));
    assert.equal(svg.name, `${chart.id}.svg`);
    const faults = await page.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent, svg.content.toString());
    assert.equal(faults, undefined);
    assert.match(svg.content.toString(), /<path/);
    assert.doesNotMatch(svg.content.toString(), /href="http|url\(http/);

    const picture = await saved(page, button('as PNG'));
    assert.equal(picture.name, `${chart.id}.png`);
    const { width, height, pixels } = png(picture.content);
    assert.ok(width > 600 && height > 400);
    assert.ok(new Set(pixels).size > 10, 'a picture of one colour');

    const table = await saved(page, button('as CSV'));
    assert.equal(table.name, `${chart.id}.csv`);
    const lines = table.content.toString().trim().split('\n');
    assert.equal(lines.length, 1 + chart.series.reduce((sum, series) => sum + series.points.length, 0));
    assert.match(lines[0], /^series,/);
    assert.ok(lines[1].includes(String(chart.series[0].points[0][1])), `${lines[1]} lacks ${chart.series[0].points[0][1]}`);
  }
}));

test('the legend hides a series', reading(async (page) => {
  const chart = charts.find((candidate) => candidate.series.length > 1), figure = page.locator(`figure#${chart.id}`);
  await figure.scrollIntoViewIfNeeded();
  await figure.locator('.plot svg').waitFor();
  const button = figure.locator('.legend').getByRole('button').first(), before = await figure.locator('.plot svg').innerHTML();
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  await button.click();
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  assert.notEqual(await figure.locator('.plot svg').innerHTML(), before);
}));
