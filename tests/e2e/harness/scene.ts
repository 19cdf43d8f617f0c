import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { type Copy, copies } from '../../../ui/src/copy/index';
import { Album } from './album';
import { Browser } from './browser';
import { Desktop, type KeyStore } from './desktop';
import { Tenant } from './tenant';
import { until } from './until';
import { type Place, Window } from './window';

export interface Setting {
  /** A scenario of the simulated tenant; `null` starts the app of a registered vendor, without the demo. */
  scenario?: string | null;
  lang?: 'en' | 'ja';
  keyStore?: KeyStore;
  /** More for the app's environment. */
  env?: Record<string, string>;
  /** Look for barriers with axe-core on every stage that is recorded. */
  audit?: boolean;
  album?: string[];
}

const locales = { en: 'en_GB.UTF-8', ja: 'ja_JP.UTF-8' };

/** One person at one computer: the window, their browser, and a picture of everything. */
export class Scene {
  readonly barriers: string[] = [];
  #browsers = new Map<string, Browser>();

  private constructor(
    readonly desktop: Desktop,
    public window: Window,
    readonly album: Album,
    readonly copy: Copy,
    private readonly setting: Setting,
  ) {}

  static async open(title: string, setting: Setting): Promise<Scene> {
    const lang = setting.lang ?? 'en';
    const desktop = await Desktop.start({ locale: locales[lang], keyStore: setting.keyStore ?? 'unlocked' });
    try {
      const window = await Window.open(desktop, args(setting, desktop), setting.env);
      return new Scene(desktop, window, new Album(...(setting.album ?? ['e2e', title])), copies[lang], setting);
    } catch (error) {
      await desktop.stop();
      throw error;
    }
  }

  /** The browser of the person at this computer, or of somebody else. */
  async browser(whose = 'person'): Promise<Browser> {
    const known = this.#browsers.get(whose);
    if (known) return known;
    const browser = await Browser.start(this.desktop, whose);
    this.#browsers.set(whose, browser);
    return browser;
  }

  async demo(): Promise<{ email: string; password: string; adminEmail: string; adminPage: string; tenant: Tenant }> {
    const { demo } = await this.window.snapshot();
    if (!demo) throw new Error('this is not the demo');
    return { email: demo.email, password: demo.password, adminEmail: demo.admin_email, adminPage: demo.admin_page, tenant: new Tenant(new URL(demo.admin_page).origin) };
  }

  /** The vendor's app, for copy that names it. */
  async app(): Promise<string> {
    return (await this.window.snapshot()).view.app.name;
  }

  /** Waits for a stage, keeps a picture of it, and looks for barriers. */
  async record(stage: Place, note?: string): Promise<void> {
    await this.window.at(stage);
    this.album.add(note ? `${stage}-${note}` : stage, await this.window.picture());
    if (this.setting.audit) this.barriers.push(...(await this.window.barriers()).map((line) => `${note ?? stage}: ${line}`));
  }

  async recordPage(page: Page, stage: string): Promise<void> {
    // Chromium refuses while the page is on its way to the next.
    this.album.add(stage, await until('a picture of the page', () => page.screenshot()));
  }

  /** Ends the app like a power cut, and answers once it is gone. */
  async kill(): Promise<void> {
    await this.window.kill();
  }

  /** Starts the app again as a person does, from its icon: without arguments. */
  async reopen(): Promise<void> {
    this.window = await Window.open(this.desktop);
  }

  async killAndReopen(): Promise<void> {
    await this.kill();
    await this.reopen();
  }

  async keepFailure(): Promise<void> {
    this.album.add('FAILED', this.desktop.screen().picture({ x: 0, y: 0, width: Infinity, height: Infinity }));
    const snapshot = await this.window.snapshot().catch(() => undefined);
    if (snapshot) console.error(`the engine's screen: ${JSON.stringify(snapshot.view.screen, null, 2)}`);
    for (const program of ['WebKitWebDriver', 'gnome-keyring-daemon']) {
      const log = this.desktop.log(program);
      if (log) console.error(`${program} printed:\n${log}`);
    }
  }

  async close(): Promise<void> {
    for (const browser of this.#browsers.values()) await browser.close();
    await this.window.close();
    await this.desktop.stop();
  }
}

/** A test that is one person's walk. */
export function journey(title: string, setting: Setting, walk: (scene: Scene) => Promise<void>): void {
  test(title, async () => {
    const scene = await Scene.open(title, setting);
    try {
      await walk(scene);
      expect(scene.barriers, 'serious accessibility barriers').toEqual([]);
    } catch (error) {
      await scene.keepFailure();
      throw error;
    } finally {
      await scene.close();
    }
  });
}

function args({ scenario = 'managed-policy' }: Setting, desktop: Desktop): string[] {
  if (scenario !== null) return ['--demo', scenario];
  const template = readFileSync(new URL('../../../profiles/template.toml', import.meta.url), 'utf8');
  const profile = join(desktop.home, 'profile.toml');
  writeFileSync(profile, template.replace(/^client_id = .*$/m, 'client_id = "1d0f5f5c-0f0e-4b7e-8a53-2f6d3c6f7a11"'));
  return ['--profile', profile];
}
