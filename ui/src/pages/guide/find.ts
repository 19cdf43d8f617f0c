import type { AdminGuide } from '../../ipc/generated/AdminGuide';
import type { GuideEntry } from '../../ipc/generated/GuideEntry';
import type { GuideSection } from '../../ipc/generated/GuideSection';
import type { Localised } from '../../ipc/generated/Localised';

/**
 * The parts of the guide that answer a question. Both languages are searched, and the former names of a product count as
 * its name: what is written as "Entra ID" is found as "Azure AD".
 */
export function find(guide: AdminGuide, question: string): GuideSection[] {
  const asked = spellings(folded(question), guide.names).map((words) => words.split(' ').filter((word) => word !== ''));
  return guide.sections.flatMap((section) => {
    const about = folded([...both(section.title), ...section.terms].join(' '));
    const entries = section.entries.filter((entry) => {
      const text = `${about} ${folded(texts(entry).join(' '))}`;
      return asked.some((words) => words.every((word) => text.includes(word)));
    });
    // A word of the section's own, such as its title, does not single out one of its answers.
    return entries.length > 0 ? [{ ...section, entries }] : [];
  });
}

export function count(sections: GuideSection[]): number {
  return sections.reduce((sum, section) => sum + section.entries.length, 0);
}

/** The question as asked, and with every other name of what it names. */
function spellings(question: string, names: string[][]): string[] {
  const others = names.flatMap((group) => {
    const known = group.map(folded);
    const named = known.filter((name) => question.includes(name)).sort((a, b) => b.length - a.length)[0];
    return named === undefined ? [] : known.map((name) => question.replace(named, name));
  });
  return [question, ...others];
}

function texts(entry: GuideEntry): string[] {
  return [entry.title, ...entry.says, ...(entry.advice ? [entry.advice] : [])]
    .flatMap(both)
    .concat(entry.paths.flatMap((path) => [...both(path.when), ...both(path.steps)]));
}

function both(text: Localised): string[] {
  return [text.en, text.ja];
}

/** Without the differences nobody means: case, width, and the brackets around the names of screens. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[[\]「」、。,.:;?!()]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
