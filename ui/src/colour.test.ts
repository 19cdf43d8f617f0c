import { expect, test } from 'vitest';

import { contrast, inkOn } from './colour';

test('contrast_is_that_of_wcag', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 1);
  expect(contrast('#4353b3', '#4353b3')).toBe(1);
});

test('a_letter_can_be_read_on_any_colour', () => {
  const steps = [0, 51, 102, 153, 204, 255];
  for (const r of steps)
    for (const g of steps)
      for (const b of steps) {
        const colour = `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
        expect(contrast(colour, inkOn(colour)), colour).toBeGreaterThanOrEqual(4.5);
      }
});
