import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { reading, embedded } from './reader.js';

const data = embedded('report-data');
const section = (page) => page.locator('section#cells');
const rows = (page) => section(page).locator('tbody tr');

/** The texts of a column, by its heading. */
async function column(page, name) {
  const index = (await section(page).getByRole('columnheader').allInnerTexts()).findIndex((text) => text.trim() === name);
  assert.ok(index >= 0, `no column ${name}`);
  return rows(page).evaluateAll((all, at) => all.map((row) => row.children[at].textContent), index);
}

const numbers = (texts) => texts.filter((text) => text !== '').map((text) => Number(text.replace('−', '-')));
const sorted = (values, sign) => [...values].sort((a, b) => sign * (a - b));

test('the table has every cell, and a failed one its reason', reading(async (page) => {
  assert.equal(await rows(page).count(), data.cells.length);
  const failed = data.cells.find((cell) => cell.state === 'failed');
  assert.ok((await rows(page).filter({ hasText: failed.id.slice(-8) }).innerText()).includes(failed.reason));
}));

test('a heading sorts by its column, and once more the other way; what is missing stays last', reading(async (page) => {
  const heading = section(page).getByRole('columnheader', { name: '−ELBO', exact: true }), button = heading.getByRole('button');
  await button.click();
  assert.equal(await heading.getAttribute('aria-sort'), 'ascending');
  const up = await column(page, '−ELBO');
  assert.deepEqual(numbers(up), sorted(numbers(up), 1));
  assert.equal(up.at(-1), '');
  await button.press('Enter');
  assert.equal(await heading.getAttribute('aria-sort'), 'descending');
  const down = await column(page, '−ELBO');
  assert.deepEqual(numbers(down), sorted(numbers(down), -1));
  assert.equal(down.at(-1), '');
  assert.equal(await section(page).locator('th[aria-sort]').count(), 1);
}));

test('words filter the rows, and their number is said', reading(async (page) => {
  const field = section(page).getByRole('searchbox');
  await field.fill('beta-tcvae');
  const wanted = data.cells.filter((cell) => cell.id.includes('beta-tcvae')).length;
  assert.equal(await rows(page).count(), wanted);
  assert.match(await section(page).locator('output').innerText(), new RegExp(`${wanted} of ${data.cells.length}`));
  await field.fill('no such cell');
  assert.equal(await rows(page).count(), 0);
  await field.fill('');
  assert.equal(await rows(page).count(), data.cells.length);
}));

/** How many rows each text leaves. */
async function left(page, text) {
  await section(page).getByRole('searchbox').fill(text);
  return rows(page).count();
}

test('a word is a whole value of a setting, with or without its name', reading(async (page) => {
  const value = (cell, key) => cell.settings[key] ?? data.settings[key];
  const having = (key, wanted) => data.cells.filter((cell) => value(cell, key) === wanted).length;
  const beta = value(data.cells[0], 'objective.beta'), latent = value(data.cells[0], 'model.latent'), seed = value(data.cells[0], 'training.seed');
  for (const name of ['β', 'beta', 'objective.beta', 'Beta']) assert.equal(await left(page, `${name}=${beta}`), having('objective.beta', beta), name);
  assert.equal(await left(page, `β = ${beta}`), having('objective.beta', beta));
  assert.equal(await left(page, `latent=${latent} seed=${seed}`), data.cells.filter((cell) => value(cell, 'model.latent') === latent && value(cell, 'training.seed') === seed).length);
  assert.equal(await left(page, value(data.cells[0], 'dataset.name')), having('dataset.name', value(data.cells[0], 'dataset.name')));
  assert.ok(await left(page, (await section(page).getByRole('searchbox').getAttribute('placeholder')).replace('Filter, such as ', '')) > 0, 'the placeholder finds nothing');
}));

test('digits of a loss or of an id are no word', reading(async (page) => {
  const cell = data.cells.find((candidate) => candidate.metrics.test_total !== undefined), digits = String(cell.metrics.test_total).slice(0, 3);
  assert.equal(await left(page, digits), data.cells.filter((one) => Object.values({ ...data.settings, ...one.settings }).includes(digits)).length);
  assert.equal(await left(page, '987654'), 0);
}));

test('a cell is found by the beginning of its id, its state and its reason', reading(async (page) => {
  assert.ok(await left(page, data.cells[0].id.slice(0, -2)) >= 1);
  assert.equal(await left(page, 'fail'), data.cells.filter((cell) => cell.state === 'failed').length);
}));

test('a row opens its cell', reading(async (page) => {
  await rows(page).nth(2).getByRole('link').press('Enter');
  await page.getByRole('dialog').waitFor();
  assert.match(await page.getByRole('dialog').innerText(), new RegExp(data.cells[2].id));
}));

test('the table is saved as CSV, a line a cell', reading(async (page) => {
  const [download] = await Promise.all([page.waitForEvent('download'), section(page).getByRole('button', { name: 'CSV' }).click()]);
  const lines = readFileSync(await download.path(), 'utf8').trim().split('\n');
  assert.equal(lines.length, 1 + data.cells.length);
  assert.ok(lines[1].includes(data.cells[0].id) && lines[1].includes(String(data.cells[0].metrics.test_total)));
}));

test('a field that a spreadsheet would take for a formula is kept from it, and a number stays one', reading(async (page) => {
  const line = await page.evaluate(() => csv([['=1', '+1', '@x', '-x', '\tx', '\rx', '-1.5', -1.5, '-2e-3', 'a-b']]));
  assert.equal(line, `'=1,'+1,'@x,'-x,'\tx,"'\rx",-1.5,-1.5,-2e-3,a-b\n`);
}));
