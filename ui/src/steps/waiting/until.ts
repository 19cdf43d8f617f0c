/** How long until the next check, in the unit a person would say, and how much of the ring is left. */

export type Until = { unit: 'seconds' | 'minutes' | 'hours'; count: number } | { unit: 'due' };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Rounds up: "1 min" never turns into "0 min" before the check, and 61 minutes are not yet one hour. */
export function until(at: Date, now: Date): Until {
  const left = at.getTime() - now.getTime();
  if (left <= 0) return { unit: 'due' };
  if (left < MINUTE) return { unit: 'seconds', count: Math.ceil(left / SECOND) };
  if (left <= 90 * MINUTE) return { unit: 'minutes', count: Math.ceil(left / MINUTE) };
  return { unit: 'hours', count: Math.ceil(left / HOUR) };
}

/** What is left of the pause between two checks, 0 to 1, in whole minutes so that the ring does not creep; by the second in the last minute. */
export function ringLeft(from: Date, at: Date, now: Date): number {
  const whole = at.getTime() - from.getTime();
  const left = at.getTime() - now.getTime();
  if (whole <= 0 || left <= 0) return 0;
  const step = left < MINUTE ? SECOND : MINUTE;
  return Math.min(1, (Math.ceil(left / step) * step) / whole);
}

/** Milliseconds until the shown words change: the clock need not run faster than that. */
export function nextChange(at: Date, now: Date): number | null {
  const left = at.getTime() - now.getTime();
  if (left <= 0) return null;
  const step = left <= MINUTE ? SECOND : MINUTE;
  const rest = left % step;
  return rest === 0 ? step : rest;
}
