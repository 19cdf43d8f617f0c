import { cleanup, fireEvent, screen as page } from '@testing-library/svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { copies, plain } from '../../copy';
import { fixtures } from '../../fixtures';
import { blockedFixtures } from '../../fixtures/blocked';
import { settled, show } from '../../fixtures/show';
import type { Copyable } from '../../ipc/generated/Copyable';
import type { Snapshot } from '../../ipc/generated/Snapshot';

afterEach(() => vi.useRealTimers());

async function press(name: string | RegExp): Promise<void> {
  await fireEvent.click(page.getByRole('button', { name }));
  await settled();
}

const details: Copyable = { is: 'support_details' };

function took(snapshot: Snapshot, what: Copyable, nth: number): Snapshot {
  return { ...snapshot, view: { ...snapshot.view, copied: { what, nth } } };
}

describe('what a press sends', () => {
  test.each([
    ['blocked', 'Ask IT', { do: 'ask_it' }],
    ['blocked', 'Try again', { do: 'try_again' }],
    ['blocked-assignment', 'Ask IT', { do: 'ask_it' }],
    ['blocked-device', 'Ask IT', { do: 'ask_it' }],
    ['blocked-workflow-ask', 'Copy the text', { do: 'copy', what: { is: 'justification', lang: 'en' } }],
    ['blocked-workflow-ask', 'I’ve sent it', { do: 'tell_page', card: 'request_sent' }],
    ['blocked-workflow-ask', 'Write to IT instead', { do: 'ask_it' }],
    ['blocked-off', 'Choose an account', { do: 'change_address' }],
    ['blocked-off', 'Try again', { do: 'try_again' }],
    ['blocked-off', 'Copy details', { do: 'copy', what: details }],
    ['blocked-unavailable', 'Copy details for IT', { do: 'copy', what: details }],
    ['blocked-licence', 'Copy details for IT', { do: 'copy', what: details }],
    ['blocked-vendor', 'Write to Daybook', { do: 'deliver', route: 'mail_app' }],
    ['blocked-vendor', 'Copy the note', { do: 'deliver', route: 'copy' }],
    ['blocked-vendor-no-address', 'Copy the note', { do: 'deliver', route: 'copy' }],
    ['blocked-missing', 'Write to Daybook', { do: 'deliver', route: 'mail_app' }],
    ['blocked-transient', 'Stop trying', { do: 'stop_retrying' }],
    ['blocked-transient', 'Try now', { do: 'try_again' }],
    ['blocked-transient-stopped', 'Try again', { do: 'try_again' }],
    ['blocked-expired', 'Sign in again', { do: 'try_again' }],
    ['blocked-mfa', 'Sign in again', { do: 'try_again' }],
    ['blocked-account', 'Use another address', { do: 'change_address' }],
    ['blocked-unsure', /Request sent/u, { do: 'tell_page', card: 'request_sent' }],
  ])('%s, %s', async (name, button, intent) => {
    const { client } = await show(name);
    await press(button);
    expect(client.acted).toEqual([intent]);
  });
});

describe('every wall', () => {
  const walls = Object.keys(blockedFixtures);

  test.each(walls)('%s says the cause, whose move it is and one way on', async (name) => {
    const { root } = await show(name);
    expect(root.querySelector('#why')?.nextElementSibling?.textContent).toMatch(/\.$/u);
    expect(root.querySelector('.turn')?.textContent).not.toBe('');
    const asks = name === 'blocked-unsure' || name === 'blocked-nothing-pasted';
    const ends = name === 'blocked-off';
    expect(root.querySelectorAll('button.go')).toHaveLength(asks || ends ? 0 : 1);
    // IT is asked nowhere but where it can approve, add or answer.
    const screen = fixtures[name]?.snapshot('en').view.screen;
    const letter = screen?.is === 'blocked' && screen.offer.is === 'letter';
    expect(page.queryByRole('button', { name: 'Ask IT' }) !== null).toBe(letter);
  });

  test.each(walls)('%s copies the details with one click', async (name) => {
    const { client } = await show(name);
    await fireEvent.click(
      page.getAllByRole('button', { name: /^Copy details( for (support|IT))?$/u })[0] as HTMLElement,
    );
    expect(client.acted).toEqual([{ do: 'copy', what: details }]);
  });
});

