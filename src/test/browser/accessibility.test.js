import { test } from 'node:test';
import assert from 'node:assert/strict';
import { reading, opened, walked, DESKTOP, PHONE } from './reader.js';
import { assertAccessible } from './axe.js';

for (const [name, window] of [['light', DESKTOP], ['dark', { ...DESKTOP, colorScheme: 'dark' }], ['on a phone', PHONE]])
  test(`axe finds no grave fault: ${name}`, reading(async (page, context) => {
    await walked(page);
    for (const minor of await assertAccessible(page)) context.diagnostic(`axe, ${name}: ${minor}`);
  }, window));

test('axe hears of a picture without a text', async () => {
  const page = await opened();
  await page.evaluate(() => document.querySelector('main').append(new Image()));
  await assert.rejects(assertAccessible(page), /image-alt/);
  await page.context().close();
});
