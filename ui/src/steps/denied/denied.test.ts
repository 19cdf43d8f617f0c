import { fireEvent, render, screen as page, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';

import { copies, plain } from '../../copy';
import { deniedScreen } from '../../fixtures/denied';
import type { DeniedScreen } from '../../ipc/generated/DeniedScreen';
import type { Lang } from '../../ipc/generated/Lang';
import { session } from '../../session.svelte';
import { OnScreen } from '../onscreen';
import Denied from './Denied.svelte';

async function show(over: Partial<DeniedScreen> = {}, lang: Lang = 'en') {
  const screen = deniedScreen(over);
  const on = await OnScreen.at(lang, { is: 'denied', ...screen });
  return { on, view: render(Denied, { screen }) };
}

describe('a no from IT', () => {
  it.each(['en', 'ja'] as const)('is told calmly, with three facts and no green (%s)', async (lang) => {
    const { view } = await show({}, lang);
    const words = copies[lang].denied;
    expect(page.getByRole('heading', { level: 1 }).textContent).toBe(plain(words.title('Daybook')));
    expect(within(page.getByRole('list', { name: words.facts })).getAllByRole('listitem')).toHaveLength(3);
    expect(view.container.querySelector('button.go')).toBeNull();
    expect(session.announced).toEqual({ kind: 'result', text: plain(words.title('Daybook')) });
  });

  it('says how we know', async () => {
    const microsoft = await show();
    expect(page.getByText(/turned off here \(AADSTS7000112\)/)).toBeTruthy();
    microsoft.view.unmount();
    await show({ how: 'person_said', codes: [], support: {} });
    expect(page.getByText(/^You told us/)).toBeTruthy();
    expect(page.queryByText(/AADSTS/)).toBeNull();
    expect(page.queryByRole('button', { name: 'Details for IT' })).toBeNull();
  });

  it('offers ways on that exist', async () => {
    const { on } = await show();
    await fireEvent.click(page.getByRole('button', { name: 'Try again' }));
    await fireEvent.click(page.getByRole('button', { name: 'Read the draft' }));
    expect(await on.done()).toEqual([{ do: 'try_again' }, { do: 'read_draft' }]);
  });

  it('asks before it forgets the account', async () => {
    const { on } = await show();
    await fireEvent.click(page.getByRole('button', { name: 'Connect another account' }));
    const dialog = within(page.getByRole('dialog'));
    await fireEvent.click(dialog.getByRole('button', { name: 'Keep' }));
    expect(await on.done()).toEqual([]);
    await fireEvent.click(page.getByRole('button', { name: 'Remove it' }));
    await fireEvent.click(within(page.getByRole('dialog')).getByRole('button', { name: 'Remove and start over' }));
    expect(await on.done()).toEqual([{ do: 'start_over' }]);
  });

  it('lets the person take their own word back', async () => {
    const { on } = await show({ how: 'person_said' });
    await fireEvent.click(page.getByRole('button', { name: 'Back to waiting' }));
    expect(await on.done()).toEqual([{ do: 'back' }]);
  });
});
