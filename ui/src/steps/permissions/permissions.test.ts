import { fireEvent, render, screen as page, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { permissionsFixtures } from '../../fixtures/permissions';
import { now, OnScreen } from '../onscreen';
import Permissions from './Permissions.svelte';

async function show(name: string) {
  const screen = permissionsFixtures[name]?.snapshot('en').view.screen;
  if (screen?.is !== 'permissions') throw new Error(`${name} is not the permissions`);
  const on = await OnScreen.at('en', screen);
  const view = render(Permissions, { screen });
  return { on, view };
}

beforeEach(() => vi.useFakeTimers({ now }));
afterEach(() => vi.useRealTimers());

describe('what the app asks for', () => {
  it('lets the person ask for less before signing in, and says what then does not work', async () => {
    const { on } = await show('permissions-less');
    expect(page.getByText(/Chosen: Copy events out of Outlook/)).toBeTruthy();
    await fireEvent.click(page.getByRole('button', { name: 'Ask for less' }));
    await fireEvent.click(within(page.getByRole('dialog')).getByRole('radio', { name: /Copy busy times/ }));
    expect(await on.done()).toEqual([{ do: 'choose_tier', id: 'busy' }]);
  });

  it('offers no choice where there is none', async () => {
    await show('permissions');
    expect(page.queryByRole('button', { name: 'Ask for less' })).toBeNull();
  });

  it('explains what a value does not say', async () => {
    await show('permissions-hints');
    const rows = page.getAllByRole('row').map((row) => row.textContent);
    expect(rows.some((row) => row.includes('Sites.Read.All') && row.includes('only what you can open yourself'))).toBe(
      true,
    );
    expect(rows.some((row) => row.includes('Mail.Send') && row.includes('without an administrator’s role'))).toBe(true);
  });

  it('says when the list was last reviewed, and warns after a year', async () => {
    const { view } = await show('permissions');
    expect(page.getByText(/last reviewed by the vendor on 2 November 2026/)).toBeTruthy();
    view.unmount();
    await show('permissions-old');
    expect(page.getByText(/on 30 June 2025, more than a year ago/)).toBeTruthy();
  });
});
