import { expect, test } from 'vitest';

import { bind } from './text';
import * as en from './en';
import * as ja from './ja';

function keysOf(words: unknown, path = ''): string[] {
  if (typeof words !== 'object' || words === null) return [`${path}: ${typeof words}`];
  return Object.entries(words).flatMap(([key, value]) => keysOf(value as unknown, `${path}.${key}`));
}

function textsOf(words: unknown, path = ''): [string, string][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words === 'function') return [[path, (words as (...given: unknown[]) => string)('2025-11', 2, 3)]];
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([key, value]) => textsOf(value as unknown, `${path}.${key}`));
}

/** Values that are the same in every language. */
const UNTRANSLATED =
  /^\.(common\.(product|documentTitle)|welcome\.(otherLanguage|steps\.host)|browser\.cards\.something_else\.drawn)/u;

test('english_and_japanese_have_the_same_keys', () => {
  expect(keysOf({ ...ja })).toEqual(keysOf({ ...en }));
});

test('no_text_is_empty', () => {
  for (const [path, text] of [...textsOf({ ...en }), ...textsOf({ ...ja })]) expect(text.trim(), path).not.toBe('');
});

test('every_japanese_text_is_written_in_japanese', () => {
  const latin = textsOf({ ...ja }).filter(
    ([path, text]) => !UNTRANSLATED.test(path) && /\p{L}{3}/u.test(text) && !/[ぁ-んァ-ヶ一-龠]/u.test(text),
  );
  const original = new Map(textsOf({ ...en }));
  expect(latin.filter(([path, text]) => original.get(path) !== text)).toEqual([]);
});

test('no_english_text_holds_japanese_or_a_phrase_mark', () => {
  for (const [path, text] of textsOf({ ...en })) {
    if (UNTRANSLATED.test(path)) continue;
    expect(text, path).not.toContain('|');
  }
});

test('no_text_shouts_or_slips_past_a_rule', () => {
  for (const [path, text] of [...textsOf({ ...en }), ...textsOf({ ...ja })])
    expect(text, path).not.toMatch(/!|！|bypass|workaround|organization(?!s? that only)/iu);
});

test('a_latin_word_stays_with_its_particle', () => {
  expect(bind('Daybook の利用には IT 部門の承認')).toBe('Daybook\u00a0の利用には IT\u00a0部門の承認');
  expect(bind('Microsoft 365 と Outlook')).toBe('Microsoft 365\u00a0と Outlook');
});
