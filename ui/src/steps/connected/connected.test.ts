import { fireEvent, render, screen as page, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { copies, plain } from '../../copy';
import { connectedFixtures, connectedScreen } from '../../fixtures/connected';
import type { ConnectedScreen } from '../../ipc/generated/ConnectedScreen';
import type { Lang } from '../../ipc/generated/Lang';
import { session } from '../../session.svelte';
import { now, OnScreen } from '../onscreen';
import Connected from './Connected.svelte';

async function show(over: Partial<ConnectedScreen> = {}, lang: Lang = 'en') {
  const screen = connectedScreen(lang, over);
  const on = await OnScreen.at(lang, { is: 'connected', ...screen });
  const view = render(Connected, { screen });
  return { on, screen, view };
}

function week() {
  return within(page.getByRole('region', { name: 'This week' }));
}

beforeEach(() => vi.useFakeTimers({ now }));
afterEach(() => vi.useRealTimers());

describe('connected', () => {
  it.each(['en', 'ja'] as const)('says who made it possible (%s)', async (lang) => {
    const words = copies[lang].connected;
    const approved = await show({}, lang);
    expect(page.getByRole('heading', { level: 1 }).textContent).toBe(plain(words.titleApproved));
    approved.view.unmount();
    await show({ approved_at: null }, lang);
    expect(page.getByRole('heading', { level: 1 }).textContent).toBe(plain(words.title));
  });

  it('announces the result once', async () => {
    const { view, screen } = await show();
    expect(session.announced).toEqual({ kind: 'result', text: 'Connected. 3 calendars shown.' });
    session.announced = null;
    await view.rerender({ screen: { ...screen, week: { is: 'loaded', at: '2026-11-20T09:57:00Z' } } });
    expect(session.announced).toBeNull();
  });

  it('shows and hides calendars', async () => {
    const { on } = await show();
    await fireEvent.click(page.getByRole('checkbox', { name: /Birthdays/ }));
    await fireEvent.click(page.getByRole('checkbox', { name: /^Personal/ }));
    expect(await on.done()).toEqual([
      { do: 'show_calendar', id: 'c3', shown: true },
      { do: 'show_calendar', id: 'c2', shown: false },
    ]);
  });

  it('leaves the events of a hidden calendar out', async () => {
    const { screen, view } = await show();
    expect(week().getByRole('button', { name: /^Dentist/ })).toBeTruthy();
    const calendars = screen.calendars.map((choice) => ({ ...choice, shown: choice.calendar.id !== 'c2' }));
    await view.rerender({ screen: { ...screen, calendars } });
    expect(week().queryByRole('button', { name: /^Dentist/ })).toBeNull();
  });

  it('books only into calendars that take bookings', async () => {
    const { on } = await show();
    const select = page.getByLabelText<HTMLSelectElement>('Add new bookings to');
    expect([...select.options].map((option) => option.value)).toEqual(['c0', 'c1', 'c2']);
    expect(select.value).toBe('c1');
    await fireEvent.change(select, { target: { value: 'c2' } });
    expect(await on.done()).toEqual([{ do: 'book_into', id: 'c2' }]);
  });

  it('has no place for bookings without the permission to write', async () => {
    await show({ can_write: false, bookings: null });
    expect(page.queryByLabelText('Add new bookings to')).toBeNull();
    expect(page.getByText(/See your calendar, as you only/)).toBeTruthy();
  });

  it('reads as one list a day', async () => {
    await show();
    const days = week().getAllByRole('heading', { level: 3 });
    expect(days.map((day) => day.textContent.trim().split(' ')[0])).toEqual([
      'Monday',
      'Tuesday',
      'Wednesday',
      'Thursday',
      'Friday',
    ]);
    expect(days[4]?.textContent).toContain('Today');
    expect(week().getByRole('button', { name: 'Planning, 9:00–10:00, Calendar' })).toBeTruthy();
  });

  it('is one stop for Tab, with the next event first', async () => {
    await show();
    const stops = week()
      .getAllByRole('button')
      .filter((button) => button.tabIndex === 0);
    expect(stops.map((stop) => stop.getAttribute('aria-label'))).toEqual(['Dentist, 12:00–13:00, Personal']);
  });

  it('moves by day and by event with the arrow keys', async () => {
    await show();
    const at = () => document.activeElement?.getAttribute('aria-label')?.split(',')[0];
    const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
    week()
      .getByRole('button', { name: /^Quay Street/ })
      .focus();
    await press('ArrowDown');
    expect(at()).toBe('Drawings');
    await press('ArrowRight');
    expect(at()).toBe('Budget');
    await press('ArrowUp');
    expect(at()).toBe('Workshop');
    await press('ArrowLeft');
    expect(at()).toBe('Quay Street');
    await press('Home');
    expect(at()).toBe('Planning');
    await press('End');
    expect(at()).toBe('Drawings');
    await press('ArrowLeft');
    expect(at()).toBe('Drawings');
  });

  it('says that it loads, and that nothing is on', async () => {
    const loading = await show({ calendars: [], events: [], week: { is: 'loading' } });
    expect(page.getByRole('region', { name: 'This week' }).getAttribute('aria-busy')).toBe('true');
    loading.view.unmount();
    await show({ events: [] });
    expect(page.getByText('Nothing this week')).toBeTruthy();
  });

  it('keeps the last good week with its time', async () => {
    const { view, screen, on } = await show({ week: { is: 'loaded', at: now.toISOString() } });
    await view.rerender({
      screen: {
        ...screen,
        week: { is: 'failed', fault: { kind: 'network', network: 'offline' }, last: '2026-11-20T09:15:00Z' },
      },
    });
    const alert = page.getByRole('alert');
    expect(alert.textContent).toContain('There is no connection. This is the week as of');
    expect(week().getByRole('button', { name: /^Dentist/ })).toBeTruthy();
    await fireEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await on.done()).toEqual([{ do: 'reload_week' }]);
  });

  it('offers the sign-in where loading again cannot help', async () => {
    const { on } = await show({ week: { is: 'failed', fault: { kind: 'sign_in_again' }, last: null } });
    await fireEvent.click(page.getByRole('button', { name: 'Sign in again' }));
    expect(await on.done()).toEqual([{ do: 'sign_in' }]);
  });

  it('opens a day that is too full as a list', async () => {
    const fixture = connectedFixtures['connected-crowded']?.snapshot('en').view.screen;
    if (fixture?.is !== 'connected') throw new Error('the fixture is not connected');
    await OnScreen.at('en', fixture);
    render(Connected, { screen: fixture });
    await fireEvent.click(page.getAllByRole('button', { name: /more at/ })[0] ?? document.body);
    expect(within(page.getByRole('dialog')).getAllByRole('listitem').length).toBeGreaterThanOrEqual(30);
  });

  it('tells how to undo it, and asks before it disconnects', async () => {
    const { on } = await show();
    await fireEvent.click(page.getByRole('button', { name: 'Details and undo' }));
    const dialog = within(page.getByRole('dialog'));
    expect(dialog.getByText('Calendars.ReadWrite')).toBeTruthy();
    await fireEvent.click(dialog.getByRole('button', { name: 'Open My Apps' }));
    await fireEvent.click(dialog.getByRole('button', { name: 'Disconnect' }));
    expect(await on.done()).toEqual([{ do: 'open_link', link: 'my_apps' }]);
    expect(dialog.getByRole('heading').textContent).toBe('Disconnect Daybook on this computer?');
    await fireEvent.click(dialog.getByRole('button', { name: 'Stay connected' }));
    await fireEvent.click(dialog.getByRole('button', { name: 'Disconnect' }));
    await fireEvent.click(dialog.getByRole('button', { name: 'Disconnect' }));
    expect(await on.done()).toEqual([{ do: 'sign_out' }]);
  });

  it('does not speak of IT to a personal account', async () => {
    await show({ kind: 'personal', approved_at: null });
    expect(page.queryByText(/or IT can undo/)).toBeNull();
  });
});
