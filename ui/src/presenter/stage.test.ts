import { fireEvent } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';

import { fixtures } from '../fixtures';
import { requestMail } from '../fixtures/presenter';
import { settled, show, showSnapshot, type Shown } from '../fixtures/show';
import type { Snapshot } from '../ipc/generated/Snapshot';
import { stageKeys } from '../keys';
import { session } from '../session.svelte';

/** What the style sheet of the stage masks. */
const MASKED = '.identifier, pre';

const copy = () => session.copy.presenter;

async function key(pressed: string, target: Element = document.body, more: KeyboardEventInit = {}): Promise<void> {
  await fireEvent.keyDown(target, { key: pressed, bubbles: true, cancelable: true, ...more });
  await settled();
}

function button({ root }: Shown, name: string): HTMLElement {
  const found = [...root.querySelectorAll<HTMLElement>('button')].find((one) =>
    one.textContent.trim().startsWith(name),
  );
  if (!found) throw new Error(`no button says ${name}`);
  return found;
}

function snapshotOf(name: string): Snapshot {
  const fixture = fixtures[name];
  if (!fixture) throw new Error(`no fixture is called ${name}`);
  return fixture.snapshot('en');
}

function presented(snapshot: Snapshot): NonNullable<NonNullable<Snapshot['demo']>['presentation']> {
  if (!snapshot.demo?.presentation) throw new Error('the stage is not up');
  return snapshot.demo.presentation;
}

beforeEach(() => {
  document.body.replaceChildren();
});

test('the_bar_of_the_demo_raises_the_stage', async () => {
  const shown = await show('waiting-demo');
  button(shown, session.copy.common.demo.present).click();
  expect(shown.client.directed).toEqual([{ do: 'raise_stage' }]);
  expect(shown.root.querySelector('.ground')).toBeNull();
});

test('both_sides_stand_side_by_side_and_the_watermark_with_them', async () => {
  const { root } = await show('presenter');
  expect(root.querySelector('.frame.person [data-place=waiting]')).not.toBeNull();
  const desk = root.querySelector('.frame.it');
  expect(desk?.textContent).toContain(session.copy.common.demo.watermark);
  expect(desk?.textContent).toContain('Calendars.ReadWrite');
  expect(root.querySelector('.frame.person')?.textContent).not.toContain(session.copy.common.demo.leave);
  expect(document.documentElement.dataset['theme']).toBe('light');
});

test.each([
  ['a', { do: 'answer', answer: 'approve' }],
  ['d', { do: 'answer', answer: 'deny' }],
  ['b', { do: 'answer', answer: 'block' }],
  ['A', { do: 'answer', answer: 'approve' }],
  ['t', { do: 'advance', seconds: 3600 }],
  ['n', { do: 'open_notes' }],
  ['Escape', { do: 'lower_stage' }],
])('the key %s directs', async (pressed, direction) => {
  const { client } = await show('presenter');
  await key(pressed);
  expect(client.directed).toEqual([direction]);
});

test('r_begins_again', async () => {
  const { client } = await show('presenter');
  await key('r');
  expect(client.asked).toEqual(['reset_demo']);
});

test.each(['ctrlKey', 'metaKey', 'altKey', 'shiftKey', 'repeat', 'isComposing'])(
  'with %s a key means something else',
  async (more) => {
    const { client } = await show('presenter');
    for (const pressed of Object.values(stageKeys)) await key(pressed, document.body, { [more]: true });
    expect(client.asked).toEqual([]);
  },
);

test('what_is_typed_into_a_field_is_text', async () => {
  const { client, root } = await show('presenter-compose');
  const field = root.querySelector('input[type=text]');
  if (!field) throw new Error('no field');
  for (const pressed of [...Object.values(stageKeys), 'Escape']) await key(pressed, field);
  expect(client.asked).toEqual([]);
});

test('space_is_the_next_beat_unless_a_control_has_the_focus', async () => {
  const { client, root } = await show('presenter-blocked');
  const control = root.querySelector('button');
  if (!control) throw new Error('no button');
  await key(' ', control);
  expect(client.acted).toEqual([]);
  await key(' ');
  expect(client.acted).toEqual([{ do: 'ask_it' }]);
});

test('a_pane_that_scrolls_does_not_take_the_key_of_the_next_beat', async () => {
  const { client, root } = await show('presenter-blocked');
  const pane = root.querySelector('.reading .pane');
  if (!pane) throw new Error('no pane');
  const event = new KeyboardEvent('keydown', { key: ' ', bubbles: true, cancelable: true });
  await fireEvent(pane, event);
  await settled();
  expect(client.acted).toEqual([{ do: 'ask_it' }]);
  expect(event.defaultPrevented, 'nothing scrolls as well').toBe(true);
});

