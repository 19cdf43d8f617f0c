import { fireEvent, render, screen as page } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';

import { copies, plain } from '../copy';
import { connectedScreen } from '../fixtures/connected';
import { deniedScreen } from '../fixtures/denied';
import { noteCard } from '../fixtures/letters';
import { waitingScreen } from '../fixtures/waiting';
import type { NoteCard } from '../ipc/generated/NoteCard';
import Connected from './connected/Connected.svelte';
import Denied from './denied/Denied.svelte';
import { OnScreen } from './onscreen';
import Waiting from './waiting/Waiting.svelte';

async function waiting(follow_up: NoteCard | null) {
  const screen = waitingScreen('en', { follow_up });
  const on = await OnScreen.at('en', { is: 'waiting', ...screen });
  render(Waiting, { screen });
  return on;
}

function headings(): (string | null)[] {
  return page.getAllByRole('heading').map((heading) => heading.textContent);
}

describe('the notes around the request', () => {
  it('offers a follow-up where it is due, and not before', async () => {
    await waiting(null);
    expect(page.queryByText('No answer yet?')).toBeNull();
  });

  it('hands the follow-up to the mail app or the clipboard, on a click only', async () => {
    const on = await waiting(noteCard('en', 'followUp', { expires_on: '2026-12-12' }));
    expect(page.getByText(/around 12 December 2026/)).toBeTruthy();
    expect(await on.done()).toEqual([]);
    await fireEvent.click(page.getByRole('button', { name: 'Open in mail app' }));
    await fireEvent.click(page.getByRole('button', { name: 'Copy' }));
    expect(await on.done()).toEqual([
      { do: 'deliver', route: 'mail_app' },
      { do: 'deliver', route: 'copy' },
    ]);
  });

  it('says what became of it', async () => {
    await waiting(noteCard('en', 'followUp', { delivery: { is: 'handed_over', route: 'copy', file: null } }));
    expect(page.getByText('It’s on the clipboard.')).toBeTruthy();
  });

  it('names the route that holds the note', async () => {
    await waiting(noteCard('en', 'followUp', { route: 'draft_file' }));
    expect(page.getByRole('button', { name: 'Open draft' })).toBeTruthy();
  });

  it.each(['en', 'ja'] as const)('thanks IT for a yes (%s)', async (lang) => {
    const screen = connectedScreen(lang, { thanks: noteCard(lang, 'thanks') });
    const on = await OnScreen.at(lang, { is: 'connected', ...screen });
    render(Connected, { screen });
    const words = copies[lang].compose;
    await fireEvent.click(page.getByRole('button', { name: plain(words.notes.thanks.title) }));
    expect(headings()).toContain(plain(words.notes.thanks.title));
    await fireEvent.click(page.getByRole('button', { name: words.notes.copy }));
    expect(await on.done()).toEqual([{ do: 'deliver', route: 'copy' }]);
  });

  it.each(['en', 'ja'] as const)('has a kind word after a no (%s)', async (lang) => {
    const screen = deniedScreen({ note: noteCard(lang, 'afterNo') });
    await OnScreen.at(lang, { is: 'denied', ...screen });
    render(Denied, { screen });
    expect(headings()).toContain(plain(copies[lang].compose.notes.afterNo.title));
  });
});
