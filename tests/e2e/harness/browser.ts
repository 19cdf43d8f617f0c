import { join } from 'node:path';

import { type BrowserContext, type Page, chromium } from 'playwright-core';

import type { Desktop } from './desktop';
import { until } from './until';

const executablePath = process.env['GREENLIGHT_CHROMIUM'] ?? '/usr/bin/chromium';

/** What a page of the sign-in wants from the person. */
export type Asks = 'account' | 'consent' | 'wall' | 'nothing';

/** A person's own browser, with its cookies: who signed in once stays signed in. */
export class Browser {
  private constructor(readonly context: BrowserContext) {}

  static async start(desktop: Desktop, whose = 'person'): Promise<Browser> {
    const context = await chromium.launchPersistentContext(join(desktop.home, `browser-${whose}`), {
      executablePath,
      headless: true,
      // Chromium's own sandbox refuses to run as root, which containers are.
      chromiumSandbox: process.getuid?.() !== 0,
      viewport: { width: 960, height: 720 },
      locale: desktop.env['LANG']?.startsWith('ja') ? 'ja-JP' : 'en-GB',
      env: { ...desktop.env },
    });
    return new Browser(context);
  }

  async open(url: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(url);
    return page;
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

/**
 * Waits for the next page of a sign-in that has something to press, or that is the end of it. A page counts once:
 * asked again, this waits for the page after it.
 */
export async function asks(page: Page): Promise<Asks> {
  return until('the next page of the sign-in', () =>
    page.evaluate(() => {
      const root = document.documentElement;
      if (document.readyState !== 'complete' || root.dataset['seen']) return null;
      const has = (selector: string) => document.querySelector(selector) !== null;
      // A page that carries the answer on to the app goes on by itself.
      if (has('form#reply')) return null;
      root.dataset['seen'] = 'yes';
      return has('[name=accept]') ? 'consent' : has('#return') ? 'wall' : has('[name=passwd]') ? 'account' : 'nothing';
    }),
  );
}

/** Fills in the sign-in page, and stays signed in. */
export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.fill('[name=login]', login);
  await page.fill('[name=passwd]', password);
  await page.click('[name=signin]');
  await page.click('#stay [name=accept]');
}