test('no_field_takes_the_key_of_the_next_beat', async () => {
  const { client, snapshot } = await show('presenter-address');
  await key(' ', document.activeElement ?? document.body);
  expect(client.acted).toEqual([{ do: 'type_address', text: snapshot.demo?.email }]);
});

test('the_beat_that_is_its_own_goes_to_its_window', async () => {
  const { client, root } = await show('presenter');
  await key(' ');
  expect(client.asked).toEqual([]);
  expect(document.activeElement).toBe(root.querySelector('[data-approve]'));
  expect(root.querySelector('.bottom .said')?.textContent).toContain(copy().lines.it);
  await key('a');
  expect(client.directed).toEqual([{ do: 'answer', answer: 'approve' }]);
  // The space bar is the presenter's again.
  expect(document.activeElement).toBe(root.querySelector('[data-reading-title]'));
});

test('nobody_answers_what_nobody_asked', async () => {
  const { client, root } = await show('presenter-start');
  expect(root.querySelector('[data-approve]')).toBeNull();
  await key('a');
  expect(client.asked).toEqual([]);
  expect(root.querySelector('.bottom .said')?.textContent).toContain(copy().lines.nobody_asked);
});

test('a_beat_that_fails_says_so_in_the_bar', async () => {
  const { client, root } = await show('presenter-blocked');
  client.problem = { code: 'engine_stopped', message: 'gone', hint: '' };
  await key(' ');
  await settled();
  const words = session.copy.common.problems.engine_stopped.title;
  expect(root.querySelector('.bottom .said')?.textContent).toContain(words);
  expect(root.querySelector('.notices')?.textContent).not.toContain(words);
  expect(root.querySelector('dialog[open], [role=alert]')).toBeNull();
});

test('before_signing_in_the_presenter_is_told_what_to_type', async () => {
  const { client, root, snapshot } = await show('presenter-page');
  await key(' ');
  expect(client.asked).toEqual([]);
  expect(root.querySelector('.bottom .said')?.textContent).toContain(snapshot.demo?.password);
});

test('what_to_type_stays_while_the_screen_is_drawn_anew_and_goes_with_it', async () => {
  const { client, root, snapshot } = await show('presenter-page');
  const said = () => root.querySelector('.bottom .said')?.textContent;
  await key(' ');
  const { screen } = snapshot.view;
  if (screen.is !== 'browser') throw new Error('no page is open');
  client.show({ ...snapshot, view: { ...snapshot.view, screen: { ...screen, stalled: true } } });
  await settled();
  expect(said()).toContain(snapshot.demo?.password);
  client.show(snapshotOf('presenter-blocked'));
  await settled();
  expect(said()).not.toContain(snapshot.demo?.password);
});

test('an_addition_is_its_move_whatever_was_approved_before', async () => {
  const snapshot = snapshotOf('connected-update-awaited');
  const stage = snapshotOf('presenter');
  const standing = { is: 'approved', effective: '2026-11-20T08:00:00Z' } as const;
  const presentation = { ...presented(stage), inbox: [], standing };
  const { client, root } = await showSnapshot({ ...snapshot, demo: stage.demo && { ...stage.demo, presentation } });
  expect(root.querySelector('.bridge')?.classList).toContain('it');
  expect(root.querySelector('.answers .standing')).toBeNull();
  await key('a');
  expect(client.directed).toEqual([{ do: 'answer', answer: 'approve' }]);
});

const GUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/iu;
const staged = Object.keys(fixtures).filter((name) => name.startsWith('presenter'));

test.each([...staged, 'admin', 'help'])('hiding ids reaches every id of %s', async (name) => {
  const { root } =
    name === 'admin' || name === 'help' ? await showSnapshot(snapshotOf('presenter-blocked'), name) : await show(name);
  const ground = root.querySelector('.ground');
  await key('h');
  expect(ground?.classList).toContain('ids-hidden');
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { textContent, parentElement } = texts.currentNode;
    if (GUID.test(textContent ?? '')) expect(parentElement?.closest(MASKED), textContent ?? '').not.toBeNull();
  }
  await key('h');
  expect(ground?.classList).not.toContain('ids-hidden');
});

