import { screen as page } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import { show } from '../../fixtures/show';

/** The accounts on screen, by what is said of each. */
function accounts(): Record<string, string> {
  const rows = [...document.querySelectorAll('dl > div')];
  const text = (row: Element, name: string): string =>
    row.querySelector(name)?.textContent.replace(/\s+/gu, ' ').trim() ?? '';
  return Object.fromEntries(rows.map((row) => [text(row, 'dt'), text(row, 'dd')]));
}

const primary = (root: HTMLElement): string | undefined => root.querySelector('button.go')?.textContent.trim();

describe('somebody else signed in', () => {
  test('names who was meant and who signed in, and offers the newcomer first where only an address differs', async () => {
    const { root } = await show('someone-else');
    expect(accounts()).toEqual({
      'You typed': 'nora.lindqvist@northbank.example',
      'Signed in': 'Adrian Osei adrian.osei@northbank.example',
    });
    expect(primary(root)).toBe('Carry on with this account');
    expect(page.getByText(/Until you have chosen/u)).toBeTruthy();
  });

  test('offers whoever proved themselves first', async () => {
    const { root } = await show('someone-else-known');
    expect(accounts()).toMatchObject({ Expected: 'Nora Lindqvist nora.lindqvist@northbank.example' });
    expect(primary(root)).toBe('Choose the account again');
  });

  test('is asked once, aloud, and Escape does not answer it', async () => {
    const { client } = await show('someone-else');
    expect(page.getByText('Adrian Osei signed in. Is this the right account?').getAttribute('aria-live')).toBeTruthy();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(client.acted).toEqual([]);
  });

  test('says when carrying on takes another sign-in', async () => {
    await show('someone-else-closed', 'ja');
    expect(page.getByText(/もう一度サインインしてください/u)).toBeTruthy();
  });

  test('has no empty line where Microsoft tells no name', async () => {
    await show('someone-else-nameless');
    expect(accounts()['Signed in']).toBe('adrian.osei@northbank.example');
  });
});
