import { tick } from 'svelte';

import { clock } from '../clock';
import type { ItAnswer } from '../ipc/generated/ItAnswer';
import { stageKey, type StageKey } from '../keys';
import { session } from '../session.svelte';
import { deskAt } from './ahead';
import { type Cue, isAsked, isAwaited, nextCue } from './beats';

/** What lies open in IT's reading pane. */
export type Opened = { is: 'newest' } | { is: 'mail'; id: string } | { is: 'request'; at: number } | { is: 'consent' };

/** Why a beat did not go on by itself. */
export type Line = Exclude<Cue['is'], 'act' | 'direct'> | 'nobody_asked';

/** Carries out what the presenter presses, and remembers what only the stage knows. */
export class Director {
  opened = $state.raw<Opened>({ is: 'newest' });
  line = $state<Line | null>(null);
  idsHidden = $state(false);
  barHidden = $state(false);
  sceneOpen = $state(false);
  #beating = false;
  readonly #ground: () => HTMLElement | undefined;

  constructor(ground: () => HTMLElement | undefined) {
    this.#ground = ground;
  }

  pressed(event: KeyboardEvent): void {
    const key = stageKey(event);
    if (!key) return;
    event.preventDefault();
    this.play(key);
  }

  play(key: StageKey): void {
    switch (key) {
      case 'next':
        return void this.nextBeat();
      case 'approve':
      case 'deny':
      case 'block':
        return void this.answer(key);
      case 'reset':
        this.reset();
        return;
      case 'hide_ids':
        this.idsHidden = !this.idsHidden;
        return;
      case 'hour':
        this.advance(3600);
        return;
      case 'notes':
        return void session.direct({ do: 'open_notes' });
      case 'hide_bar':
        this.barHidden = !this.barHidden;
        this.sceneOpen = false;
        return;
      case 'leave':
        if (this.sceneOpen) this.sceneOpen = false;
        else void session.direct({ do: 'lower_stage' });
        return;
    }
  }

  async answer(answer: ItAnswer): Promise<void> {
    const screen = session.snapshot?.view.screen;
    const presentation = session.snapshot?.demo?.presentation;
    if (!screen || !presentation) return;
    this.line = isAsked(deskAt(screen, presentation)) || isAwaited(screen) ? null : 'nobody_asked';
    if (this.line) return;
    if (this.opened.is === 'consent') this.opened = { is: 'newest' };
    await session.direct({ do: 'answer', answer });
    // The space bar goes on with the story instead of pressing the same button once more.
    this.#focus('[data-reading-title]');
  }

  reset(): void {
    this.#begin();
    void session.resetDemo();
  }

  advance(seconds: number): void {
    this.line = null;
    void session.direct({ do: 'advance', seconds });
  }

  playScenario(name: string): void {
    this.#begin();
    void session.enterDemo(name);
  }

  playProfile(name: string): void {
    this.#begin();
    void session.direct({ do: 'switch_profile', name });
  }

  /** One beat at a time: a second press before the first has arrived would run ahead of the screen. */
  async nextBeat(): Promise<void> {
    const snapshot = session.snapshot;
    const demo = snapshot?.demo;
    if (this.#beating || !snapshot || !demo?.presentation) return;
    this.#beating = true;
    try {
      session.open('journey');
      await this.#follow(nextCue(snapshot.view.screen, demo, demo.presentation, clock.now()));
    } finally {
      this.#beating = false;
    }
  }

  async #follow(cue: Cue): Promise<void> {
    this.line = cue.is === 'act' || cue.is === 'direct' ? null : cue.is;
    if (cue.is === 'act') await session.act(cue.intent);
    else if (cue.is === 'direct') await session.direct(cue.direction);
    else if (cue.is === 'it') this.#focus('[data-approve]');
  }

  #begin(): void {
    this.opened = { is: 'newest' };
    this.line = null;
    this.sceneOpen = false;
    session.open('journey');
  }

  #focus(selector: string): void {
    void tick().then(() => this.#ground()?.querySelector<HTMLElement>(selector)?.focus());
  }
}
