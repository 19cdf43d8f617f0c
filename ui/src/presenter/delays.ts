import type { Copy } from '../copy';

/** How long Microsoft may take in the story, in seconds. */
export const DELAYS = [0, 30, 60, 300, 900, 1800, 3600] as const;

/** The place on the slider that comes nearest. */
export function placeOf(seconds: number): number {
  const distances = DELAYS.map((delay) => Math.abs(delay - seconds));
  return distances.indexOf(Math.min(...distances));
}

export function delayWords(seconds: number, words: Copy['presenter']['scene']['delays']): string {
  if (seconds === 0) return words.none;
  if (seconds < 60) return words.seconds(seconds);
  if (seconds < 3600) return words.minutes(Math.round(seconds / 60));
  return words.hour;
}
