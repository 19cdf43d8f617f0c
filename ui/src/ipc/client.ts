// The one door to the engine: the only file that imports Tauri.
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import { CHANGED, type Commands } from './generated/commands';
import type { Direction } from './generated/Direction';
import type { Intent } from './generated/Intent';
import type { Settings } from './generated/Settings';
import type { Snapshot } from './generated/Snapshot';

/** Every command rejects with a `Problem`. */
export interface Client {
  snapshot(): Promise<Snapshot>;
  act(intent: Intent): Promise<void>;
  changeSettings(settings: Settings): Promise<void>;
  enterDemo(scenario: string): Promise<void>;
  leaveDemo(): Promise<void>;
  resetDemo(): Promise<void>;
  /** The simulated IT's own page, in the person's browser. */
  openItPage(): Promise<void>;
  /** The folder the app writes about itself in, in the system's own program for files. */
  openLogFolder(): Promise<void>;
  /** What a presenter does behind the scene. */
  direct(direction: Direction): Promise<void>;
  /** Calls the listener with every new snapshot. Answers a function that stops it. */
  onChanged(listener: (snapshot: Snapshot) => void): Promise<() => void>;
}

declare global {
  interface Window {
    /** Set before the page's own scripts run (src-tauri/src/window.rs). */
    __FIRST_SNAPSHOT__?: Snapshot;
  }
}

/** What the window opened with, where the engine knew it in time: the first picture waits for nothing. */
export const first: Snapshot | null = window.__FIRST_SNAPSHOT__ ?? null;

/** What a person does arrives in the order they did it: two commands under way could overtake each other. */
let acting: Promise<unknown> = Promise.resolve();

export const engine: Client = {
  snapshot: () => call('snapshot', {}),
  act(intent) {
    const acted = acting.then(() => call('act', { intent }));
    acting = acted.catch(() => null);
    return acted.then(() => undefined);
  },
  async changeSettings(settings) {
    await call('change_settings', { settings });
  },
  async enterDemo(scenario) {
    await call('enter_demo', { scenario });
  },
  async leaveDemo() {
    await call('leave_demo', {});
  },
  async resetDemo() {
    await call('reset_demo', {});
  },
  async openItPage() {
    await call('open_it_page', {});
  },
  async openLogFolder() {
    await call('open_log_folder', {});
  },
  async direct(direction) {
    await call('direct', { direction });
  },
  onChanged: (listener) => listen<Snapshot>(CHANGED, (event) => listener(event.payload)),
};

function call<Name extends keyof Commands>(
  name: Name,
  takes: Commands[Name]['takes'],
): Promise<Commands[Name]['answers']> {
  return invoke<Commands[Name]['answers']>(name, takes);
}
