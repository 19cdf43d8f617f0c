import type { Block } from '../../ipc/generated/Block';
import type { Lang } from '../../ipc/generated/Lang';
import type { Letter } from '../../ipc/generated/Letter';

export type Words = Exclude<Block, { kind: 'language' }>;

export interface Section {
  lang: Lang;
  blocks: { key: string; block: Words }[];
}

/** The language of the letter's subject and of its blocks before the first change of language. */
export function firstLang(letter: Letter): Lang {
  switch (letter.lang) {
    case 'en':
      return 'en';
    case 'ja':
    case 'both':
      return 'ja';
  }
}

/**
 * The blocks, one section a language, each with a key made of its words: a block that changed is a new one, and one that
 * did not is kept.
 */
export function sections(letter: Letter): Section[] {
  const all: Section[] = [{ lang: firstLang(letter), blocks: [] }];
  const seen = new Map<string, number>();
  for (const block of letter.blocks) {
    if (block.kind === 'language') {
      all.push({ lang: block.lang, blocks: [] });
      continue;
    }
    const words = JSON.stringify(block);
    const times = seen.get(words) ?? 0;
    seen.set(words, times + 1);
    all.at(-1)?.blocks.push({ key: `${times} ${words}`, block });
  }
  return all.filter((section) => section.blocks.length > 0);
}
