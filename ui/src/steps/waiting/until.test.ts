import { describe, expect, it } from 'vitest';

import { nextChange, ringLeft, until } from './until';

const NOW = new Date('2026-11-20T10:00:00Z');
const inSeconds = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

describe('until', () => {
  it('counts seconds under a minute', () => {
    expect(until(inSeconds(59), NOW)).toEqual({ unit: 'seconds', count: 59 });
    expect(until(inSeconds(0.2), NOW)).toEqual({ unit: 'seconds', count: 1 });
  });

  it('counts minutes up to an hour and a half, rounded up', () => {
    expect(until(inSeconds(60), NOW)).toEqual({ unit: 'minutes', count: 1 });
    expect(until(inSeconds(61), NOW)).toEqual({ unit: 'minutes', count: 2 });
    expect(until(inSeconds(90 * 60), NOW)).toEqual({ unit: 'minutes', count: 90 });
  });

  it('counts hours beyond', () => {
    expect(until(inSeconds(90 * 60 + 1), NOW)).toEqual({ unit: 'hours', count: 2 });
    expect(until(inSeconds(24 * 3600), NOW)).toEqual({ unit: 'hours', count: 24 });
  });

  it('is due when the time has come, also after a sleep of the computer', () => {
    expect(until(NOW, NOW)).toEqual({ unit: 'due' });
    expect(until(inSeconds(-4000), NOW)).toEqual({ unit: 'due' });
  });
});

describe('ringLeft', () => {
  it('is full at the start, half at half-time and empty when due', () => {
    expect(ringLeft(NOW, inSeconds(1800), NOW)).toBe(1);
    expect(ringLeft(inSeconds(-900), inSeconds(900), NOW)).toBe(0.5);
    expect(ringLeft(inSeconds(-900), NOW, NOW)).toBe(0);
  });

  it('steps by the minute', () => {
    const from = inSeconds(-600);
    expect(ringLeft(from, inSeconds(1200), NOW)).toBe(ringLeft(from, inSeconds(1200), inSeconds(59)));
  });

  it('stays within the circle when the clock was changed', () => {
    expect(ringLeft(inSeconds(600), inSeconds(1200), NOW)).toBe(1);
    expect(ringLeft(inSeconds(10), NOW, NOW)).toBe(0);
  });
});

describe('nextChange', () => {
  it('wakes when the minute turns, then every second', () => {
    expect(nextChange(inSeconds(150), NOW)).toBe(30_000);
    expect(nextChange(inSeconds(120), NOW)).toBe(60_000);
    expect(nextChange(inSeconds(60), NOW)).toBe(1_000);
    expect(nextChange(inSeconds(30.25), NOW)).toBe(250);
  });

  it('rests when the check is due', () => {
    expect(nextChange(NOW, NOW)).toBeNull();
  });
});
