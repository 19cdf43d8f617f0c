import { cleanup, fireEvent, screen as page } from '@testing-library/svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { show, showSnapshot, settled } from '../fixtures/show';
import { fixtures } from '../fixtures';
import { session } from '../session.svelte';

afterEach(() => vi.useRealTimers());

async function press(name: string | RegExp): Promise<void> {
  await fireEvent.click(page.getByRole('button', { name }));
  await settled();
}

describe('what a press sends', () => {
  test.each([
    ['welcome', /Get started/u, { do: 'start' }],
    ['welcome', 'Privacy', { do: 'open_link', link: 'privacy' }],
    ['address', 'Continue', { do: 'continue' }],
    ['address', 'Back', { do: 'back' }],
    ['address-not-found', 'Continue anyway', { do: 'continue' }],
    ['address-offline', 'Try again', { do: 'retry_lookup' }],
    ['permissions', /Sign in with Microsoft/u, { do: 'sign_in' }],
    ['browser', 'Show the page again', { do: 'open_page_again' }],
    ['browser', 'Copy link', { do: 'copy', what: { is: 'page_link' } }],
    ['browser', 'Stop and go back', { do: 'cancel_sign_in' }],
    ['browser-returns', 'Back to where you were', { do: 'cancel_sign_in' }],
    ['browser', /Approval required/u, { do: 'tell_page', card: 'approval_required' }],
    ['browser-not-opened', 'Show the page again', { do: 'open_page_again' }],
    ['browser-interrupted', 'Try again', { do: 'sign_in' }],
    ['browser-expired', 'Try again', { do: 'sign_in' }],
    ['someone-else', 'Carry on with this account', { do: 'carry_on' }],
    ['someone-else', 'Choose the account again', { do: 'choose_account' }],
    ['someone-else', 'Back', { do: 'back' }],
    ['someone-else-known', 'Back to where you were', { do: 'back' }],
    ['blocked', 'Ask IT', { do: 'ask_it' }],
    ['blocked', 'Try again', { do: 'try_again' }],
    ['blocked-unsure', /Request sent/u, { do: 'tell_page', card: 'request_sent' }],
  ])('%s, %s', async (name, button, intent) => {
    const { client } = await show(name);
    await press(button);
    expect(client.acted).toEqual([intent]);
  });
});

