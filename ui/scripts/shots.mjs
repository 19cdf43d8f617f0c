// Photographs every fixture at three widths, in both languages and themes, and asks axe-core about each.
//   node scripts/shots.mjs [--only name[,name]] [--out dir] [--no-axe] [--lang en|ja] [--theme light|dark] [--width 1040]
// CHROMIUM names the browser; the pictures go to node_modules/.shots, which nothing else reads.
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

import { chromium } from 'playwright-core';
import { build, preview } from 'vite';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    out: { type: 'string', default: 'node_modules/.shots' },
    'no-axe': { type: 'boolean', default: false },
    lang: { type: 'string' },
    theme: { type: 'string' },
    width: { type: 'string' },
  },
});

const SIZES = [
  { width: 1040, height: 720 },
  { width: 480, height: 900 },
  { width: 1600, height: 900 },
].filter((size) => !values.width || size.width === Number(values.width));
const LANGS = values.lang ? [values.lang] : ['en', 'ja'];
const THEMES = values.theme ? [values.theme] : ['light', 'dark'];
// Fixtures play at this moment (src/fixtures/base.ts).
const NOW = new Date('2026-11-20T09:42:00Z');

await build({ configFile: 'vite.gallery.config.ts', logLevel: 'warn' });
const server = await preview({ configFile: 'vite.gallery.config.ts', preview: { port: 0 }, logLevel: 'warn' });
const address = server.httpServer.address();
const origin = `http://localhost:${typeof address === 'object' && address ? address.port : ''}`;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
await mkdir(values.out, { recursive: true });

let taken = 0;
/** @type {string[]} */
const findings = [];
try {
  const names = await fixtureNames();
  for (const lang of LANGS)
    for (const theme of THEMES)
      for (const size of SIZES) {
        // The gallery's own policy stays on for the photographs; axe is let in by a second, policy-free look.
        const context = await browser.newContext({ viewport: size, locale: lang, timezoneId: 'UTC', bypassCSP: true });
        const page = await context.newPage();
        await page.clock.setFixedTime(NOW);
        /** @type {string[]} */
        const complaints = [];
        page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
        page.on('pageerror', (error) => complaints.push(String(error)));
        for (const name of names) {
          const label = `${name}-${lang}-${theme}-${size.width}`;
          complaints.length = 0;
          await page.goto(`${origin}/gallery.html?screen=${name}&lang=${lang}&theme=${theme}`);
          await page.waitForSelector('h1');
          await page.evaluate(() => {
            for (const one of document.getAnimations())
              if (one.effect?.getComputedTiming().endTime === Infinity) one.pause();
              else one.finish();
          });
          await page.screenshot({ path: `${values.out}/${label}.png` });
          taken += 1;
          if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
            findings.push(`${label}: wider than the window`);
          findings.push(...(await clipped(page)).map((one) => `${label}: cut off: ${one}`));
          if (!values['no-axe'] && size.width !== 1600)
            findings.push(...(await ask(page)).map((found) => `${label}: ${found}`));
          findings.push(...complaints.map((one) => `${label}: console: ${one}`));
        }
        await context.close();
      }
} finally {
  await browser.close();
  await server.close();
}

console.log(`${taken} pictures in ${values.out}`);
if (findings.length > 0) {
  console.error(findings.join('\n'));
  process.exitCode = 1;
}

async function fixtureNames() {
  const page = await browser.newPage();
  await page.goto(`${origin}/gallery.html`);
  await page.waitForSelector('[data-fixture]');
  const names = await page.$$eval('[data-fixture]', (rows) =>
    rows.map((row) => row.getAttribute('data-fixture') ?? ''),
  );
  await page.close();
  const only = values.only?.split(',');
  return only
    ? names.filter((name) =>
        only.some((want) => name === want || (want.endsWith('*') && name.startsWith(want.slice(0, -1)))),
      )
    : names;
}

/** @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
async function ask(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    // @ts-expect-error axe puts itself on the window
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter((/** @type {{impact: string}} */ one) => one.impact === 'serious' || one.impact === 'critical')
      .flatMap((/** @type {{id: string, help: string, nodes: {html: string}[]}} */ one) =>
        one.nodes.map((node) => `axe ${one.id}: ${one.help}: ${node.html.slice(0, 160)}`),
      );
  });
}

/** Controls that stick out of the window to the side. @param {import('playwright-core').Page} page */
async function clipped(page) {
  return page.$$eval('button, input, select, textarea, a, h1', (controls) =>
    controls
      .filter((control) => {
        const box = control.getBoundingClientRect();
        return box.width > 1 && (box.left < -1 || box.right > innerWidth + 1);
      })
      .map((control) => control.outerHTML.slice(0, 120)),
  );
}
