// What axe-core finds wrong with a page for people who cannot see, cannot point or see colours differently.
import axe from 'axe-core';
import assert from 'node:assert/strict';

/** No violation of serious or critical impact, with all rules of WCAG 2.2 A and AA and axe's best practices. */
export async function assertAccessible(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(grave.flatMap(({ id, help, nodes }) => nodes.slice(0, 5).map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.any[0]?.message ?? node.html}`)), []);
  return violations.map(({ id, impact, nodes }) => `${impact} ${id} (${nodes.length})`);
}
