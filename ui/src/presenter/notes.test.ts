import { render } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import script from '../../../docs/demo.md?raw';
import { copies, plain } from '../copy';
import { StillClient } from '../fixtures/client';
import { fixtures } from '../fixtures';
import { settled } from '../fixtures/show';
import { stageKeys } from '../keys';
import { session } from '../session.svelte';
import { after, type Moment, noteOf, type Players } from './moments';
import Notes from './Notes.svelte';

const moments = Object.keys(after) as Moment[];

/** The cast of the shipped demo, as `docs/demo.md` names it. */
const players: Players = {
  app: 'Daybook',
  person: 'Nora',
  admin: 'Adrian',
  email: 'nora.lindqvist@northbank.example',
  password: 'the password in the bar',
};

test.each(moments)('the script says what the notes say at %s', (moment) => {
  const note = noteOf(moment, copies.en, players);
  const words = script.replaceAll(/\s+/gu, ' ');
  for (const line of [note.title, note.say, note.do, note.expect]) expect(words).toContain(line);
});

test('the_script_names_every_key', () => {
  const caps = { ' ': 'Space', escape: 'Esc' } as Record<string, string>;
  for (const key of Object.values(stageKeys)) expect(script).toContain(`| ${caps[key] ?? key.toUpperCase()} |`);
});

test.each(['en', 'ja'] as const)('the notes follow the story in %s', async (lang) => {
  const fixture = fixtures['presenter'];
  if (!fixture) throw new Error('no fixture');
  const client = new StillClient(fixture.snapshot(lang));
  await session.connect(client);
  const { container } = render(Notes);
  await settled();
  const moment = copies[lang].presenter.notes.moments;
  expect(container.querySelector('h1')?.textContent).toBe(plain(moment.waiting.title));
  expect(container.textContent).toContain(copies[lang].presenter.notes.next);
  expect(container.textContent).toContain(plain(moment.in_effect.title));
  expect(document.documentElement.lang).toBe(lang);

  const connected = fixtures['presenter-approved']?.snapshot(lang);
  if (connected) client.show(connected);
  await settled();
  expect(container.querySelector('h1')?.textContent).toBe(plain(moment.connected.title));
  expect(container.textContent).toContain(plain(copies[lang].presenter.notes.ends));
});

test('without_a_demo_the_notes_say_whose_they_are', async () => {
  const fixture = fixtures['waiting'];
  if (!fixture) throw new Error('no fixture');
  await session.connect(new StillClient(fixture.snapshot('en')));
  const { container } = render(Notes);
  await settled();
  expect(container.querySelector('h1')?.textContent).toBe(copies.en.presenter.notes.noDemo);
});

test('every_path_of_the_notes_ends', () => {
  for (const first of moments) {
    let at: Moment | null = first;
    for (let step = 0; at && step <= moments.length; step += 1) at = after[at];
    expect(at, first).toBeNull();
  }
});
