import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';

/** Who sits at it. */
interface Home {
  readonly person: { readonly upn: string; readonly password?: string };
}

const executablePath = process.env['GREENLIGHT_CHROMIUM'] ?? '/usr/bin/chromium';

/** A person's browser. Like the person, it accepts the certificate of the simulated tenant. */
export class Person {
  private constructor(
    private readonly browser: Browser,
    private readonly context: BrowserContext,
    private readonly home: Home,
  ) {}

  static async of(home: Home): Promise<Person> {
    // Chromium's own sandbox refuses to run as root, which containers are.
    const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
    const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-GB' });
    return new Person(browser, context, home);
  }

  async open(url: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(url);
    return page;
  }

  /** Opens a page and says yes to whatever comes, until nothing asks any more. Answers the last heading. */
  async goesThrough(url: string, code?: string): Promise<string> {
    const page = await this.open(url);
    for (;;) {
      if (code !== undefined && (await page.locator('[name=otc]').count()) > 0) {
        await page.fill('[name=otc]', code);
        await Promise.all([page.waitForNavigation(), page.click('[name=next]')]);
      } else if ((await page.locator('[name=passwd]').count()) > 0) {
        await page.fill('[name=login]', this.home.person.upn);
        await page.fill('[name=passwd]', this.home.person.password ?? '');
        await Promise.all([page.waitForNavigation(), page.click('[name=signin]')]);
      } else if ((await page.locator('[name=accept]').count()) > 0) {
        await Promise.all([page.waitForNavigation(), page.click('[name=accept]')]);
      } else {
        return (await page.locator('h1').first().textContent({ timeout: 5_000 }).catch(() => null)) ?? '';
      }
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}
