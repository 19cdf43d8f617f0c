import { fireEvent, render, screen as page, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { copies, plain } from '../../copy';
import { waitingScreen } from '../../fixtures/waiting';
import type { Lang } from '../../ipc/generated/Lang';
import type { WaitingScreen } from '../../ipc/generated/WaitingScreen';
import { session } from '../../session.svelte';
import { now, OnScreen } from '../onscreen';
import Waiting from './Waiting.svelte';

async function show(over: Partial<WaitingScreen> = {}, lang: Lang = 'en') {
  const screen = waitingScreen(lang, over);
  const on = await OnScreen.at(lang, { is: 'waiting', ...screen });
  const view = render(Waiting, { screen });
  return { on, screen, view };
}

beforeEach(() => vi.useFakeTimers({ now }));
afterEach(() => vi.useRealTimers());

describe('waiting for IT', () => {
  it.each(['en', 'ja'] as const)('says what happened, what is and what comes (%s)', async (lang) => {
    await show({}, lang);
    const words = copies[lang].waiting;
    expect(page.getByRole('heading', { level: 1 }).textContent).toBe(plain(words.title));
    const rows = within(page.getByRole('list', { name: words.timeline })).getAllByRole('listitem');
    expect(rows).toHaveLength(4);
    expect(rows[2]?.getAttribute('aria-current')).toBe('step');
    expect(rows[2]?.textContent).toContain(words.notYet);
    const headings = page.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent);
    expect(headings).toContain(words.in.minutes(24));
  });

  it('keeps one row for any number of checks', async () => {
    await show({ watch: { is: 'next', checks: 400, last: now.toISOString(), at: '2026-11-20T10:06:00Z' } });
    expect(page.getAllByRole('listitem')).toHaveLength(4);
    expect(page.getByText('400 checks so far, which is normal.')).toBeTruthy();
  });

  it('counts down to the check and then says that it is due', async () => {
    await show({ watch: { is: 'next', checks: 1, last: null, at: '2026-11-20T09:43:10Z' } });
    expect(page.getByRole('heading', { name: 'Next check in 2 min' })).toBeTruthy();
    await vi.advanceTimersByTimeAsync(11_000);
    expect(page.getByRole('heading', { name: 'Next check in 59 seconds' })).toBeTruthy();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(page.getByRole('heading', { name: 'Next check any moment' })).toBeTruthy();
  });

  it.each(['en', 'ja'] as const)(
    'says that a request on Microsoft’s page is with IT, and who answers (%s)',
    async (lang) => {
      await show({ by: 'microsofts_page', to: '' }, lang);
      const words = copies[lang].waiting;
      const row =
        within(page.getByRole('list', { name: words.timeline })).getAllByRole('listitem')[1]?.textContent ?? '';
      for (const said of [words.askedOnPage, words.answerByMail, words.expires]) expect(row).toContain(plain(said));
      expect(row).not.toContain(words.cannotSee);
      expect(page.getByRole('button', { name: words.writeToo })).toBeTruthy();
    },
  );

  it('has no green button', async () => {
    const { view } = await show();
    expect(view.container.querySelector('button.go')).toBeNull();
  });

  it('takes what IT told the person', async () => {
    const { on } = await show();
    for (const name of ['Check now', 'They said yes', 'They said no', 'Read the draft', 'Sign in again']) {
      await fireEvent.click(page.getByRole('button', { name }));
    }
    expect((await on.done()).map((intent) => intent.do)).toEqual([
      'check_now',
      'they_said_yes',
      'they_said_no',
      'read_draft',
      'try_again',
    ]);
  });

  it('speaks when the person asked for a check, not when the timer did', async () => {
    const { view, screen } = await show();
    await view.rerender({ screen: { ...screen, watch: { is: 'now', checks: 6 } } });
    await view.rerender({
      screen: { ...screen, watch: { is: 'next', checks: 7, last: now.toISOString(), at: '2026-11-20T10:12:00Z' } },
    });
    expect(session.announced).toBeNull();
    await fireEvent.click(page.getByRole('button', { name: 'Check now' }));
    await view.rerender({ screen: { ...screen, watch: { is: 'now', checks: 7 } } });
    await view.rerender({
      screen: { ...screen, watch: { is: 'next', checks: 8, last: now.toISOString(), at: '2026-11-20T10:12:00Z' } },
    });
    expect(session.announced).toEqual({ kind: 'status', text: 'Checked. Not approved yet.' });
  });

  it('says that it paused, and why', async () => {
    const { view, screen } = await show();
    await view.rerender({ screen: { ...screen, watch: { is: 'paused', checks: 6, fault: 'offline' } } });
    await tick();
    expect(page.getAllByText('Paused, no connection').length).toBeGreaterThan(0);
    expect(session.announced?.text).toBe('Paused, no connection');
  });

  it('says that the password store is locked, and that a check after unlocking goes on', async () => {
    const { on } = await show({ watch: { is: 'locked', checks: 6 } });
    expect(page.getByText(/Nobody was asked/)).toBeTruthy();
    await fireEvent.click(page.getByRole('button', { name: 'Check now' }));
    expect(await on.done()).toEqual([{ do: 'check_now' }]);
  });

  it('stays amber and says so when the yes is still on its way', async () => {
    await show({ told_yes_at: new Date().toISOString() });
    expect(page.getByText('Approved. Microsoft is still passing it on.')).toBeTruthy();
    expect(page.queryByRole('button', { name: 'They said yes' })).toBeNull();
    expect(page.queryByRole('heading', { name: 'What IT can check' })).toBeNull();
  });

  it('tells what IT can check an hour after the yes', async () => {
    await show({
      told_yes_at: new Date().toISOString(),
      asked_at: '2026-11-20T07:00:00Z',
      watch: { is: 'now', checks: 9 },
    });
    await vi.advanceTimersByTimeAsync(59 * 60_000);
    expect(page.queryByRole('heading', { name: 'What IT can check' })).toBeNull();
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect(page.getByRole('heading', { name: 'What IT can check' })).toBeTruthy();
  });

  it('does not promise to check where it cannot', async () => {
    const { on } = await show({ watch: { is: 'remind' } });
    expect(page.queryByText(/keeps checking/)).toBeNull();
    expect(page.queryByRole('button', { name: 'Check now' })).toBeNull();
    await fireEvent.click(page.getByRole('button', { name: 'Try again' }));
    expect(await on.done()).toEqual([{ do: 'try_again' }]);
  });

  it('gives the reason it knows for not being able to check', async () => {
    const walled = await show({ name: null, watch: { is: 'remind' } });
    expect(page.getByText(/sign-in itself waits for IT/)).toBeTruthy();
    walled.view.unmount();
    await show({ watch: { is: 'remind' } });
    expect(page.getByText(/has run out or is gone/)).toBeTruthy();
  });
});
