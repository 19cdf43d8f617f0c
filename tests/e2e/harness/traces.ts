/** Everything the app leaves, hands over or shows on the way, looked through for what it must not. */

import { cpSync, lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { bytesOf, shown } from './process';
import type { Scene } from './scene';

/** What a simulated tenant gave out or was shown: crates/simtenant/src/secrets.rs. */
export interface Secret {
  kind: 'code' | 'verifier' | 'access_token' | 'refresh_token' | 'id_token';
  secret: string;
}

/** The person's browser and the harness's own things, which are not the app's. */
const NOT_THE_APPS = /^(browser-.*|screen|bin|secrets)$/;

/** Nobody writes this many characters of a secret by chance. */
const TELLING = 32;

export class Traces {
  readonly #left = new Map<string, string>();
  #watching: NodeJS.Timeout | undefined;

  constructor(private readonly scene: Scene) {}

  leave(place: string, text: string): void {
    // Without zeros a wide character is found like any other.
    this.#left.set(place, `${this.#left.get(place) ?? ''}${text.replaceAll('\0', '')}\n`);
  }

  /** Whether the look at a place would find something. */
  holds(place: string, words: string): boolean {
    return [...this.#left].some(([known, text]) => known.startsWith(place) && text.includes(words));
  }

  /** Which secret lies where, a line each. Half of one is a start; only the ends of id tokens differ. */
  holding(secrets: readonly Secret[]): string[] {
    return [...this.#left].flatMap(([place, text]) =>
      secrets
        .filter(({ kind, secret }) => text.includes(secret.slice(-TELLING)) || (kind !== 'id_token' && text.includes(secret.slice(0, TELLING))))
        .map(({ kind }) => `${kind} in ${place}`),
    );
  }

  /** From now on writes down, in the page, whatever crosses between it and the engine. */
  async listen(): Promise<void> {
    await this.scene.window.driver.executeAsync(
      `const done = arguments[arguments.length - 1];
       const crossed = window.__crossed = ['first ' + JSON.stringify(window.__FIRST_SNAPSHOT__ ?? null)];
       const read = (body) => typeof body === 'string' ? body : body ? new TextDecoder().decode(body) : '';
       const fetched = window.fetch;
       window.fetch = async (to, init) => {
         crossed.push('sent ' + to + ' ' + read(init?.body));
         const response = await fetched(to, init);
         response.clone().text().then((text) => crossed.push('answered ' + text));
         return response;
       };
       const { invoke, transformCallback } = window.__TAURI_INTERNALS__;
       const handler = transformCallback((event) => crossed.push('told ' + JSON.stringify(event)));
       invoke('plugin:event|listen', { event: 'changed', target: { kind: 'Any' }, handler }).then(() => done(null), (why) => done(String(why)));`,
    );
  }

  /** From now on looks at the processes of this desktop every 20 ms or so; one that lives shorter can go unseen. To be ended with `stop`. */
  watchProcesses(): void {
    this.#watching ??= setInterval(() => this.#lookAtProcesses(), 20);
  }

  stop(): void {
    clearInterval(this.#watching);
  }

  /** Looks at all there is now. To be called before a window goes away as well. */
  async look(): Promise<void> {
    const { desktop, window } = this.scene;
    this.leave('page', await window.driver.execute<string>(`return window.__crossed.splice(0).join('\\n')`));
    this.#lookAtProcesses();
    this.leave('openers', desktop.openers());
    for (const file of traces(desktop.home)) this.leave(file.slice(desktop.home.length + 1), bytesOf(file));
  }

  #lookAtProcesses(): void {
    const { home } = this.scene.desktop;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const { args, env } = shown(Number(pid));
      if (!env.includes(`HOME=${home}\0`)) continue;
      const [program = ''] = args.split('\0');
      for (const [what, text] of Object.entries({ args, env })) {
        const place = `${what} of ${basename(program)}`;
        if (!this.holds(place, text.replaceAll('\0', ''))) this.leave(place, text);
      }
    }
  }
}

/** Keeps what the programs of this home left, in a folder of its own below `folder`. */
export function keepTraces(home: string, folder: string): void {
  for (const file of traces(home)) unlessGone(() => cpSync(file, join(folder, basename(home), file.slice(home.length))));
}

/** Every file below this home that is the app's or of a program it talks to. */
function traces(home: string): string[] {
  const below = (folder: string): string[] =>
    (unlessGone(() => readdirSync(folder)) ?? []).flatMap((name) => {
      const path = join(folder, name);
      if (folder === home && NOT_THE_APPS.test(name)) return [];
      const found = lstatSync(path, { throwIfNoEntry: false });
      return found?.isDirectory() ? below(path) : found?.isFile() ? [path] : [];
    });
  return below(home);
}

/** Nothing where the file or folder has gone meanwhile: a cache may tidy itself up. */
function unlessGone<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
