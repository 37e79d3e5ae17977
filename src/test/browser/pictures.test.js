// Pictures of the report, for people to look at: PICTURES=FOLDER src/test/browser/run.
import { test } from 'node:test';
import { join } from 'node:path';
import { opened, DESKTOP, PHONE } from './reader.js';

const folder = process.env.PICTURES;
const WINDOWS = { light: DESKTOP, dark: { ...DESKTOP, colorScheme: 'dark' }, phone: PHONE, 'phone-dark': { ...PHONE, colorScheme: 'dark' } };

for (const [name, window] of Object.entries(WINDOWS))
  test(`pictures: ${name}`, { skip: folder ? false : 'PICTURES names no folder' }, async () => {
    const page = await opened(window);
    await page.addStyleTag({ content: '.bar { position: static !important; }' }); // else it would cover parts of tall pictures
    await page.screenshot({ path: join(folder, `${name}-first-screen.png`) });
    for (const id of ['manifolds', 'charts', 'atlas', 'explorer', 'cells']) {
      const section = page.locator(`section#${id}`);
      if (!await section.isVisible()) continue;
      await page.evaluate(async (section) => { // past everything that is drawn when it comes near the screen
        for (const part of document.querySelectorAll(`#${section}, #${section} figure`)) { part.scrollIntoView(); await new Promise((done) => setTimeout(done, 50)); }
      }, id);
      await page.waitForTimeout(700);
      await section.screenshot({ path: join(folder, `${name}-${id}.png`) });
    }
    await page.locator('section#manifolds td button').first().click();
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, `${name}-dialog.png`) });
    await page.context().close();
  });