describe('the blocked screen', () => {
  test('opens the composer with Alt+A', async () => {
    const { client } = await show('blocked');
    await fireEvent.keyDown(document.body, { key: 'a', code: 'KeyA', altKey: true });
    expect(client.acted).toEqual([{ do: 'ask_it' }]);
  });

  test('shows codes only when there are any, and what was picked otherwise', async () => {
    await show('blocked-picked');
    expect(page.queryByText('What Microsoft said')).toBeNull();
    expect(page.getByText('You picked: “Need admin approval”')).toBeTruthy();
  });

  test('does not promise to watch where it cannot', async () => {
    const { root } = await show('blocked-identity');
    expect(root.textContent).toContain('Your organisation asks IT before any app signs in.');
    expect(root.textContent).not.toContain('watches');
    expect(root.textContent).not.toContain('went through');
  });

  test('says its result at once', async () => {
    await show('blocked');
    expect(page.getByText(/Your move: ask IT\./u).getAttribute('aria-live')).toBe('assertive');
  });

  test('says that the details were copied when the clipboard has them, and not before', async () => {
    const { client, snapshot } = await show('blocked');
    await press('Copy details for support');
    expect(page.queryByRole('button', { name: 'Copied' })).toBeNull();
    client.show(took(snapshot, details, 1));
    await settled();
    expect(page.getByRole('button', { name: 'Copied' })).toBeTruthy();
    expect(page.getByText(/^The details are on your clipboard/u).getAttribute('aria-live')).toBe('polite');
  });

  test('does not claim an earlier copy for its own', async () => {
    const { client, snapshot } = await show('blocked');
    client.show(took(snapshot, { is: 'page_link' }, 1));
    await settled();
    expect(page.queryByRole('button', { name: 'Copied' })).toBeNull();
  });

  test('goes back to its own words after a while', async () => {
    vi.useFakeTimers();
    const { client, snapshot } = await show('blocked');
    client.show(took(snapshot, details, 1));
    await settled();
    // Another snapshot with the same copy in it is no news.
    client.show(took(snapshot, details, 1));
    await settled();
    expect(page.getByRole('button', { name: 'Copied' })).toBeTruthy();
    await vi.advanceTimersByTimeAsync(1_700);
    expect(page.getByRole('button', { name: 'Copy details for support' })).toBeTruthy();
  });

  test('names the account that was used where that is the point', async () => {
    await show('blocked-account');
    expect(page.getByText('Account used: nora.lindqvist@personal.example')).toBeTruthy();
  });

  test('explains a managed device', async () => {
    await show('blocked-device');
    expect(page.getByRole('heading', { name: 'What a managed device is' })).toBeTruthy();
  });

  test('takes an answer of no as final: nobody is asked again', async () => {
    const { root } = await show('blocked-off');
    expect(page.queryByRole('button', { name: 'Ask IT' })).toBeNull();
    expect(root.querySelector('button.go')).toBeNull();
    expect(page.getByText('Not available here')).toBeTruthy();
  });
});

describe('the reason for Microsoft’s box', () => {
  test('is shown in the language that was chosen, and that one is copied', async () => {
    const { client } = await show('blocked-workflow-ask');
    expect(page.getByText(/^I would like to connect/u)).toBeTruthy();
    await fireEvent.click(page.getByRole('radio', { name: '日本語' }));
    await settled();
    expect(page.getByText(/^Outlook の予定表を/u).getAttribute('lang')).toBe('ja');
    await press('Copy the text');
    expect(client.acted).toEqual([{ do: 'copy', what: { is: 'justification', lang: 'ja' } }]);
  });

  test('starts in the window’s language where nothing tells the organisation’s', async () => {
    await show('blocked-workflow-ask', 'ja');
    expect(page.getByRole<HTMLInputElement>('radio', { name: '日本語' }).checked).toBe(true);
  });
});

describe('the note to the makers', () => {
  test('is there to read before it goes, and says how far it came', async () => {
    await show('blocked-vendor');
    await press(/The note to the makers/u);
    expect(page.getByText('Daybook: Microsoft sign-in stops with AADSTS650053')).toBeTruthy();
    cleanup();
    await show('blocked-vendor-opened');
    expect(page.getByText(/You press send there\./u).getAttribute('role')).toBe('status');
    cleanup();
    await show('blocked-vendor-no-mail');
    expect(page.getByText(/^No mail program opened\./u).getAttribute('role')).toBe('status');
  });
});

describe('the countdown to the next try', () => {
  test('runs down by the second and then waits for the engine', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-20T09:42:00Z') });
    await show('blocked-transient');
    expect(page.getByText(/^In 24 seconds/u)).toBeTruthy();
    await vi.advanceTimersByTimeAsync(23_000);
    expect(page.getByText(/^In 1 second/u)).toBeTruthy();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(page.getByText(/^Any moment/u)).toBeTruthy();
  });

  test.each(['en', 'ja'] as const)('says that it passes (%s)', async (lang) => {
    const { root } = await show('blocked-transient', lang);
    expect(root.querySelector('h1')?.textContent).toBe(plain(copies[lang].blocked.transient.title));
  });
});