describe('the address', () => {
  test('is looked up once, 300 ms after the last key', async () => {
    vi.useFakeTimers();
    const { client } = await show('address-empty');
    const field = page.getByRole('textbox');
    await fireEvent.input(field, { target: { value: 'nora@north' } });
    vi.advanceTimersByTime(299);
    await fireEvent.input(field, { target: { value: 'nora@northbank.example' } });
    vi.advanceTimersByTime(299);
    expect(client.acted).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(client.acted).toEqual([{ do: 'type_address', text: 'nora@northbank.example' }]);
  });

  test('keeps newer keys when the echo of older ones arrives', async () => {
    vi.useFakeTimers();
    const { client, snapshot } = await show('address-empty');
    const field = page.getByRole<HTMLInputElement>('textbox');
    await fireEvent.input(field, { target: { value: 'nora' } });
    vi.advanceTimersByTime(300);
    await fireEvent.input(field, { target: { value: 'nora@n' } });
    client.show({
      ...snapshot,
      view: { ...snapshot.view, screen: { is: 'address', typed: 'nora', lookup: { is: 'idle' } } },
    });
    await settled();
    expect(field.value).toBe('nora@n');
  });

  test('takes over what the demo fills in', async () => {
    const { client, snapshot } = await show('address-demo');
    await press('Fill in the demo address');
    expect(client.acted).toEqual([{ do: 'type_address', text: 'nora.lindqvist@northbank.example' }]);
    client.show({
      ...snapshot,
      view: {
        ...snapshot.view,
        screen: { is: 'address', typed: 'nora.lindqvist@northbank.example', lookup: { is: 'idle' } },
      },
    });
    await settled();
    expect(page.getByRole<HTMLInputElement>('textbox').value).toBe('nora.lindqvist@northbank.example');
  });

  test('does not go on while nothing was found, and says why', async () => {
    const { client } = await show('address-empty');
    const next = page.getByRole('button', { name: 'Continue' });
    expect(next.getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(next.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Type your address to go on',
    );
    await press('Continue');
    await fireEvent.keyDown(page.getByRole('textbox'), { key: 'Enter' });
    expect(client.acted).toEqual([]);
  });

  test('goes on with Enter from the field once it was found', async () => {
    const { client } = await show('address');
    await fireEvent.keyDown(page.getByRole('textbox'), { key: 'Enter' });
    expect(client.acted).toEqual([{ do: 'continue' }]);
  });

  test('says the forecast once, politely', async () => {
    await show('address');
    expect(page.getByText('Work account. Forecast: IT will probably need to approve.').getAttribute('aria-live')).toBe(
      'polite',
    );
  });
});

describe('what the page says', () => {
  test('is picked with the keys 1 to 4, but not from a field', async () => {
    const { client } = await show('browser');
    await fireEvent.keyDown(page.getByRole('textbox'), { key: '1' });
    expect(client.acted).toEqual([]);
    await fireEvent.keyDown(document.body, { key: '3' });
    expect(client.acted).toEqual([{ do: 'tell_page', card: 'request_sent' }]);
  });

  test('may be pasted anywhere on the screen', async () => {
    const { client } = await show('browser');
    const paste = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(paste, { clipboardData: { getData: () => 'AADSTS90094: admin only' } });
    document.body.dispatchEvent(paste);
    expect(client.acted).toEqual([{ do: 'paste_text', text: 'AADSTS90094: admin only' }]);
  });

  test('is not asked before the page has stood for a while', async () => {
    await show('browser-fresh');
    expect(page.queryByRole('heading', { name: /What does the page say/u })).toBeNull();
  });

  test('moves the focus to the paste box when it is something else', async () => {
    await show('browser');
    await press(/Something else/u);
    expect(document.activeElement).toBe(page.getByRole('textbox'));
  });

  test('is not cancelled by Escape', async () => {
    const { client } = await show('browser');
    await fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(client.acted).toEqual([]);
  });
});

describe('the window', () => {
  test('leaves with Escape, by the left-most way out', async () => {
    const { client } = await show('permissions');
    await fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(client.acted).toEqual([{ do: 'back' }]);
  });

  test('goes from region to region with F6', async () => {
    const { root } = await show('permissions');
    const region = (): string | undefined =>
      document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region'];
    expect(region()).toBe('body');
    await fireEvent.keyDown(root, { key: 'F6' });
    expect(region()).toBe('bar');
    await fireEvent.keyDown(root, { key: 'F6' });
    expect(region()).toBe('rail');
    await fireEvent.keyDown(root, { key: 'F6', shiftKey: true });
    expect(region()).toBe('bar');
  });

  test('leaves with Alt+Left as well, and with Command+[', async () => {
    const { client } = await show('permissions');
    await fireEvent.keyDown(document.body, { key: 'ArrowLeft', altKey: true });
    await fireEvent.keyDown(document.body, { key: '[', metaKey: true });
    await fireEvent.keyDown(document.body, { key: 'ArrowLeft' });
    expect(client.acted).toEqual([{ do: 'back' }, { do: 'back' }]);
  });

  test('goes round all regions with F6, on every screen with a rail', async () => {
    for (const name of ['address', 'blocked', 'compose', 'waiting', 'connected', 'page-settings']) {
      const { root } = await show(name);
      const been = new Set<string | undefined>();
      for (let press = 0; press < 3; press += 1) {
        await fireEvent.keyDown(root, { key: 'F6' });
        been.add(document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region']);
      }
      expect(been, name).toEqual(new Set(['rail', 'body', 'bar']));
      cleanup();
    }
  });

  test('leaves a page beside the journey with Escape, back to where one was', async () => {
    const { client } = await show('page-help');
    await fireEvent.keyDown(document.body, { key: 'Escape' });
    await settled();
    expect(session.page).toBe('journey');
    expect(client.acted).toEqual([]);
    expect(document.activeElement?.tagName).toBe('H1');
  });

  test.each(['connected', 'denied'])('comes back from a page beside it when IT has answered: %s', async (name) => {
    const { client } = await show('waiting');
    session.open('settings');
    await settled();
    const answered = fixtures[name]?.snapshot('en');
    if (answered) client.show(answered);
    await settled();
    expect(session.page).toBe('journey');
    expect(document.activeElement).toBe(document.querySelector('h1'));
  });

  test('stays on a page beside it when the journey only moves on', async () => {
    const { client } = await show('browser');
    session.open('help');
    const next = fixtures['blocked']?.snapshot('en');
    if (next) client.show(next);
    await settled();
    expect(session.page).toBe('help');
  });

  test('moves the focus to the new title when the engine moves on', async () => {
    const { client } = await show('permissions');
    const next = fixtures['browser']?.snapshot('en');
    if (next) client.show(next);
    await settled();
    expect(document.activeElement?.textContent).toBe('Continue on Microsoft’s page');
  });

  test('turns a rejected command into words, and clears them with the next that works', async () => {
    const { client } = await show('permissions');
    client.problem = { code: 'invalid_input', message: 'too long', hint: '' };
    await press(/Sign in with Microsoft/u);
    expect(page.getByRole('alert').textContent).toContain('Greenlight did not take that');
    client.problem = null;
    await press(/Sign in with Microsoft/u);
    expect(page.queryByRole('alert')).toBeNull();
  });

  test('takes a failure without a code for a stopped engine', async () => {
    const { client } = await show('permissions');
    client.onChanged = () => Promise.reject(new Error('gone'));
    await session.connect(client);
    await settled();
    expect(session.problem?.code).toBe('engine_stopped');
  });

  test('follows the chosen theme and language', async () => {
    const { client, snapshot } = await show('blocked');
    client.show({ ...snapshot, settings: { language: 'ja', theme: 'dark', proxy: { is: 'system' } } });
    await settled();
    expect(document.documentElement.lang).toBe('ja');
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(page.getByRole('button', { name: 'IT\u00a0部門に依頼する' })).toBeTruthy();
  });

  test('has both live regions before anything is said', async () => {
    const { root } = await show('welcome');
    expect(root.querySelector('[aria-live=polite]')).toBeTruthy();
    expect(root.querySelector('[aria-live=assertive]')).toBeTruthy();
  });
});

describe('the demo', () => {
  test('is offered on the welcome screen', async () => {
    const { client } = await show('welcome');
    await press('Try the demo');
    expect(client.asked).toEqual(['enter_demo managed-policy']);
  });

  test('is the first thing to do where the app has no registration', async () => {
    const { root } = await show('welcome-unregistered');
    expect(root.querySelector('button.go')?.textContent).toContain('Try the demo');
    expect(page.queryByRole('button', { name: /Get started/u })).toBeNull();
    expect(root.textContent).toContain('no app registration yet');
  });

  test('wears its watermark and can be left, begun again and switched', async () => {
    const { client } = await show('browser-demo');
    expect(page.getByText('Simulated organisation, not Microsoft')).toBeTruthy();
    await press('Leave the demo');
    await press('Start over');
    await fireEvent.change(page.getByRole('combobox'), { target: { value: 'open' } });
    expect(client.asked).toEqual(['leave_demo', 'reset_demo', 'enter_demo open']);
  });
});

describe('notices', () => {
  test('say that a link was not copied, and the button does not say the opposite', async () => {
    const snapshot = fixtures['browser']?.snapshot('en');
    if (!snapshot) throw new Error('no fixture');
    await showSnapshot({ ...snapshot, view: { ...snapshot.view, notices: ['not_copied'] } });
    expect(page.getByText(/clipboard did not take it/u)).toBeTruthy();
    await press('Copy link');
    expect(page.queryByRole('button', { name: 'Copied' })).toBeNull();
  });

  test('beside pasted text without a code stand on the unsure screen as well', async () => {
    await show('blocked-nothing-pasted');
    expect(page.getByText(/We found no code/u)).toBeTruthy();
  });

  test('say what is true, and can be put away', async () => {
    const snapshot = fixtures['permissions']?.snapshot('en');
    if (!snapshot) throw new Error('no fixture');
    await showSnapshot({ ...snapshot, view: { ...snapshot.view, notices: ['state_set_aside'] } });
    expect(page.getByText(/saved progress could not be read/u)).toBeTruthy();
    await press('Close');
    expect(page.queryByText(/saved progress could not be read/u)).toBeNull();
  });

  test('come again when what they say comes again', async () => {
    const snapshot = fixtures['permissions']?.snapshot('en');
    if (!snapshot) throw new Error('no fixture');
    const locked: typeof snapshot = { ...snapshot, view: { ...snapshot.view, notices: ['key_store_locked'] } };
    const { client } = await showSnapshot(locked);
    await press('Close');
    for (const next of [snapshot, locked]) {
      client.show(next);
      await settled();
    }
    expect(page.getByText(/password store is locked/u)).toBeTruthy();
  });
});
