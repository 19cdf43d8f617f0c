import { fireEvent, render, screen as page } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';

import { copies, plain } from '../copy';
import { guideForNobody } from '../fixtures/guide';
import { session } from '../session.svelte';
import { OnScreen } from '../steps/onscreen';
import AdminGuide from './AdminGuide.svelte';
import Help from './Help.svelte';
import SettingsPanel from './SettingsPanel.svelte';

describe('the guide for administrators', () => {
  it.each(['en', 'ja'] as const)('says what is asked, who can decide and how to say no (%s)', async (lang) => {
    await OnScreen.at(lang, { is: 'welcome' });
    render(AdminGuide);
    const words = copies[lang].admin;
    expect(page.getByRole('heading', { level: 1 }).textContent).toBe(plain(words.title('Daybook')));
    const headings = page.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent);
    expect(headings).toEqual([words.howTo, plain(words.check), words.sayNo, words.goodToKnow, plain(words.lookUp)]);
  });

  it('begins with the smallest choice and shows the steps of the chosen one', async () => {
    await OnScreen.at('en', { is: 'welcome' });
    render(AdminGuide);
    expect(page.getByRole<HTMLInputElement>('radio', { name: /^Only Nora Lindqvist/ }).checked).toBe(true);
    expect(page.getAllByText(/New-MgOauth2PermissionGrant/).length).toBeGreaterThan(0);
    await fireEvent.click(page.getByRole('radio', { name: /^Some people/ }));
    expect(page.queryByText(/New-MgOauth2PermissionGrant/)).toBeNull();
    expect(session.announced?.text).toContain('Some people');
  });

  it('opens the approval page, and closes itself', async () => {
    const on = await OnScreen.at('en', { is: 'welcome' });
    session.open('admin');
    render(AdminGuide);
    await fireEvent.click(page.getByRole('radio', { name: /^Everyone/ }));
    await fireEvent.click(page.getByRole('button', { name: 'Open approval page' }));
    expect(await on.done()).toEqual([{ do: 'open_link', link: 'approval' }]);
    await fireEvent.click(page.getByRole('button', { name: 'Back' }));
    expect(session.page).toBe('journey');
  });

  it('offers the approval page, which is for everyone, only where that is meant', async () => {
    await OnScreen.at('en', { is: 'welcome' });
    render(AdminGuide);
    expect(page.queryByRole('button', { name: 'Open approval page' })).toBeNull();
    await fireEvent.click(page.getByRole('radio', { name: /^Some people/ }));
    const button = page.getByRole('button', { name: 'Open approval page' });
    expect(document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent).toMatch(
      /for everyone first/,
    );
    await fireEvent.click(page.getByRole('radio', { name: /^Everyone/ }));
    expect(page.getByRole('button', { name: 'Open approval page' }).getAttribute('aria-describedby')).toBeNull();
  });

  it('has no approval page before the organisation is known', async () => {
    const on = await OnScreen.at('en', { is: 'welcome' });
    const snapshot = await on.client.snapshot();
    on.client.show({ ...snapshot, view: { ...snapshot.view, admin_guide: guideForNobody } });
    render(AdminGuide);
    expect(page.queryByRole('button', { name: 'Open approval page' })).toBeNull();
    expect(page.getByRole('radio', { name: /^One person/ })).toBeTruthy();
  });
});

