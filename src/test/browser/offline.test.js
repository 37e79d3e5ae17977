import { test } from 'node:test';
import assert from 'node:assert/strict';
import { opened, closed, reading, embedded, until } from './reader.js';

test('the report asks for nothing and complains about nothing', reading(async (page) => {
  await page.waitForLoadState('load');
  assert.equal(page.requests.length >= 1, true);
  assert.notEqual(await page.title(), '');
  assert.ok(embedded('report-data'));
}));

test('it could not ask if it wanted to, and the harness hears of it', async () => {
  const page = await opened();
  await page.evaluate(() => { fetch('https://example.org/').catch(() => {}); new Image().src = 'https://example.org/picture.png'; console.error('heard'); setTimeout(() => { throw new Error('thrown'); }); });
  await until(() => page.requests.includes('https://example.org/picture.png') && ['connect', 'img-src', 'heard', 'thrown'].every((word) => page.faults.some((fault) => fault.includes(word))));
  for (const policy of [/connect-src|default-src/, /img-src/]) assert.ok(page.faults.some((fault) => fault.includes('example.org') && policy.test(fault)), `${policy} not in ${page.faults}`);
  for (const fault of ['heard', 'thrown']) assert.ok(page.faults.some((one) => one.includes(fault)), `${fault} not in ${page.faults}`);
  assert.ok(page.requests.includes('https://example.org/picture.png'));
  await assert.rejects(closed(page));
});
