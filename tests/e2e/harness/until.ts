import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again until the answer is something, and answers it. `undefined`, `null` and `false` are "not yet"; so is an
 * error, whose words are kept for the message.
 *
 * The deadline only ends a hung run. It is far beyond what any step takes, so that no test turns on speed.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  { within = 45_000, every = 50 }: { within?: number; every?: number } = {},
): Promise<T> {
  const deadline = Date.now() + within;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      const detail = last instanceof Error ? `: ${last.message}` : '';
      throw new Error(`waited ${within / 1000} s for ${what}${detail}`, last instanceof Error ? { cause: last } : {});
    }
    await pause(every);
  }
}
