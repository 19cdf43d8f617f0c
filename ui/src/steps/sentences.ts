import type { Lang } from '../ipc/generated/Lang';

/** Sentences one after the other: English puts a space between them, Japanese does not. */
export function sentences(lang: Lang, ...all: (string | false | null | undefined)[]): string {
  return all.filter(Boolean).join(lang === 'ja' ? '' : ' ');
}
