import { test } from 'node:test';
import assert from 'node:assert/strict';
import { opened, closed, reading, embedded } from './reader.js';

test('the report asks for nothing and complains about nothing', reading(async (page) => {
  await page.waitForLoadState('load');
  assert.equal(page.requests.length >= 1, true);
  assert.notEqual(await page.title(), '');
  assert.ok(embedded('report-data'));
}));

test('the harness hears requests and errors', async () => {
  const page = await opened();
  await page.evaluate(() => { fetch('https://example.org/').catch(() => {}); console.error('heard'); setTimeout(() => { throw new Error('thrown'); }); });
  await page.waitForTimeout(200);
  assert.ok(page.requests.includes('https://example.org/'));
  assert.ok(page.faults.some((fault) => fault.includes('heard')) && page.faults.some((fault) => fault.includes('thrown')), page.faults.join());
  await assert.rejects(closed(page));
});
