// What axe-core finds wrong with a page for people who cannot see, cannot point or see colours differently.
import axe from 'axe-core';
import assert from 'node:assert/strict';

/** No violation of serious or critical impact in a part of the page, by all of axe's rules. */
export async function assertAccessible(page, part = 'html') {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((selector) => axe.run(document.querySelector(selector), { resultTypes: ['violations'] }), part);
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(grave.flatMap(({ id, help, nodes }) => nodes.slice(0, 5).map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.any[0]?.message ?? node.html}`)), []);
  return violations.map(({ id, impact, nodes }) => `${impact} ${id} (${nodes.length})`);
}
