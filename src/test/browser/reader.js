// A reader of the report: a browser without a network that remembers whatever a page asked for or complained about.
import { chromium } from 'playwright-core';
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const results = process.env.RESULTS;
/** Whether they are those of sweep.yaml, whose models have atlases: without one, a test of it then fails and is not skipped. */
export const swept = process.env.SWEPT === 'yes';
export const address = pathToFileURL(join(results, 'report.html')).href;

let browser;

async function started() {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM, args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
  return browser;
}

after(async () => { await browser?.close(); });

export const DESKTOP = { viewport: { width: 1280, height: 900 } };
export const PHONE = { viewport: { width: 375, height: 667 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** The report in a window of its own. `fragment` is what follows # in the address. `page.requests` are the addresses asked for, `page.faults` all errors. */
export async function opened(window = DESKTOP, fragment = '') {
  const context = await (await started()).newContext({ offline: true, acceptDownloads: true, reducedMotion: 'reduce', ...window });
  const requests = [], faults = [];
  context.on('request', (request) => requests.push(request.url()));
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.setDefaultNavigationTimeout(60_000);   // a page of some megabytes, on a machine that may be busy
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) faults.push(`${message.type()}: ${message.text()}`); });
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(address + fragment);
  return Object.assign(page, { requests, faults });
}

/** Closes the window; a test that ends so also claims that nothing went wrong and that nothing was asked for beside the report. */
export async function closed(page) {
  await page.context().close();
  assert.deepEqual(page.faults, [], 'the console must stay empty');
  assert.deepEqual(page.requests.filter((url) => !/^(data|blob):/.test(url) && url.split('#')[0] !== address), [], 'the report must ask for nothing beside itself');
}

/** Runs a test with the report open. */
export const reading = (use, window, fragment) => async (context) => {
  const page = await opened(window, fragment);
  try {
    await use(page, context);
  } catch (error) {
    await page.context().close();
    throw error;
  }
  await closed(page);
};

/** Looks at all of the report, so that everything is drawn that waits until it comes near the screen. */
export async function walked(page) {
  await page.evaluate(async () => {
    for (const part of document.querySelectorAll('main > section, main figure')) {
      part.scrollIntoView();
      await new Promise((seen) => setTimeout(seen, 60));
    }
    scrollTo(0, 0);
  });
  await page.waitForTimeout(300);
}

/** Waits for what comes late on a busy machine, ten seconds at most; what is claimed is then to be asserted. */
export async function until(claim) {
  for (let tries = 0; tries < 100 && !await claim(); tries++) await new Promise((tried) => setTimeout(tried, 100));
}

/** The data that the report carries. */
export function embedded(id) {
  const text = readFileSync(join(results, 'report.html'), 'utf8');
  const found = text.match(new RegExp(`<script type="application/json" id="${id}">([^<]*)</script>`));
  assert.ok(found, `the report has no data named ${id}`);
  return JSON.parse(found[1]);
}
