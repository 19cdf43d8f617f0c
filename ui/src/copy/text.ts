import type { Lang } from '../ipc/generated/Lang';
import type { Localised } from '../ipc/generated/Localised';

/** Words, functions that take what varies, and groups of both. */
export interface Words {
  readonly [key: string]: string | readonly string[] | ((...given: never[]) => string) | Words;
}

/** The same keys and parameters as the English original, with other words. */
export type SameShape<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends readonly string[]
      ? readonly string[]
      : T[K] extends (...given: infer G) => string
        ? (...given: G) => string
        : SameShape<T[K]>;
};

/** A text that travels in both languages, in the one asked for. */
export function say(text: Localised, lang: Lang): string {
  return lang === 'ja' ? bind(text.ja) : text.en;
}

/**
 * Keeps a Latin word with the particle or 部門 after it ("Daybook の", "IT 部門"), and a name with its さん, so that no line begins with a lone particle.
 */
export function bind(text: string): string {
  return text.replace(/([A-Za-z0-9)]) (?=[ぁ-ん]|部門|担当)| (?=さん)/gu, '$1\u00a0');
}

/** `bind` for every text of a language, whatever a function puts into it. */
export function bindAll<T>(words: T): T {
  if (typeof words === 'string') return bind(words) as T;
  if (typeof words === 'function') {
    const made = words as unknown as (...given: unknown[]) => string;
    return ((...given: unknown[]) => bind(made(...given))) as T;
  }
  if (Array.isArray(words)) return words.map((one: unknown) => bindAll(one)) as T;
  if (typeof words === 'object' && words !== null) {
    return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, bindAll(value as unknown)])) as T;
  }
  return words;
}

/** Titles mark their phrase ends with "|", where a Japanese line may break. Here without them. */
export function plain(title: string): string {
  return title.replaceAll('|', '');
}
