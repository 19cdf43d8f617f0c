import { createServer } from 'node:net';
import { once } from 'node:events';
import { readFileSync, readlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import type { Settings } from '../../../ui/src/ipc/generated/Settings';
import type { Snapshot } from '../../../ui/src/ipc/generated/Snapshot';
import type { ThemeChoice } from '../../../ui/src/ipc/generated/ThemeChoice';
import type { Desktop } from './desktop';
import { type Started, children } from './process';
import type { Area } from './screen';
import { until } from './until';
import { type Element, WebDriver } from './webdriver';
import { pressCloseButton } from './x11';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** The binary under test, as `cargo build` leaves it. */
export const binary = process.env['GREENLIGHT_BINARY'] ?? `${repository}target/debug/greenlight`;

/** A screen of the journey, or a page beside it. */
export type Place = Snapshot['view']['screen']['is'] | 'admin' | 'settings' | 'help' | 'network';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Finds what a person would by its name: a control's own words, its label, or its aria-label. */
const NAMED = `
  const tidy = (text) => text.replace(/[|\\u200b\\u2060]/g, '').replace(/\\s+/g, ' ').trim();
  const words = (node) => {
    const copy = node.cloneNode(true);
    for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove();
    return copy.textContent;
  };
  const name = (control) => tidy(
    control.getAttribute('aria-labelledby')?.split(' ').map((id) => words(document.getElementById(id))).join(' ') ??
    control.getAttribute('aria-label') ?? words(control.labels?.[0] ?? control));
  const wanted = tidy(arguments[0]);
  const room = document.querySelector('dialog[open]') ?? document;
  const shown = [...room.querySelectorAll('button, a[href], summary, input, select, textarea, [role=button], [role=radio], [role=tab]')].filter((control) => control.checkVisibility({ visibilityProperty: true }));
  const control = shown.find((one) => name(one) === wanted) ?? shown.find((one) => name(one).startsWith(wanted));
`;

/** Greenlight's window, driven as a person would: by what is written on things. */
export class Window {
  private constructor(
    private readonly desktop: Desktop,
    private readonly driverProcess: Started,
    readonly driver: WebDriver,
    /** Greenlight's own process. */
    readonly pid: number,
  ) {}

  static async open(desktop: Desktop, args: readonly string[] = [], env: Record<string, string> = {}): Promise<Window> {
    Object.assign(desktop.env, env);
    const port = await freePort();
    const server = `http://127.0.0.1:${port}`;
    const driverProcess = await desktop.run('WebKitWebDriver', [`--port=${port}`]);
    await until('WebKitWebDriver', async () => (await fetch(`${server}/status`)).ok);
    const driver = await WebDriver.open(server, binary, args);
    const pid = await until('the app’s process', () => children(driverProcess.pid).find((child) => readlinkSync(`/proc/${child}/exe`) === binary));
    const window = new Window(desktop, driverProcess, driver, pid);
    await until('the first screen', () => window.place());
    return window;
  }

  /** Ends it like a power cut, and answers once nothing of it is left, on the session bus neither. */
  async kill(): Promise<void> {
    process.kill(this.pid, 'SIGKILL');
    await this.driverProcess.stop();
    await this.#gone();
  }

  /** Closes it by its close button, and answers once the app has ended by itself. */
  async pressCloseButton(): Promise<void> {
    await pressCloseButton(this.desktop.env['DISPLAY'] ?? '', 'Greenlight');
    await this.#gone();
    await this.driverProcess.stop();
  }

  /** Ends the automation, and the window with it. */
  async close(): Promise<void> {
    await this.driver.close().catch(() => {});
    await this.driverProcess.stop();
  }

  async place(): Promise<Place | null> {
    return this.driver.execute<Place | null>(`return document.querySelector('[data-place]')?.dataset.place ?? null`);
  }

  /** Waits for a screen. */
  async at(place: Place, within?: number): Promise<void> {
    await until(`the ${place} screen, at ${await this.place()} now`, async () => (await this.place()) === place, within === undefined ? {} : { within });
  }

  /** What the engine sent the window last. */
  async snapshot(): Promise<Snapshot> {
    return this.#invoke<Snapshot>('snapshot');
  }

  /** The view's screen, which must be this one. */
  async screen<P extends Snapshot['view']['screen']['is']>(place: P): Promise<Extract<Snapshot['view']['screen'], { is: P }>> {
    const { screen } = (await this.snapshot()).view;
    if (screen.is !== place) throw new Error(`the screen is ${screen.is}, not ${place}`);
    return screen as Extract<Snapshot['view']['screen'], { is: P }>;
  }

  /** Presses the button, link, card or choice of this name, once it can be pressed. */
  async press(name: string): Promise<void> {
    await until(`“${name}” to be pressed`, async () => {
      const control = await this.#find(name);
      if (!control) return false;
      await this.driver.click(control);
      return true;
    });
  }

  /** Replaces the text of the field of this name. */
  async fill(name: string, text: string): Promise<void> {
    const field = await until(`the field “${name}”`, () => this.#find(name));
    await this.driver.clear(field);
    await this.driver.type(field, text);
  }

  /** Whether a person can read these words now. */
  async reads(words: string): Promise<boolean> {
    return this.driver.execute<boolean>(
      `const tidy = (text) => text.replace(/[\\u200b\\u2060]/g, '').replace(/\\s+/g, ' ').trim(); return tidy(document.body.innerText).includes(tidy(arguments[0]))`,
      words.replaceAll('|', ''),
    );
  }

  async waitToRead(words: string, within?: number): Promise<void> {
    await until(`the words “${words}”`, () => this.reads(words), within === undefined ? {} : { within });
  }

  /** Whether these words are the title of the screen. */
  async titled(words: string): Promise<boolean> {
    return this.driver.execute<boolean>(
      `const tidy = (text) => text.replace(/[\\u200b\\u2060]/g, '').replace(/\\s+/g, ' ').trim(); return tidy(document.querySelector('h1')?.textContent ?? '') === tidy(arguments[0])`,
      words.replaceAll('|', ''),
    );
  }

  /** Everything on the screen, as text. */
  async text(): Promise<string> {
    return this.driver.execute<string>('return document.body.innerText');
  }

  async changeSettings(settings: Settings): Promise<void> {
    await this.#invoke('change_settings', { settings });
    const theme = settings.theme === 'system' ? null : settings.theme;
    await until('the settings to hold', async () => (await this.driver.execute<string | null>('return document.documentElement.dataset.theme ?? null')) === theme);
  }

  /**
   * Waits until nothing has moved for three frames: what is half faded in can neither be pictured nor read. A
   * transition starts a frame after its cause, so that one quiet look is not enough. Endless animations do not count.
   */
  async settled(): Promise<void> {
    await this.driver.executeAsync(
      `const done = arguments[arguments.length - 1];
       const moving = () => document.getAnimations().some((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity);
       const look = (quiet) => quiet === 3 ? done() : requestAnimationFrame(() => look(moving() ? 0 : quiet + 1));
       look(0);`,
    );
  }

  /**
   * The page on the screen, as PNG. The screen gets a frame a little after the page has it, so this looks until two
   * frames are the same; what moves without end is taken as it is.
   */
  async picture(): Promise<Buffer> {
    await this.settled();
    let before = await this.#seen();
    for (let looks = 0; looks < 5; looks += 1) {
      await this.settled();
      const now = await this.#seen();
      if (now.equals(before)) break;
      before = now;
    }
    return before;
  }

  async #seen(): Promise<Buffer> {
    const area = await this.driver.execute<Area>('return { x: screenX, y: screenY, width: innerWidth, height: innerHeight }');
    return this.desktop.screen().picture(area);
  }

  /** What axe-core finds serious or critical, one line each; light and dark. */
  async barriers(): Promise<string[]> {
    const { settings } = await this.snapshot();
    const found: string[] = [];
    for (const theme of ['light', 'dark'] satisfies ThemeChoice[]) {
      await this.changeSettings({ ...settings, theme });
      await this.settled();
      const violations = await this.driver.executeAsync<string[] | { failed: string }>(
        `const done = arguments[arguments.length - 1];
         if (!globalThis.axe) { ${axe} }
         axe.run(document, { resultTypes: ['violations'] }).then(
           ({ violations }) => done(violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
             .flatMap((one) => one.nodes.map((node) => one.id + ': ' + node.target.join(' ') + ': ' + node.failureSummary.replace(/\\s+/g, ' ')))),
           (error) => done({ failed: String(error) }));`,
      );
      if (!Array.isArray(violations)) throw new Error(`axe could not run: ${violations.failed}`);
      found.push(...violations.map((line) => `${theme}: ${line}`));
    }
    await this.changeSettings(settings);
    return found;
  }

  async #gone(): Promise<void> {
    await until('the app to be gone', async () => !(await this.desktop.busNames()).includes('SingleInstance'));
  }

  async #find(name: string): Promise<Element | null> {
    return this.driver.execute<Element | null>(`${NAMED} return control && control.getAttribute('aria-disabled') !== 'true' && !control.disabled ? control : null`, name);
  }

  async #invoke<T>(command: string, args: object = {}): Promise<T> {
    const answer = await this.driver.executeAsync<{ ok: T } | { problem: unknown }>(
      `const done = arguments[arguments.length - 1];
       window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then((ok) => done({ ok }), (problem) => done({ problem }))`,
      command,
      args,
    );
    if ('problem' in answer) throw new Error(`${command}: ${JSON.stringify(answer.problem)}`);
    return answer.ok;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
