import { fireEvent, render, screen as page, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { copies, plain } from '../../copy';
import { additionSteps, updatedScreen } from '../../fixtures/connected';
import { noteCard } from '../../fixtures/letters';
import type { AdditionStep } from '../../ipc/generated/AdditionStep';
import type { Lang } from '../../ipc/generated/Lang';
import { now, OnScreen } from '../onscreen';
import Connected from './Connected.svelte';

async function show(step: AdditionStep, lang: Lang = 'en') {
  const screen = updatedScreen(lang, step);
  const on = await OnScreen.at(lang, { is: 'connected', ...screen });
  const view = render(Connected, { screen });
  return { on, screen, view };
}

function dialog() {
  return within(page.getByRole('dialog'));
}

beforeEach(() => vi.useFakeTimers({ now }));
afterEach(() => vi.useRealTimers());

describe('an update that asks for more', () => {
  it.each(['en', 'ja'] as const)('says so above a calendar that still works (%s)', async (lang) => {
    await show(additionSteps.ask_it(lang), lang);
    const words = copies[lang].connected;
    const headings = page.getAllByRole('heading').map((heading) => heading.textContent);
    expect(headings).toContain(plain(words.addition.title('Daybook', 1)));
    expect(page.getByRole('heading', { level: 1 }).textContent).toBe(plain(words.title));
    expect(page.getAllByRole('checkbox').length).toBeGreaterThan(0);
  });

  it('shows the difference with reason, risk and who decides', async () => {
    await show(additionSteps.ask_it('en'));
    await fireEvent.click(page.getByRole('button', { name: 'Ask IT for the addition' }));
    for (const words of [
      'Calendars.ReadWrite',
      'Risk 3 of 5',
      'Who says yes: IT, probably',
      /was 2.*replaces Calendars\.Read/,
    ]) {
      expect(dialog().getAllByText(words, { exact: false }).length).toBeGreaterThan(0);
    }
  });

  it('sends the recipient before the note, and asks afterwards whether it was sent', async () => {
    const { on, view, screen } = await show(additionSteps.ask_it('en'));
    await fireEvent.click(page.getByRole('button', { name: 'Ask IT for the addition' }));
    await fireEvent.input(dialog().getByLabelText('To'), { target: { value: 'desk@northbank.example' } });
    await fireEvent.click(dialog().getByRole('button', { name: 'Open in mail app' }));
    await vi.advanceTimersByTimeAsync(1);
    expect(await on.done()).toEqual([
      { do: 'edit_draft', to: 'desk@northbank.example', lang: 'en', length: 'full' },
      { do: 'deliver', route: 'mail_app' },
    ]);
    expect(dialog().queryByRole('button', { name: 'Yes, wait for IT' })).toBeNull();
    const delivery = { is: 'handed_over', route: 'mail_app', file: null } as const;
    const step: AdditionStep = { is: 'ask_it', lang: 'en', note: noteCard('en', 'change', { delivery }) };
    await view.rerender({ screen: { ...screen, addition: screen.addition && { ...screen.addition, step } } });
    await fireEvent.click(dialog().getByRole('button', { name: 'Yes, wait for IT' }));
    await vi.advanceTimersByTimeAsync(1);
    expect(await on.done()).toEqual([{ do: 'sent' }]);
  });

  it('waits for the answer beside the calendar, and takes it', async () => {
    const { on } = await show(additionSteps.awaited('en'));
    expect(page.getByText(/You asked on .* Next check: /)).toBeTruthy();
    for (const name of ['Check now', 'They said yes', 'They said no']) {
      await fireEvent.click(page.getByRole('button', { name }));
    }
    expect(await on.done()).toEqual([{ do: 'check_now' }, { do: 'they_said_yes' }, { do: 'they_said_no' }]);
  });

  it('lets the person allow it where nobody else has to', async () => {
    const { on } = await show(additionSteps.yours('en'));
    await fireEvent.click(page.getByRole('button', { name: 'See what is new' }));
    await fireEvent.click(dialog().getByRole('button', { name: 'Allow it on Microsoft’s page' }));
    expect(await on.done()).toEqual([{ do: 'try_again' }]);
  });

  it('takes a no and may be asked again', async () => {
    const { on } = await show(additionSteps.no('en'));
    await fireEvent.click(page.getByRole('button', { name: 'Ask again' }));
    expect(await on.done()).toEqual([{ do: 'ask_it' }]);
  });
});
