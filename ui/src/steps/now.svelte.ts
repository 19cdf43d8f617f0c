import { clock } from '../clock';
import { session } from '../session.svelte';

/** The time, as often as the words on screen change with it, and never oftener. Call while a component is set up. */
export function ticking(untilChange: (now: Date) => number | null): { readonly now: Date } {
  let now = $state.raw(clock.now());
  // A clock that is moved is read again at once.
  $effect(() => {
    now = clock.ahead(session.aheadSeconds);
  });
  $effect(() => {
    const wait = untilChange(now);
    if (wait === null) return;
    // A computer that wakes from sleep runs the timer late, never early; the next one starts from the true time.
    const timer = setTimeout(() => (now = clock.now()), wait);
    return () => clearTimeout(timer);
  });
  return {
    get now() {
      return now;
    },
  };
}

/** Milliseconds to the next full minute. */
export function nextMinute(now: Date): number {
  return 60_000 - (now.getTime() % 60_000);
}
