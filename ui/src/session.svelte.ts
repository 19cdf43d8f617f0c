import { clock } from './clock';
import { copies, say as sayIn, type Copy } from './copy';
import type { Client } from './ipc/client';
import type { Direction } from './ipc/generated/Direction';
import type { Intent } from './ipc/generated/Intent';
import type { Lang } from './ipc/generated/Lang';
import type { Localised } from './ipc/generated/Localised';
import type { Problem } from './ipc/generated/Problem';
import type { Settings } from './ipc/generated/Settings';
import type { Snapshot } from './ipc/generated/Snapshot';
import { asProblem } from './problems';

/** Pages beside the journey. They hold no state of the journey, so they are the window's own. */
export type Page = 'journey' | 'admin' | 'settings' | 'help' | 'network';

/** Spoken by screen readers: a status waits its turn, a result does not. */
export interface Announced {
  kind: 'status' | 'result';
  text: string;
}

class Session {
  snapshot = $state.raw<Snapshot | null>(null);
  page = $state<Page>('journey');
  problem = $state.raw<Problem | null>(null);
  announced = $state.raw<Announced | null>(null);

  readonly lang: Lang = $derived.by(() => {
    if (!this.snapshot) return 'en';
    const chosen = this.snapshot.settings.language;
    return chosen === 'system' ? this.snapshot.system_language : chosen;
  });
  readonly copy: Copy = $derived(copies[this.lang]);
  /** Seconds by which the demo's clock is ahead. */
  readonly aheadSeconds: number = $derived(this.snapshot?.demo?.ahead_seconds ?? 0);
  readonly appName: string = $derived(this.snapshot?.view.app.name ?? '');

  #client: Client | null = null;
  #stop: () => void = () => {};

  /** Shows what is known before it listens; `connect` follows. */
  start(client: Client, snapshot: Snapshot): void {
    this.#client = client;
    this.#hold(snapshot);
  }

  async connect(client: Client): Promise<void> {
    this.#stop();
    this.#client = client;
    try {
      // Listening starts before the first snapshot is asked for, so that no change falls in between.
      this.#stop = await client.onChanged((snapshot) => this.#take(snapshot));
      const before = this.snapshot;
      const first = await client.snapshot();
      // A change that came meanwhile is newer than this answer.
      if (this.snapshot === before) this.#hold(first);
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** Sends what the person did. The answer is the next snapshot; what goes wrong becomes a problem on screen. */
  act(intent: Intent): Promise<void> {
    return this.#ask((client) => client.act(intent));
  }

  changeSettings(settings: Settings): Promise<void> {
    return this.#ask((client) => client.changeSettings(settings));
  }

  enterDemo(scenario: string): Promise<void> {
    return this.#ask((client) => client.enterDemo(scenario));
  }

  leaveDemo(): Promise<void> {
    return this.#ask((client) => client.leaveDemo());
  }

  resetDemo(): Promise<void> {
    return this.#ask((client) => client.resetDemo());
  }

  openItPage(): Promise<void> {
    return this.#ask((client) => client.openItPage());
  }

  openLogFolder(): Promise<void> {
    return this.#ask((client) => client.openLogFolder());
  }

  direct(direction: Direction): Promise<void> {
    return this.#ask((client) => client.direct(direction));
  }

  open(page: Page): void {
    this.page = page;
  }

  /** A text of the profile in the window's language. */
  say(text: Localised): string {
    return sayIn(text, this.lang);
  }

  announce(kind: Announced['kind'], text: string): void {
    this.announced = { kind, text };
  }

  #take(snapshot: Snapshot): void {
    const before = this.snapshot?.view.screen.is;
    const now = snapshot.view.screen.is;
    // IT's answer is what the person waits for: it is not kept behind a page beside the journey.
    if (before !== undefined && before !== now && (now === 'connected' || now === 'denied')) this.page = 'journey';
    this.#hold(snapshot);
  }

  #hold(snapshot: Snapshot): void {
    clock.aheadSeconds = snapshot.demo?.ahead_seconds ?? 0;
    this.snapshot = snapshot;
  }

  async #ask(command: (client: Client) => Promise<void>): Promise<void> {
    if (!this.#client) return;
    try {
      await command(this.#client);
      this.problem = null;
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }
}

export const session = new Session();
