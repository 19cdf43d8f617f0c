import { fireEvent, render, screen as page } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';

import { copies } from '../../copy';
import { adminGuide } from '../../fixtures/guide';
import { session } from '../../session.svelte';
import { OnScreen } from '../../steps/onscreen';
import AdminGuide from '../AdminGuide.svelte';
import { count, find } from './find';
import Lookup from './Lookup.svelte';

const guide = adminGuide('en');
const titles = (question: string) =>
  find(guide, question).flatMap(({ entries }) => entries.map(({ title }) => title.en));

describe('the guide', () => {
  it('draws the settings where they are explained, and says which choice is recommended', async () => {
    const drawn = guide.sections.filter((section) => section.picture);
    expect(drawn.map((section) => section.id)).toEqual(['settings']);
    await OnScreen.at('en', { is: 'welcome' });
    const { container } = render(Lookup, { sections: drawn, question: 'settings' });
    expect(container.querySelectorAll('figure li').length).toBe(8);
    expect([...container.querySelectorAll('figure li.advised')].map((item) => item.textContent.trim())).toEqual([
      expect.stringContaining('Do not allow group owner consent'),
      expect.stringContaining('Yes'),
    ]);
  });
});

describe('searching the guide', () => {
  it.each([
    ['Azure AD', 'Microsoft Entra ID'],
    ['Office 365', 'Microsoft 365'],
    ['enterprise applications', 'Enterprise apps'],
    ['エンタープライズ アプリケーション', 'Enterprise apps'],
    ['全体管理者', 'Global Administrator'],
  ])('finds by the name %s what it finds by the name %s', (old, current) => {
    expect(titles(old)).toEqual(titles(current));
    expect(titles(old).length).toBeGreaterThan(0);
  });

  it('finds a code, a Japanese word and a word of a path', () => {
    expect(titles('aadsts50105')).toContain("AADSTS50105: not on the app's list");
    expect(titles('ブロック')).toContain('Block: not this app');
    expect(titles('user settings')).toContain('Consent settings');
  });

  it('finds nothing where nothing is meant', () => {
    expect(count(find(guide, 'payroll zebra'))).toBe(0);
  });

  it.each(['en', 'ja'] as const)(
    'shows the answers, says how many, and Escape brings the page back (%s)',
    async (lang) => {
      await OnScreen.at(lang, { is: 'welcome' });
      session.open('admin');
      render(AdminGuide);
      const words = copies[lang].admin;
      const field = page.getByRole('searchbox', { name: words.search });
      await fireEvent.input(field, { target: { value: 'AADSTS50105' } });
      expect(page.queryByRole('radio')).toBeNull();
      expect(page.getAllByRole('heading', { level: 3 }).length).toBeGreaterThan(0);
      expect(session.announced?.text).toBe(words.found(count(find(guide, 'AADSTS50105'))));
      await fireEvent.keyDown(field, { key: 'Escape' });
      expect(page.getAllByRole('radio').length).toBe(3);
      expect(session.page).toBe('admin');
    },
  );
});