describe('settings', () => {
  it('change the language of the whole window at once', async () => {
    await OnScreen.at('en', { is: 'welcome' });
    render(SettingsPanel);
    await fireEvent.click(page.getByRole('radio', { name: '日本語' }));
    expect(await page.findByRole('heading', { level: 1, name: '設定' })).toBeTruthy();
    expect(session.snapshot?.settings).toEqual({ language: 'ja', theme: 'system', proxy: { is: 'system' } });
  });

  it('change the appearance', async () => {
    await OnScreen.at('en', { is: 'welcome' });
    render(SettingsPanel);
    await fireEvent.click(page.getByRole('radio', { name: 'Dark' }));
    expect(session.snapshot?.settings.theme).toBe('dark');
  });

  it('open the vendor’s pages through the engine', async () => {
    const on = await OnScreen.at('en', { is: 'welcome' });
    render(SettingsPanel);
    for (const name of [/^Privacy/, /^Security/, /^Support/]) await fireEvent.click(page.getByRole('button', { name }));
    expect(await on.done()).toEqual([
      { do: 'open_link', link: 'privacy' },
      { do: 'open_link', link: 'security' },
      { do: 'open_link', link: 'support' },
    ]);
  });

  it('take a proxy into use, and say at the field what is none', async () => {
    const on = await OnScreen.at('en', { is: 'welcome' });
    render(SettingsPanel);
    await fireEvent.click(page.getByRole('radio', { name: 'Own proxy' }));
    // Nothing is in use before an address is.
    expect(session.snapshot?.settings.proxy).toEqual({ is: 'system' });
    const field = page.getByRole('textbox', { name: 'Address of the proxy' });
    await fireEvent.input(field, { target: { value: 'nora:secret@proxy.example' } });
    on.client.problem = { code: 'not_a_proxy', message: '', hint: '' };
    await fireEvent.click(page.getByRole('button', { name: 'Use this proxy' }));
    expect(await page.findByText(copies.en.settings.proxyWrong)).toBeTruthy();
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(session.problem).toBeNull();

    on.client.problem = null;
    await fireEvent.input(field, { target: { value: ' proxy.example:8080 ' } });
    expect(page.queryByText(copies.en.settings.proxyWrong)).toBeNull();
    await fireEvent.click(page.getByRole('button', { name: 'Use this proxy' }));
    expect(await page.findByText(copies.en.settings.proxyUsed)).toBeTruthy();
    expect(session.snapshot?.settings.proxy).toEqual({ is: 'address', address: 'proxy.example:8080' });

    await fireEvent.click(page.getByRole('radio', { name: 'No proxy' }));
    expect(session.snapshot?.settings.proxy).toEqual({ is: 'none' });
  });

  it('ask before they forget anything', async () => {
    const on = await OnScreen.at('en', { is: 'welcome' });
    session.open('settings');
    render(SettingsPanel);
    await fireEvent.click(page.getByRole('button', { name: 'Start over' }));
    expect(await on.done()).toEqual([]);
    await fireEvent.click(page.getByRole('button', { name: 'Forget and start over' }));
    expect(await on.done()).toEqual([{ do: 'start_over' }]);
    expect(session.page).toBe('journey');
  });
});

describe('help', () => {
  it('copies the details for whoever helps, on any screen', async () => {
    const on = await OnScreen.at('en', { is: 'welcome' });
    render(Help);
    await fireEvent.click(page.getByRole('button', { name: copies.en.help.topics.logs.title }));
    await fireEvent.click(page.getByRole('button', { name: copies.en.blocked.details.copy }));
    expect(await on.done()).toEqual([{ do: 'copy', what: { is: 'support_details' } }]);
  });

  it('opens the log folder', async () => {
    const on = await OnScreen.at('en', { is: 'welcome' });
    render(Help);
    await fireEvent.click(page.getByRole('button', { name: copies.en.help.topics.logs.title }));
    await fireEvent.click(page.getByRole('button', { name: 'Open the log folder' }));
    expect(on.client.asked).toEqual(['open_log_folder']);
  });
});

describe('a question in a dialog', () => {
  it('keeps Escape to itself, so that the screen behind it stays', async () => {
    await OnScreen.at('en', { is: 'welcome' });
    render(SettingsPanel);
    await fireEvent.click(page.getByRole('button', { name: 'Start over' }));
    let heard = 0;
    const listen = () => (heard += 1);
    window.addEventListener('keydown', listen);
    await fireEvent.keyDown(page.getByRole('button', { name: 'Keep everything' }), { key: 'Escape' });
    window.removeEventListener('keydown', listen);
    expect(heard).toBe(0);
  });
});