test('f_hides_the_bar_and_never_the_watermark', async () => {
  const { root } = await show('presenter');
  await key('f');
  expect(root.querySelector('.bar [aria-current]')).toBeNull();
  expect(root.querySelector('.frame.it')?.textContent).toContain(session.copy.common.demo.watermark);
  root.querySelector<HTMLElement>('.show')?.click();
  await settled();
  expect(root.querySelector('.bottom .said')).not.toBeNull();
});

test('the_consent_page_opens_from_the_mail_and_accepting_is_approving', async () => {
  const shown = await show('presenter');
  shown.root.querySelector<HTMLElement>('.mail button')?.click();
  await settled();
  const page = shown.root.querySelector('.page');
  expect(page?.textContent).toContain(copy().consent.title);
  expect(page?.textContent).toContain(session.copy.common.demo.watermark);
  button(shown, session.copy.common.cancel).click();
  await settled();
  expect(shown.root.querySelector('.page')).toBeNull();
  shown.root.querySelector<HTMLElement>('.mail button')?.click();
  await settled();
  button(shown, copy().consent.accept).click();
  expect(shown.client.directed).toEqual([{ do: 'answer', answer: 'approve' }]);
});

test('a_request_in_the_queue_says_who_why_and_since_when', async () => {
  const { root } = await show('presenter-queue');
  const reading = root.querySelector('.reading');
  expect(reading?.textContent).toContain('Nora Lindqvist');
  expect(reading?.textContent).toContain('it acts only as me');
  expect(reading?.textContent).toContain(copy().request.outcomes.pending);
});

test('mail_that_lands_is_opened_unless_something_else_was_chosen', async () => {
  const { client, root, snapshot } = await show('presenter-start');
  const presentation = presented(snapshot);
  const landed = (id: string): Snapshot => ({
    ...snapshot,
    demo: snapshot.demo && {
      ...snapshot.demo,
      presentation: {
        ...presentation,
        inbox: [requestMail('en', { id, subject: `Request ${id}` }), ...presentation.inbox],
      },
    },
  });
  client.show(landed('one'));
  await settled();
  expect(root.querySelector('[data-reading-title]')?.textContent).toBe('Request one');
  const payroll = [...root.querySelectorAll<HTMLElement>('.rooms button')].find((one) =>
    one.textContent.includes('Payroll'),
  );
  payroll?.click();
  await settled();
  client.show(landed('two'));
  await settled();
  expect(root.querySelector('[data-reading-title]')?.textContent).toBe('November timesheets');
});

test('the_scene_switches_story_app_and_delay', async () => {
  const { client, root } = await show('presenter');
  root.querySelector<HTMLElement>('button.menu')?.click();
  await settled();
  const radio = (name: string) =>
    [...root.querySelectorAll('.scene label')].find((one) => one.textContent.includes(name))?.querySelector('input');
  const range = root.querySelector<HTMLInputElement>('.scene input[type=range]');
  if (!range) throw new Error('no slider');
  range.value = '3';
  await fireEvent.input(range);
  range.value = '5';
  await fireEvent.input(range);
  expect(client.directed).toEqual([]);
  expect(root.querySelector('.scene output')?.textContent).toBe(copy().scene.delays.minutes(30));
  await fireEvent.change(range);
  expect(client.directed).toEqual([{ do: 'set_propagation', seconds: 1800 }]);
  radio('Learning Suite')?.click();
  await settled();
  expect(client.directed.at(-1)).toEqual({ do: 'switch_profile', name: 'learning-suite' });
  expect(root.querySelector('.scene')).toBeNull();
  root.querySelector<HTMLElement>('button.menu')?.click();
  await settled();
  radio('Open organisation')?.click();
  await settled();
  expect(client.asked.at(-1)).toBe('enter_demo open');
});

test('escape_closes_the_scene_before_it_leaves_the_stage', async () => {
  const { client, root } = await show('presenter');
  root.querySelector<HTMLElement>('button.menu')?.click();
  await settled();
  await key('Escape');
  expect(root.querySelector('.scene')).toBeNull();
  expect(client.directed).toEqual([]);
});

test('f6_goes_on_to_its_window_and_the_bar', async () => {
  const { root } = await show('presenter');
  const seen = new Set<string | undefined>();
  for (let press = 0; press < 6; press += 1) {
    await key('F6', document.activeElement ?? document.body);
    seen.add(document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region']);
  }
  expect(root.querySelectorAll('[data-region]')).toHaveLength(6);
  expect(seen).toEqual(new Set(['rail', 'body', 'bar', 'desk', 'reading', 'presenter']));
});
