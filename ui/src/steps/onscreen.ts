import { tick } from 'svelte';

import { StillClient } from '../fixtures/client';
import { NOW, snapshotOf } from '../fixtures/base';
import type { Intent } from '../ipc/generated/Intent';
import type { Lang } from '../ipc/generated/Lang';
import type { Screen } from '../ipc/generated/Screen';
import type { Snapshot } from '../ipc/generated/Snapshot';
import { session } from '../session.svelte';

/** For tests: the session in front of a screen that stands still. */
export class OnScreen {
  readonly client: StillClient;

  private constructor(client: StillClient) {
    this.client = client;
  }

  static async at(lang: Lang, screen: Screen, over: Partial<Snapshot> = {}): Promise<OnScreen> {
    const client = new StillClient(snapshotOf(lang, screen, [], over));
    await session.connect(client);
    session.announced = null;
    session.open('journey');
    return new OnScreen(client);
  }

  /** What was done since the last look. */
  async done(): Promise<Intent[]> {
    await tick();
    return this.client.acted.splice(0);
  }
}

export const now = new Date(NOW);
