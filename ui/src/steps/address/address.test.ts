import { render, screen as page } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';

import { copies, plain } from '../../copy';
import type { AccountKind } from '../../ipc/generated/AccountKind';
import { OnScreen } from '../onscreen';
import Address from './Address.svelte';

describe('an account of a kind the app does not take', () => {
  it.each([
    ['en', 'personal'],
    ['ja', 'personal'],
    ['en', 'work'],
    ['ja', 'work'],
  ] as const)('is told so, and goes no further (%s, %s)', async (lang, kind: AccountKind) => {
    const screen = {
      typed: 'nora@outlook.example',
      lookup: { is: 'not_taken', domain: 'outlook.example', kind },
    } as const;
    await OnScreen.at(lang, { is: 'address', ...screen });
    render(Address, { screen });
    const words = copies[lang].address;
    const told = page.getByRole('status').textContent;
    expect(told).toBe(plain(words.notTaken[kind]('Daybook')));
    const next = page.getByRole<HTMLButtonElement>('button', { name: plain(words.next) });
    expect(next.disabled || next.getAttribute('aria-disabled') === 'true').toBe(true);
  });
});
