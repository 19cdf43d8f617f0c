import { expect, test } from 'vitest';

import css from './tokens.css?raw';

function block(opening: string): Record<string, string> {
  const from = css.indexOf(opening);
  const body = css.slice(css.indexOf('{', from) + 1, css.indexOf('}', from));
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+): ([^;]+);/gu)].map((found): [string, string] => [found[1] ?? '', found[2] ?? '']),
  );
}

const light = block(':root {');
const chosenDark = block(":root[data-theme='dark']");
const systemDark = block(":root:not([data-theme='light'])");

test('the_dark_theme_is_the_same_whether_chosen_or_followed', () => {
  expect(Object.keys(chosenDark).length).toBeGreaterThan(30);
  expect(systemDark).toEqual(chosenDark);
});

test('every_dark_colour_has_a_light_one', () => {
  expect(Object.keys(light)).toEqual(expect.arrayContaining(Object.keys(chosenDark)));
});

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a = '', b = ''): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

test.each([
  ['ink', 'surface', 4.5],
  ['ink-2', 'wait-soft', 4.5],
  ['ink-3', 'canvas', 4.5],
  ['go-on', 'go', 4.5],
  ['go-on', 'go-hover', 4.5],
  ['go-text', 'surface', 4.5],
  ['wait-text', 'wait-soft', 4.5],
  ['no-text', 'surface', 4.5],
  ['control', 'canvas', 3],
  ['go-lamp', 'canvas', 3],
  ['wait-fill', 'wait-soft', 3],
  ['no-lamp', 'canvas', 3],
])('%s on %s has a contrast of at least %d in both themes', (front, back, least) => {
  for (const theme of [light, chosenDark]) expect(contrast(theme[front], theme[back])).toBeGreaterThanOrEqual(least);
});
